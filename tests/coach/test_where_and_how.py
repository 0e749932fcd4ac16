"""Facts about places in the pattern, swing, drift and earlier takes; each with the number it stands on."""

from typing import Any

import pytest

from academy.coach.fact import Direction, Fact
from academy.coach.facts import facts

LANES = {"A13": "kick", "A14": "snare"}


def found(attempts: list[dict[str, Any]] | None = None, **said: Any) -> dict[str, Fact]:
    """Return the facts of a take that is on the beat but for what a test says."""
    score = {
        "status": "scored",
        "overall": 80.0,
        "bias_ms": 0.0,
        "spread_ms": 20.0,
        "latency_ms": 0.0,
        "explanation": "click",
        "counts": {"targets": 32, "missed": 3, "extra": 3},
    }
    return {fact.id: fact for fact in facts(score | said, attempts or [], 70, LANES)}


def at(*late_ms: float) -> list[dict[str, Any]]:
    return [{"asynchrony_ms": ms} for ms in late_ms]


def test_a_step_that_is_missing_half_the_time_is_named() -> None:
    row = {"bar": 2, "step": 5, "pad": "A14", "times": 2, "of": 4}
    said = found(missed_steps=[row])["missed_step"]
    assert said.text == "Snare (A14) on step 5 of bar 2 was missing 2 of 4 times."
    assert said.evidence == row and "step 5 of bar 2" in str(said.tip)
    assert "missed_step" not in found(missed_steps=[row | {"of": 5}])
    assert "missed_step" not in found(missed_steps=[row | {"times": 1, "of": 1}])


def test_a_hit_that_comes_again_and_again_where_nothing_is_written_is_named() -> None:
    row = {"bar": 1, "step": 7, "pad": "A13", "times": 3}
    said = found(extra_steps=[row])["extra_step"]
    assert said.text == "Kick (A13) came 3 times around step 7 of bar 1, where nothing is written for it."
    assert "extra_step" not in found(extra_steps=[row], explanation="free")


@pytest.mark.parametrize(
    ("asked", "share", "fact", "direction"),
    [
        (62.0, 0.50, "swing_straight", Direction.EARLY),
        (62.0, 0.59, "swing_kept", None),
        (62.0, 0.65, "swing_kept", None),
        (62.0, 0.66, "swing_much", Direction.LATE),
        (50.0, 0.60, "swing_much", Direction.LATE),
    ],
)
def test_swing_is_held_against_what_is_written(
    asked: float, share: float, fact: str, direction: Direction | None
) -> None:
    said = found(swing=share, swing_asked=asked, swing_error=0.002, is_swung=share > 0.55)
    assert {one for one in said if one.startswith("swing")} == {fact}
    assert said[fact].direction is direction
    assert f"{round(100 * share)} %" in said[fact].text


def test_a_swing_that_is_not_sure_is_not_spoken_of() -> None:
    assert not any(one.startswith("swing") for one in found(swing=0.57, swing_asked=62.0, swing_error=0.04))


def test_a_drift_is_from_the_first_quarter_to_the_last() -> None:
    said = found(onsets=at(*[0] * 4, *[10] * 8, *[30] * 4))["drift"]
    assert said.text == "From the first quarter of the take to the last you came 30 ms later."
    assert said.evidence == {"drift_ms": 30, "first_ms": 0, "last_ms": 30}
    early = found(onsets=at(*[0] * 4, *[-10] * 8, *[-30] * 4))["drift"]
    assert early.direction is Direction.EARLY and "wait" in str(early.tip)


def test_coming_nearer_to_the_beat_is_no_fault() -> None:
    nearer = at(*[40] * 4, *[20] * 8, *[5] * 4)
    assert "drift" not in found(onsets=nearer)
    assert "drift" in found(onsets=nearer, latency_ms=None)  # where the beat is, nobody knows
    assert "drift" not in found(onsets=at(*[0] * 15))


def test_a_take_that_is_steadier_than_the_last_is_told_so() -> None:
    said = found([{"spread_ms": 28.0}], spread_ms=20.0)["steadier"]
    assert said.text == "Steadier than your last take: a spread of 20 ms, after 28 ms."
    assert "steadier" not in found([{"spread_ms": 23.0}])
    assert "steadier" not in found([{"spread_ms": None}])
