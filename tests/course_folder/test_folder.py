"""A learner's course folder: what the desk gives now, and nothing of the learner's lost."""

import errno
import json
from pathlib import Path
from typing import Any

import pytest

from academy.course_folder.folder import MINE, REVIEW, CourseFolder
from academy.errors import DeskUnavailable

Json = dict[str, Any]


class Desk:
    """Stands for a desk that gives some lessons; `opened` are those it gives whole."""

    def __init__(self, *names: str) -> None:
        self.names, self.opened, self.asked, self.is_down = list(names), set[str](), 0, False
        self.drafts: list[Json] | None = None

    def lessons(self) -> Json:
        if self.is_down:
            raise DeskUnavailable("The desk does not answer.")
        told: Json = {"lessons": [self._row(name) for name in self.names]}
        return told if self.drafts is None else told | {"drafts": self.drafts}

    def draft(self, wish_id: str) -> Json:
        return {"notebook": {"cells": [f"the draft {wish_id}"]}, "digest": "d"}

    def handed_out(self, lesson_id: str) -> Json:
        self.asked += 1
        text = "the lesson" if lesson_id in self.opened else "its front page"
        return self._row(lesson_id) | {"notebook": {"cells": [text]}}

    def _row(self, name: str) -> Json:
        return {"id": name, "file": f"{name}.ipynb", "digest": f"{name} {name in self.opened}"}


@pytest.fixture
def desk() -> Desk:
    return Desk("backbeat", "dub")


@pytest.fixture
def folder(tmp_path: Path, desk: Desk) -> CourseFolder:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "index.ipynb").write_text("home")
    place = tmp_path / "course"
    place.mkdir()
    return CourseFolder(place, pages, lambda: desk)


def says(tmp_path: Path, name: str) -> str:
    return (tmp_path / "course" / name).read_text()


def test_pages_and_lessons_are_there_and_for_their_owner_alone(folder: CourseFolder, tmp_path: Path) -> None:
    assert folder.refresh() is None
    assert says(tmp_path, "index.ipynb") == "home" and "its front page" in says(tmp_path, "dub.ipynb")
    assert (tmp_path / "course" / "dub.ipynb").stat().st_mode & 0o077 == 0


def test_a_lesson_opens_under_its_address_at_the_next_request(
    folder: CourseFolder, desk: Desk, tmp_path: Path
) -> None:
    folder.refresh()
    desk.opened.add("dub")
    folder.refresh()
    assert "the lesson" in says(tmp_path, "dub.ipynb") and "its front page" in says(
        tmp_path, "backbeat.ipynb"
    )


def test_what_has_not_changed_is_not_fetched_again(folder: CourseFolder, desk: Desk) -> None:
    for _ in range(3):
        folder.refresh()
    assert desk.asked == 2


def test_a_desk_that_is_down_takes_nothing_away(folder: CourseFolder, desk: Desk, tmp_path: Path) -> None:
    folder.refresh()
    desk.is_down = True
    assert folder.refresh() == "The desk does not answer."
    assert "its front page" in says(tmp_path, "dub.ipynb")


def test_a_full_disk_takes_nothing_away(
    folder: CourseFolder, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.refresh()
    desk.opened.add("dub")

    def full(file: Path, text: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("academy.course_folder.folder.write_whole", full)
    assert folder.refresh() == f"{tmp_path / 'course'} cannot be written: No space left on device"
    assert "its front page" in says(tmp_path, "dub.ipynb")


def test_what_a_learner_wrote_moves_aside_when_the_lesson_changes(
    folder: CourseFolder, desk: Desk, tmp_path: Path
) -> None:
    folder.refresh()
    (tmp_path / "course" / "dub.ipynb").write_text("my notes")
    folder.refresh()
    assert says(tmp_path, "dub.ipynb") == "my notes"  # nothing new, so it stays where it is
    desk.opened.add("dub")
    folder.refresh()
    assert "the lesson" in says(tmp_path, "dub.ipynb")
    (mine,) = (tmp_path / "course" / MINE).iterdir()
    assert mine.read_text() == "my notes"


def test_a_lesson_that_was_deleted_by_hand_comes_back(folder: CourseFolder, tmp_path: Path) -> None:
    folder.refresh()
    (tmp_path / "course" / "dub.ipynb").unlink()
    folder.refresh()
    assert "its front page" in says(tmp_path, "dub.ipynb")


def test_a_lesson_that_the_desk_has_no_more_goes(folder: CourseFolder, desk: Desk, tmp_path: Path) -> None:
    folder.refresh()
    desk.names.remove("dub")
    folder.refresh()
    assert not (tmp_path / "course" / "dub.ipynb").exists()


def test_a_name_that_leads_out_of_the_folder_is_refused(
    tmp_path: Path, folder: CourseFolder, desk: Desk
) -> None:
    desk.names.append("../outside")
    assert folder.refresh() == "The desk named a lesson '../outside.ipynb', which is no file name."
    assert not (tmp_path / "outside.ipynb").exists()


def test_a_torn_note_of_what_was_written_is_begun_anew(folder: CourseFolder, tmp_path: Path) -> None:
    folder.refresh()
    (tmp_path / "course" / ".lessons.json").write_text('{"dub')
    assert folder.refresh() is None
    assert json.loads(says(tmp_path, ".lessons.json"))["dub.ipynb"]["digest"] == "dub False"
    assert not (tmp_path / "course" / MINE).exists()


DRAFT = {"id": "0123", "file": "0123.ipynb", "digest": "d"}


def test_who_teaches_has_drafts_in_a_folder_beside_the_lessons_until_they_are_decided(
    folder: CourseFolder, desk: Desk, tmp_path: Path
) -> None:
    desk.drafts = [DRAFT]
    assert folder.refresh() is None
    assert "the draft 0123" in says(tmp_path, "review/0123.ipynb")
    assert (tmp_path / "course" / REVIEW).stat().st_mode & 0o077 == 0
    desk.drafts = []
    folder.refresh()
    assert not list((tmp_path / "course" / REVIEW).iterdir())


@pytest.mark.parametrize("name", ["../0123", "deeper/0123"])
def test_a_draft_whose_name_leads_elsewhere_is_refused(
    folder: CourseFolder, desk: Desk, tmp_path: Path, name: str
) -> None:
    desk.drafts = [DRAFT | {"file": f"{name}.ipynb"}]
    assert "is no file name" in (folder.refresh() or "")
    assert not list(tmp_path.rglob("0123.ipynb"))
