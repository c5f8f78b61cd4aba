"""Graph → findings: one thing that a report tells with two figures, though of the same level, year and grade."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kg.check import Evidence, Finding
from kg.differing import contradicting
from kg.figures import counted
from kg.messages import text
from kg.store import Store
from kg.terms import local

CONTRADICTION = "contradiction"  # the kind of these findings
_COUNTED = """SELECT ?thing ?label ?claim ?figure ?unit ?approximate ?level ?grade ?year ?status ?whose
  ?report ?start ?end ?text WHERE {
  { SELECT ?thing WHERE { ?claim cg:about ?thing ; cg:count ?count } GROUP BY ?thing
    HAVING (COUNT(DISTINCT ?claim) > 1 && MIN(?count) < MAX(?count)) }
  ?claim cg:about ?thing ; cg:count ?figure ; prov:wasDerivedFrom/dcterms:identifier ?report ; cg:source ?span .
  ?thing rdfs:label ?label . ?span cg:start ?start ; cg:end ?end ; cg:sentence/cg:text ?text .
  OPTIONAL { ?claim cg:unit ?unit } OPTIONAL { ?claim cg:approximate ?approximate }
  OPTIONAL { ?claim cg:level ?level } OPTIONAL { ?claim cg:grade ?grade } OPTIONAL { ?claim cg:year ?year }
  OPTIONAL { ?claim cg:status ?status } OPTIONAL { ?claim cg:whose ?whose }
} ORDER BY ?report ?start ?end ?claim"""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a claim with a figure says, and where."""

    figure: Decimal
    unit: str | None
    approximate: str | None
    level: str | None
    grade: str | None
    year: int | None
    status: str | None
    whose: str | None
    place: Evidence


def contradictions(store: Store) -> Iterator[Finding]:
    """Yield the things whose figures contradict each other within a report, with the places of all that do."""
    told: defaultdict[tuple[str, str, str], list[_Claim]] = defaultdict(list)
    for row in store.query(_COUNTED).rows():
        told[str(row["report"]), str(row["thing"]), str(row["label"])].append(_claim(row))
    for (_, _, label), claims in told.items():
        if found := contradicting(claims):
            figures = dict.fromkeys(str(one.place.figure) for one in found)
            message = text("kg.check.contradiction", label=label, figures=text("kg.check.join").join(figures))
            yield Finding(CONTRADICTION, "warning", message, tuple(claim.place for claim in found))


def _claim(row: dict[str, Any]) -> _Claim:
    figure = Decimal(str(row["figure"]))
    words = {name: row[name] and str(row[name]) for name in ("unit", "grade", "whose")}
    terms = {name: local(row[name]) for name in ("approximate", "level", "status")}
    said = counted(figure, words["unit"], terms["approximate"])
    place = Evidence(str(row["report"]), row["start"], row["end"], str(row["text"]), said)
    return _Claim(figure=figure, year=row["year"], place=place, **words, **terms)
