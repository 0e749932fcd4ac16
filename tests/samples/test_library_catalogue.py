"""A catalogue comes back as it was written, and the one that is delivered is that of the recipes."""

from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from library_sounds import DATA, entry, own_entry
from recipes_of_the_library import book

from academy.errors import SoundError
from academy.samples.library.building import CATALOGUE, build_catalogue, measured
from academy.samples.library.catalogue import read_catalogue, write_catalogue
from academy.samples.library.own import PREFIX
from academy.samples.library.peaks import peaks_of
from academy.samples.rendering import Rendered

DELIVERED = {each.id: each for each in read_catalogue(DATA / CATALOGUE)[0]}


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    entries = (
        entry(
            "a",
            "pad",
            bpm=90.5,
            key="C#",
            tags=("warm", "größer"),
            source=MappingProxyType({"key": "recipe"}),
        ),
        entry("silent", None, measured=None),
        own_entry("Drums/x.wav"),
    )
    write_catalogue(tmp_path / "new" / "c.parquet", entries, {"folder": "/sounds"})
    assert read_catalogue(tmp_path / "new" / "c.parquet")[0] == entries
    assert read_catalogue(tmp_path / "new" / "c.parquet")[1]["folder"] == "/sounds"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["c.parquet"]


def test_a_damaged_file_is_said_to_be_no_catalogue(tmp_path: Path) -> None:
    whole = (DATA / CATALOGUE).read_bytes()
    (tmp_path / "c.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SoundError, match=r"c.parquet cannot be read as a catalogue of sounds"):
        read_catalogue(tmp_path / "c.parquet")


def test_the_delivered_catalogue_is_that_of_the_recipes() -> None:
    recipes = book().recipes
    stale = [
        name
        for name, recipe in recipes.items()
        if name not in DELIVERED or DELIVERED[name].stamp != recipe.digest
    ]
    assert (stale, set(DELIVERED) - set(recipes)) == ([], set()), "run `academy samples --rebuild`"
    wrong = [name for name, recipe in recipes.items() if DELIVERED[name].sound.name != recipe.sound.name]
    assert wrong == []


def test_every_built_in_sound_is_measured_and_none_is_called_as_a_learners_own() -> None:
    assert [name for name in DELIVERED if name.startswith(PREFIX)] == []
    assert [name for name, each in DELIVERED.items() if not each.features or len(each.peaks) != 512] == []


@pytest.mark.parametrize("sound_id", ["kick-dusty-01", "rim-wood-01"])
def test_measuring_again_says_what_the_catalogue_says(tmp_path: Path, sound_id: str) -> None:
    again = measured(book().recipe(sound_id).sound, Rendered(book(), tmp_path).path(sound_id), "")
    assert again.features == pytest.approx(DELIVERED[sound_id].features, rel=0.02, abs=0.01)
    drawn = (np.frombuffer(peaks, np.int8).astype(int) for peaks in (again.peaks, DELIVERED[sound_id].peaks))
    assert np.abs(np.subtract(*drawn)).max() <= 1


def test_a_second_building_measures_nothing(tmp_path: Path) -> None:
    kicks = (DATA / "kicks.toml").read_text(encoding="utf-8").split("[[family]]")
    (tmp_path / "kicks.toml").write_text("[[family]]".join(kicks[:2]))
    assert build_catalogue(tmp_path, tmp_path / "cache", workers=1) == (16, 16)
    assert build_catalogue(tmp_path, tmp_path / "cache", workers=1) == (16, 0)


def test_peaks_are_the_lowest_and_highest_of_each_part() -> None:
    wave = np.zeros((512, 2))
    wave[0, 0], wave[1, 1], wave[511, 0] = 1.0, -0.5, 2.0
    pairs = np.frombuffer(peaks_of(wave), np.int8).reshape(256, 2)
    assert pairs[0].tolist() == [-64, 127] and pairs[255].tolist() == [0, 127]
    assert not pairs[1:255].any()
    assert peaks_of(np.zeros((0, 1))) == bytes(512)
    assert np.frombuffer(peaks_of(np.full((3, 1), 1.0)), np.int8).tolist() == [127] * 512
