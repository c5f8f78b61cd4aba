"""What goes over the pipes between the server and its workers: frames of a head and a body, each after its length."""

import struct
from collections.abc import Iterator

LENGTHS = struct.Struct(">II")


def frame(head: bytes, body: bytes = b"") -> bytes:
    """Put a head and a body behind their lengths."""
    return LENGTHS.pack(len(head), len(body)) + head + body


class Frames:
    """Bytes as they come → whole frames."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._held = 0
        self._wanted = LENGTHS.size

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Yield the frames that these bytes complete.

        >>> frames = Frames()
        >>> [*frames.feed(frame(b"head", b"body")[:10])], [*frames.feed(frame(b"head", b"body")[10:])]
        ([], [(b'head', b'body')])
        """
        self._parts.append(data)
        self._held += len(data)
        while self._held >= self._wanted:  # a large frame is joined once, not at every piece
            held = b"".join(self._parts)
            self._parts = [held]
            head, body = LENGTHS.unpack_from(held) if self._held >= LENGTHS.size else (0, 0)
            end = LENGTHS.size + head + body
            if self._held < end:
                self._wanted = end
                return
            yield held[LENGTHS.size : end - body], held[end - body : end]
            self._parts, self._held, self._wanted = [held[end:]], self._held - end, LENGTHS.size
