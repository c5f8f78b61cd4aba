"""What a report does not tell is not answered, though it tells something near; what it tells, is."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app import publish
from kg.home import Home
from search.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "app/sample/report.txt"
Asked = Callable[[str, str], dict[str, Any]]

UNTOLD = {
    SAMPLE: [
        "Which international patents has the college been granted?",
        "Are there any school-level patents or papers?",
        "Which municipal awards did the specialty group win?",
        "Did Party work win any international awards?",
        "What is the dropout rate?",
        "What is the total enrolment?",
        "What is the growth rate of donations?",
        "Which overseas campuses does the college run?",
        "Which branch campuses are there?",
        "How much equipment was donated?",
        "Did we sell any patents?",
        "Which patents were licensed?",
        "Were any patents put to use?",
        "What did patent licensing bring in?",
        "Did the college commercialise research?",
        "What was the longest apprenticeship?",
        "What is the longest training course?",
        "Which is the strongest specialty?",
        "Which platform is the largest?",
        "Which partner company is the biggest?",
        "Which research projects are industry-funded?",
        "学校的退学率是多少",
        "学生辍学率",
        "升学率是多少",
        "录取率多少",
        "专利转化了多少件",
        "专利许可收入",
        "企业委托的项目有哪些",
        "捐赠额最高的企业",
        "最高的满意度是哪个",
        "与德国哪些大学合作",
        "有哪些海外分校",
        "市级教材有哪些",
        "2017年获得了哪些奖项",
    ],
    "tests/gold/first.txt": [
        "What is the enrolment of the college?",
        "What is the longest training?",
        "Did the college license any patents?",
        "专利转化收益多少",
    ],
    "tests/gold/fifth.txt": [
        "What is the student intake?",
        "How many utility models were licensed?",
        "Which patents were put to use?",
        "升学率多少",
        "国家级科研平台有哪些",
    ],
    "tests/gold/sixteenth.txt": ["Which patents were licensed to companies?", "What is the enrolment?"],
    "tests/gold/seventeenth.txt": ["Which patents were licensed?", "专利转化了几件"],
}
TOLD = {
    SAMPLE: [
        ("How many patents were granted?", "专利"),
        ("How many sessions of training were held?", "职业培训"),
        ("How many international students were trained?", "留学生"),
        ("Which municipal-level laboratories are there?", "市级重点实验室"),
        ("本地就业率是多少", "毕业生本地就业率"),
        ("完成率是多少", "任务完成率"),
        ("级别最高的奖项有哪些", "国家级奖项"),
    ],
    "tests/gold/first.txt": [
        ("What is the enrolment of international students?", "留学生"),
        ("Which horizontal projects are there?", "横向课题"),
        ("企业委托的项目有哪些", "横向课题"),
    ],
    "tests/gold/third.txt": [
        ("What donations were received?", "企业捐赠设备总值"),
        ("What is the income from turning patents to use?", "收益"),
        ("专利转化收益是多少", "收益"),
    ],
    "tests/gold/seventh.txt": [
        ("How many international students are enrolled?", "国际学生"),
        ("招收国际学生多少人", "国际学生"),
    ],
    "tests/gold/seventeenth.txt": [("What was the intake of overseas students?", "留学生")],
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """Ask a question of a report, which is read when it is first needed."""
    with ExitStack() as stack:

        @cache
        def opened(source: str) -> Reader:
            home = Home(tmp_path_factory.mktemp("home"))
            publish.ingest(home, [ROOT / source], key=None, advance=lambda _: None)
            return stack.enter_context(Reader.open(home.generation().path))

        yield lambda source, question: opened(source).ask(question)


@pytest.mark.parametrize(
    ("source", "question"), [(source, question) for source, questions in UNTOLD.items() for question in questions]
)
def test_what_is_not_told_is_not_answered_and_it_is_said_why(asked: Asked, source: str, question: str) -> None:
    answer = asked(source, question)
    assert ([one["label"] for one in answer["answers"]], bool(answer["notices"])) == ([], True)


@pytest.mark.parametrize(
    ("source", "question", "label"), [(source, *each) for source, told in TOLD.items() for each in told]
)
def test_what_is_told_beside_it_is_answered(asked: Asked, source: str, question: str, label: str) -> None:
    assert label in [one["label"] for one in asked(source, question)["answers"]]
