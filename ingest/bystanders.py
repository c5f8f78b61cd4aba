"""Elements → the parties that a sentence names besides its claims: companies by their names, media."""

import re
from collections.abc import Iterator, Sequence

from ingest import heads, parties
from ingest.claims import Claim
from ingest.elements import Element
from ingest.phrases import Phrase
from ingest.tokens import Kind
from kg.vocabulary import PARTIES, Type
from kg.words import known, part_of_speech

_FORM = re.compile("(?:股份|控股)?有限(?:责任)?公司|集团公司")
_PLACE = re.compile("(?:医院|卫生院|大学|学校|中学|小学|研究院|研究所|养老院|敬老院)$")


def bystanders(
    elements: Sequence[Element], claims: Sequence[Claim], text: str, names: Sequence[tuple[str, Type]]
) -> list[Claim]:
    """Give the parties that no claim is about, once each; `names` are the short ones that the report has introduced."""
    told = {text[claim.start : claim.end] for claim in claims}
    found: dict[str, Claim] = {}
    short = [name for name, type_ in names if type_ is Type.ENTERPRISE]
    for phrase in _told(elements):
        for name, claim in _parties(phrase, short):
            if name not in told and not any(claim.start < one.end and one.start < claim.end for one in claims):
                found.setdefault(name, claim)
    return list(found.values())


def _told(elements: Sequence[Element]) -> Iterator[Phrase]:
    """Yield the noun phrases of what is told as a fact."""
    planned = False
    for element in elements:
        verb = element.token.verb if element.token else None
        planned = element.kind != Kind.STOP.value and (planned or (verb is not None and verb.kind == "planned"))
        if element.phrase and not planned:
            yield element.phrase


def _parties(phrase: Phrase, short: Sequence[str]) -> Iterator[tuple[str, Claim]]:
    owner = phrase.text.partition("的")[0]
    if form := _FORM.search(phrase.text):
        owner = phrase.text[: form.end()]
    else:
        owner = next((name for name in short if owner.startswith(name)), owner)
    company = owner in short or (heads.named_company(owner) and form is not None)
    if company and not _in_name(phrase, owner):
        yield owner, Claim(phrase.start, phrase.start + len(owner), Type.ENTERPRISE)
    elif _known(phrase.text) and (found := parties.party(phrase, counted=False)):
        start, end, type_ = found
        yield phrase.text, Claim(start, end, type_)


def _known(name: str) -> bool:
    """Whether a name is that of a medium, or of one school or hospital."""
    place = _PLACE.search(name)
    before = name[: place.start()] if place else ""
    common = known(before) and part_of_speech(before) != "ns"  # 代表学校
    return parties.medium(name) or (place is not None and parties.own(before) and not common)


def _in_name(phrase: Phrase, owner: str) -> bool:
    """Whether the company's name is but the first part of another: X公司技术中心."""
    rest = phrase.text[len(owner) :]
    return bool(rest) and rest[0] not in "的（(" and phrase.type is not None and phrase.type not in PARTIES
