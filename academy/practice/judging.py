"""A take judged against an exercise: the pattern at the take's own tempo, bars and passes."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from academy.errors import TakeError
from academy.patterns.model import Pattern, Target
from academy.settings import Settings

LATENCY_MS = 5000
MOST_PASSES = 1000

if TYPE_CHECKING:
    from academy.midi.take import Take
    from academy.samples.kits import Kit
    from academy.scoring.score import Score


def score_take(
    pattern: Pattern | Target,
    take: "Take",
    *,
    pads: Mapping[str, str] | None = None,
    latency_ms: float | Literal["take"] | None = "take",
    mode: str | None = None,
    level: int | None = None,
) -> "Score":
    """Score a take against a pattern or an already timed target.

    `pads` names the pad of each lane (the course kit when left out); tempo, bars and passes are
    those of the take, where it says them. `latency_ms` and `mode` default to the take's own;
    a `latency_ms` of None says that it was never measured.
    TakeError when a lane has no pad, or when what the take says of itself cannot be.
    """
    from academy.scoring import score as scoring

    latency_ms = take.latency_ms if latency_ms == "take" else latency_ms
    mode = take.mode if mode is None else mode
    if latency_ms is not None and not _is_between(latency_ms, -LATENCY_MS, LATENCY_MS):
        raise TakeError(
            f"latency_ms is {latency_ms!r}; expected milliseconds from -{LATENCY_MS} to {LATENCY_MS}."
        )
    if mode not in ("click", "free"):
        raise TakeError(f"mode is {mode!r}; expected click or free.")
    if level not in (None, 1, 2, 3):
        raise TakeError(f"level is {level!r}; expected 1, 2 or 3.")
    target = pattern if isinstance(pattern, Target) else target_of(pattern, take, pads, level=level)
    return scoring.score_take(
        target,
        take,
        latency_ms=latency_ms,
        mode=mode,
        level=level,
    )


def target_of(
    pattern: Pattern, take: "Take", pads: Mapping[str, str] | None = None, *, level: int | None = None
) -> Target:
    """Return what `take` should have been: the pattern at the take's tempo, bars and passes."""
    _check_asked(pattern, take)
    try:
        return pattern.target(
            course_kit().pads if pads is None else pads,
            tempo=take.tempo,
            bars=take.bars,
            passes=take.passes,
            level=level,
        )
    except KeyError as error:
        raise TakeError(
            f"lane {error}: no pad is known for it. Name a sound of the kit, or a pad such as A13."
        ) from error


def course_kit() -> "Kit":
    """Return the kit that the course is played on, from the course's own folder."""
    from academy.samples.kits import load_kit

    return load_kit(Settings.from_env(os.environ, Path.cwd()).home / "data" / "kits" / "course")


def _check_asked(pattern: Pattern, take: "Take") -> None:
    """Raise TakeError when the tempo, bars or passes that a take names cannot be played."""
    if take.tempo is not None and not _is_between(take.tempo, 1, 1000):
        raise TakeError(f"the take's tempo is {take.tempo!r}; expected beats per minute, such as 84.")
    if take.passes is not None and not (type(take.passes) is int and 1 <= take.passes <= MOST_PASSES):
        raise TakeError(f"the take's passes are {take.passes!r}; expected a whole number from 1.")
    if take.bars is not None and not 1 <= take.bars[0] <= take.bars[1] <= pattern.bars:
        first, last = take.bars
        raise TakeError(f"the take is of bars {first} to {last}; the exercise has bars 1 to {pattern.bars}.")


def _is_between(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
