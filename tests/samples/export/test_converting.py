"""Laws of conversion: bit by bit where nothing has to change, nothing clipped, cut or random elsewhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waveforms import hit, pcm16, steady

from academy.errors import SoundError
from academy.samples.export.audio import UNIT_RATE, Audio, Shape
from academy.samples.export.converting import SHORTEST, convert, convert_group

RATES = st.sampled_from([8_000, 11_025, 22_050, 32_000, 44_000, 44_100, 44_101, 48_000, 96_000, 192_000])
MINUS_1_DB = 29_204  # 32768 * 10 ** (-1 / 20)
LOUDEST = MINUS_1_DB + 2  # and one step of dither, one of rounding

short = settings(max_examples=30, deadline=None)


@short
@given(st.integers(0, 2**32 - 1), st.integers(1, 32_768), st.sampled_from(Shape))
def test_a_file_of_the_units_own_format_passes_bit_by_bit(seed: int, level: int, shape: Shape) -> None:
    values = np.random.default_rng(seed).integers(-level, level, SHORTEST + 50)
    assert np.array_equal(convert(pcm16(values), shape).samples[:, 0], values)


def test_a_short_one_shot_of_the_units_own_format_only_gets_silence_after_it() -> None:
    whole = convert(pcm16([5, -5, 7]), Shape.ONE_SHOT).samples[:, 0]
    assert (len(whole), whole[:3].tolist(), np.any(whole[3:])) == (5_040, [5, -5, 7], False)


@short
@given(RATES, st.integers(20_000, 30_000))
def test_a_loop_has_exactly_the_frames_of_its_length(rate: int, frames: int) -> None:
    pcm = convert(Audio(steady(frames), rate), Shape.LOOP)
    assert len(pcm.samples) == round(frames * 48_000 / rate)


def test_a_loop_still_joins_after_its_rate_is_changed() -> None:
    cosine = np.roll(steady(44_100), -1_378, axis=0)  # it begins near its peak, where a seam would ring
    loop = convert(Audio(cosine, 44_100), Shape.LOOP).samples[:, 0]
    ideal = MINUS_1_DB * np.sin(2 * np.pi * 8 * (np.arange(48_000) / 48_000 + 1_378 / 44_100))
    assert np.abs(loop - ideal).max() < 4


@short
@given(RATES, st.sampled_from(Shape), st.floats(1e-3, 8), st.integers(1, 2))
def test_the_peak_is_1_db_below_full_scale_and_nothing_is_clipped(
    rate: int, shape: Shape, level: float, channels: int
) -> None:
    pcm = convert(Audio(hit(0.3, rate, channels, level), rate), shape)
    assert MINUS_1_DB - 2 <= np.abs(pcm.samples.astype(int)).max() <= LOUDEST
    assert pcm.channels == channels


def test_the_same_sound_is_the_same_file_and_another_has_other_noise() -> None:
    first, again = (convert(Audio(hit(), UNIT_RATE), Shape.SLICE).samples for _ in range(2))
    other = convert(Audio(hit(level=0.25), UNIT_RATE), Shape.SLICE).samples
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert np.abs(first.astype(int) - other).max() <= 3


def test_dither_is_one_step_either_way_on_average_right_and_never_on_silence() -> None:
    steps = np.full((48_000, 1), 0.25 / 32_768, np.float32)
    steps[0], steps[-24_000:] = 10 ** (-1 / 20), 0.0  # the first sample sets a gain of 1
    whole = convert(Audio(steps, UNIT_RATE), Shape.LOOP).samples[1:, 0]
    assert set(whole[:23_999]) == {-1, 0, 1}
    assert whole[:23_999].mean() == pytest.approx(0.25, abs=0.02)
    assert not np.any(whole[-24_000:])


def test_a_one_shot_keeps_2_ms_before_its_hit_and_loses_the_silence_around_it() -> None:
    quiet = np.full((4_800, 1), 1e-5, np.float32)
    sound = np.concatenate([quiet, np.full((9_600, 1), 0.5, np.float32), quiet])
    samples = convert(Audio(sound, UNIT_RATE), Shape.ONE_SHOT).samples
    assert len(samples) == 96 + 9_600 + 192
    assert np.argmax(np.abs(samples[:, 0]) > 1_000) == 96
    assert abs(int(samples[-1, 0])) <= 1


def test_a_slice_keeps_the_silence_around_it_and_its_level_beside_the_others() -> None:
    late = np.concatenate([np.zeros((4_800, 1), np.float32), hit(level=0.2)])
    loud, soft = convert_group(
        [(Audio(hit(level=0.4), UNIT_RATE), "1"), (Audio(late, UNIT_RATE), "2")], Shape.SLICE
    )
    assert len(soft.samples) == len(late) and not np.any(soft.samples[:4_800])
    assert np.abs(loud.samples).max() / np.abs(soft.samples).max() == pytest.approx(2, rel=0.001)


def test_a_one_shot_has_at_least_105_ms() -> None:
    assert len(convert(Audio(hit(0.001, 44_100), 44_100), Shape.ONE_SHOT).samples) == 5_040


def test_a_loop_that_is_too_short_is_not_made_longer() -> None:
    with pytest.raises(SoundError, match="riff is a loop of 50 ms"):
        convert(Audio(steady(2_400), UNIT_RATE), Shape.LOOP, "riff")


def test_silence_is_no_one_shot() -> None:
    with pytest.raises(SoundError, match="kick is silent"):
        convert(pcm16([0] * 9_000), Shape.ONE_SHOT, "kick")
