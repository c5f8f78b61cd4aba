"""Questions with keys → how well they are answered, set by set, by language and kind: `make eval`.

The scorer lies beside the repository with the questions over the real report (`../shared/questions`); without it
nothing is measured. Of a set that only measures (`aside-…`, `unseen-…`) no question is told, so that nothing is made
to fit it: `python -m bench.answer_quality develop-third` names what is amiss in a set to develop on.
"""

import importlib.util
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from app import publish
from kg.home import Home
from search.reader import Reader

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / "../shared"
SCORER = SHARED / "questions/score_questions.py"
QUIET = ("aside", "unseen")
KEPT = "aside"  # the sets whose mean is told together, too
LANGUAGES = ("zh", "en", "mixed")

Row = dict[str, Any]


def sets() -> Iterator[tuple[str, Path, Path]]:
    """Yield each set: its name, its questions, the report that they ask about."""
    reports = sorted((SHARED / "report").glob("*.txt"))
    if reports:
        yield "dev", SHARED / "questions/dev.jsonl", reports[0]
    for questions in sorted((ROOT / "tests/questions").glob("*.jsonl")):
        of = questions.stem.rpartition("-")[2]
        sample = ROOT / "app/sample/report.txt"
        yield questions.stem, questions, sample if of.startswith("sample") else ROOT / f"tests/gold/{of}.txt"


def rows(scorer: ModuleType, questions: Path, source: Path) -> list[Row]:
    """Ask all questions of a set over a home with that report alone, and score the answers."""
    report = source.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="chengguo-eval-", ignore_cleanup_errors=True) as folder:
        home = Home(Path(folder))
        publish.ingest(home, [source], key=None, advance=lambda _: None)
        with Reader.open(home.generation().path) as reader:
            asked = scorer.load(questions, report)
            return [scorer.score(one, json.loads(json.dumps(reader.ask(one["question"]))), report) for one in asked]


def line(name: str, found: Sequence[Row]) -> str:
    """Say the means of a set."""
    parts = [_mean("", found)]
    for field, values in (("lang", LANGUAGES), ("kind", sorted({row["kind"] for row in found}))):
        parts += [_mean(value, some) for value in values if (some := [row for row in found if row[field] == value])]
    misread = [field for row in found for field, right in row["understood"].items() if not right]
    told = "  ".join(f"{field} {misread.count(field)}" for field in dict.fromkeys(misread))
    return f"{name:22}{'  '.join(parts)}{'  misread: ' + told if told else ''}"


def _mean(name: str, found: Sequence[Row]) -> str:
    return f"{name} {statistics.fmean(row['f1'] for row in found):.3f} ({len(found)})"


def amiss(found: Sequence[Row]) -> Iterator[str]:
    """Yield the questions that lose something, worst first."""
    for row in sorted(found, key=lambda row: row["f1"]):
        misread = [field for field, right in row["understood"].items() if not right]
        if row["f1"] < 1 or misread:
            facts = {"missed": row["missed"], "wrong": row["wrong"], "misread": misread}
            said = "; ".join(f"{fact} {' | '.join(map(str, values))}" for fact, values in facts.items() if values)
            yield f"    {row['f1']:.2f}  {row['question']}  {said}"


def main(names: Sequence[str] = ()) -> int:
    """Score all sets, or those named, of which what is amiss is told as well."""
    spec = importlib.util.spec_from_file_location("score_questions", SCORER) if SCORER.exists() else None
    if spec is None or spec.loader is None:
        print("questions: the scorer in ../shared/questions is not there")
        return 0
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    kept: list[Row] = []
    for name, questions, report in sets():
        if names and name not in names:
            continue
        found = rows(scorer, questions, report)
        print(line(name, found), flush=True)
        kept += found if name.startswith(KEPT) else []
        if names and not name.startswith(QUIET):
            print(*amiss(found), sep="\n")
    if kept:
        print(line(f"all of {KEPT}", kept))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
