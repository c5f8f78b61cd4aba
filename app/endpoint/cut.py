"""A result as it is written → no more rows and bytes than a result may have, and a document that is whole all the same.

The engine writes a table in one go and cannot be told to stop; so its output is stopped, and cut after the last whole
row. A graph is stopped at its triples, which needs no cutting.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

MARKS = {  # what ends a row and can stand nowhere else: in a string these characters are escaped (but see `_csv`)
    "json": b'"}},{"',
    "xml": b"</result>",
    "tsv": b"\n",
    "csv": b"\r\n",
}
HEADINGS = {"json": 0, "xml": 0, "tsv": 1, "csv": 1}  # rows that are none


class Full(Exception):
    """There is more than a result may have."""


@dataclass(frozen=True, slots=True)
class Caps:
    """How much a result may have."""

    rows: int
    bytes: int


class Output:
    """A file in memory that takes only so much."""

    def __init__(self, caps: Caps, mark: bytes = b"", headings: int = 0) -> None:
        self.caps = caps
        self.truncated = ""
        self._mark = mark
        self._parts: list[bytes] = []
        self._bytes, self._rows = 0, -headings

    def write(self, data: bytes) -> int:
        """Take a piece, or stop the engine."""
        size = len(data)
        self._parts.append(bytes(data))
        self._bytes += size
        if self._mark:
            self._rows += data.count(self._mark)
            if self._bytes > self.caps.bytes or self._rows > self.caps.rows:
                raise Full
        return size

    def flush(self) -> None:
        """Nothing is held back."""

    def only(self, triples: Iterable[Any]) -> Iterator[Any]:
        """Pass triples on while there is room for them."""
        for number, triple in enumerate(triples):
            if number >= self.caps.rows or self._bytes > self.caps.bytes:
                self.truncated = self._reason(number >= self.caps.rows)
                return
            yield triple

    def all(self) -> bytes:
        """What was written."""
        return b"".join(self._parts)

    def _reason(self, rows: bool) -> str:
        return f"rows={self.caps.rows}" if rows else f"bytes={self.caps.bytes}"


def table(write: Callable[[Output, str], object], form: str, caps: Caps) -> tuple[bytes, str]:
    """Let a table be written; return it with the reason why it was cut, which is empty where it was not."""
    output = Output(caps, MARKS[form], HEADINGS[form])
    try:
        write(output, form)
    except Full:
        return _cut(output.all(), form, caps)
    data = output.all()
    if form == "json" and len(data) > caps.rows and data.count(MARKS["json"]) >= caps.rows:
        return _cut(data, form, caps)  # its mark stands between rows, one fewer than rows
    return data, ""


def _cut(data: bytes, form: str, caps: Caps) -> tuple[bytes, str]:
    ends = list(_ends(data, form, caps.rows))
    within = [end for end in ends if end <= caps.bytes]
    kept = data[: within[-1]] if within else _empty(data, form)
    reason = f"rows={caps.rows}" if within and len(within) == caps.rows + HEADINGS[form] else f"bytes={caps.bytes}"
    closing = {"json": b"]}}", "xml": b"</results></sparql>"}.get(form, b"")
    return kept + closing, reason


def _ends(data: bytes, form: str, rows: int) -> Iterator[int]:
    """Yield where each row ends, up to so many rows."""
    mark, place, found, quotes = MARKS[form], 0, 0, 0
    while found < rows + HEADINGS[form]:
        at = data.find(mark, place)
        if at < 0:
            return
        after = at + (3 if form == "json" else len(mark))  # the comma and the next row's brace are the mark's, too
        quotes += data.count(b'"', place, at) if form == "csv" else 0
        place = at + len(mark)
        if quotes % 2 == 0:  # an end of line within quotes ends no row
            found += 1
            yield after


def _empty(data: bytes, form: str) -> bytes:
    """The head alone."""
    opening = {"json": b'"bindings":[', "xml": b"<results>"}.get(form)
    return data[: data.index(opening) + len(opening)] if opening else b""
