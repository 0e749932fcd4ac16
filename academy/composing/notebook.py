"""A lesson's content as a notebook in the lesson format: one sentence, then one beat, then what to notice."""

from dataclasses import replace
from typing import Any

from academy.composing.content import Content, Step
from academy.lessons.cells import SETUP
from academy.lessons.drafting import cell, notebook_with
from academy.lessons.exercise_text import MAGIC
from academy.lessons.places import HOME
from academy.patterns.notation import render


def notebook_of(content: Content, number: int) -> dict[str, Any]:
    """Return the draft; `number` is its place in the course until it is published."""
    cells = [
        cell("code", "set-up", SETUP),
        cell("markdown", "title", f"# {content.title}\n\n{content.instructions}"),
        *(each for step in content.steps for each in _cells(step, content)),
        cell("markdown", "closing", f"{_closing(content)}\n\n**Next:** [back to the course]({HOME})"),
    ]
    return notebook_with(content.front(number), cells)


def _cells(step: Step, content: Content) -> list[dict[str, Any]]:
    pattern = step.pattern
    if pattern.level == content.level:
        pattern = replace(pattern, level=None)  # the lesson says it
    text = f"{MAGIC} {step.name}\n{render(pattern)}".rstrip("\n")
    return [
        cell("markdown", f"{step.name}-intro", step.before),
        cell("code", step.name, text),
        cell("markdown", f"after-{step.name}", step.after),
    ]


def _closing(content: Content) -> str:
    last = content.steps[-1].pattern
    return f"You can play it at {last.tempo:g} beats a minute."
