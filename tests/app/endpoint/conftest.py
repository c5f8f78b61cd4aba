"""One server over the sample report, and one over a scratch dataset."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.endpoint.serving import Client, serving


@pytest.fixture(scope="package")
def client(home: Path) -> Iterator[Client]:
    with serving(home, limit=3.0) as client:
        yield client


@pytest.fixture(scope="package")
def scratch(home: Path) -> Iterator[Client]:
    with serving(home, scratch=True, limit=3.0) as client:
        yield client
