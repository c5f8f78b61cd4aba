"""Reading → SPARQL: one query for what is asked for, the narrowest part first. It runs as it stands at `kg sparql`."""

from collections.abc import Iterable, Sequence
from functools import cache

from kg.vocabulary import Scope, Status
from ontology.lexicon import rows
from search.numerals import numeral
from search.reading import Reading

SENTENCE = "cg:source/cg:sentence"


def things(reading: Reading, tasks: Sequence[str] = (), only: Sequence[str] | None = None) -> str:
    """Write the query for the things that the reading asks for.

    `tasks` are the IRIs of tasks that the question names by words; `only` the things that its other words speak of.
    """
    return _listed([*_only(only), *_party(reading), *constraints(reading, tasks)])


def either(parts: Iterable[tuple[Reading, Sequence[str] | None]]) -> str:
    """Write the query for the things of several readings, each with the things that its other words speak of."""
    patterns = [" ".join((*_only(only), *_party(part), *constraints(part))) for part, only in parts]
    return _listed(["\n  UNION ".join(f"{{ {pattern} }}" for pattern in patterns)])


def _listed(lines: Iterable[str]) -> str:
    body = "\n".join(f"  {line}" for line in (*lines, "?thing rdfs:label ?label ."))
    return f"SELECT DISTINCT ?thing ?label WHERE {{\n{body}\n}}\nORDER BY ?label ?thing"


def core(reading: Reading, only: Sequence[str] | None = None) -> str:
    """Write that query without the names, which cost four times as much to put in order as to find."""
    lines = [*_only(only), *_party(reading), *constraints(reading)] or ["?claim cg:about ?thing ."]
    return f"SELECT DISTINCT ?thing WHERE {{ {' '.join(lines)} }}"


def constraints(reading: Reading, tasks: Sequence[str] = ()) -> list[str]:
    """What the graph must say of a thing, besides the words of the question and its party; the narrowest first."""
    narrow, wide = _claim(reading)
    if narrow:
        narrow.append("?claim cg:about ?thing .")
    elif wide:
        wide.insert(0, "?claim cg:about ?thing .")
    return [
        *narrow,
        *_task(reading, tasks),
        *_kinds(reading),
        *_levels(reading),
        *wide,
        *_places(reading, tasks),
    ]


def _only(only: Sequence[str] | None) -> Iterable[str]:
    if only is not None:
        yield f"VALUES ?thing {{ {' '.join(f'<{iri}>' for iri in only)} }}"


def _party(reading: Reading) -> Iterable[str]:
    if reading.parties:
        yield _values("party", (f"<{iri}>" for iri in reading.parties))
        yield f"?mention cg:about ?party ; {SENTENCE} ?sentence ."
        yield f"?telling {SENTENCE} ?sentence ; cg:about ?thing ."
        if reading.kinds or reading.constrained_beside_party:
            yield "FILTER (?thing != ?party)"


def _task(reading: Reading, tasks: Sequence[str]) -> Iterable[str]:
    if tasks:
        yield _values("task", (f"<{iri}>" for iri in tasks))
        yield "?thing cg:supports ?task ."
    elif reading.tasks:
        yield from _either("?task", "cg:number", "number", [str(number) for number in reading.tasks])
        if len(reading.scopes) == 1:
            yield f"?task cg:scope cg:{reading.scopes[0]} ."
        if reading.group and Scope.SCHOOL not in reading.scopes:
            yield f"?task cg:groupNumber {reading.group} ."
        yield "?thing cg:supports ?task ."


def _kinds(reading: Reading) -> Iterable[str]:
    classes = dict.fromkeys(f"cg:{kind.subtype or kind.type}" for kind in reading.kinds)
    if classes:
        yield from _either("?thing", "a", "class", list(classes))


def _levels(reading: Reading) -> Iterable[str]:
    if not reading.levels or "total" in reading.asks:  # a total has no level: it stands beside those of the levels
        return
    if len(reading.levels) == 1:
        yield f"?thing cg:level cg:{reading.levels[0]} ."
    else:  # as VALUES it takes three times as long
        yield f"?thing cg:level ?level . FILTER (?level IN ({', '.join(f'cg:{level}' for level in reading.levels)}))"


def _claim(reading: Reading) -> tuple[list[str], list[str]]:
    """What one and the same claim must say: that by which few are found, and what most may say."""
    narrow, wide = list[str](), list[str]()
    if reading.report:
        narrow.append(f"?report dcterms:identifier {literal(reading.report)} . ?claim prov:wasDerivedFrom ?report .")
    if reading.grades:
        narrow += _either("?claim", "cg:grade", "grade", _written(reading.grades))
    if reading.years:
        narrow += _either("?claim", "cg:year", "year", [str(year) for year in reading.years])
    if reading.status:
        few = reading.status is Status.CANDIDATE
        (narrow if few else wide).append(f"?claim cg:status cg:{reading.status} .")
    if reading.units:
        parts = " || ".join(f"CONTAINS(?unit, {literal(unit)})" for unit in reading.units)
        wide.append(f"?claim cg:unit ?unit . FILTER ({parts})")
    if reading.not_grades:
        listed = ", ".join(_written(reading.not_grades))
        wide.append(f"?claim cg:grade ?given . FILTER (?given NOT IN ({listed}))")
    return narrow, wide


_FIGURES = {f"第{numeral(number)}": number for number in range(1, 100)}  # ranks, in words and in figures


@cache
def spellings(grade: str) -> tuple[str, ...]:
    """A grade in the ways in which reports write it.

    >>> spellings("金奖"), spellings("第一"), spellings("特等奖")
    (('金奖', '金牌'), ('第一', '第一名', '第一位', '第1', '第1名', '第1位'), ('特等奖',))
    """
    written = {row["word"] for row in rows("grades") if row["kind"] == "word"}
    same = [
        r["word"] for r in rows("questions") if (r["role"], r["value"]) == ("grade", grade) and r["word"] in written
    ]
    rank = [grade, f"第{_FIGURES[grade]}"] if grade in _FIGURES else [grade] if grade.startswith("第") else []
    places = [place + end for place in rank for end in ("", "名", "位")]
    return tuple(dict.fromkeys((grade, *same, *places)))


def _written(grades: Sequence[str]) -> list[str]:
    return [literal(one) for grade in grades for one in spellings(grade)]


def _places(reading: Reading, tasks: Sequence[str]) -> Iterable[str]:
    """A scope without a task: what the part of the report for it tells."""
    if len(reading.scopes) == 1 and not reading.tasks and not tasks:
        numbered = reading.group and Scope.GROUP in reading.scopes  # only groups have a number
        yield f"?thing cg:ofGroup {reading.group} ." if numbered else f"?thing cg:ofScope cg:{reading.scopes[0]} ."


def _either(subject: str, predicate: str, name: str, values: Sequence[str]) -> Iterable[str]:
    """One value stands in the pattern; several are listed."""
    if len(values) == 1:
        return [f"{subject} {predicate} {values[0]} ."]
    return [_values(name, values), f"{subject} {predicate} ?{name} ."]


def _values(name: str, values: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(values)} }}"


def literal(text: str) -> str:
    """Write a text as a literal that nothing can break out of.

    >>> print(literal('a"} ; DROP'))
    "a\\"} ; DROP"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


TASKS = """SELECT ?task ?key ?scope ?group ?number ?title WHERE {
  ?task a cg:Task ; cg:scope ?scope ; cg:number ?number ; rdfs:label ?title ; dcterms:isPartOf ?report .
  ?report dcterms:identifier ?key . OPTIONAL { ?task cg:groupNumber ?group }
} ORDER BY ?key ?scope ?group ?number"""

GROUPS = """SELECT ?key ?number ?title WHERE {
  ?place a cg:Section ; cg:scope cg:group ; cg:groupNumber ?number ; rdfs:label ?title .
  ?place dcterms:isPartOf+ ?report . ?report dcterms:identifier ?key .
  FILTER NOT EXISTS { ?place cg:task ?task }
} ORDER BY ?key ?number ?title"""

PARTIES = "SELECT DISTINCT ?party ?label WHERE { ?party a cg:Party ; rdfs:label ?label } ORDER BY ?label ?party"

REPORTS = """SELECT ?key ?title ?institution ?year WHERE {
  ?report a cg:Report ; dcterms:identifier ?key ; dcterms:title ?title ; cg:institution/rdfs:label ?institution .
  OPTIONAL { ?report cg:year ?year }
} ORDER BY ?key"""
