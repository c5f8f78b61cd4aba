"""A connection to a client, on which the head of an answer travels with the beginning of its body.

The server writes the two apart, and each would be a packet of its own that wakes the client.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD = b"HTTP/1.1 "
CONTINUE = b"HTTP/1.1 100 "  # an answer by itself
TOGETHER = 64 * 1024  # bytes of a body above which to join costs more than it saves


class Protocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, over such a connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, _Joining(cast(asyncio.Transport, transport))))


class _Joining:
    """A transport that holds a head back until its body comes, or until the loop has nothing else to do."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head = b""
        self._soon = asyncio.get_running_loop().call_soon
        self.is_closing = transport.is_closing

    def write(self, data: bytes) -> None:
        head = self._head
        if head:
            self._head = b""
            if len(data) > TOGETHER:
                self._transport.write(head)
            else:
                data = head + data
        elif data.startswith(HEAD) and not data.startswith(CONTINUE):
            self._head = data
            self._soon(self._flush)
            return
        self._transport.write(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        head, self._head = self._head, b""
        if head:
            self._transport.write(head)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
