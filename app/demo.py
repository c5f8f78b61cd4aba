"""The sample report → a graph that answers, in a fresh temporary home: what `make demo` and an installed wheel show.

Run it with `python -m app.demo`; it runs the commands that it prints, in this very process.
"""

import shlex
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path

from app.cli import run
from kg.messages import preferred_language, set_language, text

QUESTIONS = ("哪些国家级奖项支撑任务5", "which national awards support task 5")
QUERY = """SELECT ?award ?label WHERE {
  ?award a cg:Award ; cg:level cg:national ; rdfs:label ?label ; cg:supports ?task .
  ?task cg:number 5 ; cg:scope cg:school }"""


def main() -> int:
    """Show the line from a report to its answers; the first command that fails ends it."""
    begun = time.monotonic()
    set_language(preferred_language())
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(text("app.demo.home"))
    with tempfile.TemporaryDirectory(prefix="chengguo-", ignore_cleanup_errors=True) as folder:
        report = resources.files("app.sample") / "report.txt"
        with resources.as_file(report) as file:
            code = _steps(file, Path(folder))
    print(text("app.demo.done", seconds=f"{time.monotonic() - begun:.1f}") if code == 0 else "")
    return code


def _steps(report: Path, home: Path) -> int:
    steps = [("ingest", str(report)), ("status",), *(("ask", question) for question in QUESTIONS), ("sparql", QUERY)]
    for step in steps:
        shown = ["kg", *(Path(word).name if word == str(report) else word for word in step)]
        print(f"\n$ {shlex.join(shown)}", flush=True)
        code = run([*step, "--home", str(home)])
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
