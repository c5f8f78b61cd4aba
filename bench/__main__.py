"""Print every figure with its peer and its target, in one run: `make bench`. Exit code 1 where a target is missed."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import ask, extraction, growth, search, server, sparql, startup
from bench.figures import Figure
from bench.synthetic import reports
from kg.home import Home

SIZES = {20: True, 200: False}  # reports: about 100,000 and 1,000,000 quads; beside rdflib only at the first


def _figures(scratch: Path) -> Iterator[Figure]:
    yield from extraction.figures()
    yield from growth.figures()
    one = _home(scratch, 1)
    yield from startup.figures(one)
    yield from search.figures(scratch)
    for size, rdflib in SIZES.items():
        many = _home(scratch, size)
        yield from sparql.figures(Home(many).generation().path / "store", rdflib=rdflib)
    yield from server.figures(many)
    yield from ask.figures(one, many)


def _home(scratch: Path, size: int) -> Path:
    """A home with that many synthetic reports."""
    from app import publish

    home, files = scratch / f"home-{size}", scratch / f"texts-{size}"
    files.mkdir()
    paths = []
    for name, text in reports(size):
        paths.append(files / name)
        paths[-1].write_text(text, encoding="utf-8")
    print(f"… {size} synthetic reports", file=sys.stderr, flush=True)
    publish.ingest(Home(home), paths, key=None, advance=lambda _: None)
    return home


def main() -> int:
    """Run all benchmarks."""
    missed = 0
    with tempfile.TemporaryDirectory(prefix="chengguo-bench-", ignore_cleanup_errors=True) as scratch:
        for figure in _figures(Path(scratch)):
            print(figure, flush=True)
            missed += not figure.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
