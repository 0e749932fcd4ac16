"""A take: the hits of one recorded performance of one exercise.

Conventions: `time_s` is seconds from the first downbeat after the count-in (negative before
it), as the page measured it and before any latency is taken off; velocity is 1-127.
Raw hits are never thinned: a hit on a pad that the map does not know keeps its note and
channel and has no pad.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from academy.errors import TakeError


@dataclass(frozen=True, slots=True)
class Hit:
    """One played pad. `release_s` is the time of the release, None when it was not heard."""

    time_s: float
    pad: str | None
    velocity: int
    release_s: float | None = None
    note: int | None = None
    channel: int | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """One recorded performance.

    `tempo`, `bars` and `passes` say what was asked for when it was played; None means as the
    exercise says. `mode` is `click` (a click or backing was audible) or `free`. `latency_ms`
    is the calibrated latency to take off, None when it was never measured. `about` keeps
    what else the page knew (input, output, browser, clock error, interruptions).
    """

    hits: tuple[Hit, ...]
    id: str | None = None
    exercise: str | None = None
    tempo: float | None = None
    bars: tuple[int, int] | None = None
    passes: int | None = None
    mode: str = "click"
    latency_ms: float | None = None
    device: str | None = None
    played_at: str | None = None
    about: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, hits: Iterable[Hit], **said: Any) -> "Take":
        """Build a take with its hits checked and in order of time.

        Hits of velocity 0 are releases and are dropped here as a last guard. A time that is
        not a number, or a velocity above 127, raises TakeError naming the hit.
        """
        kept = []
        for number, hit in enumerate(hits, start=1):
            if not math.isfinite(hit.time_s):
                raise TakeError(f"hit {number}: its time is {hit.time_s}; expected seconds, such as 0.512")
            if hit.release_s is not None and not math.isfinite(hit.release_s):
                raise TakeError(f"hit {number}: its release is at {hit.release_s}; expected seconds")
            if not 0 <= hit.velocity <= 127:
                raise TakeError(f"hit {number}: velocity {hit.velocity}; expected 1 to 127")
            if hit.velocity:
                kept.append(hit)
        kept.sort(key=lambda hit: hit.time_s)
        return cls(hits=tuple(kept), **said)
