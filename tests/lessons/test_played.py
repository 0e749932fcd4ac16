"""A take leads to the version of the lesson that it was played on, and to the text of that version."""

from pathlib import Path
from typing import Any

import pytest
from notebooks import EXERCISE, lesson, write

from academy.lessons.notebook import read_lesson
from academy.lessons.played import WithVersions, find
from academy.lessons.versions import FOLDER, Version, keep_text, version_of, write_history


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Dembow with three versions: words were changed on the 10th, the beat on the 20th."""
    beats = (("1.0.0", "01", "aa"), ("1.0.1", "10", "aa"), ("1.1.0", "20", "bb"))
    versions = [
        Version(number, number, f"2026-11-{day}T12:00:00+00:00", "01-dembow.ipynb", {"bar": beat})
        for number, day, beat in beats
    ]
    write_history(tmp_path, "dembow", versions)
    return tmp_path


@pytest.mark.parametrize(
    ("beat", "played", "version"),
    [
        ("bb", None, "1.1.0"),
        ("aa", None, "1.0.1"),
        ("cc", None, None),
        ("aa", "2026-11-05T20:00:00+00:00", "1.0.0"),
        ("aa", "2026-11-30T20:00:00+00:00", "1.0.1"),
        ("aa", "2026-11-10T11:30:00-01:00", "1.0.1"),  # half past twelve in UTC
        ("aa", "2026-10-01T20:00:00Z", "1.0.0"),  # played while it was a draft
    ],
)
def test_the_version_is_the_last_that_was_out_with_this_beat(
    course: Path, beat: str, played: str | None, version: str | None
) -> None:
    found = find(course, "dembow/bar", beat, played)
    assert (found and found.version) == version


def test_a_lesson_that_was_never_published_has_no_version(course: Path) -> None:
    assert find(course, "dub/bar", "aa") is None


class Shelf:
    """A desk with takes of these exercises and hashes, all of one moment."""

    def __init__(self, *played: tuple[str, str]) -> None:
        self._played = list(enumerate(played))

    def takes(self) -> list[dict[str, Any]]:
        return [{"take_id": number, "exercise_hash": one[1]} for number, one in self._played]

    def attempts(self) -> list[dict[str, Any]]:
        moment = "2026-11-30T20:00:00+00:00"
        return [{"take_id": number, "exercise": one[0], "played_at": moment} for number, one in self._played]


def test_each_take_says_its_version_and_where_the_text_of_it_is(tmp_path: Path) -> None:
    file = write(tmp_path / "01-dembow.ipynb", lesson())
    first = version_of(read_lesson(file), "2026-11-01T12:00:00+00:00")
    keep_text(tmp_path, "dembow", first, file.read_text())
    write(file, lesson(exercise=EXERCISE.replace("...x ..x.", "...X ..x.", 1)))
    second = version_of(read_lesson(file), "2026-11-20T12:00:00+00:00")
    write_history(tmp_path, "dembow", [first, second])
    played = [("dembow/first-bar", each.exercises["first-bar"]) for each in (first, second)]
    told = WithVersions(Shelf(*played, ("dembow/first-bar", "a draft's")), tmp_path).attempts()
    assert [row["text"] for row in told] == [
        f"{FOLDER}/dembow/1.0.0-{first.hash[:12]}.ipynb",
        "01-dembow.ipynb",
        None,
    ]
    assert [row["version"] for row in told] == ["1.0.0", "1.0.0", None]


def test_a_take_is_told_although_the_versions_of_its_lesson_cannot_be_read(course: Path) -> None:
    (course / FOLDER / "dembow.json").write_text("{")
    (row,) = WithVersions(Shelf(("dembow/bar", "aa")), course).attempts()
    assert (row["exercise"], row["version"], row["text"]) == ("dembow/bar", None, None)
