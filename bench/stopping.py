"""A home → how surely a query that would run for hours is stopped: `python -m bench.stopping HOME`; 1 if badly.

Ten times an endless query is asked with a limit, each time another kind of work; meanwhile two other clients ask short
queries, one after the other. It is stopped well where the answer comes within a second of the limit, and is a 503; the
others are served well where each of their answers is a 200 and 95 of 100 come within a fifth of a second.
"""

import http.client
import statistics
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

from bench.server import PREFIXES
from bench.serving import ours

LIMIT = 3.0  # seconds
LATE, WAITED = 1.0, 0.2  # seconds: past the limit, and of others' short queries
OTHERS = 2
SHORT = "SELECT ?a ?l { ?a a cg:Award ; rdfs:label ?l } LIMIT 20"
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c",
    "SELECT DISTINCT ?c ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c",
    "SELECT ?c (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?c",
    'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER REGEX(CONCAT(STR(?c), STR(?f)), "^(a+)+$") }',
    "SELECT * { ?a (cg:supports|!cg:supports)* ?b . ?c (cg:supports|!cg:supports)* ?d FILTER (?a != ?d) }",
    "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f FILTER (STR(?c) > STR(?f) && ?f = 1e9) }",
    "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) < 0) }",
    "SELECT (SUM(STRLEN(STR(?c))) AS ?n) { ?a ?b ?c . ?d ?e ?f MINUS { ?f ?g ?c } }",
    "SELECT (COUNT(*) AS ?n) { { ?a ?b ?c } UNION { ?a ?b ?d } ?e ?f ?g OPTIONAL { ?g ?h ?i } }",
)


def main(home: str) -> int:
    """Stop ten queries, and say how late, and how long others waited."""
    late, faults = list[float](), list[str]()
    waited, ended = list[float](), threading.Event()
    with ours(Path(home)) as (root, _):
        host = root.removeprefix("http://")

        def others() -> None:
            connection = http.client.HTTPConnection(host, timeout=60)
            while not ended.is_set():
                begun = time.monotonic()
                if (status := _asked(connection, SHORT, "")) != 200:
                    faults.append(f"another client got {status}")
                waited.append(time.monotonic() - begun)
                time.sleep(0.05)
            connection.close()

        threads = [threading.Thread(target=others) for _ in range(OTHERS)]
        for thread in threads:
            thread.start()
        connection = http.client.HTTPConnection(host, timeout=60)
        for query in ENDLESS:
            begun = time.monotonic()
            if (status := _asked(connection, query, f"timeout={LIMIT}&")) != 503:
                faults.append(f"{status} for {query}")
            late.append(time.monotonic() - begun - LIMIT)
        ended.set()
        for thread in threads:
            thread.join()
        connection.close()
    p95 = statistics.quantiles(waited, n=20)[-1]
    stopped = sum(0 <= each <= LATE for each in late)
    print(
        f"stopped within {LATE:.0f} s of the limit of {LIMIT:.0f} s: {stopped} of {len(late)}, latest {max(late):.3f} s"
    )
    print(f"{len(waited)} short queries of {OTHERS} other clients: p95 {1000 * p95:.0f} ms (≤ {1000 * WAITED:.0f})")
    print(*faults, sep="\n")
    return 0 if stopped == len(late) and p95 <= WAITED and not faults else 1


def _asked(connection: http.client.HTTPConnection, query: str, more: str) -> int:
    connection.request("GET", f"/sparql?{more}query={quote(PREFIXES + query)}")
    response = connection.getresponse()
    response.read()
    return response.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
