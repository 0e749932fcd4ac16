"""Variations by a model: rows of steps, read by the notation's parser and held to the checks of `composing`.

What is wrong goes back to the model once, in the parser's own words; when the model cannot, the offline
generator answers, and says why.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from academy.ai.prompts import prompt
from academy.ai.request import Asks, Request, Source
from academy.composing.brief import Brief
from academy.composing.checks import DISTANCES, TEMPI, checked
from academy.composing.playability import ANY_PAD_MS, MOST_PADS, SAME_PAD_MS
from academy.composing.spelling import rows_of, spelled
from academy.composing.variations import Variation, variation_of, vary

if TYPE_CHECKING:
    from pydantic import BaseModel

LIMIT_S = 20.0
MOST_BARS = 4
TOO_LONG = f"A model is only asked to vary beats of up to {MOST_BARS} bars."


@dataclass(frozen=True)
class Composed:
    """Variations, who made them, and why not the model; `cost_usd` is None when nobody knows it."""

    items: tuple[Variation, ...]
    source: Source = "rules"
    why: str | None = None
    model: str | None = None
    cost_usd: float | None = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "variations": [one.as_json() for one in self.items],
            "source": self.source,
            "why": self.why,
            "model": self.model,
            "cost_usd": self.cost_usd,
        }


def variations(
    asks: Asks | None, brief: Brief, seed: int, *, user: str, course: str | None = None
) -> Composed:
    """Return variations by a model where one can be asked, else by the generator; the easiest first."""
    if asks is None:
        return Composed(tuple(vary(brief, seed)))
    if brief.base.pattern.bars > MOST_BARS:
        return Composed(tuple(vary(brief, seed)), why=TOO_LONG)
    reason = asks.why_not()
    if reason is not None:
        return Composed(tuple(vary(brief, seed)), why=reason.sentence)
    answer = asks.ask(request_for(brief), user=user, course=course)
    if answer.value is None:
        return Composed(tuple(vary(brief, seed)), why=answer.why, cost_usd=answer.cost_usd)
    items, _ = read(answer.value, brief)
    items.sort(key=lambda one: (one.difficulty, one.hash))
    left_out = brief.count - len(items)
    why = f"{left_out} of {brief.count} did not pass the checks and are left out." if left_out else None
    return Composed(tuple(items), "ai", why, answer.model, answer.cost_usd)


def request_for(brief: Brief) -> "Request[Any]":
    """Return what is asked of the model; only lanes of the kit can be named."""
    length = len(rows_of(brief.base.pattern)) + 2
    return Request(
        purpose="variations",
        prompt=prompt("variations"),
        said=_said(brief),
        schema=_schema(brief),
        faults=_Judge(brief).faults,
        limit_s=LIMIT_S,
        most_tokens=brief.count * (60 + length * (12 + brief.base.pattern.steps)),
    )


class _Judge:
    """Sends a first answer back for any fault; of the second, what passes is good enough."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._answers = 0

    def faults(self, answer: Any) -> list[str]:
        """Return what is to be mended."""
        self._answers += 1
        found, faults = read(answer, self._brief)
        return [] if found and self._answers > 1 else faults


def read(answer: Any, brief: Brief) -> tuple[list[Variation], list[str]]:
    """Return the variations of an answer that pass the checks, and every fault with its place."""
    found: list[Variation] = []
    faults: list[str] = []
    for place, item in enumerate(answer.items):
        rows = {row.lane: row.steps for row in item.rows}
        twice = [row.lane for row in item.rows if [one.lane for one in item.rows].count(row.lane) > 1]
        text = spelled(brief.base.pattern, rows, title=item.title, tempo=item.tempo, hint=item.hint)
        pattern, wrong = checked(text, brief, {one.hash for one in found})
        wrong += [f"lane '{twice[0]}' stands twice; write it in one row"] if twice else []
        faults += [f"items[{place}]: {fault.rstrip('.')}" for fault in wrong]
        if pattern is not None and not wrong:
            found.append(variation_of(text, pattern, brief))
    return found, faults


def lanes_for(brief: Brief) -> tuple[str, ...]:
    """Return the lanes that may be written: those of the base, and the kit's sounds on the same banks."""
    mine = [lane.name for lane in brief.base.pattern.lanes]
    banks = {brief.pads.get(name, name)[0] for name in mine}
    return tuple(dict.fromkeys([*mine, *(name for name, pad in brief.pads.items() if pad[0] in banks)]))


def _schema(brief: Brief) -> "type[BaseModel]":
    from typing import Literal

    from pydantic import Field, create_model

    lane: Any = Literal[lanes_for(brief)]
    row: Any = create_model("Row", lane=(lane, ...), steps=(str, Field(max_length=400)))
    item: Any = create_model(
        "Variation",
        title=(str, Field(description="a few words, at most 60 letters")),
        tempo=(float, Field(description="beats per minute", allow_inf_nan=False)),
        hint=(str, Field(description="what to play, one line of at most 120 letters")),
        rows=(list[row], Field(min_length=1, max_length=12)),
    )
    many = Field(min_length=brief.count, max_length=brief.count)
    return create_model("Variations", items=(list[item], many))


def _said(brief: Brief) -> str:
    pattern, (low, high) = brief.base.pattern, brief.band
    return json.dumps(
        {
            "exercise": pattern.title or brief.base.name,
            "tempo": pattern.tempo,
            "swing": pattern.swing,
            "meter": f"{pattern.meter[0]}/{pattern.meter[1]}",
            "steps_in_a_row": pattern.steps,
            "steps_to_a_beat": pattern.division,
            "rows": rows_of(pattern),
            "pads": {name: brief.pads.get(name, name) for name in lanes_for(brief)},
            "wish": brief.wish,
            "how_many": brief.count,
            "level": brief.level,
            "lanes_that_need_work": [name for name in brief.weak if name in rows_of(pattern)],
            "measured_difficulty": round(brief.difficulty, 2),
            "wanted_difficulty": [round(low, 2), round(high, 2)],
            "limits": {
                "tempo": list(TEMPI),
                "pads_at_once": MOST_PADS,
                "same_pad_ms": SAME_PAD_MS,
                "any_two_hits_ms": ANY_PAD_MS,
                "share_of_notes_that_differ": list(DISTANCES),
            },
        }
    )
