"""Written numbers and quantities: 12.3万人日 → 12.3 and 万人日, 十二项 → 12 and 项, 近百名 → 100 and 名."""

import re
from functools import cache

from ontology import lexicon

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
CHINESE = "一二三四五六七八九十百千两零〇"


def number(text: str) -> float:
    """Read digits, Chinese numerals or a mixture.

    >>> number("1,200"), number("十二"), number("两百三十"), number("3千"), number("1.5万")
    (1200.0, 12.0, 230.0, 3000.0, 15000.0)
    """
    plain = text.replace(",", "").replace("，", "")
    head = plain.rstrip("十百千万亿")
    if head and head.replace(".", "", 1).isdecimal() and head.isascii():
        value = float(head)
        for scale in plain[len(head) :]:
            value *= _SCALES[scale]
        return value
    total = section = 0
    digit = None
    for character in plain:
        if character in _DIGITS:
            # 二〇二一 is read digit by digit
            digit = (digit or 0) * 10 + _DIGITS[character]
        elif _SCALES[character] >= 10_000:
            total += (section + (digit or 0) or 1) * _SCALES[character]
            section, digit = 0, None
        else:
            section += (1 if digit is None else digit) * _SCALES[character]
            digit = None
    return float(total + section + (digit or 0))


@cache
def unit_kinds() -> dict[str, tuple[str, str]]:
    """Measure word → its kind and the type that it votes for."""
    return {row["word"]: (row["kind"], row["term"]) for row in lexicon.rows("units")}


def base_unit(unit: str) -> str:
    """Take the multiplier off a unit: 万人日 → 人日."""
    return unit.lstrip("万亿千百") or unit


@cache
def unit_pattern() -> str:
    """Give the pattern of all measure words, longest first, none where more follows that makes it another word."""
    unless = {row["word"]: row["unless"] for row in lexicon.rows("units")}
    units = sorted(unless, key=lambda word: (-len(word), word))
    guards = {unit: "|".join(unless[unit].split()) for unit in units}
    return "|".join(re.escape(unit) + (f"(?!{guards[unit]})" if guards[unit] else "") for unit in units)


def quantity_pattern() -> str:
    """Give the pattern of a number with its unit; groups: number, digits or numerals; unit; what stands between."""
    digits = r"[0-9]{1,12}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,4})?"
    numerals = rf"(?:(?<=[近上超过逾约数])[百千万]|[{CHINESE}]{{1,8}})"
    return (
        rf"(?:(?<![0-9.+\-/每])(?:(?<![a-z])|(?<=[a-z]{{2}}))(?P<digits>{digits})|(?<![第唯统同单专逐另每{CHINESE}])(?P<numerals>{numerals}))"
        rf"(?P<scale>[百千]?)(?P<about>[余多几]?)(?P<wan>[万亿]?)[余多]?(?P<unit>{unit_pattern()})"
    )


def quantity(match: "re.Match[str]") -> tuple[float, str]:
    """Read the value and the unit, as written, of a match of `quantity_pattern`.

    >>> read = lambda text: quantity(re.search(quantity_pattern(), text))
    >>> read("12.3万人日"), read("300余万元"), read("近百项"), read("二十余名")
    ((12.3, '万人日'), (300.0, '万元'), (100.0, '项'), (20.0, '名'))
    """
    value = number((match["digits"] or match["numerals"]) + match["scale"])
    return value, match["wan"] + match["unit"]
