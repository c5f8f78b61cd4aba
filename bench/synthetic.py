"""The sample report → as many reports of other fictional colleges as wanted: other names, figures and years."""

import random
import re
from collections.abc import Iterator
from functools import partial
from importlib import resources

COLLEGE = "澜江机电职业技术学院"
PLACES = [
    *("云河", "青陵", "北沧", "临湖", "东崖", "南浦", "西岭", "安渡", "宁川", "和州"),
    *("广泽", "新洲", "永溪", "长汀", "平湖", "兴岭", "丰城", "清源", "明港", "远山"),
]
FIELDS = [
    *("机电", "交通", "财经", "信息", "农林", "工程", "商贸", "医药", "建设", "化工"),
    *("纺织", "旅游", "航空", "水利", "艺术", "能源", "电力", "铁道", "城市", "生态"),
]
FIGURE = re.compile(r"(?<![\d.])[1-9]\d(?=[\u4e00-\u9fff])")  # of two digits


def sample() -> str:
    """The sample report that ships with the product."""
    return (resources.files("app") / "sample" / "report.txt").read_text(encoding="utf-8")


def reports(number: int, *, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of that many reports, the same ones for the same seed."""
    source = sample()
    for n in range(number):
        chance = random.Random(f"{seed}/{n}")
        place = f"{PLACES[n % 20]}{PLACES[n // 400 % 20] if n >= 400 else ''}"
        text = source.replace(COLLEGE, f"{place}{FIELDS[n // 20 % 20]}职业技术学院").replace("澜江", place)
        yield f"{n:04}.txt", FIGURE.sub(partial(_vary, chance), text)


def _vary(chance: random.Random, figure: re.Match[str]) -> str:
    return str(int(figure[0]) + chance.randint(-3, 3))
