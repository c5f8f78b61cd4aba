"""Reports of any shape: whatever parts, tasks and sentences follow one another, reading one ends with records."""

import random
import re
from pathlib import Path

from ingest.pipeline import read_text

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [ROOT / "app/sample/report.txt", *(ROOT / f"tests/gold/{name}.txt" for name in ("first", "fifth", "seventh"))]
PARTS = ("学校层面建设任务", "专业群层面建设任务", "旅游管理专业群建设", "贡献度情况", "社会认可度", "典型经验")
PLACES = ("{0}、", "（{0}）", "第{0}章 ", "")
TASKS = ("任务{0}：{3}", "{1}.{3}", "（{0}）{3}", "任务{1} {3}", "{3}", "{2}.{1} {3}")
NUMERALS = "一二三四五六七八九十"
REPORTS = 150
LONGEST = 40  # characters of a heading


def _shape(chance: random.Random, headings: list[str], sentences: list[str]) -> str:
    """Write a report of parts with numbered tasks, each under any heading and of any sentences."""
    lines = ["某某职业技术学院“双高计划”绩效自评报告"]
    for part in range(chance.randint(1, 5)):
        lines.append(chance.choice(PLACES).format(NUMERALS[part]) + chance.choice([*PARTS, *headings]))
        task = chance.choice(TASKS)
        for number in range(chance.randint(0, 9)):
            title = re.sub(r"^[\d一二三四五六七八九十、.（）任务： ]+", "", chance.choice(headings))
            lines.append(task.format(NUMERALS[number], number + 1, part + 1, title))
            lines.append("".join(chance.choices(sentences, k=chance.randint(0, 4))))
    return "\n".join(lines)


def test_a_report_of_any_shape_is_read() -> None:
    lines = [line.strip() for text in TEXTS for line in text.read_text(encoding="utf-8").splitlines() if line.strip()]
    headings = [line for line in lines if len(line) < LONGEST and not line.endswith("。")]
    sentences = [f"{part}。" for line in lines if line.endswith("。") for part in line.split("。") if part]
    chance = random.Random(2026)
    for number in range(REPORTS):
        text = _shape(chance, headings, sentences)
        report = read_text(text, name="r")
        assert all(text[record.start : record.end] for record in report.records), number
