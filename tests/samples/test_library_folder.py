"""A learner's folder is indexed read-only, only what changed is listened to, and nothing found is lost."""

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import soundfile
from library_sounds import write

from academy.errors import SoundError
from academy.samples.library import indexing, own
from academy.samples.library.ear import Ear
from academy.samples.library.entry import Entry
from academy.samples.library.indexing import index_folder
from academy.samples.library.kept import Kept, Skipped, forget
from academy.samples.library.own import PREFIX, id_of, look
from academy.samples.library.walking import Found, files_of


class Heard:
    """Stands in for the ear's process: listens here, and counts the files it opened and analysed."""

    looked: list[str]
    analysed: list[str]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    said = Heard()
    said.looked, said.analysed = [], []

    class EarHere(Ear):
        def look(self, found: Found, earlier: Mapping[str, Entry]) -> Entry | Skipped:
            said.looked.append(found.file)
            return look(self._folder, found, earlier)

    def analyse(*arguments: object) -> object:
        said.analysed.append(str(arguments[2]))
        return real(*arguments)  # type: ignore[arg-type]

    real = own.analyse
    monkeypatch.setattr(indexing, "Ear", EarHere)
    monkeypatch.setattr(own, "analyse", analyse)
    return said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five sounds of all formats, at two depths, and things that are none."""
    place = tmp_path / "mine"
    write(place / "Kick 01.wav", 60)
    write(place / "Deep" / "Down" / "snare.aiff", 200)
    write(place / "hat.flac", 8000)
    write(place / "bass.ogg", 100, format="OGG", subtype="VORBIS")
    write(place / "pad.mp3", 300, format="MP3")
    (place / "notes.txt").write_text("no sound")
    write(place / "._Kick 01.wav")
    write(place / ".trash" / "old.wav")
    return place


def test_every_format_at_any_depth_is_found_and_hidden_files_are_not(folder: Path, tmp_path: Path) -> None:
    kept = index_folder(folder, Kept(tmp_path / "own"))
    assert set(kept.sounds) == {"Kick 01.wav", "Deep/Down/snare.aiff", "hat.flac", "bass.ogg", "pad.mp3"}
    kick = kept.sounds["Kick 01.wav"]
    assert (kick.sound.kind, kick.sound.source["kind"], kick.sound.origin) == ("kick", "name", "learner")
    assert kick.sound.id == id_of("Kick 01.wav") and kick.sound.id.startswith(f"{PREFIX}kick-01-")
    assert kick.features and len(kick.peaks) == 512
    assert Kept.read(tmp_path / "own") == kept


def test_the_folder_is_left_as_it_was(folder: Path, tmp_path: Path, heard: Heard) -> None:
    def state() -> dict[Path, tuple[int, int]]:
        return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}

    before = state()
    index_folder(folder, Kept(tmp_path / "own"))
    assert state() == before


def test_a_second_time_nothing_is_opened(folder: Path, tmp_path: Path, heard: Heard) -> None:
    (folder / "broken.wav").write_bytes(b"RIFF")
    first = index_folder(folder, Kept(tmp_path / "own"))
    heard.looked.clear()
    said: list[tuple[int, int]] = []
    again = index_folder(folder, Kept.read(tmp_path / "own"), lambda done, of: said.append((done, of)))
    assert (heard.looked, said, again) == ([], [(6, 6)], first)


def test_only_what_changed_is_listened_to_and_what_is_gone_is_forgotten(
    folder: Path, tmp_path: Path, heard: Heard
) -> None:
    known = index_folder(folder, Kept(tmp_path / "own"))
    write(folder / "hat.flac", 500)
    (folder / "pad.mp3").unlink()
    write(folder / "new.wav", 700)
    heard.looked.clear()
    kept = index_folder(folder, known)
    assert heard.looked == ["hat.flac", "new.wav"]
    assert "pad.mp3" not in kept.sounds and kept.sounds["hat.flac"] != known.sounds["hat.flac"]


def test_a_file_that_was_touched_or_moved_whole_is_not_analysed_again(
    folder: Path, tmp_path: Path, heard: Heard
) -> None:
    known = index_folder(folder, Kept(tmp_path / "own"))
    os.utime(folder / "Deep" / "Down" / "snare.aiff", ns=(1, 1))
    (folder / "Elsewhere").mkdir()
    (folder / "Deep" / "Down").rename(folder / "Elsewhere" / "Down")
    heard.analysed.clear()
    kept = index_folder(folder, known)
    assert heard.analysed == []
    moved = kept.sounds["Elsewhere/Down/snare.aiff"]
    assert (moved.sound.path, moved.sound.id) == (
        Path("Elsewhere/Down/snare.aiff"),
        id_of("Elsewhere/Down/snare.aiff"),
    )


def test_broken_files_are_skipped_with_a_reason(folder: Path, tmp_path: Path, heard: Heard) -> None:
    (folder / "empty.wav").write_bytes(b"")
    whole = (folder / "Kick 01.wav").read_bytes()
    (folder / "cut.wav").write_bytes(whole[:2000])
    (folder / "song.m4a").write_bytes(b"\0\0\0\x20ftypM4A ")
    soundfile.write(folder / "long.flac", np.zeros(8000 * 601), 8000)
    kept = index_folder(folder, Kept(tmp_path / "own"))
    reasons = {name: each.reason for name, each in kept.skipped.items()}
    assert "is empty" in reasons["empty.wav"] and "is cut short" in reasons["cut.wav"]
    assert "M4A" in reasons["song.m4a"] and "lasts 10 minutes" in reasons["long.flac"]
    assert len(kept.sounds) == 5
    write(folder / "empty.wav")
    (folder / "Kick 01.wav").write_bytes(b"")
    kept = index_folder(folder, kept)
    assert "empty.wav" in kept.sounds and "empty.wav" not in kept.skipped
    assert "Kick 01.wav" in kept.skipped and "Kick 01.wav" not in kept.sounds


def test_what_is_found_until_it_is_cancelled_is_kept(folder: Path, tmp_path: Path, heard: Heard) -> None:
    kept = index_folder(folder, Kept(tmp_path / "own"), cancelled=lambda: len(heard.looked) == 2)
    assert len(kept.sounds) == 2 and Kept.read(tmp_path / "own") == kept
    index_folder(folder, kept)
    assert len(heard.looked) == 5


def test_batches_outlive_a_fall(
    folder: Path, tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)

    def fall() -> bool:
        if len(heard.looked) == 3:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        index_folder(folder, Kept(tmp_path / "own"), cancelled=fall)
    assert len(Kept.read(tmp_path / "own").sounds) == 2
    whole = index_folder(folder, Kept.read(tmp_path / "own"))
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["sounds.parquet"]
    assert len(heard.looked) == 6 and len(whole.sounds) == 5


def test_another_folder_takes_the_place_of_the_first(folder: Path, tmp_path: Path, heard: Heard) -> None:
    known = index_folder(folder, Kept(tmp_path / "own"))
    write(tmp_path / "other" / "tom.wav")
    kept = index_folder(tmp_path / "other", known)
    assert (set(kept.sounds), kept.folder) == ({"tom.wav"}, tmp_path / "other")
    forget(tmp_path / "own")
    assert Kept.read(tmp_path / "own") == Kept(tmp_path / "own")


def test_a_folder_that_is_not_there_loses_nothing(folder: Path, tmp_path: Path, heard: Heard) -> None:
    known = index_folder(folder, Kept(tmp_path / "own"))
    folder.rename(tmp_path / "unplugged")
    with pytest.raises(SoundError, match=r"There is no folder .*mine. Name the folder"):
        index_folder(folder, known)
    assert Kept.read(tmp_path / "own") == known


@pytest.mark.skipif(os.name != "posix", reason="names in bytes and pipes are of POSIX")
def test_pipes_and_names_that_nobody_can_read_stop_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "loop").symlink_to(tmp_path)
    write(tmp_path / "good.wav")
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/kick\xff.wav")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system refuses such a name")
    found, skipped = files_of(tmp_path)
    assert [each.file for each in found] == ["good.wav"]
    assert [each.reason for each in skipped] == ["Its name has letters that cannot be read. Rename it."]


def test_a_file_that_ends_the_process_is_skipped_and_the_next_is_heard(tmp_path: Path) -> None:
    write(tmp_path / "good.wav")
    with Ear(tmp_path) as ear:
        deadly = ear.look(Found("good.wav", 0, 0), _Deadly())
        assert isinstance(deadly, Skipped) and "ended the program" in deadly.reason
        assert isinstance(ear.look(Found("good.wav", 0, 0), {}), Entry)


class _Deadly(dict[str, Entry]):
    """Ends the process that it is sent to, as a decoder with a fault would."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def test_ids_are_the_same_wherever_the_folder_lies_and_differ_by_path() -> None:
    assert id_of("Drums/Kick 01.wav") == "my-kick-01-" + id_of("Drums/Kick 01.wav")[-10:]
    assert id_of("Drums/Kick 01.wav") != id_of("Other/Kick 01.wav")
    assert id_of("Caf\N{LATIN SMALL LETTER E WITH ACUTE}.wav") == id_of("Cafe\N{COMBINING ACUTE ACCENT}.wav")
    assert id_of("\N{HIRAGANA LETTER A}.wav").startswith("my-sound-")
