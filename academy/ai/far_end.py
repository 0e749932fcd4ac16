"""Asking a model: one run within its limit, with what it cost whatever came of it."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from academy.ai.line import the_line
from academy.ai.models import model_of, settings_of
from academy.ai.prices import estimate, tokens_of
from academy.ai.request import Request
from academy.ai.why import BROKEN_OFF, CONNECTION, OTHER, TIMEOUT, UNREADABLE, Reason, reason_of
from academy.settings import AiSettings

MOST_REQUESTS = 2
MARGIN_S = 0.03
"""What is left of the limit for the library to end the run itself, before it is abandoned."""
UNMEASURED = {each.outcome for each in (TIMEOUT, UNREADABLE, BROKEN_OFF, OTHER)}
"""After these a request may have been billed, and nobody says how much; refusals are never billed."""
ALL_ANSWERED = {"bad_answer", "cut_off", "too_dear", CONNECTION.outcome}
"""After these no request is without its answer: they are found in an answer, or nothing was ever sent."""


@dataclass(frozen=True, slots=True)
class Spending:
    """What a run used. `billed_usd` is None when the server never says; `unmeasured` requests are unknown."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    billed_usd: float | None = None
    estimated_usd: float = 0.0
    unmeasured: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a run: the checked value, or the reason why there is none."""

    value: Any
    reason: Reason | None
    spending: Spending


@dataclass
class _Run:
    """What is known of a run while it is under way; it outlives the run's exception."""

    ends: float
    messages: list[list[Any]] = field(default_factory=list)

    def left_s(self) -> float:
        return max(0.01, self.ends - time.monotonic())


class FarEnd:
    """The models of one server. `make` returns a model by name; tests pass models that need no server."""

    def __init__(self, settings: AiSettings, make: Callable[[AiSettings, str], Any] | None = None) -> None:
        self._settings = settings
        self._make = make or model_of
        self._models: dict[str, Any] = {}
        self._without_tools: set[str] = set()

    def ask(self, request: Request[Any], model: str, limit_s: float) -> Heard:
        """Ask within `limit_s`, from any thread; never raises for what comes back."""
        run = _Run(time.monotonic() + limit_s - MARGIN_S)
        work = the_line().start(self._asked(request, model, run))
        try:
            value, reason = work.result(limit_s), None
        except Exception as error:  # noqa: BLE001 (whatever the far end does has a sentence)
            work.cancel()
            value, reason = None, reason_of(error)
            if reason is OTHER:  # its text may quote anything, its kind cannot
                logging.getLogger(__name__).warning("A language model's run ended with %s.", type(error))
        return Heard(value, reason, self._spending(request, model, run, reason))

    def warm(self, models: Iterable[str]) -> None:
        """Make models ready to be asked; a fifth of a second that no learner has to wait for."""

        async def make() -> None:
            for model in models:
                self._model(model)

        the_line().start(make()).result()

    def guess(self, request: Request[Any], model: str) -> float:
        """Return what one request costs at most, in US dollars, before it is sent."""
        return estimate(self._settings, model, _tokens_in(request), request.most_tokens)

    async def _asked(self, request: Request[Any], model: str, run: _Run) -> Any:
        from pydantic_ai import ModelHTTPError

        if model not in self._without_tools:
            try:
                return await self._run(request, model, run, request.schema)
            except ModelHTTPError as error:
                if error.status_code != 404 or "tool" not in f"{error.body} {error}":
                    raise
                self._without_tools.add(model)
        from pydantic_ai import PromptedOutput

        return await self._run(request, model, run, PromptedOutput(request.schema))

    async def _run(self, request: Request[Any], model: str, run: _Run, output: Any) -> Any:
        from pydantic_ai import Agent, ModelRetry, UsageLimits, capture_run_messages

        agent: Any = Agent(output_type=output, instructions=request.prompt.text, retries={"output": 1})

        def check(value: Any) -> Any:
            faults = request.faults(value)
            if faults:
                raise ModelRetry("; ".join(faults))
            return value

        agent.output_validator(check)
        limit_s = run.left_s()
        with capture_run_messages() as messages:
            run.messages.append(messages)
            result = await agent.run(
                request.said,
                model=self._model(model),
                timeout=limit_s,
                usage_limits=UsageLimits(request_limit=MOST_REQUESTS),
                model_settings=settings_of(self._settings, limit_s, request.most_tokens),
                infer_name=False,
            )
        return result.output

    def _model(self, name: str) -> Any:
        if name not in self._models:
            self._models[name] = self._make(self._settings, name)
        return self._models[name]

    def _spending(self, request: Request[Any], model: str, run: _Run, reason: Reason | None) -> Spending:
        answers = [one for messages in run.messages for one in messages if one.kind == "response"]
        measured = [one for one in answers if one.usage.input_tokens or one.usage.output_tokens]
        unmeasured = len(answers) - len(measured)
        requests = len(answers) + max(0, len(run.messages) - 1)  # the first way was refused
        if reason is not None and reason.outcome not in ALL_ANSWERED:
            requests += 1
            unmeasured += reason.outcome in UNMEASURED
        tokens_in = sum(one.usage.input_tokens for one in measured)
        tokens_out = sum(one.usage.output_tokens for one in measured)
        bills = [cost for one in measured if (cost := (one.provider_details or {}).get("cost")) is not None]
        local = self._settings.is_local
        return Spending(
            requests=requests,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            billed_usd=0.0 if local else sum(bills) if bills else None,
            estimated_usd=estimate(
                self._settings,
                model,
                tokens_in + unmeasured * _tokens_in(request),
                tokens_out + unmeasured * request.most_tokens,
            ),
            unmeasured=0 if local else unmeasured,
        )


def _tokens_in(request: Request[Any]) -> int:
    schema = str(request.schema.model_json_schema())
    return tokens_of(f"{request.prompt.text}{request.said}{schema}")
