"""Names of the ontology → IRIs: `KG.evidence`, with the vocabularies that it leans on and the prefixes of queries.

Every name here stands in `ontology/schema.ttl` or `levels.ttl`; a test checks it. A quad is four plain values, so that
only `kg.store` knows the library that keeps them.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias


class Iri(str):
    """An IRI; any other `str` in a quad is a literal."""

    __slots__ = ()


Value: TypeAlias = Iri | str | int | Decimal | bool


class Quad(NamedTuple):
    """A statement and the graph that it stands in."""

    subject: Iri
    predicate: Iri
    object: Value
    graph: Iri


ONTOLOGY: Final = Iri("https://w3id.org/chengguo/ontology")
NAMESPACE: Final = f"{ONTOLOGY}#"
THINGS: Final = "https://w3id.org/chengguo/id/"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cg": NAMESPACE,
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)


def term(name: str) -> Iri:
    """Name a term of the ontology, such as the value of a `Type` or a `Level`.

    >>> term("Award")
    'https://w3id.org/chengguo/ontology#Award'
    """
    return Iri(NAMESPACE + name)


def local(value: object) -> str | None:
    """The local name of a term of the ontology; None stays None."""
    return None if value is None else str(value).removeprefix(NAMESPACE)


def iri(name: str) -> Iri:
    """Write out a name with a prefix.

    >>> iri("rdfs:label")
    'http://www.w3.org/2000/01/rdf-schema#label'
    """
    prefix, _, local = name.partition(":")
    return Iri(PREFIXES[prefix] + local)


class KG:
    """The terms of our own that code speaks of; types, levels, scopes and statuses come through `term`."""

    # classes
    Achievement = term("Achievement")
    Claim = term("Claim")
    Decision = term("Decision")
    Institution = term("Institution")
    Link = term("Link")
    Party = term("Party")
    Reading = term("Reading")
    Report = term("Report")
    Scheme = term("Scheme")
    Section = term("Section")
    Sentence = term("Sentence")
    Span = term("Span")
    Task = term("Task")
    # properties
    about = term("about")
    action = term("action")
    approximate = term("approximate")
    atLeast = term("atLeast")
    claim = term("claim")
    count = term("count")
    decision = term("decision")
    end = term("end")
    exact = term("exact")
    extractor = term("extractor")
    grade = term("grade")
    groupNumber = term("groupNumber")
    headingLevel = term("headingLevel")
    institution = term("institution")
    level = term("level")
    mergedBecause = term("mergedBecause")
    number = term("number")
    ofGroup = term("ofGroup")
    ofScheme = term("ofScheme")
    ofScope = term("ofScope")
    path = term("path")
    reason = term("reason")
    scope = term("scope")
    score = term("score")
    section = term("section")
    sentence = term("sentence")
    source = term("source")
    start = term("start")
    status = term("status")
    subtype = term("subtype")
    supports = term("supports")
    task = term("task")
    text = term("text")
    textHash = term("textHash")
    type = term("type")
    unit = term("unit")
    whose = term("whose")
    year = term("year")


TYPE: Final = iri("rdf:type")
LABEL: Final = iri("rdfs:label")
TITLE: Final = iri("dcterms:title")
IDENTIFIER: Final = iri("dcterms:identifier")
PART_OF: Final = iri("dcterms:isPartOf")
DERIVED_FROM: Final = iri("prov:wasDerivedFrom")
GENERATED_BY: Final = iri("prov:wasGeneratedBy")
USED: Final = iri("prov:used")
AGENT: Final = iri("prov:wasAssociatedWith")
