"""A whole lesson by a large model, as content for a draft; the same checks as for the offline generator.

A draft by a model says so (`author: ai`, model, version of the prompt, cost) and is never published before a
person approved it (`publishing/gate.py`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from academy.ai.prompts import prompt
from academy.ai.request import Asks, Request, Source
from academy.composing.checks import TEMPI
from academy.composing.content import BANDS, Content, Step
from academy.composing.lesson import LessonWish, compose, refuse_what_cannot_be
from academy.composing.lesson_checks import LEAP, STEPS, Neighbours, faults_of_lesson
from academy.composing.playability import ANY_PAD_MS, MOST_PADS, SAME_PAD_MS
from academy.composing.spelling import rows_of, spelled
from academy.errors import NotationError
from academy.lessons.front_matter import AI
from academy.patterns.model import Pattern
from academy.patterns.notation import parse

if TYPE_CHECKING:
    from pydantic import BaseModel

LIMIT_S = 60.0
MOST_TOKENS = 2500
MOST_EXAMPLES = 4
SOURCES = ("Written by a language model; a person is to check every fact, press and beat",)
NO_BILL = "The server did not say what this cost"


@dataclass(frozen=True)
class Written:
    """A lesson's content, who wrote it, and why not the model."""

    content: Content
    source: Source = "rules"
    why: str | None = None


def lesson(
    asks: Asks | None,
    wish: LessonWish,
    around: Neighbours,
    seed: int,
    *,
    user: str,
    course: str | None = None,
) -> Written:
    """Return a lesson by a model where one can be asked, else by rules; LessonError when neither can."""
    refuse_what_cannot_be(wish, around)  # before a model reads it, and is paid for it
    if asks is None:
        return Written(compose(wish, around, seed))
    reason = asks.why_not()
    if reason is not None:
        return Written(compose(wish, around, seed), why=reason.sentence)
    request = request_for(wish, around)
    answer = asks.ask(request, user=user, course=course)
    if answer.value is None:
        return Written(compose(wish, around, seed), why=answer.why)
    content, _ = read(answer.value, wish, around)
    assert content is not None  # an answer that cannot be read does not pass its faults
    by = {
        "author": AI,
        "model": answer.model or "not named",
        "prompt_version": request.prompt.version,
        "cost_usd": round(answer.cost_usd or 0.0, 6),
    }
    sources = SOURCES if answer.cost_usd is not None else (*SOURCES, NO_BILL)
    return Written(replace(content, author=by, sources=sources), "ai")


def request_for(wish: LessonWish, around: Neighbours) -> "Request[Any]":
    """Return what is asked of the model; only lanes of the kit and skills of the course can be named."""
    return Request(
        purpose="lesson",
        prompt=prompt("lesson"),
        said=_said(wish, around),
        schema=_schema(wish, around),
        faults=lambda answer: read(answer, wish, around)[1],
        limit_s=LIMIT_S,
        most_tokens=MOST_TOKENS,
    )


def read(answer: Any, wish: LessonWish, around: Neighbours) -> tuple[Content | None, list[str]]:
    """Return the content of an answer with all its faults; None when a beat of it cannot be read."""
    steps, faults = [], []
    for place, said in enumerate(answer.exercises):
        try:
            pattern = parse(_text(said))
        except NotationError as error:
            faults.append(f"exercises[{place}]: {str(error).rstrip('.')}")
            continue
        steps.append(Step(said.name, replace(pattern, level=wish.level), said.before, said.after))
    if faults:
        return None, faults
    content = Content(
        title=wish.title,
        topic=wish.topic,
        level=wish.level,
        objectives=tuple(answer.objectives),
        instructions=answer.instructions,
        steps=tuple(steps),
        teaches=tuple(dict.fromkeys(answer.teaches)),
        requires=tuple(skill for skill in dict.fromkeys(answer.requires) if skill not in answer.teaches),
        sources=SOURCES,
    )
    return content, faults_of_lesson(content, around)


def _text(said: Any) -> str:
    frame = Pattern(tempo=said.tempo, lanes=(), steps=0, swing=said.swing)
    rows: Mapping[str, str] = {row.lane: row.steps for row in said.rows}
    return spelled(frame, rows, title=said.title, tempo=said.tempo, hint=said.hint)


def _schema(wish: LessonWish, around: Neighbours) -> "type[BaseModel]":
    from typing import Literal

    from pydantic import Field, create_model

    skills = around.skills
    taught_skills = wish.skills or skills
    lane: Any = Literal[tuple(around.pads)]
    skill: Any = Literal[skills]
    taught: Any = Literal[taught_skills]
    row: Any = create_model("Row", lane=(lane, ...), steps=(str, Field(max_length=400)))
    exercise: Any = create_model(
        "Exercise",
        name=(str, Field(description="kebab-case, such as first-bar")),
        title=(str, Field(description="at most 60 letters")),
        tempo=(float, Field(description="beats per minute", allow_inf_nan=False)),
        swing=(int, Field(default=50, ge=50, le=75, description="50 is straight")),
        hint=(str, Field(description="what to play, at most 120 letters")),
        before=(str, Field(description="one sentence before the beat, at most 280 letters")),
        rows=(list[row], Field(min_length=1, max_length=12)),
        after=(str, Field(description="what to notice, one sentence of at most 280 letters")),
    )
    return create_model(
        "Lesson",
        objectives=(list[str], Field(min_length=1, max_length=4)),
        instructions=(str, Field(description="what this lesson is about, at most 280 letters")),
        teaches=(list[taught], Field(min_length=1, max_length=3)),
        requires=(list[skill], Field(max_length=5)),
        exercises=(list[exercise], Field(min_length=STEPS[0], max_length=STEPS[1])),
    )


def _said(wish: LessonWish, around: Neighbours) -> str:
    near = [
        {"lesson": one.title, "title": exercise.pattern.title, "rows": rows_of(exercise.pattern)}
        for one in around.catalogue.lessons
        if one.front.level == wish.level
        and (one.front.topic == wish.topic or {*one.front.teaches} & {*wish.skills})
        for exercise in one.exercises
        if exercise.pattern.bars == 1 and exercise.pattern.division == 4
    ]
    return json.dumps(
        {
            "title": wish.title,
            "topic": wish.topic,
            "level": wish.level,
            "skills_to_teach": list(wish.skills) or "choose from the course",
            "skills_of_the_course": list(around.skills),
            "pads": dict(around.pads),
            "beats_the_course_has": near[:MOST_EXAMPLES],
            "limits": {
                "tempo": list(TEMPI),
                "steps_in_a_row": "16, or 32 or 64 for two or four bars; four steps to a beat",
                "pads_at_once": MOST_PADS,
                "same_pad_ms": SAME_PAD_MS,
                "any_two_hits_ms": ANY_PAD_MS,
                "measured_difficulty": list(BANDS[wish.level]),
                "harder_from_one_to_the_next_at_most": LEAP,
            },
        }
    )
