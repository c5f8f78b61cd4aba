"""The constructions in which reports tell their records; the sentences stand in constructions.txt, by construction."""

from pathlib import Path

import pytest

from tests.ingest.reading import read, say

FILE = Path(__file__).with_name("constructions.txt")
LEAST = 5  # sentences of each construction
CONSTRUCTIONS = (
    *("distribution", "ellipsis", "sub-counts", "level-splits", "number-place", "totals", "carried", "numerals"),
    *("ranks", "years", "winners", "numbers-in-names", "line-breaks", "ocr"),
    *("enterprises", "organisations", "levels", "status", "tables", "contests", "narrated", "titles", "persons"),
    *("predicates", "visitors", "figures", "bystanders"),
    *("parties in action", "media", "whose persons are", "companies behind what is told of them"),
    "partners of the school",
)


def _cases() -> dict[str, list[tuple[str, list[str]]]]:
    """Each construction with its sentences, each with its records, one a line."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    cases: list[tuple[str, list[str]]] = []
    for block in FILE.read_text(encoding="utf-8").split("\n\n")[1:]:
        first, *rest = block.strip("\n").split("\n")
        if first.startswith("## "):
            cases = found.setdefault(first.removeprefix("## "), [])
        else:
            cases.append((first.removeprefix("# ").replace("⏎", "\n"), rest))
    return found


ALL = [(name, text, records) for name, cases in _cases().items() for text, records in cases]


@pytest.mark.parametrize(("name", "text", "records"), ALL, ids=[f"{name} {text}" for name, text, _ in ALL])
def test_a_construction_gives_its_records(name: str, text: str, records: list[str]) -> None:
    found = []
    for record in read(text):
        kind, level, rest = say(record).split(" ", 2)
        year = f" @{record.year}" if record.year else ""
        mark = " ?" if record.status == "candidate" else ""
        found.append(f"{kind} {'≥' * record.at_least}{level} {rest}{year}{mark}")
    assert found == records


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_each_construction_has_sentences_enough(name: str) -> None:
    assert len({text for text, _ in _cases()[name]}) >= LEAST
