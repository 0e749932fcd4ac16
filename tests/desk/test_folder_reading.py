"""Reading a learner's folder: what an earlier, broken reading found outlives the next one, broken or not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from academy.desk.folder_reading import OwnFolder
from academy.errors import SoundError
from academy.samples.library import indexing
from academy.samples.library.entry import Entry
from academy.samples.library.kept import Kept
from academy.samples.library.peaks import SILENCE
from academy.samples.sound import Sound


def entry(file: str) -> Entry:
    return Entry(Sound(id=f"my-{file}", name=file, path=Path(file), origin="learner"), {}, SILENCE, "1-1-a")


def read(place: Path, folder: Path) -> dict[str, Any]:
    """Read a folder to its end, whatever becomes of it; return what is told."""
    shown: list[str] = []
    own = OwnFolder(place, lambda: shown.append("shown"))
    own.begin(folder)
    reading = own._reading
    assert reading is not None and reading.thread is not None
    reading.thread.join()
    return own.told(len(shown))


def broken_after_a_batch(error: Exception) -> Callable[..., Kept]:
    def broken(folder: Path, known: Kept, *_others: object) -> Kept:
        Kept(known.place, folder).write_batch(1, [entry("new.wav")], [])
        raise error

    return broken


def test_a_second_broken_reading_writes_over_nothing_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Kept(tmp_path, tmp_path).write_batch(1, [entry("old.wav")], [])
    monkeypatch.setattr(indexing, "index_folder", broken_after_a_batch(OSError(28, "No space left", "b")))
    told = read(tmp_path, tmp_path)
    assert set(Kept.read(tmp_path).sounds) == {"old.wav", "new.wav"}
    assert told["state"] == "ready" and "No space left" in told["says"]


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    told = read(tmp_path, tmp_path / "gone")
    assert told["state"] == "ready" and "There is no folder" in told["says"]


def test_what_cannot_be_read_of_earlier_is_found_anew(tmp_path: Path) -> None:
    (tmp_path / "sounds.parquet").write_bytes(b"damaged")
    with pytest.raises(SoundError, match=r"sounds\.parquet cannot be read"):
        Kept.read(tmp_path)
    (tmp_path / "mine").mkdir()
    assert "There is no sound file in" in read(tmp_path, tmp_path / "mine")["says"]
    assert Kept.read(tmp_path).folder == tmp_path / "mine"


def test_a_newer_folder_takes_the_place_of_the_one_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[Path] = []

    def until_cancelled(folder: Path, known: Kept, _progress: object, cancelled: Callable[[], bool]) -> Kept:
        while folder.name == "first" and not cancelled():
            pass
        ended.append(folder)
        return known

    monkeypatch.setattr(indexing, "index_folder", until_cancelled)
    own = OwnFolder(tmp_path, lambda: None)
    own.begin(tmp_path / "first")
    own.begin(tmp_path / "second")
    reading = own._reading
    assert reading is not None and reading.thread is not None
    reading.thread.join()
    assert ended == [tmp_path / "first", tmp_path / "second"]
    assert own.told(0)["folder"] == str(tmp_path / "second")
