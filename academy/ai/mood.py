"""Words for the mood of a sound, by a model that is told measured numbers alone: never the name of a file."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from academy.ai.prompts import prompt
from academy.ai.request import Asks, Request

if TYPE_CHECKING:
    from pydantic import BaseModel

MOST = 3
MOST_SAID = 12
LIMIT_S = 8.0


@dataclass(frozen=True)
class Mood:
    """Up to MOST words of the list, or none when the numbers speak for none; `why` no model answered."""

    words: tuple[str, ...] = ()
    why: str | None = None


def mood_of(
    measured: Mapping[str, Any], moods: Collection[str], asks: Asks, *, user: str, course: str | None = None
) -> Mood:
    """Return what a model makes of the numbers; words that are not in `moods` are dropped."""
    reason = asks.why_not()
    if reason is not None:
        return Mood(why=reason.sentence)
    answer = asks.ask(request_for(measured, moods), user=user, course=course)
    if answer.value is None:
        return Mood(why=answer.why)
    said = [word.strip().lower() for word in answer.value.words]
    return Mood(tuple(dict.fromkeys(word for word in said if word in moods))[:MOST])


def request_for(measured: Mapping[str, Any], moods: Collection[str]) -> Request[Any]:
    """Return the question; sounds that measure alike share an answer."""
    said = json.dumps({"measured": measured, "moods": sorted(moods)}, sort_keys=True)
    return Request(
        purpose="mood",
        prompt=prompt("mood"),
        said=said,
        schema=_schema(),
        faults=lambda _answer: [],
        limit_s=LIMIT_S,
        most_tokens=80,
        cache_key=hashlib.sha256(said.encode()).hexdigest(),
    )


def _schema() -> "type[BaseModel]":
    from pydantic import Field, create_model

    return create_model("Mood", words=(list[str], Field(max_length=MOST_SAID)))
