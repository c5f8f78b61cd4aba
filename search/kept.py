"""Things that fit the graph's constraints → those that the question's other words speak of."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.store import Store
from kg.terms import local
from search.match import Told, about, fits, left, named, plain, told
from search.query import FACTS, facts_of, labels_of, paths_of, things, told_of
from search.reading import Kind, Reading, Topic
from search.together import together
from search.vocabulary import core

FIGURES = frozenset({"count", "compare"})

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """What one claim tells of a thing."""

    row: Row
    told: Told


def chosen(store: Store, reading: Reading, iris: Sequence[str]) -> Iterator[str]:
    """Yield the things that the words speak of, in the order given: kinds by their heads, topics, a party, figures."""
    topics = _topics(store, reading)
    claims = claims_of(store, iris)
    by_name, by_clause = dict[str, list[Story]](), dict[str, list[Story]]()
    for iri in iris:
        stories = [Story(row, _told(row)) for row in claims.get(iri, ())]
        if reading.kinds and not any(_is_a(kind, story) for story in stories for kind in reading.kinds):
            continue
        if "count" in reading.asks and all(story.row["count"] is None for story in stories):
            continue
        if any(named(story.told, topics) for story in stories):
            by_name[iri] = stories
        elif any(about(story.told, topics) for story in stories):
            by_clause[iri] = stories
    # a figure is asked of one thing: what bears the name has it, what is told beside it has another
    found = (by_name or _partly_named(by_clause, topics)) if "count" in reading.asks else by_name | by_clause
    kept = _by_that_very_name(reading, topics, found) if FIGURES & set(reading.asks) else found
    beside = _beside(store, reading, claims) if reading.parties else None
    yield from (iri for iri in iris if iri in kept and (beside is None or iri in beside))


def _beside(store: Store, reading: Reading, claims: Mapping[str, Sequence[Row]]) -> frozenset[str]:
    """What is told together with the party; the party itself where nothing but it is asked for."""
    only = Reading(reading.question, party=reading.party, parties=reading.parties)
    others = [str(row["thing"]) for row in store.query(things(only)).rows()]
    found = together(store, reading, claims, claims_of(store, others))
    return found if reading.kinds else found | set(reading.parties)


def narrows(reading: Reading) -> bool:
    """Whether words are left that the graph alone does not answer."""
    heads = any(kind.heads for kind in reading.kinds)
    return bool(heads or reading.topics or reading.party or FIGURES & set(reading.asks))


def _topics(store: Store, reading: Reading) -> tuple[Topic, ...]:
    """The topics; a party is one, too: it must be told of in the same clause, if not in the thing's own name."""
    if not reading.party or not (reading.constrained_beside_party or not reading.parties):
        return reading.topics
    labels = [str(row["label"]) for row in store.query(labels_of(reading.parties)).rows()]
    names = dict.fromkeys(core(name) for name in (reading.party, *labels))
    return (Topic(reading.party, tuple(names), beside=True), *reading.topics)


def _partly_named(found: dict[str, list[Story]], topics: Sequence[Topic]) -> dict[str, list[Story]]:
    """Those whose name holds one of the topics, if any."""
    partly = {
        iri: stories
        for iri, stories in found.items()
        if any(named(story.told, [topic]) for story in stories for topic in topics)
    }
    return partly or found


def _by_that_very_name(
    reading: Reading, topics: Sequence[Topic], kept: Mapping[str, list[Story]]
) -> Mapping[str, list[Story]]:
    """Where some names say what is asked for and no more: not their parts, nor what ends in another word.

    Of 专利88项（发明专利23项） and 专利 it is the first; of 技术服务412项 and 技术服务到款额 it is the first, too.
    """
    words = [word for topic in topics for word in topic.same] + [head for kind in reading.kinds for head in kind.heads]
    exact = {iri for iri, stories in kept.items() if words and not left(str(stories[0].row["label"]), words)}
    if not exact:
        return kept
    ends = tuple({plain(str(kept[iri][0].row["label"]))[-1] for iri in exact})
    sentences = {_sentence(story.row) for iri in exact for story in kept[iri]}
    return {
        iri: stories
        for iri, stories in kept.items()
        if iri in exact
        or (
            plain(str(stories[0].row["label"])).endswith(ends)
            and not any(_sentence(story.row) in sentences for story in stories)
        )
    }


def _sentence(row: Row) -> tuple[str, int]:
    return str(row["key"]), int(row["from"])


def _told(row: Row) -> Told:
    start, end = int(row["start"]) - int(row["from"]), int(row["end"]) - int(row["from"])
    type, subtype = str(local(row["type"])), local(row["subtype"])
    return told(type, str(row["label"]), str(row["anchor"]), str(row["text"]), start, end, subtype=subtype)


def _is_a(kind: Kind, story: Story) -> bool:
    return local(story.row["type"]) == kind.type and fits(kind, story.told)


def claims_of(store: Store, iris: Sequence[str]) -> dict[str, list[Row]]:
    """All claims about the things, in reading order."""
    if not iris:
        return {}
    rows = {str(row["claim"]): dict(row) for row in store.query(told_of(iris)).rows()}
    facts: defaultdict[str, dict[str, Any]] = defaultdict(lambda: dict.fromkeys(FACTS))
    for row in store.query(facts_of(iris)).rows():
        if (fact := local(row["fact"])) in FACTS:
            facts[str(row["claim"])][str(fact)] = row["value"]
    sentences = sorted({str(row["sentence"]) for row in rows.values()})
    paths = {str(row["sentence"]): row["path"] for row in store.query(paths_of(sentences)).rows()}
    claims: defaultdict[str, list[Row]] = defaultdict(list)
    for claim, row in rows.items():
        claims[str(row["thing"])].append(row | facts[claim] | {"path": paths.get(str(row["sentence"]))})
    return {iri: sorted(told, key=in_order) for iri, told in claims.items()}


def in_order(row: Row) -> tuple[str, int, int, str]:
    """The place of a claim: report, start, end."""
    return str(row["key"]), int(str(row["start"])), int(str(row["end"])), str(row["claim"])
