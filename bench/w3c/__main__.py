"""`make w3c DIR=FOLDER`: runs the suite and prints what passes, with a reason for each test that does not."""

import argparse
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bench.w3c import engine_tests, http_tests
from bench.w3c.engines import Bare, Endpoint, Http
from bench.w3c.manifests import Test, tests

OUTSIDE = {
    "entailment": "no entailment regime: inference happens when a report is read, and is marked as such",
    "service": "federation: SERVICE asks another server, and nothing goes out of this one",
    "syntax-fed": "federation: SERVICE is refused, whatever its syntax",
}
STARTING = 300  # tenths of a second
OVER_HTTP = {"ProtocolTest", "GraphStoreProtocolTest", "ServiceDescriptionTest"}


@contextmanager
def server() -> Iterator[Http]:
    """Start `kg serve --scratch` over an empty home."""
    token = secrets.token_hex()
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile() as said:
        command = [
            sys.executable,
            "-m",
            "app.cli",
            "serve",
            "--scratch",
            "--token",
            token,
            "--port",
            "0",
            "--home",
            home,
        ]
        process = subprocess.Popen(command, stderr=said)
        try:
            yield Http(_address(said), token)
        finally:
            process.terminate()
            process.wait()


def _address(said: IO[bytes]) -> str:
    for _ in range(STARTING):
        said.seek(0)
        if found := re.search(rb"http://[\d.:]+", said.read()):
            return found[0].decode()
        time.sleep(0.1)
    sys.exit("the server did not start")


def main(folder: Path) -> int:
    """Run all tests of the folder; how many ours fails that pyoxigraph, or the specification, does not."""
    passed: Counter[tuple[str, str]] = Counter()
    every: Counter[str] = Counter()
    failed: list[tuple[Test, str, str]] = []
    with server() as http:
        for test in tests(_root(folder)):
            every[test.group] += 1
            if test.group in OUTSIDE:
                continue
            peer = ""
            if test.kind in OVER_HTTP:
                ours = http_tests.run(test, http)
            else:
                ours, peer = engine_tests.run(test, Endpoint(http)), engine_tests.run(test, Bare())
                passed["pyoxigraph", test.group] += not peer
            passed["endpoint", test.group] += not ours
            if ours:
                failed.append((test, ours, peer))
    _print(every, passed, failed)
    return sum(not peer for _, _, peer in failed)


def _root(folder: Path) -> Path:
    found = [path.parent for path in sorted(folder.rglob("manifest.ttl"), key=lambda path: len(path.parts))]
    if not found:
        sys.exit(f"{folder}: no manifest.ttl below it; name the folder of the W3C SPARQL 1.1 tests")
    return found[0]


def _print(every: Counter[str], passed: Counter[tuple[str, str]], failed: list[tuple[Test, str, str]]) -> None:
    print(f"{'group':22}{'tests':>6}{'endpoint':>10}{'pyoxigraph':>12}")
    for group, count in every.items():
        if group in OUTSIDE:
            print(f"{group:22}{count:6}{'–':>10}{'–':>12}  out of scope: {OUTSIDE[group]}")
            continue
        peer = passed.get(("pyoxigraph", group), "–")
        print(f"{group:22}{count:6}{passed['endpoint', group]:10}{peer:>12}")
    ours = sum(count for (who, _), count in passed.items() if who == "endpoint")
    peers = [group for who, group in passed if who == "pyoxigraph"]
    both = sum(passed["endpoint", group] for group in peers)
    print(f"\nendpoint: {ours} of {sum(every[g] for g in every if g not in OUTSIDE)} tests in scope")
    print(
        f"query, update and syntax: endpoint {both}, pyoxigraph {sum(passed['pyoxigraph', g] for g in peers)},"
        f" of {sum(every[group] for group in peers)}"
    )
    lines = (Path(__file__).with_name("reasons.tsv")).read_text(encoding="utf-8").splitlines()
    reasons = dict(line.split("\t") for line in lines)
    for test, ours_, peer_ in failed:
        why = reasons.get(test.name, "not explained")
        print(f"  {test.group}/{test.name}: {ours_}; pyoxigraph: {peer_ or 'passes'}; {why}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.w3c", description=__doc__)
    parser.add_argument("folder", type=Path)
    sys.exit(1 if main(parser.parse_args().folder) else 0)
