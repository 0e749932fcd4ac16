"""The book has enough of every kind, and says which line of a recipe it cannot use."""

from collections import Counter
from pathlib import Path

import pytest
from recipes_of_the_library import book

from academy.errors import SoundError
from academy.samples.recipes.book import read_book
from academy.samples.recipes.harmony import NAMES
from academy.samples.sound import KINDS

KICKS = 'kind = "kick"\ninstrument = "kick"\n[[family]]\nname = "Kick"\n'
BASS = 'kind = "bass"\ninstrument = "bass"\n[[family]]\nname = "Bass"\n'


def test_there_are_at_least_840_sounds_some_of_every_kind_and_each_recipe_is_another() -> None:
    kinds = Counter(sound.kind for sound in book().sounds)
    assert len(book().sounds) >= 840
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 16
    assert len({recipe.digest for recipe in book().recipes.values()}) == len(book().recipes)


def test_chord_and_melody_loops_are_there_in_all_twenty_four_keys() -> None:
    for kind in ("chord_loop", "melody_loop"):
        keys = {(sound.key, sound.mode) for sound in book().sounds if sound.kind == kind}
        assert keys == {(key, mode) for key in NAMES for mode in ("major", "minor")}


def test_everything_is_known_of_a_sound_and_the_recipe_says_so() -> None:
    sound = book().recipe("two-five-one-fs-major").sound
    assert (sound.key, sound.mode, sound.beats, sound.is_loop) == ("F#", "major", 8, True)
    assert sound.duration_s * 48_000 == pytest.approx(round(8 * 60 / sound.bpm * 48_000))  # type: ignore[operator]
    assert set(sound.source.values()) == {"recipe"}
    assert all(each.tags and each.genres and each.licence == "CC0-1.0" for each in book().sounds)


def test_loops_have_whole_bpm_and_some_are_swung() -> None:
    drums = [recipe for recipe in book().recipes.values() if recipe.sound.kind == "drum_loop"]
    assert all(float(recipe.sound.bpm or 0).is_integer() for recipe in drums)
    assert {recipe.settings.get("swing", 50) > 55 for recipe in drums} == {True, False}


def test_two_lists_are_every_pair_and_values_in_turn_go_round(tmp_path: Path) -> None:
    lists = "tune_hz = [40, 50]\ndecay_s = [0.2, 0.3]\nin_turn = { click = [0.1, 0.2] }\n"
    (tmp_path / "k.toml").write_text(KICKS + lists)
    made = [tuple(recipe.settings.values()) for recipe in read_book(tmp_path).recipes.values()]
    assert made == [(40, 0.2, 0.1), (40, 0.3, 0.2), (50, 0.2, 0.1), (50, 0.3, 0.2)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (KICKS + "tune = 50\n", "k.toml, family 'Kick': kick has no 'tune'. It has: tune_hz"),
        (KICKS.replace('kind = "kick"', 'kind = "boot"'), "kind is 'boot'; expected one of kick"),
        (
            KICKS.replace('ment = "kick"', 'ment = "boot"'),
            "No instrument 'boot'. Instruments: 808",
        ),
        (KICKS.replace('name = "Kick"', "tune_hz = 50"), "'name' is missing"),
        (
            KICKS.replace("kick", "drum_loop").replace('"drum_loop"\n[[', '"drum loop"\n[['),
            "'bpm' is missing",
        ),
        (KICKS + "[[family]]\nname = 'Kick'\n", "two sounds are called 'kick-01'"),
        ("kind = kick", "k.toml cannot be read as TOML"),
        (
            BASS + 'note = "H2 to C3"\n',
            "'H2' is not a note",
        ),
    ],
)
def test_a_recipe_that_cannot_be_used_is_named_with_what_was_expected(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "k.toml").write_text(text)
    with pytest.raises(SoundError) as caught:
        read_book(tmp_path)
    assert said in str(caught.value)


def test_an_unknown_sound_is_answered_with_those_near_it() -> None:
    with pytest.raises(SoundError, match="Near it: kick-dusty-01"):
        book().recipe("kick-dusty-99")
