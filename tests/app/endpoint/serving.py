"""The endpoint alone, in a real server on a free port, for tests and benches."""

import asyncio
import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from app.endpoint import doors
from app.endpoint.http import Receive, Scope, Send
from app.endpoint.protocol import Endpoint
from app.pool import Pool
from app.settings import Settings

TOKEN = "secret-of-the-test"


@dataclass(frozen=True, slots=True)
class Response:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "")


@dataclass(frozen=True, slots=True)
class Client:
    """A client of one server that sends exactly what it is told."""

    root: str

    def __call__(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Response:
        request = urllib.request.Request(self.root + path, data=body, method=method)
        for name, value in (headers or {}).items():
            request.add_unredirected_header(name, value)
        if body is not None and "Content-Type" not in (headers or {}):
            request.add_unredirected_header("Content-type", "")  # urllib would put a form's type in its place
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return Response(response.status, _headers(response), response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Response(error.code, _headers(error), error.read())

    def ask(self, query: str, accept: str = "*/*", path: str = "/sparql") -> Response:
        """Send a query as it is."""
        return self("POST", path, query.encode(), {"Content-Type": "application/sparql-query", "Accept": accept})


def _headers(response: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


class App:
    """An ASGI application of the endpoint's doors."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.doors: dict[str, Endpoint] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._lifespan(receive, send)
        door = self.doors["/" + scope["path"].split("/")[1]]
        return await door(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        pool = Pool(self.settings.home, size=self.settings.size, limit=self.settings.limit)
        async with pool, doors.opened(self.settings, pool) as self.doors:
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})


@contextmanager
def serving(home: Path, **options: Any) -> Iterator[Client]:
    """Serve in a thread of this process, on loopback, until the block ends."""
    settings = Settings(**{"home": home, "token": TOKEN, **options})
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(App(settings), lifespan="on", log_level="warning", timeout_graceful_shutdown=5)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
        thread.start()
        client = Client(f"http://127.0.0.1:{listening.getsockname()[1]}")
        try:
            while client.ask("ASK {}").status != 200:  # its workers are starting
                pass
            yield client
        finally:
            server.should_exit = True
            thread.join()
