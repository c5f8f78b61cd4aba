"""The SPARQL doors over the reports or, with `--scratch`, over a dataset made for this run and then forgotten."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.endpoint.protocol import Endpoint, Sparql
from app.endpoint.store import GraphStore
from app.pool import QUERIES, Pool
from app.settings import Settings


@asynccontextmanager
async def opened(settings: Settings, questions: Pool) -> AsyncIterator[dict[str, Endpoint]]:
    """Give the ASGI applications by path: each serves that path and, for `/store`, what lies below it."""
    if not settings.scratch:
        async with Pool(settings.home, size=settings.size, limit=settings.limit, kind=QUERIES) as queries:
            yield _doors(settings, queries, questions)
        return
    with tempfile.TemporaryDirectory(prefix="kg-scratch-", ignore_cleanup_errors=True) as folder:
        async with Pool(settings.home, size=1, limit=settings.limit, scratch=Path(folder) / "store") as scratch:
            yield _doors(settings, scratch, scratch)


def _doors(settings: Settings, queries: Pool, questions: Pool) -> dict[str, Endpoint]:
    return {"/sparql": Sparql(queries, settings, questions), "/store": GraphStore(queries, settings)}
