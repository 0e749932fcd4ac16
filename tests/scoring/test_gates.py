"""How long notes were held: what is short, what is kept, what nobody can know."""

from collections.abc import Sequence

import pytest

from academy.midi.take import Hit, Take
from academy.patterns.notation import parse
from academy.scoring.gates import LIFT_MS, Gate, Length, limits_s
from academy.scoring.score import Score, score_take

# At 120 a beat is 500 ms: four notes of two beats (1 s), each struck again at once.
HELD = parse("tempo: 120\npasses: 2\nbass x=== ==== x=== ====").target({"bass": "A6"})
LEVEL_ONE_S = 0.3  # 30 % of a second is more than the 100 ms of the middle window


def held(lengths_s: Sequence[float | None], level: int = 1) -> Gate:
    """Play every note in time and hold it that long; None is a release that was not heard."""
    hits = [
        Hit(onset.time_s, onset.pad, 80, None if long is None else onset.time_s + long)
        for onset, long in zip(HELD.onsets, lengths_s, strict=True)
    ]
    gate = score_take(HELD, Take.of(hits), level=level).gate
    assert gate is not None
    return gate


def test_notes_held_to_their_end_are_held() -> None:
    gate = held([1.0, 1.0, 1.0, 1.0])
    assert (gate.asked, gate.held, gate.short, gate.long) == (4, 4, 0, 0)
    assert (gate.median_ratio, gate.kept) == (1.0, True)


def test_a_note_that_is_let_go_early_is_short_by_so_much() -> None:
    gate = held([0.5, 0.4, 0.6, 1.0])
    assert (gate.held, gate.short) == (1, 3)
    assert gate.short_ms == pytest.approx(500)
    assert gate.kept is False


def test_a_note_that_rings_on_is_long() -> None:
    gate = held([1.0, 1.0, 1.0, 1.4])
    assert (gate.held, gate.long) == (3, 1)
    assert gate.long_ms == pytest.approx(400)
    assert gate.kept is True  # three of four are more than two thirds


def test_a_release_that_was_not_heard_is_unknown_and_not_wrong() -> None:
    gate = held([None, None, 1.0, 1.0])
    assert (gate.held, gate.short, gate.unknown, gate.kept) == (2, 0, 2, True)
    assert held([None, None, None, None]).kept is None


def test_only_the_hand_that_strikes_again_may_lift_before_the_end() -> None:
    assert limits_s(1.0, 1) == pytest.approx((LEVEL_ONE_S, LEVEL_ONE_S))
    assert limits_s(1.0, 1, again=0.0) == pytest.approx((LEVEL_ONE_S + LIFT_MS / 1000, LEVEL_ONE_S))
    assert limits_s(1.0, 1, again=0.5) == pytest.approx((LEVEL_ONE_S, LEVEL_ONE_S))


def test_a_higher_level_asks_for_more() -> None:
    lengths = [0.85, 0.85, 0.85, 0.85]
    assert [held(lengths, level).held for level in (1, 2, 3)] == [4, 4, 3]  # the last is not struck again


def test_a_tap_is_never_a_held_note() -> None:
    for level in (1, 2, 3):
        assert limits_s(0.1, level, again=0.0)[0] == pytest.approx(0.05)


def test_a_pattern_without_holds_says_nothing_of_lengths() -> None:
    target = parse("tempo: 120\nkick x... x... x... x...").target({"kick": "A13"})
    said = score_take(
        target, Take.of([Hit(onset.time_s, "A13", 80, onset.time_s + 0.1) for onset in target.onsets])
    )
    assert said.gate is None
    assert said.as_json()["gate"] is None


def test_holding_changes_none_of_the_points() -> None:
    hits = [Hit(onset.time_s, onset.pad, 80, onset.time_s + 0.1) for onset in HELD.onsets]
    score = score_take(HELD, Take.of(hits))
    assert score.overall == pytest.approx(100)
    assert score.gate is not None and score.gate.short == 4


def test_lengths_survive_being_written_and_read() -> None:
    hits = [Hit(onset.time_s, onset.pad, 80, onset.time_s + 0.5) for onset in HELD.onsets]
    said = score_take(HELD, Take.of(hits)).as_json()
    assert Score.from_json(said).as_json() == said
    assert said["gate"]["notes"][0] == {"onset": 0, "asked_s": 1.0, "held_s": 0.5, "length": Length.SHORT}
    del said["gate"]  # a score of an earlier version
    assert Score.from_json(said).gate is None
