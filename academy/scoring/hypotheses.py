"""The explanations that are straight lines: with the click, at a tempo of one's own, at another rate.

Each search answers with candidates: a hypothesis carried through to pairs, with the total of its costs.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from academy.scoring.constants import CONSTANTS
from academy.scoring.field import Field
from academy.scoring.fit import Fit, fit
from academy.scoring.follow import follow
from academy.scoring.hough import WINDOW_S, Line, Prior, best_lines
from academy.scoring.path import offset_path
from academy.scoring.scene import Flags, Floats, Ints, Scene

WORTH_NATS = 15.0
WORTH_SHARE = 0.06
OPENING_S = 6.0
RATES = (0.5, 0.75, 1.5, 2.0)


class Explanation(StrEnum):
    """What the player did, as a whole."""

    CLICK = "click"
    FREE = "free"
    RATE = "rate"
    JUMP = "jump"
    START = "start"


@dataclass(frozen=True)
class Candidate:
    """One explanation of the take; `cost` in nats with all its priors, lower is better.

    `rate` is how many times too fast it was played (2 is double time). `segment` and `dead` tell a path
    with jumps apart: which stretch each onset belongs to, and which were skipped. `exchange` are two pads
    that the player took for each other.
    """

    explanation: Explanation
    fit: Fit
    cost: float
    line: Line
    rate: float = 1.0
    segment: Ints | None = None
    dead: Flags | None = None
    exchange: tuple[int, int] | None = None


def with_click(scene: Scene, field: Field, *, wide: bool = False) -> list[Candidate]:
    """Return candidates that keep to the click, cheapest first; `wide` also tries up to 3 % off its tempo."""
    prior = Prior(scene.offset_sd_s, CONSTANTS.offset_range_ms / 1000, CONSTANTS.click_stretch_sd)
    most = CONSTANTS.click_stretch_range if wide else 0.0
    lines = best_lines(scene, field, _stretches(scene, 1 - most, 1 + most), prior)
    return _candidates(scene, field, lines, prior, Explanation.CLICK, 0.0)


def at_own_tempo(scene: Scene, field: Field, *, is_free: bool) -> list[Candidate]:
    """Return candidates at any steady tempo within a quarter; without a click they cost nothing extra."""
    prior = free_prior(scene, is_free)
    stretches = _stretches(scene, CONSTANTS.free_stretch_least, CONSTANTS.free_stretch_most)
    lines = best_lines(scene, field, stretches, prior)
    return _candidates(scene, field, lines, prior, Explanation.FREE, 0.0 if is_free else CONSTANTS.free_cost)


def opening_line(scene: Scene, field: Field) -> Line:
    """Return the line of the first seconds alone: how a player without a click began, before any pause."""
    stretches = _stretches(scene, CONSTANTS.free_stretch_least, CONSTANTS.free_stretch_most)
    return best_lines(scene, field, stretches, free_prior(scene, True), window_s=OPENING_S)[0]


def at_another_rate(scene: Scene, field: Field, *, is_free: bool) -> list[Candidate]:
    """Return the cheapest candidate of each rate: half time, three quarters, one and a half, double time."""
    found = []
    for rate in RATES:
        prior = free_prior(scene, is_free, 1 / rate)
        least, most = (
            (0.9, 1.1) if is_free else (1 - CONSTANTS.click_stretch_range, 1 + CONSTANTS.click_stretch_range)
        )
        lines = best_lines(scene, field, _stretches(scene, least / rate, most / rate), prior)[:1]
        found += _candidates(scene, field, lines, prior, Explanation.RATE, CONSTANTS.rate_cost, rate)
    return sorted(found, key=lambda candidate: candidate.cost)


def free_prior(scene: Scene, is_free: bool, stretch: float = 1.0) -> Prior:
    """Return what is believed of a line that need not keep to the click.

    Without a click the first hit starts the clock: the offset is looked for two beats around it.
    """
    if not is_free:
        sd = CONSTANTS.free_stretch_sd if stretch == 1 else CONSTANTS.click_stretch_sd
        return Prior(scene.offset_sd_s, CONSTANTS.offset_range_ms / 1000, sd, stretch=stretch)
    beat_s = scene.target.beat_s
    centre = scene.begins_s - stretch * float(scene.onset_s[0])
    return Prior(beat_s, 2 * beat_s, CONSTANTS.free_stretch_sd, centre, stretch)


def _candidates(
    scene: Scene,
    field: Field,
    lines: list[Line],
    prior: Prior,
    explanation: Explanation,
    price: float,
    rate: float = 1.0,
) -> list[Candidate]:
    """Carry the lines that are worth it through to pairs; cheapest first."""
    worth = lines[0].gain - max(WORTH_NATS, WORTH_SHARE * abs(lines[0].gain))
    found = []
    for line in lines:
        if line.gain >= worth:
            found.append(_candidate(scene, field, line, prior, explanation, price, rate))
    return sorted(found, key=lambda candidate: candidate.cost)


def _candidate(
    scene: Scene,
    field: Field,
    line: Line,
    prior: Prior,
    explanation: Explanation,
    price: float,
    rate: float,
) -> Candidate:
    steady = line.stretch == 1 or scene.span_s <= WINDOW_S
    base = line.at(scene.onset_s) if steady else follow(scene, field, line)
    fitted = fit(scene, base, offset_path(scene, field, base))
    offset = float((base + fitted.path_s - line.stretch * scene.onset_s).mean())
    cost = fitted.cost + prior.cost(line.offset_s if not steady else offset, line.stretch) + price
    if steady and abs(offset - prior.centre_s) > prior.offset_range_s:
        cost += CONSTANTS.far_cost
    return Candidate(explanation, fitted, cost, line, rate)


def _stretches(scene: Scene, least: float, most: float) -> Floats:
    """Return stretches to try, so fine that the last onset of the window moves 30 ms from one to the next."""
    span = min(scene.span_s, WINDOW_S)
    count = math.ceil((most - least) / (CONSTANTS.stretch_step_s / span) / 2) * 2 + 1
    return np.linspace(least, most, count) if count > 1 else np.array([(least + most) / 2])
