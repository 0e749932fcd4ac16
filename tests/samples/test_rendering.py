"""The cache renders a sound once, whole, and again only when its recipe changes."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from recipes_of_the_library import FOLDER, book, sound_of

from academy.samples.recipes.book import Book
from academy.samples.rendering import Rendered, wave_at

IDS = ("hat-tick-01", "rim-wood-01", "clap-machine-01")


def test_a_rendered_file_is_48_khz_16_bit_and_holds_the_sound(tmp_path: Path) -> None:
    path = Rendered(book(), tmp_path).path("clap-machine-01")
    heard, rate = soundfile.read(path)
    assert (rate, soundfile.info(path).subtype, heard.shape[1]) == (48_000, "PCM_16", 2)
    assert np.max(np.abs(heard - sound_of("clap-machine-01"))) < 1e-4


def test_a_sound_is_rendered_once(tmp_path: Path) -> None:
    rendered = Rendered(book(), tmp_path)
    first = {path: path.stat().st_mtime_ns for path in rendered.kit(IDS).values()}
    assert {path: path.stat().st_mtime_ns for path in rendered.kit(IDS).values()} == first
    assert len(rendered.missing()) == len(book().recipes) - len(IDS)


def test_two_workers_fill_what_is_missing_and_say_how_far_they_are(tmp_path: Path) -> None:
    hats = {name: each for name, each in book().recipes.items() if name.startswith("hat-tick")}
    said: list[tuple[int, int]] = []
    rendered = Rendered(Book(hats), tmp_path)
    assert rendered.fill(FOLDER, workers=2, progress=lambda done, of: said.append((done, of))) == 12
    assert said == [(number, 12) for number in range(1, 13)]
    assert rendered.missing() == []
    assert rendered.fill(FOLDER) == 0


def test_a_sweep_deletes_only_what_no_recipe_makes_any_more(tmp_path: Path) -> None:
    rendered = Rendered(book(), tmp_path)
    kept = rendered.path("hat-tick-01")
    (tmp_path / "hat-tick-01-0000000000000000.wav").write_bytes(b"old")
    assert rendered.sweep() == 1
    assert list(tmp_path.iterdir()) == [kept]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("academy.samples.whole.os.replace", full)
    with pytest.raises(OSError, match="no space left"):
        wave_at(tmp_path / "a.wav", lambda: np.zeros(4))
    assert list(tmp_path.iterdir()) == []
