"""Noun phrase → party: the enterprises and organisations that a clause names."""

from functools import cache

from ingest.phrases import Phrase
from kg.vocabulary import Type
from ontology import lexicon


@cache
def _suffixes() -> tuple[tuple[str, Type], ...]:
    kinds = ("suffix", "institute", "name")
    found = [(row["word"], Type(row["term"])) for row in lexicon.rows("parties") if row["kind"] in kinds]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))


@cache
def _names() -> dict[str, Type]:
    return {row["word"]: Type(row["term"]) for row in lexicon.rows("parties") if row["kind"] == "name"}


@cache
def _institutes() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("parties") if row["kind"] == "institute")


def party(phrase: Phrase, *, counted: bool) -> tuple[int, int, Type] | None:
    """Give the flat span and the type of the party that a phrase is."""
    text = phrase.text
    if text in _names():
        return phrase.start, phrase.end, _names()[text]
    head = phrase.head
    if counted:
        if head and head.type in (Type.ENTERPRISE, Type.ORGANIZATION):
            return phrase.start, phrase.end, head.type
        return None
    if head and head.kind == "group":
        return (phrase.start, phrase.end, head.type) if phrase.quoted and head.type is Type.ENTERPRISE else None
    if head and head.type in (Type.ENTERPRISE, Type.ORGANIZATION) and phrase.named:
        return phrase.start, phrase.end, head.type
    for suffix, type_ in _suffixes():
        if text.endswith(suffix) and len(text) > len(suffix) + 1:
            return (phrase.start, phrase.end, type_) if head is None or suffix in _institutes() else None
    return None


def inside(phrase: Phrase, type_: Type) -> list[tuple[int, int, Type]]:
    """Give the party whose event a phrase names: X联盟会议 → X联盟."""
    if type_ is not Type.EVENT or phrase.head is None:
        return []
    owner = phrase.text[: len(phrase.text) - len(phrase.head.word)]
    for suffix, kind in _suffixes():
        if owner.endswith(suffix) and len(owner) > len(suffix) + 1:
            return [(phrase.start, phrase.start + len(owner), kind)]
    return []
