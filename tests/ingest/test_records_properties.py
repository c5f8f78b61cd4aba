"""What must hold for any text, also a hostile one."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ingest.records import records
from kg.records import Document, Sentence
from kg.vocabulary import Type
from tests.cost import cost
from tests.ingest.reading import read, say

ROOT = Path(__file__).resolve().parents[2]
SIGNS = "，。、；：（）()“”《》‘’*\n 的和与及等各达为被在获建一二三十百第前年月日%个项家门"
WORDS = """
国家级 省级 市级 校级 省级以上 获批 建成 立项 申报 入选 位列 被评为 其中 分别 教学团队 实训基地 课程
一等奖 二、三等奖 教学名师 有限公司 企业 课题 到款额 满意度 标准 12 3.5 1,200 2023年 万元 人次
协同 依托 参加 学生王建国 X大赛 候选名单 2024届 ① ： | ． 提名 表彰 十二项 近百名 1+X ABB “1+X” 《办法》
"""
PIECES = [*SIGNS, *WORDS.split()]
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_records_lie_in_their_sentence_in_reading_order(text: str) -> None:
    document = Document("", f"前{text}后", "", "", "")
    sentence = Sentence(document, 1, 1 + len(text))
    found = list(records([sentence]))
    assert [(r.start, r.end) for r in found] == sorted((r.start, r.end) for r in found)
    for record in found:
        assert 1 <= record.start < record.end <= 1 + len(text)
        assert "".join(record.text.split()) == "".join(record.anchor.split())
        assert record.text == record.text.strip()
        assert (record.subtype is not None) == (record.type is Type.AWARD)
        assert record.count is None or record.count >= 0


@settings(max_examples=100, deadline=None)
@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.integers(0, 200))
def test_a_line_wrap_changes_no_record(text: str, place: int) -> None:
    text = "".join(text.split())
    place %= len(text) + 1
    left, right = text[:place], text[place:]
    assume(not (left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()))  # A BB
    wrapped = f"{left}\n\n{right}"
    assert [say(r) for r in read(wrapped)] == [say(r) for r in read(text)]


HOSTILE: dict[str, Callable[[int], str]] = {
    "one long line": lambda n: "获批省级课题3项、" * (n // 9),
    "no punctuation": lambda n: "获批国家级教学团队和实训基地与企业" * (n // 17),
    "open brackets": lambda n: "获奖（" * (n // 3),
    "brackets in brackets": lambda n: "（" * (n // 2) + "）" * (n - n // 2),
    "open quotes": lambda n: "“教材" * (n // 3),
    "open titles": lambda n: "《办法“" * (n // 4),
    "digits": lambda n: "1" * n,
    "numbers with points": lambda n: "1.2," * (n // 4),
    "numerals": lambda n: "一二三十百" * (n // 5),
    "years": lambda n: "2021年" * (n // 5),
    "one letter": lambda n: "a" * n,
    "slashes": lambda n: "a/b-" * (n // 4),
    "one word": lambda n: "课程" * (n // 2),
    "and": lambda n: "课和" * (n // 2),
    "levels": lambda n: "国家级、省级、" * (n // 7),
    "figures": lambda n: "1个省级、" * (n // 5),
    "blanks": lambda n: " \n" * (n // 2),
    "gathering": lambda n: "集实训" * (n // 3),
    "aims": lambda n: "以课程" * (n // 3),
    "names": lambda n: "学生王建、" * (n // 5),
    "colons": lambda n: "国家级：奖2项、" * (n // 8),
    "pipes": lambda n: "| 1 团队 " * (n // 7),
    "digits apart": lambda n: "1 " * (n // 2),
    "full-width points": lambda n: "１．" * (n // 2),
    "page numbers": lambda n: "课程\n- 12 -\n" * (n // 11),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_work_grows_with_the_length_and_no_faster(kind: str) -> None:
    read("获批省级课题3项。")  # what is loaded once is not measured
    short, long = (cost(lambda: read(HOSTILE[kind](size))) for size in (4_000, 40_000))  # noqa: B023
    assert long < 15 * max(short, 1_000)


def test_a_line_of_100_000_characters_is_read_to_its_end() -> None:
    text = HOSTILE["one long line"](100_000)
    assert len(read(text)) == text.count("项")


def test_the_hash_seed_changes_nothing() -> None:
    """A whole report through the whole line, in two processes: what `kg extract` prints is the same, byte for byte."""
    code = (
        "import json, sys\n"
        "from bench.synthetic import sample\n"
        "from ingest.pipeline import read_text, rows\n"
        "for row in rows(read_text(sample(), name='sample.txt')):\n"
        "    sys.stdout.buffer.write(json.dumps(row, ensure_ascii=False).encode() + b'\\n')\n"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1] and outputs[0].count(b"\n") > 100
