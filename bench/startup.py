"""Commands → figures: how much longer than `python -c pass` a cold `kg --help` and a cold `kg ask` take."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.clock import compare
from bench.figures import Figure

LIMITS = {"kg --help": 0.4, "kg ask": 1.5}  # seconds more


def figures(home: Path) -> Iterator[Figure]:
    """Measure whole processes; `home` holds one report."""
    kg = [sys.executable, "-m", "app.cli"]
    commands = {"kg --help": [*kg, "--help"], "kg ask": [*kg, "ask", "哪些国家级奖项支撑任务5", "--home", str(home)]}
    empty, *times = compare(
        _runner([sys.executable, "-c", "pass"]), *(_runner(command) for command in commands.values()), runs=7
    )
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


def _runner(command: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
