"""Commands → figures: how much longer than `python -c pass` a cold `kg --help` and a cold `kg ask` take.

As for users, whom an installer or their first command leaves our modules compiled; `--format json` also gives similar
sentences, for which the model is loaded.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.clock import compare
from bench.figures import Figure

LIMITS = {"kg --help": 0.4, "kg ask": 1.0, "kg ask --format json": 1.5}  # seconds more


def figures(home: Path) -> Iterator[Figure]:
    """Measure whole processes; `home` holds one report."""
    kg = [sys.executable, "-m", "app.cli"]
    ask = [*kg, "ask", "哪些国家级奖项支撑任务5", "--home", str(home)]
    commands = ([sys.executable, "-c", "pass"], [*kg, "--help"], ask, [*ask, "--format", "json"])
    with tempfile.TemporaryDirectory(prefix="chengguo-bench-") as compiled:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = compiled
        empty, *times = compare(*(_runner(command, environment) for command in commands), runs=7)
    for (name, limit), took in zip(LIMITS.items(), times, strict=True):
        yield Figure(
            name=f"start-up of `{name}` beyond `python -c pass`",
            ours=f"{took:.3f} s",
            peer=f"{empty:.3f} s",
            value=took - empty,
            target=limit,
            at_most=True,
            unit="s more",
        )


def _runner(command: Sequence[str], environment: Mapping[str, str]) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
