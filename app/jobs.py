"""The jobs of a worker: context + arguments → what is to be said about the answer, and the answer's bytes.

A job is a plain function; `JOBS` gives it the name that `Pool.call` uses. Those of the JSON API are in `app.api.jobs`.
"""

import json
from collections.abc import Callable
from typing import Any, TypeAlias

from app.context import Context

Job: TypeAlias = Callable[[Context, dict[str, Any]], tuple[dict[str, Any], bytes]]
JSON = "application/json"


def answer(found: Any) -> tuple[dict[str, Any], bytes]:
    """Give an answer as JSON."""
    return {"type": JSON}, json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def ask(context: Context, arguments: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer a question: `question`, and as they come `limit`, `overrides`."""
    return answer(context.reader.ask(**arguments))


def search(context: Context, arguments: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Find sentences: `words`, and as they come `k`, `filters`, `context`, `explain`."""
    return answer(context.reader.search(**arguments))


def warm(context: Context, arguments: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Load what the first question would wait for."""
    import app.api.jobs  # noqa: F401

    if context.generation:
        context.reader.ask("成果")
        context.reader.search("成果", 1)
        context.reader.scored.text_match("成果", 1)
    return {}, b""


JOBS: dict[str, Job] = {"ask": ask, "search": search, "warm": warm}
