"""Prometheus metrics: requests by route, and the state of outbox, deadlines and scribe."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The numbers of one server process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "handrail_requests", "Requests by route and status.", ("route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "handrail_request_seconds", "Time to answer.", ("route",), buckets=BUCKETS, registry=self.registry
        )
        self.verdicts = Counter("handrail_verdicts", "Decisions by verdict.", ("verdict",), registry=self.registry)
        self.streams = Gauge("handrail_streams", "Open event streams.", registry=self.registry)
        self.parcels = Counter("handrail_parcels", "Outbox parcels by end.", ("end",), registry=self.registry)
        self.opinions = Counter("handrail_second_opinions", "Second opinions by end.", ("end",), registry=self.registry)
        self.lateness = Histogram(
            "handrail_deadline_lateness_seconds", "How late deadlines fire.", buckets=BUCKETS, registry=self.registry
        )

    def opinion_ended(self, end: str) -> None:
        """A second opinion was given, or failed to be: `blind` and `dropped` are what an alarm watches."""
        self.opinions.labels(end).inc()

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self.registry)
