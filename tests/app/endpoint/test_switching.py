"""While reports come and go, each answer is of one generation, and the next request sees what was published."""

import threading
from pathlib import Path

from tests.app.endpoint.serving import Client, serving
from tests.app.running import run

# claims stand in the graph of a report, what they are about in a derived one: both are of the same generation
PAIR = """SELECT (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?about) AS ?abouts) WHERE {
  { ?claim a cg:Claim } UNION { ?about cg:about ?thing } }"""


def counts(client: Client) -> tuple[int, int]:
    response = client.ask(PAIR)
    assert response.status == 200, response.text
    (row,) = response.json["results"]["bindings"]
    return int(row["claims"]["value"]), int(row["abouts"]["value"])


def test_no_answer_mixes_two_generations(report: Path, tmp_path: Path) -> None:
    home = tmp_path / "kg-data"
    seen: list[tuple[int, int]] = []
    done = threading.Event()
    with serving(home, limit=30.0) as client:

        def ask() -> None:
            while not done.is_set():
                seen.append(counts(client))

        asking = [threading.Thread(target=ask) for _ in range(3)]
        for thread in asking:
            thread.start()
        try:
            for _ in range(3):
                assert run("ingest", report, "--as", "a", "--home", home).code == 0
                full = counts(client)
                assert full[0] > 0  # the next request sees it
                assert run("remove", "a", "--home", home).code == 0
                assert counts(client) == (0, 0)
        finally:
            done.set()
            for thread in asking:
                thread.join()
    assert set(seen) <= {(0, 0), full} and {full, (0, 0)} <= set(seen)
    assert full[0] == full[1]
