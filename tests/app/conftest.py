"""Commands speak Chinese in these tests, whatever machine they run on."""

import pytest


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "KG_HOME", "KG_USER"):
        monkeypatch.delenv(name, raising=False)
