"""Reading × answer → why it is there: constraint by constraint, by which claim, link or word it is met."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from search.ledger import Ledger, Stated, Support, place
from search.match import holds
from search.query import spellings
from search.reading import Reading, Topic
from search.together import together

Channels = Mapping[tuple[str, int], Mapping[str, float]]  # report and start of a sentence → what each channel gave


def why(ledger: Ledger, reading: Reading, iri: str, channels: Channels) -> list[dict[str, Any]]:
    """Say for each constraint of the reading what meets it: `by` are claims, tasks with their reasons, or words."""
    claims = ledger.claims[iri]
    steps = [
        *_of_claims(ledger, reading, iri, claims),
        *_of_tasks(reading, ledger.tasks.get(iri, ())),
        *_of_party(ledger, reading, iri, claims),
        *(_of_topic(ledger, topic, claims, channels) for topic in reading.topics),
    ]
    return [step for step in steps if step["by"]]


def _of_claims(ledger: Ledger, reading: Reading, iri: str, claims: Sequence[Stated]) -> Iterator[dict[str, Any]]:
    """What the claims say themselves."""
    kinds, grades = reading.kinds, {written for grade in reading.grades for written in spellings(grade)}
    asked: list[tuple[str, Any, Callable[[Stated], Any]]] = [
        ("type", [*reading.subtypes, *reading.types], lambda claim: _kind(ledger, reading, claim) if kinds else None),
        ("level", reading.levels, lambda claim: claim.level if claim.level in reading.levels else None),
        ("grade", reading.grades, lambda claim: claim.grade if claim.grade in grades else None),
        ("year", reading.years, lambda claim: claim.year if claim.year in reading.years else None),
        ("status", [reading.status], lambda claim: claim.status if claim.status == reading.status else None),
        ("report", [reading.report], lambda claim: claim.sentence.report if _in(reading, claim) else None),
        ("scope", [] if reading.tasks else reading.scopes, lambda claim: list(claim.sentence.section) or None),
    ]
    for name, values, said in asked:
        wanted = [value for value in values if value is not None]
        if wanted:
            met = [(claim, value) for claim in claims if (value := said(claim)) is not None]
            yield _step(name, wanted, [{"claim": claim.iri, "value": value} for claim, value in met])


def _in(reading: Reading, claim: Stated) -> bool:
    return claim.sentence.report == reading.report


def _kind(ledger: Ledger, reading: Reading, claim: Stated) -> Any:
    """The type of the claim, and the word in its name where one must be there."""
    for kind in reading.kinds:
        if kind.type != claim.type or (kind.subtype and kind.subtype != claim.subtype):
            continue
        if kind.person and not ledger.told_by(claim).person:
            continue
        told = ledger.told_by(claim)
        word = next((head for head in kind.heads if holds(told.name, head) or holds(told.row, head)), None)
        if word or not kind.heads:
            return {"type": claim.type, "subtype": claim.subtype, "word": word}
    return None


def _of_tasks(reading: Reading, tasks: Iterable[Support]) -> Iterator[dict[str, Any]]:
    """The tasks asked for, each with how it is known that the thing supports it."""
    if reading.tasks:
        scopes = reading.scopes if len(reading.scopes) == 1 else ()
        met = [task for task in tasks if task.number in reading.tasks and (not scopes or task.scope in scopes)]
        shown = ("report", "scope", "group", "number", "title", "reason", "score")
        yield _step("task", list(reading.tasks), [{name: getattr(task, name) for name in shown} for task in met])


def _of_party(ledger: Ledger, reading: Reading, iri: str, claims: Sequence[Stated]) -> Iterator[dict[str, Any]]:
    """The claims that tell of the thing together with the party."""
    if reading.party:
        near = [claim for claim in claims if iri in together(ledger, reading, {iri: (claim,)})]
        own = claims if iri in reading.parties else near
        yield _step("party", [reading.party], [{"claim": claim.iri, "value": claim.sentence.text} for claim in own])


def _of_topic(ledger: Ledger, topic: Topic, claims: Sequence[Stated], channels: Channels) -> dict[str, Any]:
    """The word that stands for the topic, in the name or the clause, and how search finds the sentence."""
    met = []
    for claim in claims:
        told = ledger.told_by(claim)
        for where, words in (("name", told.name), ("clause", told.around if topic.beside else told.clause)):
            if word := next((word for word in topic.same if holds(words, word)), None):
                share = channels.get(place(claim))
                met.append({"claim": claim.iri, "value": word, "in": where, **({"channels": share} if share else {})})
                break
    return _step("topic", [topic.word], met)


def _step(name: str, asked: Sequence[Any], by: list[dict[str, Any]]) -> dict[str, Any]:
    return {"constraint": name, "asked": list(asked), "by": by}
