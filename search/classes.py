"""Items → kinds: what the words for types and subtypes name."""

from collections.abc import Iterable, Iterator

from kg.vocabulary import Subtype, Type
from search.items import Item
from search.phrase import IS_HAN
from search.reading import Kind


def kinds_of(item: Item) -> list[Kind]:
    subtypes = [Kind(Type.AWARD, Subtype(m.term), _heads(item, m.value)) for m in item.all("subtype")]
    return subtypes or [Kind(Type(m.term), None, _heads(item, m.value)) for m in item.all("type")]


def _heads(item: Item, value: str) -> tuple[str, ...]:
    """The words of reports for a narrower word, and itself: reports may well use it."""
    own = (item.text,) if value and IS_HAN.search(item.text) else ()
    return tuple(dict.fromkeys((*own, *(value.split("|") if value else ()))))


def merged(kinds: Iterable[Kind]) -> Iterator[Kind]:
    """One kind a type and subtype; the whole class takes in what is narrower."""
    heads: dict[tuple[Type, Subtype | None, bool], tuple[str, ...] | None] = {}
    for kind in kinds:
        name = (kind.type, kind.subtype, kind.person)
        known = heads.get(name, ())
        heads[name] = None if known is None or not kind.heads else tuple(dict.fromkeys((*known, *kind.heads)))
    for (type, subtype, person), words in heads.items():
        yield Kind(type, subtype, words or (), person)


def awards(item: Item) -> bool:
    return any(kind.type is Type.AWARD for kind in kinds_of(item))
