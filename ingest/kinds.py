"""Phrase in its clause → Sort: which type it has here, and whether it is a record at all."""

from typing import NamedTuple

from ingest import heads
from ingest.coordination import Item
from ingest.numbers import base_unit, unit_kinds
from ingest.phrases import Phrase
from ingest.tokens import Verb
from kg.vocabulary import Subtype, Type


class Sort(NamedTuple):
    """The type that a phrase has in its clause."""

    type: Type
    subtype: Subtype | None = None


_RECOGNISES = frozenset({"award", "rated", "approved", "list", "candidate"})
_MAKES = frozenset({"made", "award", "rated", "approved", "list"})
_UNCOUNTED = frozenset({Type.STANDARD, Type.PLATFORM, Type.TEAM, Type.RESOURCE})


def sort(phrase: Phrase, verb: Verb | None, item: Item) -> Sort | None:
    """Decide the type from the head, the verb and the unit."""
    head = phrase.head
    kind = verb.kind if verb else ""
    unit_kind, vote = unit_kinds().get(base_unit(item.unit or ""), ("", ""))
    if head is None:
        return _headless(phrase, item, unit_kind, vote)
    if head.kind == "stop" or head.type is None:
        return None
    if unit_kind == "measure" and head.type is not Type.METRIC:
        return Sort(Type.METRIC)
    if head.kind == "list":
        return _collection(phrase, kind, item, vote)
    if head.kind == "person":
        recognised = kind in _RECOGNISES or (kind != "hired" and phrase.level.level is not None)
        return Sort(Type.AWARD, Subtype.TALENT_TITLE) if recognised and kind != "hired" else Sort(Type.METRIC)
    if (
        kind == "rated"
        and head.type in (Type.PLATFORM, Type.ORGANIZATION)
        and ("优秀" in phrase.text or "先进" in phrase.text)
    ):
        return Sort(Type.AWARD, Subtype.HONOUR)
    if head.type is Type.EVENT and kind == "award":
        return Sort(Type.AWARD, Subtype.PRIZE) if item.count is not None else None
    return Sort(head.type, head.subtype)


def _headless(phrase: Phrase, item: Item, unit_kind: str, vote: str) -> Sort | None:
    """A counted thing without a known head is a measured figure, or what its unit says."""
    if phrase.quoted and phrase.text.startswith("《") and item.count is None:
        return None
    if item.count is None or phrase.bare_level:
        return None
    if unit_kind in ("measure", "people") or (unit_kind and item.digits):
        return Sort(Type.METRIC)
    return None


def _collection(phrase: Phrase, kind: str, item: Item, vote: str) -> Sort | None:
    """入选 a list or case book is an honour; a case that was made or rated stays a resource."""
    if kind == "list":
        return Sort(Type.AWARD, Subtype.HONOUR)
    shorter = heads.head(phrase.text, skip="list")
    if shorter is None or shorter.type is None:
        return None
    return Sort(shorter.type, shorter.subtype)


def recorded(
    phrase: Phrase, found: Sort, verb: Verb | None, item: Item, *, subject: bool, marked: bool, text: str
) -> bool:
    """Tell a record from what is only talked about."""
    kind = verb.kind if verb else ""
    head = phrase.head
    if item.count is not None:
        unit = item.unit or ""
        if unit == "支" and found.type not in (Type.TEAM, Type.METRIC):
            return False
        if (
            not item.digits
            and found.type in (Type.METRIC, Type.REGULATION)
            and unit_kinds().get(unit, ("", ""))[0] == "thing"
        ):
            return found.type is Type.REGULATION and kind in _MAKES
        if item.unit is None:  # 七大专业集群
            return found.type not in (Type.METRIC, Type.REGULATION, Type.EVENT) and kind in _MAKES and phrase.named
        return not (found.type is Type.METRIC and len(phrase.text) < 2)
    if found.type is Type.METRIC:
        return False
    titled = "《" in phrase.text and phrase.text.endswith("》")
    if found.type is Type.REGULATION:
        return titled
    if found.type is Type.AWARD:
        return _award(phrase, found, kind, subject=subject)
    if subject:
        return kind == "done" and phrase.named and found.type in _UNCOUNTED | {Type.PROJECT}
    if not phrase.named:
        return False
    if found.type is Type.EVENT:
        return kind == "held"
    if found.type is Type.ENTERPRISE:
        return (head is not None and head.kind != "group") or (kind in ("party", "joined") and phrase.quoted)
    if found.type is Type.ORGANIZATION:
        return kind == "joined" or (kind == "made" and head is not None and head.kind != "group" and phrase.quoted)
    if item.member and found.type in (Type.PLATFORM, Type.TEAM, Type.RESOURCE, Type.PROJECT):
        return True
    if found.type in _UNCOUNTED:
        return kind in _MAKES or (kind == "weak" and marked)
    if found.type in (Type.PROJECT, Type.PILOT, Type.SPECIALTY):
        return kind in ("award", "rated", "approved", "list") or (kind == "made" and found.type is Type.PROJECT)
    return False


def _award(phrase: Phrase, found: Sort, kind: str, *, subject: bool) -> bool:
    if found.subtype is Subtype.RANKING:
        return kind in ("rank", "award", "rated") or phrase.level.level is not None
    if subject:
        return found.subtype is Subtype.PRIZE and phrase.year is not None and phrase.named
    if kind not in ("award", "rated", "approved", "list", "held", "candidate", "joined"):
        return False
    return phrase.named
