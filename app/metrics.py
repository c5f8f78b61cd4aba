"""What the server counts, for Prometheus. The only door to prometheus_client."""

from collections.abc import Mapping
from functools import lru_cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

TIMES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

_registry = CollectorRegistry()
_requests = Counter("kg_requests", "Requests answered", ["route", "method", "status"], registry=_registry)
_seconds = Histogram(
    "kg_request_seconds", "Time to the end of the answer", ["route"], buckets=TIMES, registry=_registry
)
_pool = Gauge(
    "kg_workers", "Worker processes, and the jobs that run, run long, and wait", ["state"], registry=_registry
)


def observe(route: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request; the route is a pattern, since every label costs memory for good."""
    counter, histogram = _of(route, method, status)
    counter.inc()
    histogram.observe(seconds)


@lru_cache(2_000)
def _of(route: str, method: str, status: int) -> tuple[Counter, Histogram]:
    return _requests.labels(route, method, str(status)), _seconds.labels(route)


def written(pool: Mapping[str, int]) -> bytes:
    """Write all measurements down, in Prometheus' text format."""
    for state, count in pool.items():
        _pool.labels(state).set(count)
    return generate_latest(_registry)
