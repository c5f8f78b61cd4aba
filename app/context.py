"""The published generation as a worker holds it: opened once, and anew when `CURRENT` names another one."""

import os
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.finders import finders
from kg.errors import HomeError
from kg.home import Generation, Home
from kg.services import Finders
from kg.store import Store

if TYPE_CHECKING:
    from kg.encoder import Model
    from search.reader import Reader

OPENING = 5.0  # seconds in which the worker before must have let go of the scratch store


class Context:
    """What a job reads: the graph of one generation and, where it asks for it, the reader of questions."""

    def __init__(self, home: Path, scratch: Path | None = None) -> None:
        self.home = Home(home)
        self.scratch = scratch
        self.generation: Generation | None = None
        self._current = str(self.home.path / "CURRENT")
        self._seen: tuple[int, ...] | None = (-1,)
        self._model: Model | None = None

    @property
    def number(self) -> int:
        """The generation's number; 0 where nothing was published yet."""
        return self.generation.number if self.generation else 0

    def refresh(self) -> None:
        """Go to the generation that is published now."""
        if self.scratch:
            return
        seen = self._stamp()
        if seen != self._seen:
            self._renew()
            self._seen = seen

    def moved(self) -> bool:
        """Whether another generation was published since `refresh`."""
        return not self.scratch and self._stamp() != self._seen

    @cached_property
    def store(self) -> Store:
        """The graph; of the scratch dataset also to be written."""
        return _patient(self.scratch) if self.scratch else Store.memory()

    @cached_property
    def reader(self) -> "Reader":
        """What answers questions about this generation."""
        from search.indexes import open_indexes, open_vectors
        from search.reader import Reader

        if self.generation is None:
            raise HomeError("kg.home.empty", path=self.home.path)
        folder = self.generation.path
        passages, index = open_indexes(folder)
        reader = Reader(self.store, index, passages, open_vectors(folder), self._loaded(), folder)
        self._model = reader.model
        return reader

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of each report, by its key."""
        return {one["key"]: one["title"] for one in self.generation.manifest["reports"]} if self.generation else {}

    @cached_property
    def finders(self) -> Finders:
        """What queries may ask by our own services; loaded where one does."""
        return {} if self.scratch else finders(lambda: self.reader)

    def _loaded(self) -> "Model | None":
        """The model of the generation before, where this one was made with the same."""
        made = self.generation and self.generation.manifest["model"]
        model = self._model
        return model if made and model and (model.name, model.version) == (made["name"], made["version"]) else None

    def _renew(self) -> None:
        for name in ("reader", "titles"):
            self.__dict__.pop(name, None)
        old = self.__dict__.pop("store", None)
        if old is not None:
            old.close()
        self.generation = None
        try:
            self.generation, self.store = self.home.read(lambda generation: (generation, generation.store()))
        except HomeError as error:
            if error.key != "kg.home.empty":
                raise

    def _stamp(self) -> tuple[int, ...] | None:
        """What tells one `CURRENT` from another, at the price of a look at its folder entry."""
        try:
            found = os.stat(self._current)  # noqa: PTH116 – a third of the time of Path.stat
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_ino, found.st_size)


def _patient(path: Path) -> Store:
    """Open the scratch store; a worker that was just killed may hold it for a moment."""
    deadline = time.monotonic() + OPENING
    while True:
        try:
            return Store.open(path)
        except HomeError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
