"""One small generation for all tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.reader import Reader
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
