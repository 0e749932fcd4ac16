"""Early, late, steady, rushing, swung: what the asynchronies of a take say (note on scoring, section 4).

Milliseconds, early negative. Each number is None when there are too few pairs to say it.
"""

import math
from dataclasses import dataclass

import numpy as np

from academy.scoring.alignment import Alignment
from academy.scoring.constants import CONSTANTS
from academy.scoring.fit import robust_sd
from academy.scoring.hypotheses import Explanation
from academy.scoring.scene import Flags, Floats, Scene

SLOPES_OF_ALL_PAIRS = 256


@dataclass(frozen=True, slots=True)
class Timing:
    """The timing of one take.

    `bias_ms` is the median asynchrony with its 95 % half-width `bias_error_ms`; `spread_ms` the SD
    about it; `residual_sd_ms` what is left without drift: the skill. `random_sd_ms` leaves out as well
    what repeats at its place in the bar: feel. `tempo_percent` is the RMS change of
    tempo from bar to bar. `correlation` is between successive asynchronies.
    """

    bias_ms: float | None
    bias_error_ms: float | None
    spread_ms: float | None
    residual_sd_ms: float | None
    random_sd_ms: float | None
    tempo_bpm: float | None
    tempo_percent: float | None
    correlation: float | None


def timing_of(alignment: Alignment, *, is_free: bool) -> Timing:
    """Return the timing of the pairs on the right pad (of all pairs when most are on a wrong one).

    When no one can say which step was meant, the bias is that to the nearest step.
    """
    use = alignment.same_pad if alignment.same_pad.mean() >= 0.5 else np.ones_like(alignment.same_pad)
    late, residual = alignment.late_ms[use], alignment.residual_ms[use]
    times = alignment.scene.onset_s[alignment.onsets][use]
    enough_bias, enough = len(late) >= CONSTANTS.least_for_bias, len(late) >= CONSTANTS.least_for_spread
    own_tempo = is_free or alignment.explanation in (Explanation.FREE, Explanation.RATE)
    about = _without_line(times, late) if own_tempo and enough else late
    spread = float(about.std()) if enough else None
    correlation = _lag_one(residual) if enough else None
    bias = circular_mean(late, alignment.scene.target.step_s * 1000) if alignment.is_ambiguous else None
    if bias is None and enough_bias:
        bias = float(np.median(late))
    return Timing(
        bias_ms=None if own_tempo else bias,
        bias_error_ms=_bias_error(about, correlation) if enough and not own_tempo else None,
        spread_ms=spread,
        residual_sd_ms=robust_sd(residual) if enough else None,
        random_sd_ms=_random_sd(alignment, residual, use) if enough else None,
        tempo_bpm=tempo_of(alignment, use) if enough else None,
        tempo_percent=tempo_percent(alignment, is_free=is_free) if enough else None,
        correlation=correlation,
    )


def tempo_of(alignment: Alignment, use: Flags) -> float:
    """Return the tempo that was played in beats per minute, by Theil and Sen's slope, pauses left out."""
    scene = alignment.scene
    times = scene.onset_s[alignment.onsets][use]
    moved = np.zeros(len(scene.onset_s))
    for jump in alignment.jumps:
        moved[alignment.segment >= alignment.segment[jump.onset]] += jump.move_s
    late_s = alignment.played_s[use] - times - moved[alignment.onsets][use]
    return scene.target.tempo / (1 + slope(times, late_s))


def slope(x: Floats, y: Floats) -> float:
    """Return Theil and Sen's median slope; of a linear number of pairs when there are very many points."""
    n = len(x)
    if n <= SLOPES_OF_ALL_PAIRS:
        first, second = np.triu_indices(n, 1)
    else:
        first = np.repeat(np.arange(n - n // 2), 3)
        second = np.minimum(first + n // 2 - np.tile(np.arange(3) * (n // 8), n - n // 2), n - 1)
    apart = x[second] - x[first]
    use = apart > 0.25 * (x[-1] - x[0]) if n > 8 else apart > 0
    if not use.any():
        return 0.0
    return float(np.median((y[second] - y[first])[use] / apart[use]))


def tempo_percent(alignment: Alignment, *, is_free: bool) -> float | None:
    """Return the RMS change of tempo from bar to bar in per cent; None for a target shorter than two bars.

    Against the click, or without one against the take's own tempo.
    """
    bar_s = alignment.scene.target.bar_s
    bars = np.floor((alignment.scene.onset_s[alignment.onsets] + 1e-6) / bar_s).astype(np.int64)
    segments = alignment.segment[alignment.onsets]
    starts = np.flatnonzero((np.diff(bars) != 0) | (np.diff(segments) != 0)) + 1
    changes, weights = [], []
    before: tuple[int, int, float] | None = None
    for here in np.split(np.arange(len(bars)), starts):
        bar, segment = int(bars[here[0]]), int(segments[here[0]])
        middle = float(np.median(alignment.late_ms[here]))
        if before is not None and before[1] == segment:
            changes.append((middle - before[2]) / ((bar - before[0]) * bar_s * 10))
            weights.append(bar - before[0])
        before = (bar, segment, middle)
    if not changes:
        return None
    change = np.array(changes)
    if is_free:
        change = change - np.average(change, weights=weights)
    return float(np.sqrt(np.average(change**2, weights=weights)))


def timing_component(alignment: Alignment, *, clips: bool, level: int) -> float:
    """Return 0-100: how close to the onsets the pairs are, lag beyond normal feel included if `clips`.

    When no one can say which step was meant, the lag is that from the nearest step.
    """
    spread = np.minimum(
        CONSTANTS.timing_sd_ms[level - 1], CONSTANTS.timing_gap_share * nearest_ms(alignment.scene)
    )
    beyond = np.zeros(len(alignment.path_ms))
    if clips:
        late = alignment.path_ms
        if alignment.is_ambiguous:
            step_ms = alignment.scene.target.step_s * 1000
            late = late - step_ms * np.round(np.median(late) / step_ms)
        beyond = np.sign(late) * np.maximum(0.0, np.abs(late) - CONSTANTS.feel_ms)
    error = alignment.residual_ms + beyond
    return 100 * float(np.exp(-0.5 * (error / spread[alignment.onsets]) ** 2).mean())


def circular_mean(late_ms: Floats, step_ms: float) -> float:
    """Return the mean asynchrony modulo a step, within half a step: true even if whole steps were slipped."""
    turned = np.exp(2j * np.pi * late_ms / step_ms).mean()
    return float(np.angle(turned) / (2 * np.pi) * step_ms)


def tempo_component(percent: float) -> float:
    """Return 0-100 for an RMS tempo change in per cent: 2.5 % is just noticeable, drummers keep to 0.6 %."""
    return 100 * math.exp(-0.5 * (percent / CONSTANTS.tempo_percent) ** 2)


def nearest_ms(scene: Scene) -> Floats:
    """Return the distance in ms from each onset to the nearest other time with an onset."""
    times = np.unique(np.round(scene.onset_s, 4))
    if len(times) < 2:
        return np.full(len(scene.onset_s), 1e6)
    gaps = np.diff(times)
    nearest = np.minimum(np.append(gaps, np.inf), np.insert(gaps, 0, np.inf)) * 1000
    found: Floats = nearest[np.searchsorted(times, np.round(scene.onset_s, 4))]
    return found


def _without_line(times: Floats, late: Floats) -> Floats:
    return late - slope(times, late) * times


def _lag_one(values: Floats) -> float | None:
    away = values - values.mean()
    power = float((away**2).sum())
    return float((away[1:] * away[:-1]).sum()) / power if power > 0 else None


def _bias_error(late: Floats, correlation: float | None) -> float:
    """Return half of the 95 % interval of the bias: successive hits are not independent."""
    again = min(0.9, max(0.0, correlation or 0.0))
    effective = max(1.0, len(late) * (1 - again) / (1 + again))
    return 1.96 * float(late.std()) / math.sqrt(effective)


def _random_sd(alignment: Alignment, residual: Floats, use: Flags) -> float | None:
    """Return the SD about each pad's own mean at each place in the bar, where played four times or more."""
    scene = alignment.scene
    onsets = alignment.onsets[use]
    place = np.rint((scene.onset_s[onsets] % scene.target.bar_s) / scene.target.step_s * 4).astype(np.int64)
    place = place * 1000 + scene.onset_pad[onsets]
    squares, freedom = 0.0, 0
    for here in np.unique(place):
        group = residual[place == here]
        if len(group) >= 4:
            squares += float(((group - group.mean()) ** 2).sum())
            freedom += len(group) - 1
    return math.sqrt(squares / freedom) if freedom >= CONSTANTS.least_for_spread else None
