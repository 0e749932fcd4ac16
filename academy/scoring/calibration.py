"""Latency from a tap test, with its uncertainty or a refusal, and its silent refinement from real play.

Times in seconds, latencies in ms: how much later a hit arrives than it was meant (early taps give a negative
one). A tap test measures the person as well as the machine; most people tap 20-50 ms before a click. That is
why it is kept per player, input, output and browser, and why the page says so.
widgets/src/parts/calibration.js is the same rule; tests/vectors/calibration.json binds them.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, fsum, sqrt

from academy.scoring.constants import CONSTANTS, Constants
from academy.scoring.habit import median

DROPPED_CLICKS = 2
MATCH_WITHIN_MS = 250.0
LEAST_TAPS = 8
TIGHT_MS = 20.0
USABLE_MS = 50.0
# Play whose spread times ten exceeds 90 is trusted less and less (osu! does the same with its unstable rate).
SCATTER_FROM = 90.0
SCATTER_RATE = 0.0116
OUTPUT_LATENCY_LONG_MS = 60.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """A latency in ms and how it was found.

    `mad_ms` is 1.4826 times the median distance from the median: about one standard deviation. `taps` is
    how many taps or hits went in. `refused` says in words why there is no (new) latency, else None.
    """

    latency_ms: float | None
    mad_ms: float | None
    taps: int
    refused: str | None

    @property
    def quality(self) -> str | None:
        """One word: tight, usable, or None when refused or unknown."""
        if self.refused or self.mad_ms is None:
            return None
        return "tight" if self.mad_ms <= TIGHT_MS else "usable"


def tap_test(click_times_s: Sequence[float], tap_times_s: Sequence[float]) -> Calibration:
    """Return the latency that taps along with clicks show.

    The first two clicks only give the beat. Each tap belongs to its nearest click if that is within
    250 ms; a click keeps the nearest of its taps. Refused when fewer than eight clicks were answered, or
    when the taps scatter by more than 50 ms.
    """
    clicks = sorted(click_times_s)
    nearest: dict[int, float] = {}
    for tap_s in tap_times_s:
        if not clicks:
            break
        click = _nearest(clicks, tap_s)
        late_ms = (tap_s - clicks[click]) * 1000
        kept = nearest.get(click)
        if abs(late_ms) <= MATCH_WITHIN_MS and (kept is None or abs(late_ms) < abs(kept)):
            nearest[click] = late_ms
    lates = sorted(late for click, late in nearest.items() if click >= DROPPED_CLICKS)
    wanted = max(0, len(clicks) - DROPPED_CLICKS)
    if len(lates) < LEAST_TAPS:
        return Calibration(None, None, len(lates), _too_few(len(lates), wanted))
    middle = median(lates)
    mad_ms = 1.4826 * median(sorted(abs(late - middle) for late in lates))
    if mad_ms > USABLE_MS:
        return Calibration(None, mad_ms, len(lates), _too_scattered(mad_ms))
    return Calibration(middle, mad_ms, len(lates), None)


def refine(
    current: Calibration, asynchronies_ms: Sequence[float], table: Constants = CONSTANTS
) -> Calibration:
    """Return a calibration moved by what real play shows.

    `asynchronies_ms` are of matched hits with the current latency already taken off. At least 50 are
    needed, else `current` comes back as it is. The median is the correction, damped by
    exp(-0.0116 * (10 * SD - 90)) when ten times the standard deviation exceeds 90.
    """
    count = len(asynchronies_ms)
    if count < table.calibrate_hits:
        return current
    ordered = sorted(asynchronies_ms)
    middle = median(ordered)
    mean = fsum(ordered) / count
    spread = sqrt(fsum((value - mean) ** 2 for value in ordered) / count)
    trust = min(1.0, exp(-SCATTER_RATE * (10 * spread - SCATTER_FROM)))
    mad_ms = 1.4826 * median(sorted(abs(value - middle) for value in ordered))
    latency_ms = (current.latency_ms or 0.0) + trust * middle
    return replace(current, latency_ms=latency_ms, mad_ms=mad_ms, taps=count, refused=None)


def output_warning(output_latency_ms: float | None) -> str | None:
    """Return a sentence when the sound comes out late enough to disturb playing, else None."""
    if output_latency_ms is None or output_latency_ms <= OUTPUT_LATENCY_LONG_MS:
        return None
    return (
        f"The sound reaches you about {round(output_latency_ms)} ms late, as Bluetooth headphones do. "
        "Plug in wired headphones or use the computer's own speaker; "
        "calibration cannot make late sound feel early."
    )


def _nearest(clicks: Sequence[float], tap_s: float) -> int:
    after = bisect_left(clicks, tap_s)
    if after == 0:
        return 0
    if after == len(clicks) or tap_s - clicks[after - 1] <= clicks[after] - tap_s:
        return after - 1
    return after


def _too_few(taps: int, wanted: int) -> str:
    if not taps:
        return (
            "No taps near the clicks arrived. Check that the pad lights up on this page when you hit it, "
            "then tap along once more."
        )
    noun = "tap" if taps == 1 else "taps"
    return (
        f"Only {taps} {noun} fell near the {wanted} clicks that count; at least {LEAST_TAPS} are needed. "
        "Listen to the first two clicks, then tap one pad on every click to the end."
    )


def _too_scattered(mad_ms: float) -> str:
    return (
        f"The taps scatter by about {round(mad_ms)} ms, too much to tell the machine's delay from the hand's "
        f"(up to {round(USABLE_MS)} ms works). Use one finger on one pad, move with the beat, and try again; "
        "if the click stutters, close other programs first."
    )
