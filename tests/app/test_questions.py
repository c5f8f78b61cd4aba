"""What must hold of the answer to every question of every set, whatever it asks: the sets are run, not looked at."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import publish
from bench.answer_quality import SHARED, sets
from kg.home import Home
from search.corrections import posted
from search.reader import Reader

SETS = {
    SHARED / "questions/dev.jsonl": SHARED / "report/shanxi-jidian-2022.txt",
    **{questions: report for _, questions, report in sets()},
}
KEY = "r"


@pytest.fixture(scope="module", params=SETS, ids=lambda path: path.stem)
def asked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Reader, list[str]]]:
    """A report of its own, and the questions of a set over it."""
    questions: Path = request.param
    if not questions.exists() or not SETS[questions].exists():
        pytest.skip(f"{questions.name} is not there: it lies beside the repository")
    home = Home(tmp_path_factory.mktemp("home"))
    publish.ingest(home, [SETS[questions]], key=KEY, advance=lambda _: None)
    with Reader.open(home.generation().path) as reader:
        yield reader, [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()]


def test_the_query_that_is_shown_gives_the_same_answers_as_it_stands(asked: tuple[Reader, list[str]]) -> None:
    reader, questions = asked
    for number, question in enumerate(questions):
        answer = reader.ask(question, limit=10_000)
        found = [str(row["thing"]) for row in reader.store.query(answer["sparql"]).rows()]
        assert sorted(found) == sorted(one["iri"] for one in answer["answers"]), number
        assert len(found) == answer["total"], number


def test_every_answer_has_a_sentence_that_lies_in_the_source(asked: tuple[Reader, list[str]]) -> None:
    reader, questions = asked
    passages = {(p.start, p.end): p.text for p in reader.passages.of(KEY)}
    seen = 0
    for number, question in enumerate(questions):
        answer = reader.ask(question, limit=10_000)
        for one in answer["answers"]:
            assert one["evidence"], number
            for evidence in one["evidence"]:
                seen += 1
                (start, text) = next(
                    (a, t) for (a, b), t in passages.items() if a <= evidence["start"] < evidence["end"] <= b
                )
                said = text[evidence["start"] - start : evidence["end"] - start]
                assert evidence["text"] == text, number
                letters = iter(said)  # a page number may stand between them
                assert all(letter in letters for letter in "".join(evidence["anchor"].split())), number
                assert said.split()[0][:1] == evidence["anchor"][:1], number
        assert all(passages[hit["start"], hit["end"]] == hit["text"] for hit in answer["passages"]), number
    assert seen > 10


def test_a_reading_that_is_posted_back_gives_the_same_answer(asked: tuple[Reader, list[str]]) -> None:
    reader, questions = asked
    for number, question in enumerate(questions):
        answer = reader.ask(question)
        back: dict[str, Any] = json.loads(json.dumps(answer["understood"]))
        given = posted(back, reader.read(question), reader.vocabulary)
        assert reader.ask(question, overrides=given) == answer, number


def test_every_answer_says_why_it_is_there(asked: tuple[Reader, list[str]]) -> None:
    reader, questions = asked
    for number, question in enumerate(questions):
        answer = reader.ask(question, explain=True)
        understood = answer["understood"]
        for one in answer["answers"]:
            met = {step["constraint"] for step in one["why"]}
            claims = {claim["iri"] for claim in one["claims"]}
            assert all(by.get("claim") in claims for step in one["why"] for by in step["by"] if "claim" in by), number
            if understood["levels"] and one["level"] in understood["levels"]:
                assert "level" in met, number
            if understood["task"]:
                assert "task" in met, number
        assert all("explain" in hit for hit in answer["passages"]), number
