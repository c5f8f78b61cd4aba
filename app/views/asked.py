"""Words or a question → sentences or answers as `kg search` and `kg ask` print them, with the facets of all answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.context import Context
from app.views.common import answered, labelled
from app.views.segments import in_answers, in_hits
from search.corrections import overrides, posted
from search.filters import Filters


def search(
    context: Context,
    words: str,
    *,
    k: int = 10,
    narrow: Mapping[str, Sequence[Any]] | None = None,
    around: int = 0,
    explain: bool = False,
) -> dict[str, Any]:
    """Find the best sentences for some words; `narrow` says to which reports, tasks, types, levels, years."""
    filters = Filters(**{name: tuple(values) for name, values in (narrow or {}).items()})
    found = context.reader.search(words, k=k, filters=filters, context=around, explain=explain)
    in_hits(context, found["hits"])
    return answered(context, **found)


def ask(
    context: Context,
    question: str,
    *,
    limit: int = 50,
    corrections: Mapping[str, Sequence[str]] | None = None,
    understood: Mapping[str, Any] | None = None,
    chosen: Sequence[str] = (),
    counted: bool = True,
) -> dict[str, Any]:
    """Answer a question; its reading is corrected by words, as at `kg ask`, or by the reading itself, posted back."""
    given = overrides(corrections or {}, context.reader.vocabulary) | _changed(context, question, understood or {})
    answer = context.reader.ask(question, limit=limit, overrides=given, chosen=chosen, counted=counted)
    if counted:
        answer["facets"] = labelled(answer["facets"])
    in_answers(context, answer["answers"])
    in_hits(context, answer["passages"])
    return answered(context, **answer)


def _changed(context: Context, question: str, understood: Mapping[str, Any]) -> dict[str, Any]:
    """What a person changed of the reading."""
    return posted(understood, context.reader.read(question), context.reader.vocabulary) if understood else {}
