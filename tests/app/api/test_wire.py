"""The head of an answer travels with the beginning of its body, and never stays behind."""

import asyncio
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from app.wire import TOGETHER, Protocol

REQUEST = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n"


class Client(asyncio.Transport):
    """A connection that keeps what is written to it, piece by piece."""

    def __init__(self) -> None:
        super().__init__({"sockname": ("127.0.0.1", 8000), "peername": ("127.0.0.1", 9000)})
        self.pieces: list[bytes] = []
        self.closed = False

    def write(self, data: Any) -> None:
        assert not self.closed
        self.pieces.append(bytes(data))

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


def answered(parts: list[bytes], *, pause: bool = False, request: bytes = REQUEST) -> Client:
    """Let an application answer with these parts of a body, some time after the head where it pauses."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if pause:
            await asyncio.sleep(0.05)
        for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def talk() -> Client:
        config, client = uvicorn.Config(app, http=Protocol), Client()
        config.load()
        protocol = Protocol(config=config, server_state=ServerState(), app_state={})
        protocol.connection_made(client)
        protocol.data_received(request)
        await asyncio.sleep(0.15)
        protocol.connection_lost(None)
        return client

    return asyncio.run(talk())


def test_the_head_goes_with_the_first_part_of_the_body() -> None:
    first, *rest = answered([b"one", b"HTTP/1.1 two"]).pieces
    assert first.startswith(b"HTTP/1.1 200 OK\r\n") and first.endswith(b"\r\n\r\n3\r\none\r\n")
    assert b"".join(rest) == b"c\r\nHTTP/1.1 two\r\n0\r\n\r\n"


def test_a_head_whose_body_comes_late_goes_alone() -> None:
    head, *rest = answered([b"late"], pause=True).pieces
    assert head.startswith(b"HTTP/1.1 200 OK\r\n") and head.endswith(b"\r\n\r\n")
    assert rest == [b"4\r\nlate\r\n", b"0\r\n\r\n"]


def test_a_large_body_is_not_copied_to_its_head() -> None:
    head, body, *_ = answered([b"x" * (TOGETHER + 1)]).pieces
    assert head.endswith(b"\r\n\r\n") and len(body) > TOGETHER


def test_a_client_that_asks_whether_to_go_on_is_told_at_once() -> None:
    asking = REQUEST[:-2] + b"content-length: 3\r\nexpect: 100-continue\r\n\r\n"
    assert answered([], request=asking).pieces == [b"HTTP/1.1 100 Continue\r\n\r\n"]


def test_what_is_no_http_is_refused_before_the_connection_ends() -> None:
    client = answered([], request=b"nonsense\r\n\r\n")
    assert client.closed and b"".join(client.pieces).startswith(b"HTTP/1.1 400 ")
