"""Servers as processes on free ports of this machine: `kg serve` and its peer, `oxigraph serve-read-only`."""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STARTING = 60.0  # seconds that a server may take until it answers
OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
WRK = shutil.which("wrk")


@contextmanager
def ours(home: Path, *options: str) -> Iterator[tuple[str, int]]:
    """Serve a home; give the root of the address and the number of the process."""
    command = [sys.executable, "-m", "app.cli", "serve", "--home", str(home), "--port", "0", "--lang", "en", *options]
    with _process(command, subprocess.PIPE) as process:
        assert process.stderr is not None
        line = process.stderr.readline().decode()
        found = re.search(r"http://[^\s/]+", line)
        assert found, line
        _answers(f"{found[0]}/sparql?query=ASK%7B%7D")
        yield found[0], process.pid


@contextmanager
def peer(store: Path) -> Iterator[str]:
    """Serve the store of a generation by Oxigraph's own server; give the root of the address."""
    assert OXIGRAPH
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    bind = f"127.0.0.1:{port}"
    command = [OXIGRAPH, "serve-read-only", "--location", str(store), "--bind", bind, "--union-default-graph"]
    with _process(command, subprocess.DEVNULL):
        _answers(f"http://{bind}/query?query=ASK%7B%7D")
        yield f"http://{bind}"


@contextmanager
def _process(command: list[str], stderr: int) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
        if process.stderr:
            process.stderr.close()


def _answers(url: str) -> None:
    deadline = time.monotonic() + STARTING
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                response.read()
            return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
