"""One small generation for all tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.reader import Reader
from tests.characters import model
from tests.search.sample import generation, report


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a generation with one report."""
    return generation(tmp_path_factory.mktemp("generation"), {"yunling": report()})


@pytest.fixture(scope="session")
def reader(folder: Path) -> Iterator[Reader]:
    """That generation, opened."""
    with Reader.open(folder) as reader:
        yield reader


@pytest.fixture(scope="session")
def semantic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The same report with vectors, opened."""
    folder = generation(tmp_path_factory.mktemp("semantic"), {"yunling": report()}, model=model())
    with Reader.open(folder, model=model()) as reader:
        yield reader
