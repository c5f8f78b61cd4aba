"""Pairs of sentences of colleges that do not exist: which tell of one thing, read by the whole line from its text.

`told_pairs.tsv` was judged before the method was worked on: `work` rows may be looked at, `check` rows are only
counted. The parts: s2 = task 2 of the school, g3 = task 3 of the 专业群, c and r = 贡献度 and 认可度 of the school,
gc = 贡献度 of the 专业群, f = 特色 after them. 【】 holds the place.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from ingest.pipeline import read_text
from ingest.resolve import entities
from kg.statements import claims
from tests.ingest.test_pairs import Place, nearest

TABLE = Path(__file__).with_name("told_pairs.tsv")
WORK = 29  # rows that are right: floors, to be raised and never lowered
CHECK = 28

HEADINGS = {
    "s": "一、学校层面建设任务完成情况\n\n（一）产出情况\n",
    **{
        f"s{n}": f"{n}．{title}\n"
        for n, title in enumerate(
            (
                "加强党的建设",
                "打造技术技能人才培养高地",
                "打造技术技能创新服务平台",
                "打造高水平专业群",
                "打造高水平双师队伍",
                "提升校企合作水平",
                "提升服务发展水平",
                "提升学校治理水平",
                "提升信息化水平",
                "提升国际化水平",
            ),
            1,
        )
    },
    "c": "（二）贡献度情况\n",
    "r": "（三）社会认可度情况\n",
    "g": "二、护理专业群建设任务完成情况\n\n（一）产出情况\n",
    **{
        f"g{n}": f"{n}．{title}\n"
        for n, title in enumerate(
            (
                "人才培养模式创新",
                "课程教学资源建设",
                "教材与教法改革",
                "教师教学创新团队",
                "实践教学基地",
                "技术技能平台",
                "社会服务",
                "国际交流与合作",
                "可持续发展保障机制",
            ),
            1,
        )
    },
    "gc": "（二）贡献度情况\n",
    "f": "三、特色经验与做法\n",
}


def pairs(use: str) -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines, delimiter="\t") if row["use"] == use]


def report(told: list[tuple[str, str]]) -> tuple[str, list[Place]]:
    """A report with these sentences in these parts, and where each one's 【place】 stands in it."""
    text, places = "江海职业技术学院\n“双高计划”绩效自评报告\n\n", dict.fromkeys(range(len(told)), (0, 0))
    for part, heading in HEADINGS.items():
        text += f"{heading}\n"
        for n, (where, sentence) in enumerate(told):
            if where == part:
                before, name, after = sentence.replace("】", "【").split("【")
                places[n] = (len(text) + len(before), len(text) + len(before) + len(name))
                text += f"{before}{name}{after}\n\n"
        text += "工作有序推进。\n\n"
    return text, list(places.values())


def verdict(row: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """Whether the two places are one thing, and why."""
    text, places = report([(row["part_a"], row["a"]), (row["part_b"], row["b"])])
    things: dict[Place, set[int]] = {}
    reasons: list[tuple[str, ...]] = []
    for n, entity in enumerate(entities(claims(read_text(text, name="report.txt"), "r"), institution="甲")):
        reasons.append(entity.reasons)
        for claim in entity.claims:
            things.setdefault((claim.record.start, claim.record.end), set()).add(n)
    one, other = (nearest(place, things) for place in places)
    if one is None or other is None:
        return "no record", ()
    both = things[one] & things[other]
    return ("same", reasons[min(both)]) if both else ("different", ())


@cache
def wrong(use: str) -> tuple[str, ...]:
    answers = ((row, *verdict(row)) for row in pairs(use))
    return tuple(
        f"{row['a']} {row['b']}: {row['verdict']}, not {answer} {reasons}"
        for row, answer, reasons in answers
        if answer != row["verdict"]
    )


def test_the_table_is_whole() -> None:
    for use in ("work", "check"):
        assert len(pairs(use)) >= 30
        assert {row["verdict"] for row in pairs(use)} == {"same", "different"}
    for row in (*pairs("work"), *pairs("check")):
        assert {row["part_a"], row["part_b"]} <= set(HEADINGS)


@pytest.mark.parametrize(("use", "floor"), [("work", WORK), ("check", CHECK)])
def test_pairs_of_sentences_tell_of_one_thing_or_of_two(use: str, floor: int) -> None:
    print(*wrong(use), sep="\n")
    assert len(pairs(use)) - len(wrong(use)) >= floor


@pytest.mark.parametrize("use", ["work", "check"])
def test_no_two_things_are_made_one(use: str) -> None:
    assert [line for line in wrong(use) if "different, not same" in line] == []
