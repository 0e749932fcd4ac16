"""What Prometheus reads of a desk: requests since it began, and what the store holds. Nobody's name is in it.

    GET metrics     with `Authorization: Bearer TOKEN`, the token in ACADEMY_METRICS_TOKEN_FILE

Counts of requests are this process's own. Figures of the store are asked for at each reading; while the
database is away they are left out, and `academy_store_up` is 0.
"""

import asyncio
import hmac
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from tornado.web import HTTPError, RequestHandler

from academy.desk.health import PATIENCE_S, Pulse
from academy.desk.office import Office
from academy.errors import AcademyError

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15)
"""Borders of the histogram: a page waits for a take's answer 15 s at most."""
TAKES, WEBHOOK, ELSEWHERE = "takes", "stripe/webhook", "elsewhere"
REFUSED_BY_PLAN = 402


class Tally:
    """Counts answers by the names of routes, of which there are few."""

    def __init__(self) -> None:
        self._names: dict[type, str] = {}
        self.registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self._requests = self._counter("requests", "Requests answered.", *labels)
        self._seconds = Histogram(
            "academy_request_seconds", "How long answers took.", ("route",),
            buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self._takes = self._counter("takes", "Takes delivered: new, or kept before.", "outcome")
        self._refused = self._counter("plan_refusals", "Requests that a plan or its quota refused.", "route")
        self._events = self._counter("payment_events", "Events of Stripe by what became of them.", "outcome")
        build = Gauge("academy_build", "The version that runs.", ("version",), registry=self.registry)
        build.labels(version("sp404-academy")).set(1)

    def know(self, routes: Sequence[Any], mount: str) -> None:
        """Learn what each route is called: its pattern below `mount` and the API."""
        for path, handler, *_ in routes:
            name = path.removeprefix(f"{mount}/").removeprefix("api/")
            self._names[handler] = name.replace("([^/]+)", "ID").replace("(.*)", "FILE")

    def answered(self, handler: RequestHandler) -> None:
        """Count one answer."""
        route, status = self._names.get(type(handler), ELSEWHERE), handler.get_status()
        method, outcome = handler.request.method or "", getattr(handler, "outcome", None)
        method = method if method in RequestHandler.SUPPORTED_METHODS else "other"
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(handler.request.request_time())
        if status == REFUSED_BY_PLAN:
            self._refused.labels(route).inc()
        if route == TAKES and method == "POST":
            self._takes.labels(outcome or "refused").inc()
        if route == WEBHOOK:
            self._events.labels(str(outcome).rpartition(" ")[2] if status == 200 else "refused").inc()

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"academy_{name}", what, labels, registry=self.registry)


class Figures:
    """What the store and the newest backup said just before, as Prometheus collects it."""

    def __init__(self, said: dict[str, Any] | None, backup_age_s: float | None) -> None:
        self._said, self._backup_age_s = said, backup_age_s

    def collect(self) -> Iterator[Metric]:
        """Give one gauge after another."""
        yield _gauge("store_up", "Whether the database answers.", self._said is not None)
        if self._backup_age_s is not None:
            yield _gauge("backup_age_seconds", "Since the newest backup was begun.", self._backup_age_s)
        if self._said is None:
            return
        yield _gauge("store_bytes", "Size of the store.", self._said["bytes"])
        yield _gauge("store_version", "Number of the last change of its tables.", self._said["version"])
        yield _gauge("store_takes", "Takes that are kept.", self._said["takes"])
        yield _gauge("letters_waiting", "Letters nobody has taken yet.", self._said["letters_waiting"])
        yield _gauge("letters_stuck", "Letters taken, never said to be sent.", self._said["letters_stuck"])
        yield _gauge("models_month_usd", "What models cost this month, UTC.", self._said["models_usd"])
        plans = GaugeMetricFamily("academy_learners", "Learners by plan.", labels=("plan",))
        for plan, count in self._said["learners"].items():
            plans.add_metric((plan,), count)
        yield plans


class Metrics(RequestHandler):
    """The page that Prometheus reads."""

    def initialize(
        self, office: Office, tally: Tally, pulse: Pulse, backup_age_s: Callable[[], float | None]
    ) -> None:
        """Receive what is counted."""
        self._office, self._tally, self._pulse, self._backup_age_s = office, tally, pulse, backup_age_s

    async def get(self) -> None:
        """Send all figures to who has the token; without a token of its own the page is not there."""
        token = self._office.settings.operating.metrics_token
        if token is None:
            raise HTTPError(404)
        given = self.request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), token.encode()):
            raise HTTPError(401)
        registry = CollectorRegistry()
        registry.register(Figures(await self._said(), self._backup_age_s()))
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.finish(generate_latest(self._tally.registry) + generate_latest(registry))

    async def _said(self) -> dict[str, Any] | None:
        """Return what the store says; None while it does not answer in time."""
        if not await self._pulse.is_felt():
            return None
        month = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        try:
            asked = asyncio.to_thread(lambda: self._office.store().vitals(month))
            return await asyncio.wait_for(asked, PATIENCE_S)
        except (AcademyError, TimeoutError):
            return None


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"academy_{name}", what, value=float(value))
