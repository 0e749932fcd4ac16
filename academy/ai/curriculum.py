"""The curriculum agent: a model chooses among exercises that code computed, and which reason comes first.

Success rate, alternatives, path and every reason are the course's own (academy/progress/recommend.py). The
model is told titles, codes of reasons and chances in words; nothing that a learner typed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from academy.ai.prompts import prompt
from academy.ai.request import Answer, Asks, Request
from academy.ai.voice import ENGLISH, MOST_LETTERS, Language, voice_faults

if TYPE_CHECKING:
    from pydantic import BaseModel

LEAST = 2
NO_CHOICE = "There is only one thing to play next. The course's own coach answers."

Json = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """What was chosen, or why the rules' first candidate stands: `exercise` is None then."""

    exercise: str | None = None
    reason: str = ""
    voice: str = ""
    why: str | None = None
    outcome: str = "answered"


def choose(
    candidates: Sequence[Json],
    asks: Asks,
    *,
    user: str,
    course: str | None = None,
    language: Language = ENGLISH,
) -> Choice:
    """Return a model's choice among candidates (picks as JSON, the best first)."""
    if len(candidates) < LEAST:
        return Choice(why=NO_CHOICE, outcome="nothing_to_choose")
    reason = asks.why_not()
    if reason is not None:
        return Choice(why=reason.sentence, outcome=reason.outcome)
    answer: Answer[Any] = asks.ask(request_for(candidates, language), user=user, course=course)
    if answer.value is None:
        return Choice(why=answer.why, outcome=answer.outcome)
    said = answer.value
    return Choice(said.exercise, said.reason, said.voice, outcome=answer.outcome)


def request_for(candidates: Sequence[Json], language: Language) -> Request[Any]:
    """Return the question, with a schema that holds these candidates alone."""
    codes = {one["exercise"]: _codes(one) for one in candidates}
    shown = [
        {
            "exercise": one["exercise"],
            "title": one["exercise_title"],
            "lesson": one["lesson_title"],
            "chance": one["estimate"]["words"],
            "reasons": codes[one["exercise"]],
        }
        for one in candidates
    ]
    said = json.dumps({"language": language.name, "candidates": shown})
    return Request(
        purpose="next",
        prompt=prompt("next"),
        said=said,
        schema=schema_for(codes),
        faults=lambda answer: faults_of(answer, codes, language),
        cache_key=hashlib.sha256(f"{language.code}\n{said}".encode()).hexdigest(),
    )


def schema_for(codes: Mapping[str, Sequence[str]]) -> "type[BaseModel]":
    """Return what an answer looks like: exercises and codes of this run alone."""
    from pydantic import Field, create_model

    exercises = tuple(codes)
    all_codes = tuple(dict.fromkeys(code for mine in codes.values() for code in mine))
    fields: dict[str, Any] = {
        "exercise": (Literal[exercises], ...),
        "reason": (Literal[all_codes], ...),
        "voice": (Annotated[str, Field(min_length=1, max_length=MOST_LETTERS)], ...),
    }
    return create_model("Next", **fields)


def faults_of(answer: Any, codes: Mapping[str, Sequence[str]], language: Language) -> list[str]:
    """Return what is wrong with an answer that fits the schema, in words for the model."""
    faults = voice_faults(answer.voice, language)
    mine = codes[answer.exercise]
    if answer.reason not in mine:
        faults.append(f"reason: {answer.exercise} has only {', '.join(mine)}")
    return faults


def _codes(candidate: Json) -> list[str]:
    return [str(reason["code"]) for reason in candidate["reasons"]]
