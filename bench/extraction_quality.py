"""Gold records → how well extraction finds them: F1 by type, strict F1, attributes, errors by kind: `make eval`.

Of a set that only measures (`ASIDE`) no error is told, so that nothing is made to fit it.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.scoring import ATTRIBUTES, CORE, Matched, Row, kinds, load, matched
from bench.synthetic import sample
from ingest import pipeline

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
SHARED = ROOT / "../shared"
ASIDE = frozenset({"second", "eleventh", "twelfth", "fourteenth", "fifteenth"})
FRAGMENTS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh"),
    *("eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth"),
    *("fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
)
MOST = 12  # kinds of errors that are told


@dataclass(frozen=True, slots=True)
class Set:
    """A text and the gold records of it."""

    name: str
    text: str
    gold: list[Row]


def sets() -> Iterator[Set]:
    """Yield the gold sets that are there: the shared report's, the fragments', the sample report's."""
    reports = sorted((SHARED / "report").glob("*.txt"))
    files = sorted((SHARED / "gold").glob("*.gold.jsonl"))
    if reports and files:
        yield Set("shared", reports[0].read_text(encoding="utf-8"), [row for file in files for row in load(file)])
    else:
        print("shared: ../shared is not there")
    for name in FRAGMENTS:
        text = (GOLD / f"{name}.txt").read_text(encoding="utf-8")
        yield Set(name, text, load(GOLD / f"{name}.gold.jsonl"))
    yield Set("sample", sample(), load(GOLD / "sample.gold.jsonl"))


def score(one: Set) -> Matched:
    """Extract from the text of a set, as `kg extract` does, and match with its gold."""
    return matched(one.gold, pipeline.rows(pipeline.read_text(one.text, name=f"{one.name}.txt")))


def lines(name: str, result: Matched) -> Iterator[str]:
    """Yield what is told of one set."""
    of = len(result.pairs) + len(result.missed)
    core = result.of(CORE)
    yield (
        f"{name}: {of} records; F1 {result.f1():.3f}, core {core.f1():.3f}, strict {result.f1(strict=True):.3f}, "
        f"core strict {core.f1(strict=True):.3f}"
    )
    told = ((attribute, result.accuracy(attribute)) for attribute in ATTRIBUTES)
    yield "  attributes  " + "  ".join(f"{attribute} {share:.3f}" for attribute, share in told if share is not None)
    types = sorted({row["type"] for row in (*(gold for gold, _ in result.pairs), *result.missed, *result.spurious)})
    yield "  types  " + "  ".join(f"{type_} {result.of([type_]).f1():.3f}" for type_ in types)
    if name in ASIDE:
        yield "  errors are not told: this set only measures"
        return
    errors = kinds(result).most_common(MOST)
    yield "  errors  " + ("  ".join(f"{kind} {n}" for kind, n in errors) or "none")


def main() -> int:
    """Print the scores of each set."""
    for one in sets():
        for line in lines(one.name, score(one)):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
