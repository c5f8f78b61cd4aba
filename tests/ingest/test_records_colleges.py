"""What sentences of many colleges give, in the manner of both phases; the sentences stand in colleges.txt."""

from pathlib import Path

import pytest

from tests.ingest.reading import told

SENTENCES = Path(__file__).with_name("colleges.txt")


def _cases() -> list[tuple[str, list[str]]]:
    """Each sentence with its records, one a line as `told` says them."""
    cases: list[tuple[str, list[str]]] = []
    for block in SENTENCES.read_text(encoding="utf-8").split("\n\n")[1:]:
        text, *records = block.strip("\n").split("\n")
        cases.append((text.removeprefix("# "), records))
    return cases


@pytest.mark.parametrize(("text", "expected"), _cases(), ids=[text for text, _ in _cases()])
def test_a_sentence_of_any_college_gives_its_records(text: str, expected: list[str]) -> None:
    assert told(text) == expected
