"""A generation, opened: what every view is given."""

from dataclasses import dataclass
from typing import Any

from kg.errors import HomeError
from kg.home import Generation, Home, ReportEntry
from kg.store import Store
from kg.terms import KG, THINGS, TYPE, Iri
from kg.version import API_VERSION
from search.reader import Reader


@dataclass(frozen=True, slots=True)
class View:
    """One published generation with all that reads it."""

    home: Home
    generation: Generation
    reader: Reader

    @property
    def store(self) -> Store:
        """The graph."""
        return self.reader.store

    def entry(self, key: str) -> ReportEntry:
        """The report with this key."""
        for entry in self.generation.manifest["reports"]:
            if entry["key"] == key:
                return entry
        raise HomeError("app.unknown_key", key=key)

    def answer(self, **said: Any) -> dict[str, Any]:
        """Make the JSON of an answer, which says of which generation it is."""
        return {"api_version": API_VERSION, "generation": self.generation.number, **said}

    def thing(self, id: str, *, kind: Iri | None = None) -> Iri:
        """The thing with this id, such as `award/…`; a whole IRI is taken as well."""
        iri = Iri(THINGS + id.removeprefix(THINGS))
        if not is_iri(iri) or not any(self.store.quads(subject=iri, predicate=TYPE, object=kind)):
            raise HomeError("app.api.no_thing", id=id)
        return iri

    def entity(self, id: str) -> Iri:
        """The achievement or party with this id."""
        iri = self.thing(id)
        if not {KG.Achievement, KG.Party} & set(self.store.values(iri, TYPE)):
            raise HomeError("app.api.no_thing", id=id)
        return iri


def is_iri(text: str) -> bool:
    """Whether the text may stand between the angle brackets of a query.

    >>> is_iri("https://w3id.org/chengguo/id/team/教学团队-1"), is_iri("https://w3id.org/> ?p")
    (True, False)
    """
    return all(character > " " and character.isprintable() and character not in '<>"{}|^`\\' for character in text)
