"""What the endpoint can do, as SPARQL 1.1 Service Description has it."""

from collections.abc import Sequence

FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
INPUTS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def description(endpoint: str, graphs: Sequence[str], triples: int, *, scratch: bool) -> str:
    """Write the description as Turtle."""
    languages = "sd:SPARQL11Query, sd:SPARQL11Update" if scratch else "sd:SPARQL11Query"
    features = "sd:EmptyGraphs" if scratch else "sd:UnionDefaultGraph"
    inputs = f"    sd:inputFormat {_formats(INPUTS)} ;\n" if scratch else ""
    named = "".join(f" ;\n        sd:namedGraph [ a sd:NamedGraph ; sd:name <{graph}> ]" for graph in graphs)
    return f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
<{endpoint}> a sd:Service ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage {languages} ;
    sd:feature {features} ;
    sd:resultFormat {_formats(FORMATS)} ;
{inputs}    sd:defaultDataset [ a sd:Dataset, void:Dataset ;
        void:triples {triples} ;
        sd:defaultGraph [ a sd:Graph ]{named} ] .
"""


def _formats(names: Sequence[str]) -> str:
    return ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in names)
