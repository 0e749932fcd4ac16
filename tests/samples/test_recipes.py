"""Every sound of the library keeps the laws of a good sample: shown on one of each family."""

import numpy as np
import pytest
from recipes_of_the_library import book, one_of_each_family, pitch_hz, sound_of

from academy.samples.recipes.finish import LEVELS_DB, PEAK, finished, loudness_db
from academy.samples.recipes.harmony import hertz_of
from academy.samples.recipes.orchestra import Recipe, play

SAMPLE = one_of_each_family()
ONE_SHOTS = [recipe for recipe in SAMPLE if not recipe.sound.is_loop]
LOOPS = [recipe for recipe in SAMPLE if recipe.sound.is_loop]


def name(recipe: Recipe) -> str:
    return recipe.sound.id


@pytest.mark.parametrize("recipe", SAMPLE, ids=name)
def test_a_sound_is_as_long_and_wide_as_its_record_says_has_no_dc_and_never_clips(recipe: Recipe) -> None:
    sound = sound_of(recipe.sound.id)
    assert len(sound) == round(recipe.sound.duration_s * 48_000)
    assert sound.ndim == recipe.sound.channels
    assert np.all(np.isfinite(sound))
    assert np.max(np.abs(sound)) <= PEAK * 1.005
    assert np.max(np.abs(np.mean(sound, axis=0))) < 2e-4


@pytest.mark.parametrize("recipe", ONE_SHOTS, ids=name)
def test_a_one_shot_starts_at_once_and_ends_in_silence(recipe: Recipe) -> None:
    sound = np.abs(sound_of(recipe.sound.id)).reshape(len(sound_of(recipe.sound.id)), -1).max(axis=1)
    assert sound[0] < 1e-6
    assert sound[-1] < 1e-6
    if recipe.sound.kind != "pad" and recipe.instrument != "shaker":
        assert np.argmax(sound > 0.25 * sound.max()) < 0.03 * 48_000


@pytest.mark.parametrize("recipe", LOOPS, ids=name)
def test_the_end_of_a_loop_joins_its_beginning(recipe: Recipe) -> None:
    sound = sound_of(recipe.sound.id)
    steps = np.max(np.abs(np.diff(sound, axis=0)))
    assert np.max(np.abs(sound[0] - sound[-1])) <= 1.2 * steps


@pytest.mark.parametrize("recipe", SAMPLE, ids=name)
def test_sounds_of_a_kind_are_equally_loud(recipe: Recipe) -> None:
    loud = loudness_db(sound_of(recipe.sound.id), recipe.sound.is_loop)
    assert loud == pytest.approx(LEVELS_DB[str(recipe.sound.kind)], abs=1.0)


TUNED = [
    recipe
    for recipe in SAMPLE
    if recipe.sound.root and recipe.settings.get("tone") not in ("bell", "fm") and recipe.sound.kind != "808"
]


@pytest.mark.parametrize("recipe", TUNED, ids=name)
def test_a_note_is_in_tune_within_five_cents(recipe: Recipe) -> None:
    expected = hertz_of(str(recipe.sound.root))
    heard = pitch_hz(sound_of(recipe.sound.id), expected)
    assert abs(1200 * np.log2(heard / expected)) < 5


def test_an_808_is_in_tune_within_five_cents_once_it_has_fallen() -> None:
    for sound_id in ("808-clean-c1", "808-drive-a1", "808-short-fs1"):
        expected = hertz_of(str(book().recipe(sound_id).sound.root))
        assert abs(1200 * np.log2(pitch_hz(sound_of(sound_id), expected) / expected)) < 5


def test_a_sound_is_the_same_every_time_and_no_two_are_alike() -> None:
    recipes = SAMPLE[::6]
    assert all(np.array_equal(play(recipe), sound_of(recipe.sound.id)) for recipe in recipes)
    assert len({sound_of(recipe.sound.id).tobytes() for recipe in SAMPLE}) == len(SAMPLE)


def test_a_sound_that_is_too_spiky_for_its_loudness_is_rounded_not_clipped() -> None:
    spike = np.random.default_rng(1).normal(size=9600) * np.exp(-np.arange(9600) / 300)
    loud = finished(spike, "snare", looped=False)
    assert np.max(np.abs(loud)) < PEAK * 1.005
    top = np.abs(loud[1:]) > 0.97 * PEAK
    assert np.all(np.diff(loud)[top] != 0)  # a clipped wave stands still at its top
