"""Nonsense gets an empty answer or a sensible one, in bounded time, and changes nothing."""

import json
import time

import pytest

from kg.terms import THINGS
from search.reader import Reader
from tests.search.hostile import QUESTIONS

LONGEST = 5.0  # seconds that no question takes, on a busy machine either; the longest of them takes a tenth of it


def test_there_are_a_hundred() -> None:
    assert len(QUESTIONS) >= 100


@pytest.mark.timeout(280)
def test_every_one_of_them_is_answered(reader: Reader) -> None:
    statements = len(reader.store)
    for number, question in enumerate(QUESTIONS):
        start = time.process_time()
        answer = reader.ask(question, explain=True)
        assert time.process_time() - start < LONGEST, number
        assert answer["question"] == question and answer["total"] == len(answer["answers"]), number
        assert all(one["iri"].startswith(THINGS) and one["evidence"] for one in answer["answers"]), number
        found = {str(row["thing"]) for row in reader.store.query(answer["sparql"]).rows()}
        assert found == {one["iri"] for one in answer["answers"]}, number
        assert answer["answers"] or answer["notices"] or "evidence" in answer["understood"]["asks"], number
        json.dumps(answer, ensure_ascii=False)
    assert len(reader.store) == statements


@pytest.mark.timeout(280)
def test_every_one_of_them_is_completed(reader: Reader) -> None:
    for number, question in enumerate(QUESTIONS):
        start = time.process_time()
        found = reader.suggest(question)
        assert time.process_time() - start < LONGEST, number
        assert all(one["text"] == question[: one["start"]] + one["insert"] for one in found), number


def test_what_is_injected_stays_text(reader: Reader) -> None:
    answer = reader.ask('跟“星澜"} ; DROP GRAPH <x> #”公司合作的平台')
    assert answer["answers"] == [] or all("星澜" in one["evidence"][0]["text"] for one in answer["answers"])
    assert "DROP" not in answer["sparql"].replace('\\"', "")


def test_what_is_beside_the_matter_has_no_answers(reader: Reader) -> None:
    for question in ("今天天气怎么样", "火星移民计划有哪些", "asdf qwer zxcv", "任务77的奖项"):
        assert reader.ask(question)["answers"] == [], question
