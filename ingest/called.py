"""Names of parties → why they are one party's, or None; short names among all that a report names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.aliases import abbreviates, declared
from ingest.heads import unplaced
from ingest.names import Name, field
from kg.records import Claim
from kg.vocabulary import Type
from kg.words import fold
from ontology import lexicon

FORM = re.compile("(?:集团|控股|股份|有限|责任|总)*(?:公司|集团|厂)$")
INSTITUTE = re.compile("(?:院|所|中心|局|总站)$")  # told as an organisation here and as a company there
LONG = 5  # characters of a name that is no other's
TELLING = 4  # characters of a name without the word for a company that is one company's
PLACED = 6  # characters of a name that only its place was left out of
Called = tuple[Claim, Name]


def one_party(a: Called, b: Called) -> tuple[float, str] | None:
    """Strength and reason for taking two parties, both by names of their own, as one."""
    types, (one, other) = {a[0].record.type, b[0].record.type}, (a[1].core, b[1].core)
    if one == other:
        institute = types == {Type.ENTERPRISE, Type.ORGANIZATION} and len(one) >= LONG and INSTITUTE.search(one)
        return (1.0, "name") if len(types) == 1 or institute else None
    short, long = sorted((one, other), key=len)
    placed = len(short) >= PLACED and long.endswith(short) and long.removesuffix(short) in _places()
    return (0.9, "variant") if placed and len(types) == 1 and Type.PERSON not in types else None


def short_names(named: Sequence[Called]) -> Iterator[tuple[int, int]]:
    """Yield each company's short name with its long one, by their places, where the long ones of just one fit.

    X is X有限公司 in all reports of an institution; X集团, or a long X, is X工业集团 in the report that names both.
    """
    yield from _declared(named)
    companies: defaultdict[str, list[int]] = defaultdict(list)
    for n, (claim, name) in enumerate(named):
        plain = claim.record.count is None and claim.record.level is None
        if claim.record.type is Type.ENTERPRISE and plain and len(name.core) > len("企业"):
            companies[(unplaced(name.core) or name.core)[:2]].append(n)
    for alike in companies.values():
        cores = sorted({named[n][1].core for n in alike})
        for core in cores:
            yield from _long(core, cores, alike, named)


def _long(core: str, cores: Sequence[str], alike: Sequence[int], named: Sequence[Called]) -> Iterator[tuple[int, int]]:
    forms = [long for long in cores if long.startswith(core) and long != core and FORM.fullmatch(long[len(core) :])]
    fields = [long for long in cores if long != core and _without_field(core, long)]
    cut = [long for long in cores if FORM.search(long) and abbreviates(core, long)]
    meant = max({*forms, *fields, *cut}, key=lambda long: (len(long), long), default=None)
    if meant is None or any(other != meant and not _short_for(other, meant) for other in (*forms, *fields, *cut)):
        return
    here = meant not in forms  # told in this very report; in all of them where only the form is left out
    first: dict[str, int] = {}  # claim of the long name in each report
    for n in alike:
        if named[n][1].core == meant:
            first.setdefault(named[n][0].report if here else "", n)
    for n in alike:
        long = first.get(named[n][0].report if here else "")
        if named[n][1].core == core and long is not None:
            yield n, long


def _short_for(short: str, long: str) -> bool:
    """Whether one candidate is a shorter form of another: X公司 of X电子商务有限公司."""
    form = long.startswith(short) and FORM.fullmatch(long[len(short) :])
    return bool(form) or _without_field(short, long) or abbreviates(short, long)


def _declared(named: Sequence[Called]) -> Iterator[tuple[int, int]]:
    """Yield what a report says that it calls a party by, with the party: X有限公司（以下简称“Y”）."""
    told: defaultdict[str, list[int]] = defaultdict(list)
    for n, (claim, _) in enumerate(named):
        if claim.record.type in (Type.ENTERPRISE, Type.ORGANIZATION) and claim.record.count is None:
            told[claim.report].append(n)
    for claims in told.values():
        short = declared(named[claims[0]][0].record.document.text)
        by_anchor = {fold(named[n][0].record.anchor): n for n in reversed(claims)}
        for name, words in short.items():
            full = max((anchor for anchor in by_anchor if words.endswith(anchor)), key=len, default=None)
            if full is None:
                continue
            for n in claims:
                if fold(named[n][0].record.anchor) == name:
                    yield n, by_anchor[full]


def _without_field(short: str, long: str) -> bool:
    """Whether a company's name is another's without what it does: 北山集团, 北山重工集团; 白河风电, 白河风电装备厂.

    A name without the word for a company must say more to be known by.
    """
    if not FORM.search(short) and len(short) >= TELLING and long.startswith(short) and (end := FORM.search(long)):
        return field().fullmatch(long[: end.start()], len(short)) is not None
    ends = [FORM.search(name) for name in (short, long)]
    if not all(ends):
        return False
    stem, whole = (name[: end.start()] for name, end in zip((short, long), ends, strict=True) if end)
    group = "集团" in short
    return (
        len(stem) >= 2
        and whole.startswith(stem)
        and field().fullmatch(whole, len(stem)) is not None
        and group == ("集团" in long)
    )


@cache
def _places() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("places"))
