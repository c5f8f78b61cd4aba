"""A decision whose words changed → the sentence that stands in their place, and the records on it to choose from."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from app.anew import Undone, undone
from app.context import Context
from app.views.common import answered, entries
from app.views.excerpts import sentence
from app.views.kept import stated
from app.views.texts import claims_at
from kg.decisions import load
from kg.errors import DecisionError
from kg.names import squeeze
from kg.quotes import CONTEXT, Quote, Squeezed
from kg.successors import Successors
from search.passages import Passage

_PIECE = re.compile(r"[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)  # a figure, or a character
LIKELY = 0.7  # of the words of a record must be those of the decision, for it to be chosen before a person looks
SHORTEST = 2  # characters of words that could name a record


def again(context: Context, id: str) -> dict[str, Any]:
    """Say what a decision was about, and what it may be about now: a person looks at both and chooses."""
    listed = entries(context)
    decisions, _ = load(context.home.decisions)
    rows = {one.id: (one, row) for one, row in zip(decisions, stated(decisions, listed), strict=True)}
    if id not in rows:
        raise DecisionError("app.decide.no_decision", id=id)
    decision, row = rows[id]
    found = undone(decision, listed if row["state"] == "undone" else ())
    old = "".join((found.lost.quote.prefix + found.lost.quote.exact + found.lost.quote.suffix).splitlines())
    passage = _successor(context, found.lost.report, old)
    now = passage and sentence(context, passage)
    before, after = differing(old, now["text"] if now else "")
    if len(found.lost.quote.prefix) >= CONTEXT:
        before.insert(0, {"text": "…", "mark": False})
    if len(found.lost.quote.suffix) >= CONTEXT:
        before.append({"text": "…", "mark": False})
    return answered(
        context,
        decision=row,
        reason=found.reason,
        before=before,
        sentence=now and {**now, "segments": after},
        **_choices(context, found, passage),
    )


def _successor(context: Context, report: str, words: str) -> Passage | None:
    passages = context.reader.passages.of(report)
    number = Successors(passage.text for passage in passages).of(words)
    return None if number is None else passages[number]


def _choices(context: Context, found: Undone, passage: Passage | None) -> dict[str, Any]:
    """The records on the sentence, the one that is likeliest meant, and words of it that a record may be added on."""
    if passage is None:
        return {"claims": [], "likely": None, "words": ""}
    there = claims_at(context.store, passage.report, passage.start, passage.end)
    claims = [{**claim, "words": _words(passage, claim)} for claim in there]
    exact = squeeze(found.lost.quote.exact)
    was = found.lost.value.get("was") or {}
    like = max(((*_likeness(claim, exact, was), claim["iri"]) for claim in claims), default=(0.0, 0, None))
    return {
        "claims": claims,
        "likely": like[-1] if like[0] >= LIKELY else None,
        "words": _shared(exact, passage.text),
    }


def _words(passage: Passage, claim: Mapping[str, Any]) -> str:
    return squeeze(passage.text[max(claim["start"] - passage.start, 0) : claim["end"] - passage.start])


def _likeness(claim: Mapping[str, Any], words: str, was: Mapping[str, Any]) -> tuple[float, int]:
    alike = SequenceMatcher(None, claim["words"], words, autojunk=False).ratio()
    return alike, sum(claim.get(name) == value for name, value in was.items())


def _shared(words: str, text: str) -> str:
    """The words where they stand in a text, else the longest part of them that does."""
    if Squeezed(text).find(Quote(words)):
        return words
    block = SequenceMatcher(None, words, squeeze(text), autojunk=False).find_longest_match()
    return words[block.a : block.a + block.size] if block.size >= SHORTEST else ""


def differing(before: str, now: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Cut two wordings into what both have and, marked, what they do not; what lies around the older one is no change.

    A figure is another one as a whole.

    >>> differing("获奖13项", "五年来获奖15项。")[1]
    [{'text': '五年来获奖', 'mark': False}, {'text': '15', 'mark': True}, {'text': '项。', 'mark': False}]
    """
    one, other = _PIECE.findall(before), _PIECE.findall(now)
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    old = [("".join(one[a:b]), tag != "equal") for tag, a, b, _, _ in codes]
    new = [("".join(other[c:d]), tag != "equal" and (tag != "insert" or 0 < a < len(one))) for tag, a, _, c, d in codes]
    return _joined(old), _joined(new)


def _joined(parts: Sequence[tuple[str, bool]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for words, mark in parts:
        if found and found[-1]["mark"] == mark:
            found[-1]["text"] += words
        elif words:
            found.append({"text": words, "mark": mark})
    return found
