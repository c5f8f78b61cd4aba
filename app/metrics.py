"""What the server counts, for Prometheus: plain numbers while it works, written down when asked for.

The only door to prometheus_client.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

TIMES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
BOUNDS = (*map(str, map(float, TIMES)), "+Inf")

_requests: Counter[tuple[str, str, int]] = Counter()
_times: dict[str, list[float]] = {}  # of each route how many answers came within each time, and the sum of all times


def observe(route: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request; the route is a pattern, since every label costs memory for good."""
    _requests[route, method, status] += 1
    times = _times.get(route)
    if times is None:
        times = _times[route] = [0] * (len(BOUNDS) + 1)
    times[bisect_left(TIMES, seconds)] += 1
    times[-1] += seconds


def written(pools: Mapping[str, Mapping[str, int]]) -> bytes:
    """Write all measurements down, in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Measured(pools))
    return generate_latest(registry)


class _Measured(Collector):
    def __init__(self, pools: Mapping[str, Mapping[str, int]]) -> None:
        self._pools = pools

    def collect(self) -> Iterator[Metric]:
        requests = CounterMetricFamily("kg_requests", "Requests answered", labels=["route", "method", "status"])
        for (route, method, status), count in _requests.items():
            requests.add_metric([route, method, str(status)], count)
        yield requests
        seconds = HistogramMetricFamily("kg_request_seconds", "Time to the end of the answer", labels=["route"])
        for route, (*counts, total) in _times.items():
            seconds.add_metric([route], list(zip(BOUNDS, accumulate(counts), strict=True)), total)
        yield seconds
        said = "Worker processes, and the jobs that run, run long, and wait"
        workers = GaugeMetricFamily("kg_workers", said, labels=["pool", "state"])
        for pool, states in self._pools.items():
            for state, count in states.items():
                workers.add_metric([pool, state], count)
        yield workers
