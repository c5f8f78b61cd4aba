"""The views as jobs of a worker: arguments → JSON or a file, in the reader's language."""

from collections.abc import Callable
from typing import Any

from app.context import Context
from app.jobs import Job, answer
from app.views import again, asked, board, excerpts, exports, kept, terms, texts, things
from app.views.common import answered
from kg.messages import set_language

DESCRIPTIONS = {"ttl": "text/turtle", "jsonld": "application/ld+json"}
FILES = {
    "ttl": "text/turtle; charset=utf-8",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CITED = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": FILES["xlsx"],
    "csv": FILES["csv"],
    "markdown": "text/markdown; charset=utf-8",
}


def _suggested(context: Context, prefix: str, *, limit: int) -> dict[str, Any]:
    return answered(context, prefix=prefix, suggestions=context.reader.suggest(prefix, limit))


def _json(view: Callable[..., dict[str, Any]]) -> Job:
    """Make a view a job that gives JSON."""

    def job(context: Context, arguments: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        given = dict(arguments)
        set_language(given.pop("lang"))
        return answer(view(context, **given))

    return job


def _described(context: Context, arguments: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    form = arguments["form"]
    return {"type": DESCRIPTIONS[form]}, things.described(context, arguments["id"], form)


def _exported(context: Context, arguments: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    set_language(arguments["lang"])
    return {"type": FILES[arguments["form"]]}, exports.export(context, arguments["form"])


def _cited(context: Context, arguments: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    given = dict(arguments)
    set_language(given.pop("lang"))
    return {"type": CITED[given["form"]]}, exports.cited(context, **given)


def _collected(context: Context, arguments: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    given = dict(arguments)
    set_language(given.pop("lang"))
    return {"type": CITED[given["form"]]}, exports.collected(context, **given)


JOBS: dict[str, Job] = {
    "api.search": _json(asked.search),
    "api.ask": _json(asked.ask),
    "api.suggest": _json(_suggested),
    "api.tasks": _json(board.board),
    "api.task": _json(board.task),
    "api.terms": _json(terms.terms),
    "api.entity": _json(things.one),
    "api.neighbours": _json(things.around),
    "api.claim": _json(things.claim),
    "api.page": _json(things.page),
    "api.reports": _json(kept.reports),
    "api.report": _json(texts.text_of),
    "api.decisions": _json(kept.decisions),
    "api.again": _json(again.again),
    "api.status": _json(kept.status),
    "api.check": _json(kept.checked),
    "api.described": _described,
    "api.export": _exported,
    "api.cited": _cited,
    "api.excerpts": _json(excerpts.excerpts),
    "api.collected": _collected,
}
