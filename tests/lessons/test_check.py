"""The checker finds everything that the lesson format calls an error, with its place and its cure."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from broken import BAR, BROKEN, exercise
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notebooks import EXERCISE, FRONT, KITS, code, lesson, prose, raw, skills, write

from academy.errors import LessonError
from academy.lessons.check import check
from academy.lessons.problem import Problem


def problems(path: Path, **said: Any) -> list[Problem]:
    """Check with the kit of these tests."""
    return check([path], kits=KITS, **said)


def test_a_lesson_without_a_mistake_has_no_problem(tmp_path: Path) -> None:
    assert problems(write(tmp_path / "a.ipynb", lesson())) == []


@pytest.mark.parametrize("what", BROKEN)
def test_one_mistake_is_one_problem_with_its_place_and_its_cure(tmp_path: Path, what: str) -> None:
    broken = BROKEN[what]
    (problem,) = problems(write(tmp_path / "a.ipynb", broken.cells))
    assert broken.words in problem.says
    assert (problem.file.name, problem.cell, problem.line) == ("a.ipynb", broken.cell, broken.line)
    assert len(problem.cure.split()) > 1
    assert problem.cure in str(problem)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"metadata": {"widgets": {}}}, "besides kernelspec and language_info: widgets"),
        ({"nbformat_minor": 4}, "the notebook's format is 4.4; expected 4.5"),
    ],
)
def test_what_the_notebook_carries_is_named(tmp_path: Path, said: dict[str, Any], words: str) -> None:
    (problem,) = problems(write(tmp_path / "a.ipynb", lesson(), **said))
    assert words in problem.says
    assert problem.cure == "Run `academy check --fix`."


def test_several_mistakes_of_one_cell_are_all_found(tmp_path: Path) -> None:
    cells = exercise(
        "tempo: 900", "swin: 57", "kick x..9 .... .... ....", f"snare {BAR}", "hat x...", f"rim {BAR}"
    )
    found = problems(write(tmp_path / "a.ipynb", cells))
    assert [problem.line for problem in found] == [2, 3, 4, 6, 7]
    assert "'rim' is neither" in found[-1].says


def test_a_mistake_that_follows_from_another_is_not_said(tmp_path: Path) -> None:
    for lines in (
        ("tmpo: 90", f"kick {BAR}"),
        ("tempo: 90", "offset kick: 5", f"kick {BAR}9"),
        ("tempo: 90", "meter: 5/3", f"kick {BAR} x..."),
        ("tempo: 90", "kick 9"),
    ):
        assert len(problems(write(tmp_path / "a.ipynb", exercise(*lines)))) == 1


def test_a_broken_front_matter_does_not_hide_a_broken_exercise(tmp_path: Path) -> None:
    cells = lesson(FRONT.replace("rhythm", "jazz"), EXERCISE.replace("95", "9"))
    says = [problem.says for problem in problems(write(tmp_path / "a.ipynb", cells))]
    assert ["topic" in says[0], "tempo" in says[1], len(says)] == [True, True, 2]


def test_a_broken_lesson_hides_nothing_of_the_others_and_accuses_none_of_them(tmp_path: Path) -> None:
    (tmp_path / "0.ipynb").write_text("{")
    write(tmp_path / "1.ipynb", lesson(skills(1, "pulse").replace("rhythm", "jazz")))
    write(tmp_path / "2.ipynb", lesson(skills(2, "backbeat", "pulse"), EXERCISE.replace("95", "9")))
    write(tmp_path / "3.ipynb", lesson(skills(3, "swing", "backbeat, fills")))
    found = [(problem.file.name, problem.says.split(";")[0]) for problem in problems(tmp_path)]
    assert [file for file, _ in found] == ["0.ipynb", "1.ipynb", "2.ipynb", "3.ipynb"]
    assert "requires' names 'fills'" in found[-1][1]


def test_one_lesson_alone_is_held_to_the_lessons_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "1.ipynb", lesson(skills(1, "pulse", "backbeat")))
    second = write(tmp_path / "2.ipynb", lesson(skills(2, "backbeat", "pulse")))
    (problem,) = problems(second)
    assert "goes in a circle" in problem.says
    assert (problem.file, problem.cell, problem.line) == (second, "front-matter", 12)


def test_a_draft_may_build_on_the_course(tmp_path: Path) -> None:
    write(tmp_path / "course" / "1.ipynb", lesson(skills(1, "pulse")))
    front = skills(1, "fills", "pulse").replace("id: lesson-1", "id: fills")
    draft = write(tmp_path / "drafts" / "1.ipynb", lesson(front))
    assert problems(draft) == []


def test_a_lesson_of_a_course_must_lead_to_the_next(tmp_path: Path) -> None:
    write(tmp_path / "index.ipynb", [prose("# Home")])
    write(tmp_path / "2.ipynb", lesson(skills(2, "b")))
    first = write(tmp_path / "1.ipynb", lesson(skills(1, "a")))
    (problem,) = problems(tmp_path)
    assert problem.says == "the lesson does not end with a link to the next one, 2.ipynb"
    write(first, lesson(skills(1, "a"), more=[prose("**Next:** [home](index.ipynb)", "closing")]))
    assert [problem.cell for problem in problems(tmp_path)] == ["closing"]
    write(first, lesson(skills(1, "a"), more=[prose("**Next:** [Dembow](2.ipynb#first-bar)", "closing")]))
    assert problems(tmp_path) == []


def test_a_lesson_whose_next_is_broken_is_not_accused(tmp_path: Path) -> None:
    write(tmp_path / "index.ipynb", [prose("# Home")])
    write(tmp_path / "1.ipynb", lesson(skills(1, "a"), more=[prose("**Next:** [b](2.ipynb)", "closing")]))
    (tmp_path / "2.ipynb").write_text("{")
    write(tmp_path / "3.ipynb", lesson(skills(3, "c")))
    assert [problem.file.name for problem in problems(tmp_path)] == ["2.ipynb"]


def test_a_page_has_the_set_up_and_words_only(tmp_path: Path) -> None:
    good = [prose("# Home"), code("%load_ext academy", "set-up"), code("journey()", "home")]
    assert problems(write(tmp_path / "index.ipynb", good)) == []
    (problem,) = problems(write(tmp_path / "index.ipynb", [good[0], good[2]]))
    assert problem.says.startswith("the first cell of code is code that begins with 'journey()'")


def test_a_word_may_be_given_a_name(tmp_path: Path) -> None:
    word = code("sounds('kick', limit=3)", "more")
    assert problems(write(tmp_path / "a.ipynb", lesson(more=[word]))) == []


def test_links_elsewhere_and_to_places_on_the_page_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "my kit.md").write_text("")
    words = "[a](https://example.org/x.ipynb) [b](#top) [c](mailto:a@b.c) [d](a.ipynb#x) [e](my%20kit.md)"
    assert problems(write(tmp_path / "a.ipynb", lesson(more=[prose(words)]))) == []


def test_fix_cleans_what_needs_no_decision_and_leaves_the_rest(tmp_path: Path) -> None:
    cells = [cell | {"metadata": {"tags": []}} for cell in lesson(more=[code("import os", "0a1b2c3d")])]
    file = write(tmp_path / "a.ipynb", cells, metadata={"widgets": {}})
    assert len(problems(file)) > 4
    (left,) = problems(file, fix=True)
    assert "import os" in left.says
    assert problems(file) == [left]


def test_fix_leaves_alone_what_is_no_notebook_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("{ half")
    write(tmp_path / "b.ipynb", lesson(), metadata={"widgets": {}})
    (problem,) = problems(tmp_path, fix=True)
    assert (problem.file.name, (tmp_path / "a.ipynb").read_text()) == ("a.ipynb", "{ half")


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.ipynb", tmp_path):
        with pytest.raises(LessonError, match="Give a notebook, or the folder of the course"):
            check([path])


def test_a_file_given_twice_is_checked_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a.ipynb", lesson()[:2])
    assert len(check([file, tmp_path, file], kits=KITS)) == 1


def test_the_kits_are_those_of_the_home_that_the_lesson_stands_in(tmp_path: Path) -> None:
    kit = tmp_path / "data" / "kits" / "course" / "kit.toml"
    kit.parent.mkdir(parents=True)
    kit.write_text('[lanes]\ncowbell = { pad = "A1", sound = "cowbell" }\n')
    cells = exercise("tempo: 90", f"cowbell {BAR}")
    assert check([write(tmp_path / "course" / "a.ipynb", cells)]) == []
    kit.write_text("[lanes]\ncowbell = 5\n")
    with pytest.raises(LessonError, match=r"kit\.toml: not a kit"):
        check([tmp_path / "course"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)
SPOTS = ("id", "cell_type", "metadata", "source", "outputs", "execution_count", "attachments")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 3), st.sampled_from(SPOTS), JSON, st.sampled_from(("cells", "metadata", "none")), JSON)
def test_whatever_stands_in_a_notebook_there_is_an_answer(
    tmp_path: Path, place: int, spot: str, value: Any, key: str, whole: Any
) -> None:
    cells = lesson(more=[prose("[x](y)")])
    cells[place][spot] = value
    file = write(tmp_path / "a.ipynb", cells, **({} if key == "none" else {key: whole}))
    for fix in (False, True):
        assert all(json.dumps(problem.as_json()) and str(problem) for problem in problems(file, fix=fix))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(st.sampled_from(":[]{}-#&*!|>'\"%@\n abid1"), max_size=30),
    st.text(st.sampled_from("%exr:.xXo=|# \nktempo90"), max_size=30),
)
def test_whatever_is_typed_into_a_cell_there_is_an_answer(tmp_path: Path, front: str, body: str) -> None:
    cells = lesson(
        FRONT.replace("title: Dembow", front), f"%%exercise a\ntempo: 90\n{body}", [raw(front, "more")]
    )
    problems(write(tmp_path / "a.ipynb", cells))


def academy_check(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Run the command as an instructor would."""
    command = [sys.executable, "-m", "academy", "check", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_command_names_file_cell_line_and_cure_and_exits_2(tmp_path: Path) -> None:
    write(tmp_path / "lessons" / "a.ipynb", lesson(exercise=EXERCISE.replace("...x ..x.", "...9 ..x.", 1)))
    said = academy_check("lessons", cwd=tmp_path)
    assert said.returncode == 2
    place = f"{Path('lessons', 'a.ipynb')}, cell 'first-bar', line 5"
    assert said.stdout.splitlines()[0].startswith(
        f"{place}: lane 'snare', step 4: '9' is not one of x X o = ."
    )
    assert "Traceback" not in said.stdout + said.stderr


def test_the_command_answers_in_json(tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", lesson(FRONT.replace("rhythm", "jazz")))
    said = academy_check("a.ipynb", "--json", cwd=tmp_path)
    (problem,) = json.loads(said.stdout)
    assert (problem["file"], problem["cell"], problem["line"]) == ("a.ipynb", "front-matter", 5)
    assert said.returncode == 2


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").mkdir()
    (problem,) = problems(tmp_path, fix=True)
    assert problem.says == "cannot be read: Is a directory"
    assert problem.cure == "Allow yourself to read it."
