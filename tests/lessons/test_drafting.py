"""A drafted lesson is a lesson: whole, clean, and working before a word of it is changed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.errors import LessonError
from academy.lessons.check import check
from academy.lessons.drafting import draft, lesson_id, next_number, notebook_text
from academy.lessons.hygiene import clean_file
from academy.lessons.notebook import read_lesson


def written(folder: Path, title: str = "Dembow", number: int = 1, **said: object) -> Path:
    """Write a draft into a course that has a home page."""
    (folder / "index.ipynb").touch()
    file = folder / f"{number:02}-lesson.ipynb"
    file.write_text(notebook_text(draft(title, number=number, **said)), encoding="utf-8")  # type: ignore[arg-type]
    return file


def test_the_checker_has_nothing_to_say_of_a_draft_beside_the_home_page(tmp_path: Path) -> None:
    file = written(tmp_path)
    assert check([file]) == []
    before = file.read_bytes()
    clean_file(file)
    assert file.read_bytes() == before


def test_a_draft_is_what_was_asked_for(tmp_path: Path) -> None:
    lesson = read_lesson(written(tmp_path, "Dub, the desk", 7, tempo=72.5, topic="effects", level=2))
    assert (lesson.id, lesson.title, lesson.number) == ("dub-the-desk", "Dub, the desk", 7)
    assert (lesson.front.topic, lesson.front.level) == ("effects", 2)
    (exercise,) = lesson.exercises
    assert (exercise.id, exercise.pattern.tempo) == ("dub-the-desk/first-bar", 72.5)


@given(st.text(max_size=40))
def test_any_title_gives_a_lesson_of_that_title_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, title: str
) -> None:
    try:
        lesson_id(title)
    except LessonError as error:
        assert "expected letters" in str(error)
        return
    file = written(tmp_path_factory.mktemp("course"), title)
    assert check([file]) == []
    assert read_lesson(file).title.split() == "".join(c if c.isprintable() else " " for c in title).split()


@pytest.mark.parametrize("title", ["No", "1984", "Kick: on", "- 'n' -", 'The "one" #1', "1e5", "[x]"])
def test_a_title_that_yaml_would_read_otherwise_stays_as_it_is(tmp_path: Path, title: str) -> None:
    file = written(tmp_path, title)
    assert (check([file]), read_lesson(file).title) == ([], title)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Bossa Nová, part 2", "bossa-nova-part-2"), ("Don't rush", "dont-rush"), ("  A / B  ", "a-b")],
)
def test_an_id_is_in_small_letters_and_hyphens(title: str, name: str) -> None:
    assert lesson_id(title) == name


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"title": "ダブ"}, "'ダブ' gives no id"),
        ({"topic": "jazz"}, "'topic' is 'jazz'; expected one of rhythm"),
        ({"tempo": 400}, "tempo is '400'; expected beats per minute"),
        ({"tempo": float("nan")}, "tempo is 'nan'"),
        ({"number": 1000}, "'number' is 1000"),
    ],
)
def test_a_value_that_no_lesson_may_have_is_named(said: dict[str, object], words: str) -> None:
    with pytest.raises(LessonError, match=words):
        draft(**({"title": "Dembow", "number": 1} | said))  # type: ignore[arg-type]


def test_the_next_number_follows_what_lessons_and_files_say(tmp_path: Path) -> None:
    assert next_number(tmp_path) == 1
    written(tmp_path, number=4).rename(tmp_path / "first.ipynb")
    assert next_number(tmp_path) == 5
    (tmp_path / "06-broken.ipynb").write_text("no notebook")
    assert next_number(tmp_path) == 7
