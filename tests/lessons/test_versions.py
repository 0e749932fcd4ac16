"""A version is known by the hash of what learners get, and every version can be found again."""

import json
from pathlib import Path

import pytest
from notebooks import EXERCISE, FRONT, code, lesson, prose, raw, skills, write

from academy.errors import LessonError
from academy.lessons.check import check
from academy.lessons.hygiene import clean_file
from academy.lessons.notebook import cells_of, read_lesson
from academy.lessons.numbering import raised, step_between
from academy.lessons.versions import (
    FOLDER,
    Version,
    content_hash,
    copy_of,
    history,
    keep_text,
    latest,
    text_of,
    version_of,
    write_history,
)

CELLS = lesson(more=[prose("Play it.\nThen listen.", "after")])


def version(number: str, day: str, **exercises: str) -> Version:
    return Version(number, f"text of {number}", f"2026-11-{day}T12:00:00+00:00", "01-dembow.ipynb", exercises)


def test_saving_and_tidying_changes_no_hash(tmp_path: Path) -> None:
    file = write(tmp_path / "a.ipynb", CELLS)
    before = content_hash(cells_of(file))
    cells = [cell | {"id": f"cell-{number}"} for number, cell in enumerate(CELLS)]
    cells[2] |= {"outputs": [{"output_type": "stream"}], "execution_count": 3, "metadata": {"tags": ["x"]}}
    cells[3] |= {"source": "\nPlay it.  \nThen listen.\n\n"}
    saved = write(tmp_path / "b.ipynb", [*cells, code("", "empty")])
    assert content_hash(cells_of(saved)) == before
    clean_file(saved)
    assert content_hash(cells_of(saved)) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1.0.0", "version: 2.0.0"),
        ("title: Dembow\n", "title:   'Dembow'  # of the island\n"),
        ("level: 1\ntier: free", "tier: free\nlevel: 1"),
    ],
)
def test_how_the_front_matter_is_written_is_no_change_nor_is_the_version(old: str, new: str) -> None:
    assert content_hash(lesson(FRONT)) == content_hash(lesson(FRONT.replace(old, new)))
    assert FRONT.replace(old, new) != FRONT


@pytest.mark.parametrize(
    "other", [FRONT.replace("minutes: 10", "minutes: 12"), FRONT.replace("Dembow", "Dub")]
)
def test_what_the_front_matter_says_is_part_of_the_text(other: str) -> None:
    assert content_hash(lesson(FRONT)) != content_hash(lesson(other))


def test_a_word_a_mark_and_the_kind_of_a_cell_are_part_of_the_text() -> None:
    texts = [
        lesson(),
        lesson(exercise=EXERCISE.replace("...x ..x.", "...X ..x.", 1)),
        lesson(more=[prose("Play.")]),
        lesson(more=[code("Play.")]),
        lesson(more=[raw("Play.")]),
    ]
    assert len({content_hash(cells) for cells in texts}) == len(texts)


def test_a_list_of_versions_is_read_as_it_was_written(tmp_path: Path) -> None:
    versions = [version("1.0.0", "01", bar="aa"), version("1.1.0", "20", bar="bb")]
    write_history(tmp_path, "dembow", versions)
    assert history(tmp_path, "dembow") == versions
    assert latest(tmp_path, "dembow") == versions[1]
    assert latest(tmp_path, "dub") is None


def test_the_text_of_a_version_is_the_lesson_until_it_changes_and_then_its_copy(tmp_path: Path) -> None:
    file = write(tmp_path / "01-dembow.ipynb", CELLS)
    first = version_of(read_lesson(file), "2026-11-25")
    assert set(first.exercises) == {"first-bar"}
    assert text_of(tmp_path, "dembow", first) == file
    old = file.read_text()
    write(file, lesson())
    assert text_of(tmp_path, "dembow", first) is None
    kept = keep_text(tmp_path, "dembow", first, old)
    assert kept == tmp_path / FOLDER / "dembow" / f"1.0.0-{first.hash[:12]}.ipynb"
    assert text_of(tmp_path, "dembow", first) == kept == copy_of(tmp_path, "dembow", first)
    keep_text(tmp_path, "dembow", first, "another text")
    assert kept.read_text() == old


def test_a_list_of_versions_that_is_broken_is_named(tmp_path: Path) -> None:
    write_history(tmp_path, "dembow", [])
    (tmp_path / FOLDER / "dembow.json").write_text('[{"version": "1.0.0"}]')
    with pytest.raises(LessonError, match=r"dembow.json: not a list of versions .* Take it back from git"):
        latest(tmp_path, "dembow")


@pytest.mark.parametrize(
    ("after", "step"),
    [
        ({"a": "1", "b": "2"}, "patch"),
        ({"a": "1", "b": "3"}, "minor"),
        ({"a": "1", "b": "2", "c": "3"}, "minor"),
        ({"a": "1"}, "major"),
        ({"a": "1", "c": "2"}, "major"),
    ],
)
def test_a_version_goes_up_by_what_it_means_to_learners(after: dict[str, str], step: str) -> None:
    assert step_between({"a": "1", "b": "2"}, after) == step


def test_a_version_goes_up_by_one_step() -> None:
    assert [raised("1.4.9", step) for step in ("patch", "minor", "major")] == ["1.4.10", "1.5.0", "2.0.0"]


def published(course: Path) -> Path:
    file = write(course / "01-dembow.ipynb", CELLS)
    write_history(course, "dembow", [version_of(read_lesson(file), "2026-11-25T12:00:00+00:00")])
    return file


def test_a_lesson_that_was_edited_in_place_is_named_with_the_command_that_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = published(tmp_path)
    assert check([tmp_path]) == []
    write(file, lesson(more=[prose("Play it otherwise.", "after")]))
    (problem,) = check([tmp_path])
    assert (problem.cell, problem.line) == ("front-matter", 9)
    assert "edited in place without a new version; 1.0.0 was published on 2026-11-25" in problem.says
    assert problem.cure == "Run `academy publish 01-dembow.ipynb`."
    assert check([file], published=False) == []


def test_a_version_that_was_written_by_hand_is_not_published_by_that(tmp_path: Path) -> None:
    file = published(tmp_path)
    front = FRONT.replace("version: 1.0.0", "version: 1.1.0")
    write(file, lesson(front, more=[prose("Play it.\nThen listen.", "after")]))
    (problem,) = check([file])
    assert (problem.says, problem.cure) == (
        "'version' is 1.1.0, but this is the text that was published as 1.0.0",
        "Write version: 1.0.0",
    )
    write(file, lesson(front))
    (problem,) = check([file])
    assert "version 1.1.0 is not published yet; learners have 1.0.0" in problem.says


def test_a_lesson_of_such_a_course_that_was_never_published_is_named_and_a_draft_is_not(
    tmp_path: Path,
) -> None:
    published(tmp_path)
    write(tmp_path / "index.ipynb", [prose("# Home")])
    assert check([write(tmp_path / "drafts" / "02-dub.ipynb", lesson(skills(2, "dub")))]) == []
    (problem,) = check([write(tmp_path / "02-dub.ipynb", lesson(skills(2, "dub")))])
    assert problem.says == "the lesson was never published"


def test_versions_and_drafts_are_no_lessons_of_the_course(tmp_path: Path) -> None:
    from academy.lessons.catalogue import catalogue

    file = published(tmp_path)
    keep_text(tmp_path, "dembow", version_of(read_lesson(file), ""), file.read_text())
    write(tmp_path / "drafts" / "02-dub.ipynb", lesson(skills(2, "dub")))
    assert [one.id for one in catalogue(tmp_path).lessons] == ["dembow"]


def test_the_list_of_versions_can_be_read_by_people(tmp_path: Path) -> None:
    published(tmp_path)
    (first,) = json.loads((tmp_path / FOLDER / "dembow.json").read_text())
    assert list(first) == ["version", "hash", "published", "file", "exercises"]
