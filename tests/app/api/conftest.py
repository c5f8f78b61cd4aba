"""A running server over the sample report, asked in process; its workers are real processes."""

import asyncio
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from app.server import create_app
from app.settings import Settings

HOST = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def server(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server that is only read from."""
    kept = tmp_path_factory.mktemp("served") / "kg-data"
    shutil.copytree(home, kept)
    with TestClient(create_app(Settings(home=kept, workers=2)), base_url=HOST) as client:
        yield client


@pytest.fixture(scope="module")
def written(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server that is written to; what a test takes in or decides stays there for the next one."""
    kept = tmp_path_factory.mktemp("written") / "kg-data"
    shutil.copytree(home, kept)
    with TestClient(create_app(Settings(home=kept, workers=1)), base_url=HOST) as client:
        yield client


@pytest.fixture(scope="session")
def address(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a port of its own, for clients that speak HTTP for real."""
    kept = tmp_path_factory.mktemp("spoken") / "kg-data"
    shutil.copytree(home, kept)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(create_app(Settings(home=kept, workers=2)), log_level="error", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
