"""Claim → what it tells apart from its neighbours: its clause without the names of other things in the sentence.

In 「参与1+X证书试点27个，4个专业通过现代学徒制试点验收」 the certificates are what the first is about, not the second.
"""

import re
from dataclasses import replace

from kg.vocabulary import PARTIES, Type
from search.ledger import Ledger, Stated, place
from search.match import Told, masked, told

_PHRASE = re.compile(r"[，,；;。！？!?]")


def apart(ledger: Ledger, claim: Stated, whole: Told) -> Told:
    """What the claim tells when other things' names are left out; `whole` is what it tells with them."""
    start = claim.sentence.start
    others = [
        (other.start - start, other.end - start)
        for other in ledger.told[place(claim)]
        if not _joins(claim, other, elliptic=whole.elliptic)
    ]
    if not others:
        return whole
    text = masked(claim.sentence.text, claim.start - start, claim.end - start, others)
    label, subtype = ledger.things[claim.thing].label, claim.subtype
    found = told(
        claim.type,
        label,
        claim.anchor,
        text,
        claim.start - start,
        claim.end - start,
        subtype=subtype,
        person=whole.person,
    )
    return replace(found, around=whole.around, bare=whole.bare, elliptic=whole.elliptic, row=whole.row)


def _joins(claim: Stated, other: Stated, *, elliptic: bool) -> bool:
    """Whether what another name says holds for the thing, too.

    An elliptic name has its first part in another one of its kind, 教学成果奖特等奖1项、一等奖2项, or in a contest's.
    A party is told beside a thing; of two parties in one phrase neither says what the other is. A figure measures
    what is told before it: 开展培训9期，到账54万元. What stands in the phrase of a party is told of it.
    """
    if claim.type == Type.METRIC:
        return True
    if claim.type in PARTIES and other.type not in PARTIES:
        return _phrase(claim) == _phrase(other)
    if other.type in PARTIES:
        return claim.type not in PARTIES or _phrase(claim) != _phrase(other)
    return elliptic and other.type in (claim.type, Type.EVENT)


def _phrase(claim: Stated) -> int:
    return len(_PHRASE.findall(claim.sentence.text, 0, max(claim.start - claim.sentence.start, 0)))
