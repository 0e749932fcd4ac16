"""One question to a language model, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from pydantic import BaseModel

    from academy.ai.why import Reason

Purpose = Literal["feedback", "next", "question", "variations", "lesson", "mood"]
Source = Literal["ai", "rules"]
Answered = TypeVar("Answered", bound="BaseModel")


@dataclass(frozen=True, slots=True)
class Prompt:
    """Instructions to a model as reviewable text, with the version that stands in their first line."""

    name: str
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Request(Generic[Answered]):
    """One run: what is asked, what an answer must look like, and what makes it wrong.

    `schema` is built for this run, so that only what exists can be chosen. `faults` returns what is wrong
    with an answer that fits the schema, in words that go back to the model once; an empty list when nothing
    is. `cache_key` names answers that may be shared (facts, never a learner's own words), None for none.
    `limit_s` is the wall time after which the caller's own answer stands.
    """

    purpose: Purpose
    prompt: Prompt
    said: str
    schema: type[Answered]
    faults: Callable[[Answered], list[str]]
    limit_s: float = 2.6
    most_tokens: int = 200
    cache_key: str | None = None


@dataclass(frozen=True, slots=True)
class Answer(Generic[Answered]):
    """What came of a request: the value that passed all checks, or why the rules answer instead.

    `why` is a sentence for the learner, None when `value` is there. `cost_usd` is 0 for a cached or local
    answer and None when nobody knows it. `outcome` is `answered`, `cached`, or the short code of `why`.
    """

    value: Answered | None
    why: str | None = None
    model: str | None = None
    cached: bool = False
    ms: float = 0.0
    cost_usd: float | None = 0.0
    outcome: str = "answered"

    @property
    def source(self) -> Source:
        """Who answers."""
        return "rules" if self.value is None else "ai"


class Asks(Protocol):
    """Whatever can put a request to a model: never raises for what the far end does."""

    def ask(self, request: "Request[Any]", *, user: str, course: str | None = None) -> "Answer[Any]":
        """Return the checked answer, or why there is none, within the request's limit."""
        ...

    def ready(self) -> bool:
        """Say whether a model can be asked, once its library is loaded; some seconds, the first time."""
        ...

    def why_not(self) -> "Reason | None":
        """Return why no model can be asked just now (`sentence`, `outcome`), None when one can.

        Look before building a schema: without the extra there is no pydantic. Begins to load the library,
        and does not wait for it.
        """
        ...
