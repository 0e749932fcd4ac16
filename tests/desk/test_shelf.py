"""The desk reads the course once, and again when it has changed."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from academy.desk.shelf import Shelf
from academy.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "course").mkdir()
    shutil.copytree(ROOT / "data" / "kits", tmp_path / "data" / "kits")
    first, second = sorted((ROOT / "course").glob("0[12]-*.ipynb"))
    for lesson in (first, second):
        shutil.copy(lesson, tmp_path / "course")
    return tmp_path


def shelf_of(home: Path) -> Shelf:
    return Shelf(replace(Settings.from_env({}, ROOT), home=home))


def test_the_sound_on_each_pad_of_an_exercise_is_known(home: Path) -> None:
    shelf = shelf_of(home)
    exercise = next(iter(shelf.catalogue().exercises.values()))
    lanes, pads = shelf.lanes(exercise), shelf.kits()["course"]
    assert lanes and all(pads[name] == pad for pad, name in lanes.items() if name in pads)


def test_lessons_are_read_again_only_when_a_file_changed(home: Path) -> None:
    shelf = shelf_of(home)
    first = shelf.catalogue()
    assert shelf.catalogue() is first and len(first.lessons) == 2
    lesson = first.lessons[0].path
    os.utime(lesson, ns=(1, 1))
    assert shelf.catalogue() is not first
    lesson.unlink()
    assert len(shelf.catalogue().lessons) == 1
