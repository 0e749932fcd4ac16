"""A lesson is read from its notebook as it stands, and refused with its place when it cannot be."""

from dataclasses import replace
from pathlib import Path

import pytest
from notebooks import EXERCISE, FRONT, code, lesson, prose, raw, write

from academy.errors import LessonError
from academy.lessons.notebook import cells_of, exercise_of, read_lesson
from academy.patterns.notation import parse


def test_a_lesson_is_its_front_matter_and_its_exercises_in_order(tmp_path: Path) -> None:
    second = code(EXERCISE.replace("first-bar", "again"), "again")
    read = read_lesson(write(tmp_path / "a.ipynb", lesson(more=[prose("Once more."), second])))
    assert (read.id, read.title, read.number) == ("dembow", "Dembow", 1)
    assert [exercise.id for exercise in read.exercises] == ["dembow/first-bar", "dembow/again"]
    assert [exercise.cell_id for exercise in read.exercises] == ["first-bar", "again"]


def test_an_exercise_goes_through_the_parser_of_patterns(tmp_path: Path) -> None:
    (exercise,) = read_lesson(write(tmp_path / "a.ipynb", lesson())).exercises
    assert exercise.pattern == replace(parse(EXERCISE.partition("\n")[2]), level=1)


def test_an_exercise_has_the_lessons_level_unless_it_says_another(tmp_path: Path) -> None:
    harder = EXERCISE.replace("tempo: 95", "tempo: 95\nlevel: 3").replace("first-bar", "harder")
    front = FRONT.replace("level: 1", "level: 2")
    read = read_lesson(write(tmp_path / "a.ipynb", lesson(front, more=[code(harder, "harder")])))
    assert [exercise.pattern.level for exercise in read.exercises] == [2, 3]


def test_the_hash_of_an_exercise_is_that_of_what_is_played_not_of_how_it_is_written(tmp_path: Path) -> None:
    spaced = EXERCISE.replace("x... x... x... x...", "x...|x...|x...|x...   # four").replace("95", "95.0")
    one, other = (
        read_lesson(write(tmp_path / f"{name}.ipynb", lesson(exercise=text)))
        for name, text in (("a", EXERCISE), ("b", spaced))
    )
    assert one.exercises[0].hash == other.exercises[0].hash
    assert one.version_hash != other.version_hash


def test_the_version_hash_changes_with_any_word_and_with_nothing_else(tmp_path: Path) -> None:
    cells = lesson(more=[prose("Well done.")])
    plain = read_lesson(write(tmp_path / "a.ipynb", cells)).version_hash
    cells[1] |= {"outputs": [{"output_type": "stream", "name": "stdout", "text": "hi"}], "execution_count": 3}
    assert read_lesson(write(tmp_path / "b.ipynb", cells)).version_hash == plain
    cells[-1] |= {"source": "Well done!"}
    assert read_lesson(write(tmp_path / "c.ipynb", cells)).version_hash != plain


def test_a_source_of_lines_reads_like_a_source_of_one_string(tmp_path: Path) -> None:
    cells = lesson()
    split = [cell | {"source": cell["source"].splitlines(keepends=True)} for cell in cells]
    one, other = write(tmp_path / "a.ipynb", cells), write(tmp_path / "b.ipynb", split)
    assert read_lesson(one).version_hash == read_lesson(other).version_hash


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a notebook"),
        ("[]", "no list of cells"),
        ('{"cells": 5}', "no list of cells"),
        ('{"cells": [{"cell_type": "code"}]}', "cell 1 has no type or no text"),
        ('{"cells": [{"source": "x"}]}', "cell 1 has no type or no text"),
        ("\x80", "not a notebook"),
    ],
)
def test_what_is_no_notebook_is_refused_by_name(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "a.ipynb"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(LessonError, match=rf"a\.ipynb: .*{words}.*Open it in JupyterLab"):
        cells_of(file)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (lesson()[1:], "the first cell is a code cell"),
        (lesson(FRONT.replace("rhythm", "jazz")), r"cell 'front-matter', line 5: 'topic' is 'jazz'"),
        (lesson(exercise=EXERCISE.replace("95", "9")), r"cell 'first-bar', line 2: tempo is '9'"),
        (lesson(more=[code(EXERCISE, "twin")]), r"cell 'twin': a second exercise 'first-bar'"),
        ([raw("---\ntitle: [\n---")], "is not YAML"),
    ],
)
def test_a_lesson_with_a_mistake_is_refused_with_its_place(
    tmp_path: Path, cells: list[dict[str, object]], words: str
) -> None:
    with pytest.raises(LessonError, match=words):
        read_lesson(write(tmp_path / "a.ipynb", cells))


def test_only_the_whole_word_makes_an_exercise(tmp_path: Path) -> None:
    others = [code("%%exercises x", "one"), code("%%exercisex", "two"), prose("%%exercise x", "three")]
    read = read_lesson(write(tmp_path / "a.ipynb", lesson(more=others)))
    assert [exercise.name for exercise in read.exercises] == ["first-bar"]


def test_a_cell_that_is_not_saved_yet_is_an_exercise_of_its_lesson(tmp_path: Path) -> None:
    read = read_lesson(write(tmp_path / "a.ipynb", lesson()))
    text = "tempo: 60\nkick x... .... .... ...."
    assert exercise_of(read, "new", text).id == "dembow/new"
    assert exercise_of(None, "new", text).id == "scratch/new"
    assert exercise_of(read, "new", text).hash == exercise_of(None, "new", text).hash
