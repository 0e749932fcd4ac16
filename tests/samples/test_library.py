"""A library opens with what it has, finds a sound's file, and takes the learner's word."""

from base64 import b64decode
from pathlib import Path

import pytest
from library_sounds import DATA, own_entry, write
from recipes_of_the_library import FOLDER

from academy.errors import SoundError
from academy.samples.library.entry import row
from academy.samples.library.kept import Kept
from academy.samples.library.library import Library
from academy.samples.library.query import Query


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(DATA, tmp_path / "cache", tmp_path / "own")


def with_own(tmp_path: Path, *files: str) -> Library:
    """Return a library with sounds of a learner's folder, tmp_path/mine."""
    entries = [own_entry(file, name=Path(file).stem) for file in files]
    Kept(tmp_path / "own", tmp_path / "mine").with_batch(entries, []).write()
    return Library.open(DATA, tmp_path / "cache", tmp_path / "own")


def test_a_built_in_sound_is_rendered_when_it_is_first_wanted(library: Library, tmp_path: Path) -> None:
    assert not (tmp_path / "cache").exists()
    file = library.file("hat-tick-01")
    assert file.parent == tmp_path / "cache" and file.read_bytes()[:4] == b"RIFF"


def test_an_unknown_sound_is_answered_with_near_names(library: Library) -> None:
    for ask in (library.entry, library.file, lambda name: library.search(Query(like=name))):
        with pytest.raises(SoundError, match=r"No sound 'kick-dusty-99' among .*Near it: kick-dusty-"):
            ask("kick-dusty-99")


def test_a_row_is_what_a_page_is_told(library: Library) -> None:
    told = row(library.entry("two-five-one-c-major"))
    assert (told["kind"], told["key"], told["mode"], told["origin"]) == (
        "chord_loop",
        "C",
        "major",
        "built-in",
    )
    assert told["confidence"] == {"bpm": 1.0, "key": 1.0, "kind": 1.0}
    assert told["source"]["bpm"] == "recipe" and told["file"] is None
    assert len(b64decode(told["peaks"])) == 512


def test_a_learners_sound_lies_where_it_lay(tmp_path: Path) -> None:
    library = with_own(tmp_path, "Drums/x.wav", "gone.wav")
    place = write(tmp_path / "mine" / "Drums" / "x.wav")
    assert library.file("my-Drums/x.wav") == place
    assert row(library.entry("my-Drums/x.wav"))["file"] == "Drums/x.wav"
    with pytest.raises(SoundError, match=r"gone.wav is no longer there. Put it back"):
        library.file("my-gone.wav")


def test_a_catalogue_of_own_sounds_that_is_damaged_leaves_all_others(tmp_path: Path) -> None:
    with_own(tmp_path, "x.wav")
    (tmp_path / "own" / "sounds.parquet").write_bytes(b"no parquet")
    library = Library.open(DATA, tmp_path / "cache", tmp_path / "own")
    assert len(library.entries) >= 840
    assert "Index your folder again." in library.notes[0]


def test_a_recipe_that_changed_is_there_unmeasured_and_the_library_says_so(tmp_path: Path) -> None:
    (tmp_path / "kicks.toml").write_text((FOLDER / "kicks.toml").read_text(encoding="utf-8"))
    library = Library.open(tmp_path, tmp_path / "cache", tmp_path / "own")
    count = len(library.entries)
    assert library.notes == (
        f"{count} of {count} sounds changed since they were measured; "
        "`academy samples --rebuild` measures them.",
    )
    assert library.search(Query(kinds=("kick",))).total == count
    assert library.search(Query(like=library.entries[0].id)).total == 0


def test_the_learners_word_counts_and_can_be_taken_back(tmp_path: Path) -> None:
    library = with_own(tmp_path, "x.wav")
    library.corrected(
        {"my-x.wav": {"kind": "snare", "is_loop": True, "bpm": 90}, "my-later.wav": {"bpm": 90}}
    )
    sound = library.entry("my-x.wav").sound
    assert (sound.kind, sound.bpm, sound.bpm_alt, sound.source["bpm"]) == ("snare", 90, 180, "learner")
    assert library.search(Query(kinds=("snare",), origin="learner")).ids == ("my-x.wav",)
    library.corrected({})
    assert library.entry("my-x.wav").sound.kind == "kick"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"kind": "boot"}, "kind is 'boot'; expected one of kick"),
        ({"bpm": 0}, "bpm is 0; expected a tempo from 20 to 400"),
        ({"bpm": True}, "bpm is True"),
        ({"key": "H"}, "key is 'H'; expected one of C, C#"),
        ({"is_loop": None}, "is_loop is None; expected true or false"),
        ({"root": "low"}, "expected a note such as C2"),
        ({"colour": "red"}, "'colour' of a sound cannot be corrected; expected one of kind"),
    ],
)
def test_a_word_that_cannot_be_changes_nothing(tmp_path: Path, values: dict[str, object], says: str) -> None:
    library = with_own(tmp_path, "x.wav", "y.wav")
    before = library.entries
    with pytest.raises(SoundError, match=says):
        library.corrected({"my-x.wav": {"kind": "snare"}, "my-y.wav": values})
    assert library.entries is before


def test_a_sound_of_the_academy_is_what_its_recipe_says(library: Library) -> None:
    with pytest.raises(SoundError, match=r"Kick Dusty 01 is made by a recipe.*Only your own"):
        library.corrected({"kick-dusty-01": {"kind": "snare"}})
