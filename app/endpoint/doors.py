"""The SPARQL doors over the reports or, with `--scratch`, over a dataset made for this run and then forgotten."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.endpoint.protocol import Endpoint, Sparql
from app.endpoint.store import GraphStore
from app.pool import Pool
from app.settings import Settings


@asynccontextmanager
async def opened(settings: Settings, pool: Pool) -> AsyncIterator[dict[str, Endpoint]]:
    """Give the ASGI applications by path: each serves that path and, for `/store`, what lies below it."""
    if not settings.scratch:
        yield doors(settings, pool)
        return
    with tempfile.TemporaryDirectory(prefix="kg-scratch-", ignore_cleanup_errors=True) as folder:
        async with Pool(settings.home, size=1, limit=settings.limit, scratch=Path(folder) / "store") as scratch:
            yield doors(settings, scratch)


def doors(settings: Settings, pool: Pool) -> dict[str, Endpoint]:
    """Give the doors over these workers."""
    return {"/sparql": Sparql(pool, settings), "/store": GraphStore(pool, settings)}
