"""The one place that asks models: key, cache, breaker, budgets, call, checks, ledger; in this order.

Nothing heavy is imported before `warm`; until that is done the rules answer, so that nobody waits for it.
"""

import hashlib
import importlib
import logging
import threading
import time
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from academy.ai.breaker import Breaker
from academy.ai.budget import Counts, refusal
from academy.ai.far_end import FarEnd, Heard, Spending
from academy.ai.models import model_for, shown
from academy.ai.request import Answer, Request
from academy.ai.why import BREAKER, LOADING, NO_KEY, NO_LIBRARY, OTHER, Reason
from academy.settings import AiSettings

Json = dict[str, Any]
HEAVY = ("pydantic_ai.models.openrouter", "pydantic_ai.models.openai", "genai_prices")
OPEN, ANSWERED, CACHED = "open", "answered", "cached"


class Ledger(Counts, Protocol):
    """What keeps rows and answers; `academy.store.store.Store` is one."""

    def begin_ai_run(self, row: Json) -> None:
        """Keep a row before the far end is asked."""
        ...

    def finish_ai_run(self, run_id: str, changes: Json) -> None:
        """Complete a row."""
        ...

    def cached_answer(self, key: str) -> Json | None:
        """Return a checked answer."""
        ...

    def keep_answer(self, key: str, purpose: str, model: str, answer: Json) -> None:
        """Keep a checked answer."""
        ...


class Service:
    """Asks models for the desk. `ledger` is asked anew each time; `clock` is in seconds, never going back."""

    def __init__(
        self,
        settings: AiSettings,
        ledger: Callable[[], Ledger],
        now: Callable[[], datetime],
        *,
        clock: Callable[[], float] = time.monotonic,
        far_end: FarEnd | None = None,
        load: Callable[[str], Any] = importlib.import_module,
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._now = now
        self._breaker = Breaker(clock)
        self._far_end = far_end or FarEnd(settings)
        self._load = load
        self._why: Reason | None = LOADING if settings.is_configured else NO_KEY
        self._warming: threading.Thread | None = None
        self._warm_lock, self._budget_lock = threading.Lock(), threading.Lock()

    def warm(self) -> threading.Thread | None:
        """Begin to load the library in a thread, once, when a model is configured; returns the thread."""
        with self._warm_lock:
            if self._why is LOADING and self._warming is None:
                self._warming = threading.Thread(target=self._warm, name="academy-ai-warm", daemon=True)
                self._warming.start()
            return self._warming

    def ready(self) -> bool:
        """Say whether a model can be asked, once its library is loaded; some seconds, the first time."""
        loading = self.warm()
        if loading is not None:
            loading.join()
        return self._why is None

    def why_not(self) -> Reason | None:
        """Return why no model can be asked at all, None when one can; begins to load the library."""
        self.warm()
        return self._why

    def ask(self, request: Request[Any], *, user: str, course: str | None = None) -> Answer[Any]:
        """Return the checked answer, or why there is none, within the request's limit."""
        began = time.monotonic()
        reason = self.why_not()
        if reason is not None:
            return Answer(None, reason.sentence, outcome=reason.outcome)
        asking = _Asking(self, request, user, course, began)
        return asking.from_cache() or asking.from_far_end()

    def _warm(self) -> None:
        try:
            for name in HEAVY:
                self._load(name)
            self._far_end.warm({self._settings.small, self._settings.large})
        except ImportError:
            self._why = NO_LIBRARY
        except Exception as error:  # noqa: BLE001 (a model's name may be one the library refuses)
            logging.getLogger(__name__).warning("Language models cannot be used: %s.", type(error))
            self._why = OTHER
        else:
            self._why = None


class _Asking:
    """One question on its way."""

    def __init__(
        self, service: Service, request: Request[Any], user: str, course: str | None, began: float
    ) -> None:
        self.service, self.request, self.user, self.course, self.began = service, request, user, course, began
        self.ledger = service._ledger()
        self.model = model_for(service._settings, request.purpose)
        self.run_id = uuid.uuid4().hex

    @property
    def key(self) -> str | None:
        """The key of the cache: what is asked, and of which model by which prompt."""
        if self.request.cache_key is None:
            return None
        prompt = self.request.prompt
        named = f"{self.model}\n{prompt.name}\n{prompt.version}\n{self.request.cache_key}"
        return hashlib.sha256(named.encode()).hexdigest()

    def from_cache(self) -> Answer[Any] | None:
        """Return a kept answer if it still passes all checks."""
        kept = self.ledger.cached_answer(self.key) if self.key else None
        if kept is None:
            return None
        try:
            value = self.request.schema.model_validate(kept)
        except ValueError:
            return None
        if self.request.faults(value):
            return None
        self.ledger.begin_ai_run(self._row(CACHED, Spending(billed_usd=0.0)))
        return Answer(value, model=self.model, cached=True, ms=self._ms(), outcome=CACHED)

    def from_far_end(self) -> Answer[Any]:
        """Ask, if breaker and budgets allow it."""
        service, request = self.service, self.request
        cost = service._far_end.guess(request, self.model)
        if not service._breaker.lets_through(self.model):
            return self._refused(BREAKER)
        # The row is kept first and counts at once, here and at other desks: of two that begin together at
        # least one sees the other's, so no budget is spent twice. Here one after another, so that not both
        # are refused.
        with service._budget_lock:
            self.ledger.begin_ai_run(self._row(OPEN, Spending(1, estimated_usd=cost, unmeasured=1)))
            reason = refusal(
                service._settings, self.ledger, user=self.user, course=self.course, now=service._now()
            )
            if reason is not None:
                self.ledger.finish_ai_run(self.run_id, self._spent(reason.outcome, Spending(billed_usd=0.0)))
        if reason is not None:
            return Answer(None, reason.sentence, ms=self._ms(), outcome=reason.outcome)
        left_s = request.limit_s - (time.monotonic() - self.began)
        heard = service._far_end.ask(request, self.model, max(0.05, left_s))
        return self._told(heard)

    def _told(self, heard: Heard) -> Answer[Any]:
        breaker, ms = self.service._breaker, self._ms()
        if heard.reason is not None and heard.reason.is_fault:
            breaker.failed(self.model)
        else:
            breaker.answered(self.model)
        outcome = ANSWERED if heard.reason is None else heard.reason.outcome
        self.ledger.finish_ai_run(self.run_id, self._spent(outcome, heard.spending))
        cost = heard.spending.billed_usd
        if heard.reason is not None:
            return Answer(
                None, heard.reason.sentence, model=self.model, ms=ms, cost_usd=cost, outcome=outcome
            )
        if self.key:
            self.ledger.keep_answer(
                self.key, self.request.purpose, self.model, heard.value.model_dump(mode="json")
            )
        return Answer(heard.value, model=self.model, ms=ms, cost_usd=cost, outcome=outcome)

    def _refused(self, reason: Reason) -> Answer[Any]:
        self.ledger.begin_ai_run(self._row(reason.outcome, Spending(billed_usd=0.0)))
        return Answer(None, reason.sentence, ms=self._ms(), outcome=reason.outcome)

    def _row(self, outcome: str, spending: Spending) -> Json:
        return {
            "run_id": self.run_id,
            "at": self.service._now(),
            "learner": self.user,
            "course": self.course,
            "purpose": self.request.purpose,
            "model": shown(self.service._settings, self.model),
            "prompt_version": f"{self.request.prompt.name}/{self.request.prompt.version}",
        } | self._spent(outcome, spending)

    def _spent(self, outcome: str, spending: Spending) -> Json:
        return {
            "outcome": outcome,
            "requests": spending.requests,
            "tokens_in": spending.tokens_in,
            "tokens_out": spending.tokens_out,
            "billed_usd": spending.billed_usd,
            "estimated_usd": spending.estimated_usd,
            "unmeasured": spending.unmeasured,
            "ms": self._ms(),
        }

    def _ms(self) -> float:
        return round((time.monotonic() - self.began) * 1000, 1)
