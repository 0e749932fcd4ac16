"""A thousand seeds: every variation passes the checks, is new, reads back as it was written."""

from dataclasses import replace
from random import Random

import pytest
from beats_to_vary import brief, course

from academy.composing.brief import WISHES
from academy.composing.canonical import canonical
from academy.composing.checks import checked
from academy.composing.moves import MOVES, ground_for
from academy.composing.variations import few_of, vary
from academy.patterns.notation import parse, render

SHORT = [one.id for one in course().exercises.values() if one.pattern.bars <= 4]
SEEDS = 1000


@pytest.mark.slow
def test_every_variation_of_a_thousand_seeds_passes_and_is_another_beat() -> None:
    made = 0
    for seed in range(SEEDS):
        asked = brief(SHORT[seed % len(SHORT)], WISHES[seed % 3], 1 + seed % 3)
        found = vary(asked, seed)
        assert len({one.hash for one in found}) == len(found) <= asked.count
        for one in found:
            pattern, faults = checked(one.text, asked)
            assert faults == [], (asked.base.id, seed)
            assert pattern == one.pattern and render(one.pattern) == one.text
            assert one.hash == canonical(one.pattern, asked.pads) not in asked.taken
            assert one.changes, one.text
        made += len(found)
    assert made > 1.8 * SEEDS


def test_the_same_seed_gives_the_same_and_another_seed_others() -> None:
    asked = brief("boom-bap-pocket/first-bar")
    assert vary(asked, 7) == vary(asked, 7)
    assert {one.hash for one in vary(asked, 7)} != {one.hash for one in vary(asked, 8)}


@pytest.mark.parametrize("exercise", ["boom-bap-pocket/first-bar", "backbeat/backbeat", "world-grids/son"])
def test_five_come_in_order_on_the_side_that_was_wished_for(exercise: str) -> None:
    hard = brief(exercise).difficulty
    for wish, side in (("easier", -1), ("harder", 1)):
        found = vary(brief(exercise, wish), 1)
        assert len(found) == 5
        levels = [one.difficulty for one in found]
        assert levels == sorted(levels)
        assert all(side * (level - hard) > 0 for level in levels)


def test_a_beat_of_two_notes_leaves_nothing_to_vary_and_that_is_said() -> None:
    asked = brief("dj-mode/start-on-one", "easier")
    assert vary(asked, 1) == []
    said = few_of(asked, 0)
    assert said is not None and said.startswith(
        "'dj-mode/start-on-one' leaves little to be made easier: no var"
    )
    assert few_of(asked, asked.count) is None


def test_a_lane_that_hurts_is_changed_first() -> None:
    asked = brief("boom-bap-pocket/first-bar", "easier")

    def on_kick(weak: tuple[str, ...]) -> int:
        found = [one for seed in range(20) for one in vary(replace(asked, weak=weak), seed)]
        return sum(any("ick" in change.short for change in one.changes) for one in found)

    assert on_kick(("kick",)) > on_kick(()) + 15


def test_beginners_get_no_sixteenths_that_their_beat_has_not() -> None:
    asked = brief("backbeat/backbeat", "harder")
    ground = ground_for(asked.base.pattern, asked.pads, 1, (), "harder")
    assert ground.places == {0, 2, 4, 6, 8, 10, 12, 14}
    assert len(ground_for(asked.base.pattern, asked.pads, 2, (), "harder").places) == 16


@pytest.mark.parametrize(
    "move", {move for moves in MOVES.values() for move in moves}, ids=lambda one: one.__name__
)
def test_each_move_changes_something_sometimes_and_always_leaves_a_beat(move: object) -> None:
    changed = 0
    for seed, name in enumerate(SHORT * 3):
        pattern = course().exercises[name].pattern
        ground = ground_for(pattern, brief(name).pads, 2, (), "same")
        after = move(pattern, ground, Random(seed))  # type: ignore[operator]
        if after is not None:
            assert after != pattern
            assert parse(render(after)) == after
            changed += 1
    assert changed > 30
