"""The feedback agent: a model chooses and orders facts by name and adds one sentence that claims nothing.

What the learner reads of the take are the facts' own sentences, put together here. The model is told the
names of the facts, their weight and where the take stands; never a number, nor anything a learner typed.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from academy.ai.prompts import prompt
from academy.ai.request import Asks, Request
from academy.ai.voice import ENGLISH, MOST_LETTERS, Language, voice_faults
from academy.coach.fact import Fact, Json
from academy.coach.facts import facts
from academy.coach.rules import Feedback, NextStep, assemble, feedback

if TYPE_CHECKING:
    from pydantic import BaseModel

MOST = 2
LIMIT_S = 2.5
"""With what the desk needs around it, a learner hears within three seconds."""
FACT_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""Names of facts are the only words of a score that a model reads, and a kernel may have sent that score."""
NOTHING_TO_CHOOSE = "There is nothing to choose from in this take. The course's own coach answers."


@dataclass(frozen=True)
class Taken:
    """A scored take as the desk knows it: the score as JSON, earlier attempts newest first, the exercise.

    `lanes` names the sound on each pad; `version` is the hash of what the exercise asks for.
    """

    score: Json
    attempts: Sequence[Json] = ()
    pass_mark: float = 70.0
    lanes: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True
    version: str = ""


def coached(
    taken: Taken, asks: Asks, *, user: str, course: str | None = None, language: Language = ENGLISH
) -> dict[str, Any]:
    """Return the feedback on a take as JSON: that of the rules, or as a model chose and voiced it.

    Beside the keys of `Feedback.as_json`: `voice` (a sentence or None), `source` (`ai` or `rules`), `why` (a
    sentence, None when a model answered) and `outcome` (the same as a short code).
    """
    own = feedback(taken.score, taken.attempts, taken.pass_mark, taken.lanes, whole=taken.whole)
    found = [fact for fact in _facts_of(taken) if FACT_ID.fullmatch(fact.id)]
    if taken.score.get("status") != "scored" or len(found) < MOST:
        return _as_json(own, None, NOTHING_TO_CHOOSE, "nothing_to_choose")
    reason = asks.why_not()
    if reason is not None:
        return _as_json(own, None, reason.sentence, reason.outcome)
    answer = asks.ask(request_for(taken, found, own, language), user=user, course=course)
    if answer.value is None:
        return _as_json(own, None, answer.why, answer.outcome)
    return _as_json(assembled(taken, found, answer.value), answer.value.voice, None, answer.outcome)


def request_for(taken: Taken, found: Sequence[Fact], own: Feedback, language: Language) -> Request[Any]:
    """Return the question about a take, with a schema that holds only what is true of it."""
    asked = prompt("feedback")
    steps = _steps(own.next_steps[0])
    passed = any(fact.id == "passed" for fact in found)
    shown = [
        {"name": fact.id, "kind": "good" if fact.is_good else "fault", "severity": round(fact.severity, 1)}
        for fact in found
    ]
    said = json.dumps({"language": language.name, "reached_the_mark": passed, "facts": shown, "steps": steps})
    key = [language.code, taken.version, said]
    return Request(
        purpose="feedback",
        prompt=asked,
        said=said,
        schema=schema_for(found, steps),
        faults=lambda answer: faults_of(answer, found, language),
        limit_s=LIMIT_S,
        cache_key=hashlib.sha256(json.dumps(key).encode()).hexdigest(),
    )


def schema_for(found: Sequence[Fact], steps: Sequence[str]) -> "type[BaseModel]":
    """Return what an answer looks like: names of this take's facts alone, and steps that fit it."""
    from pydantic import Field, create_model

    fields: dict[str, Any] = {}
    for name, is_good in (("praise", True), ("fix", False)):
        ids = tuple(fact.id for fact in found if fact.is_good == is_good)
        if ids:
            chosen: Any = list[Literal[ids]]  # type: ignore[valid-type]
            fields[name] = (chosen, Field(min_length=1, max_length=MOST))
    fields["next_step"] = (Literal[tuple(steps)], ...)
    fields["voice"] = (Annotated[str, Field(min_length=1, max_length=MOST_LETTERS)], ...)
    return create_model("Coach", **fields)


def faults_of(answer: Any, found: Sequence[Fact], language: Language) -> list[str]:
    """Return what is wrong with an answer that fits the schema, in words for the model."""
    faults = voice_faults(answer.voice, language)
    for name in ("praise", "fix"):
        chosen = getattr(answer, name, [])
        if len(set(chosen)) != len(chosen):
            faults.append(f"{name}: name each fact once")
    weight = {fact.id: round(fact.severity, 1) for fact in found if not fact.is_good}
    gravest = [name for name, severity in weight.items() if severity == max(weight.values())]
    if weight and answer.fix[0] not in gravest:
        faults.append(f"fix: begin with the gravest, {' or '.join(gravest)}")
    return faults


def assembled(taken: Taken, found: Sequence[Fact], answer: Any) -> Feedback:
    """Return the feedback in the order that was chosen, every word of it the rules' own."""
    by_id = {fact.id: fact for fact in found}
    praise, fix = ([by_id[name] for name in getattr(answer, key, [])] for key in ("praise", "fix"))
    said = assemble(taken.score, praise, fix, taken.pass_mark, whole=taken.whole)
    return replace(said, next_steps=(NextStep(answer.next_step),))


def _facts_of(taken: Taken) -> list[Fact]:
    return facts(taken.score, taken.attempts, taken.pass_mark, taken.lanes)


def _steps(own: NextStep) -> list[str]:
    """Return what may come next: on only where the rules say so, else again, as it is or slower."""
    other = NextStep.REPEAT_SAME if own is not NextStep.REPEAT_SAME else NextStep.REPEAT_SLOWER
    return [own.value, other.value]


def _as_json(said: Feedback, voice: str | None, why: str | None, outcome: str) -> dict[str, Any]:
    source = "ai" if why is None else "rules"
    return said.as_json() | {"voice": voice, "source": source, "why": why, "outcome": outcome}
