"""The OpenAPI document: complete, with examples, and true: nothing is answered but as it says."""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.testclient import TestClient

from app.api.guard import ASKING

LONGER = int(os.environ.get("KG_EXAMPLES", "0"))  # for a longer run than that of the tests
READS, WRITES = LONGER or 12, LONGER or 3  # examples of each operation: a write is a process
CHECKS = [
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]
QUIET: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "database": None,
    "derandomize": not LONGER,
    "phases": (Phase.explicit, Phase.generate),  # what fails is shown as it is
}
ISSUE = """/api/search /api/ask /api/suggest /api/tasks /api/tasks/{scope}/{number} /api/entities/{id} /api/claims/{id}
/api/reports /api/reports/{key} /api/decisions /api/check /api/export /healthz /metrics /id/{id}"""


@pytest.fixture(scope="session")
def described(address: str) -> Any:
    """The document of that server."""
    return schemathesis.openapi.from_url(f"{address}/openapi.json")


def tried(described: Any, examples: int, *, writes: bool) -> None:
    """Call each operation with so many cases that the document allows, and some that it does not."""
    for found in described.get_all_operations():
        operation = found.ok()
        if (operation.method.upper() != "GET") == writes:
            settings(max_examples=examples, **QUIET)(given(case=operation.as_strategy())(holds))()


def test_whatever_is_asked_is_answered_as_documented(described: Any) -> None:
    tried(described, READS, writes=False)


def test_whatever_is_written_is_answered_as_documented(described: Any) -> None:
    tried(described, WRITES, writes=True)


def holds(case: Any) -> None:
    """One call: answered as documented, and never with a 5xx but the 503 that is."""
    response = case.call_and_validate(checks=CHECKS, timeout=60)
    assert response.status_code < 500 or response.status_code == 503, response.text


def document(server: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = server.get("/openapi.json").json()
    return found


def operations(found: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(f"{method} {path}", one) for path, each in found["paths"].items() for method, one in each.items()]


def test_every_address_of_the_issue_is_there(server: TestClient) -> None:
    assert set(ISSUE.split()) <= document(server)["paths"].keys()


def test_every_operation_says_what_it_does_with_examples(server: TestClient) -> None:
    found = document(server)
    for name, one in operations(found):
        assert one["summary"] and one["description"] and one["tags"], name
        for parameter in one.get("parameters", ()):
            assert parameter["schema"].get("examples") or parameter.get("example") is not None, (
                name,
                parameter["name"],
            )
            assert parameter.get("description") or parameter["schema"].get("description"), (name, parameter["name"])
        for status, response in one["responses"].items():
            content = response.get("content", {})
            assert content, (name, status)
            for media, told in content.items():
                assert "json" not in media or media == "application/ld+json" or told.get("example"), (name, status)
            assert int(status) < 400 or "application/problem+json" in content, (name, status)


def test_writes_name_the_token(server: TestClient) -> None:
    for name, one in operations(document(server)):
        writes = not name.startswith("get ") and name.removeprefix("post ") not in ASKING
        assert ({"token": []} in one.get("security", [])) == writes, name
