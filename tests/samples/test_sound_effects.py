"""Effects do what their knobs say; each is checked by a figure that can be derived by hand."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from academy.samples.effects.colour import cassette, isolator, lofi, vinyl
from academy.samples.effects.time import delay, looper, pump, resonator
from academy.samples.recipes.waves import Wave

SECOND = np.arange(48_000) / 48_000
TONE = 0.5 * np.sin(2 * np.pi * 440 * SECOND)
EFFECTS: dict[str, Callable[[Wave], Wave]] = {
    "vinyl": vinyl,
    "cassette": cassette,
    "lofi": lofi,
    "isolator": isolator,
    "delay": partial(delay, bpm=90),
    "looper": partial(looper, bpm=120, from_beat=1),
    "resonator": resonator,
    "pump": partial(pump, bpm=120),
}


@pytest.mark.parametrize("effect", EFFECTS.values(), ids=EFFECTS)
def test_an_effect_keeps_the_length_and_ears_is_the_same_twice_and_changes_something(
    effect: Callable[[Wave], Wave],
) -> None:
    both = np.stack([TONE, 0.5 * TONE], axis=1)
    done = effect(both)
    assert done.shape == both.shape
    assert effect(TONE).shape == TONE.shape
    assert np.array_equal(done, effect(both))
    assert np.max(np.abs(done - both)) > 1e-3
    assert np.max(np.abs(done)) < 1.5


def test_the_isolator_passes_every_pitch_when_flat_and_cuts_a_band_at_zero() -> None:
    impulse = np.zeros(8192)
    impulse[0] = 1
    assert np.max(np.abs(np.abs(np.fft.rfft(isolator(impulse))) - 1)) < 1e-6
    without = np.abs(np.fft.rfft(isolator(impulse, low=0)))
    assert 20 * np.log10(without[10]) < -40  # 59 Hz


def test_lofi_with_three_bits_has_steps_of_a_quarter() -> None:
    assert np.all(lofi(TONE, bits=3) * 4 % 1 == 0)


def test_a_delay_repeats_a_beat_later() -> None:
    click = np.zeros(48_000)
    click[100] = 1
    done = delay(click, bpm=120, beats=1, wet=1, feedback=0)
    assert done[100] == 1
    assert int(np.argmax(done[12_000:])) + 12_000 == pytest.approx(24_100, abs=1)


def test_the_looper_repeats_its_slice() -> None:
    ramp = np.linspace(0, 1, 48_000)
    done = looper(ramp, bpm=120, from_beat=0, beats=0.5, times=3)
    assert done[6000] == done[18_000] == done[30_000] == ramp[6000]
    assert np.array_equal(done[36_000:], ramp[36_000:])


def test_the_resonator_rings_on_its_note() -> None:
    dice = np.random.default_rng(1)
    heard = np.abs(np.fft.rfft(resonator(dice.normal(size=48_000) * 0.1, note="A3", ring=0.98, wet=1)))
    assert 200 + int(np.argmax(heard[200:240])) == 220


def test_the_pump_is_down_on_the_beat_and_back_before_the_next() -> None:
    done = pump(np.ones(48_000), bpm=120, depth=0.7, release_beats=0.5)
    assert done[200] == pytest.approx(0.3, abs=0.02)
    assert done[18_000] == pytest.approx(1.0)
