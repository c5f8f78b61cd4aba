"""What `kg serve` was told: one record, made by the command and read by the server."""

import os
from dataclasses import dataclass
from pathlib import Path

LIMIT = 30.0  # seconds that a query may run
ROWS = 100_000  # of one result
BYTES = 32 * 1024 * 1024  # of one result
QUERY_BYTES = 1024 * 1024  # of one query or update
UPLOAD_BYTES = 64 * 1024 * 1024  # of one file or graph sent in
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the server listens, what it serves, and how far a request may go."""

    home: Path
    host: str = "127.0.0.1"
    port: int = 8000
    limit: float = LIMIT
    workers: int = 0  # 0: one a core
    scratch: bool = False
    token: str | None = None  # of write calls
    origins: tuple[str, ...] = ()  # under which the public reaches us, such as https://kg.example.edu.cn
    cors: tuple[str, ...] = ()  # origins whose pages may ask /sparql; `*` for any
    rows: int = ROWS
    bytes: int = BYTES

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK

    @property
    def size(self) -> int:
        """How many jobs may run at once; at least two, so that one slow query does not hold up all others."""
        return self.workers or max(2, os.cpu_count() or 1)
