"""Slices: in order, none empty, the whole sound; cuts at hits and where nothing clicks."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from academy.errors import SoundError
from academy.samples.chopping.slices import Slice, equal_parts, slices_at
from academy.samples.chopping.snapping import ALIKE, snapped
from academy.samples.chopping.transients import transients

RATE = 48_000
LEAST = RATE * 30 // 1000


def assert_whole(slices: tuple[Slice, ...], frames: int) -> None:
    """Hold slices to the law: from 0 to the end, each beginning where the one before ends."""
    assert slices[0].start == 0 and slices[-1].end == frames
    assert all(one.start < one.end for one in slices)
    assert all(one.end == after.start for one, after in pairwise(slices))


def starts(slices: tuple[Slice, ...]) -> list[int]:
    return [one.start for one in slices]


def struck(at: list[int], frames: int, loud: float = 0.8) -> np.ndarray:
    """Return a sound of short bright hits; each is a noise that dies in 20 ms."""
    sound = np.zeros(frames)
    for number, frame in enumerate(at):
        ring = min(4800, frames - frame)
        noise = np.random.default_rng(number).uniform(-1, 1, ring)
        sound[frame : frame + ring] += loud * noise * np.exp(-np.arange(ring) / 960)
    return sound


@given(some.integers(1, 10_000), some.lists(some.integers(-50, 11_000), max_size=40))
def test_any_cuts_give_slices_in_order_that_are_the_whole_sound(frames: int, cuts: list[int]) -> None:
    slices = slices_at(frames, cuts)
    assert_whole(slices, frames)
    assert {*starts(slices)} == {0} | {cut for cut in cuts if 0 < cut < frames}


@given(some.integers(1, 10_000), some.integers(1, 64))
def test_equal_parts_differ_by_a_frame_at_most(frames: int, count: int) -> None:
    slices = equal_parts(frames, count)
    assert_whole(slices, frames)
    lengths = {one.end - one.start for one in slices}
    assert len(slices) == min(count, frames) or frames < 2 * count
    assert max(lengths) - min(lengths) <= 1


def test_eight_parts_of_two_bars_are_a_quarter_each() -> None:
    assert starts(equal_parts(8 * 32_000, 8)) == [n * 32_000 for n in range(8)]


@pytest.mark.parametrize("cut", [lambda: slices_at(0, []), lambda: equal_parts(100, 0)])
def test_nothing_to_cut_is_said(cut: object) -> None:
    with pytest.raises(SoundError, match=r"nothing to cut|expected 1 or more"):
        cut()  # type: ignore[operator]


def test_a_cut_stands_just_before_each_hit() -> None:
    hits = [9_600, 24_000, 37_000, 60_000]
    found = starts(transients(struck(hits, 72_000), RATE, 16))
    assert len(found) == 5 and found[0] == 0
    assert all(-480 <= cut - hit <= 24 for cut, hit in zip(found[1:], hits, strict=True))


def test_the_strongest_hits_come_first_when_there_are_more_than_pads() -> None:
    sound = struck([10_000, 40_000], 60_000) + struck([25_000], 60_000, loud=0.1)
    assert [round(cut, -3) for cut in starts(transients(sound, RATE, 3))] == [0, 10_000, 40_000]
    assert [round(cut, -3) for cut in starts(transients(sound, RATE, 4))] == [0, 10_000, 25_000, 40_000]


def test_two_hits_within_thirty_ms_are_one_slice() -> None:
    slices = transients(struck([20_000, 20_700], 48_000), RATE, 16)
    assert len(slices) == 2


@given(some.integers(0, 2**31), some.integers(1, 20), some.integers(1, 40_000), some.sampled_from([1, 2]))
def test_hits_of_any_sound_are_at_most_the_pads_and_thirty_ms_apart(
    seed: int, count: int, frames: int, channels: int
) -> None:
    dice = np.random.default_rng(seed)
    sound = dice.uniform(-1, 1, (frames, channels)) * (dice.uniform(0, 1, (frames, 1)) > 0.999).cumsum(axis=0)
    slices = transients(sound / max(1.0, float(np.abs(sound).max())), RATE, count)
    assert_whole(slices, frames)
    assert len(slices) <= count
    assert len(slices) == 1 or min(one.end - one.start for one in slices) >= LEAST


def test_silence_is_one_slice() -> None:
    assert transients(np.zeros((4800, 2)), RATE, 16) == (Slice(0, 4800),)


def test_a_cut_moves_to_the_zero_crossing_of_both_channels() -> None:
    time = np.arange(4800) / RATE
    left = np.cos(2 * np.pi * 100 * time)  # crosses zero at 120, 360, 600 ...
    right = np.where(np.abs(np.arange(4800) - 360) < 10, 0.0, 0.5)  # is silent at 360 only
    assert abs(snapped(left, RATE, 130) - 120) <= 1
    assert abs(snapped(np.stack([left, right], axis=1), RATE, 250) - 360) <= 1


def test_a_cut_stays_where_nothing_is_better_and_never_leaves_the_sound() -> None:
    flat = np.full(4800, 0.5)
    assert [snapped(flat, RATE, frame) for frame in (-5, 0, 1000, 4800, 9999)] == [0, 0, 1000, 4800, 4800]


@given(some.integers(0, 2**31), some.integers(0, 3000), some.integers(-100, 3100))
def test_a_snapped_cut_is_near_and_jumps_no_more(seed: int, frames: int, frame: int) -> None:
    sound = np.random.default_rng(seed).uniform(-1, 1, (frames, 2))
    asked, cut = min(max(frame, 0), frames), snapped(sound, RATE, frame)
    assert 0 <= cut <= frames and abs(cut - asked) <= 240
    if 0 < asked < frames:
        jump = np.abs(sound[[asked - 1, asked]]).sum()
        assert np.abs(sound[[cut - 1, cut]]).sum() <= jump + ALIKE
