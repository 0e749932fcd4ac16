"""A take judged against an exercise: the pattern at the take's own tempo, bars and passes."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from academy.errors import TakeError
from academy.patterns.model import Pattern, Target
from academy.settings import Settings

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
    TakeError when a lane has no pad.
    """
    from academy.scoring import score as scoring

    target = pattern if isinstance(pattern, Target) else target_of(pattern, take, pads, level=level)
    return scoring.score_take(
        target,
        take,
        latency_ms=take.latency_ms if latency_ms == "take" else latency_ms,
        mode=mode or take.mode,
        level=level,
    )


def target_of(
    pattern: Pattern, take: "Take", pads: Mapping[str, str] | None = None, *, level: int | None = None
) -> Target:
    """Return what `take` should have been: the pattern at the take's tempo, bars and passes."""
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
