"""The course itself: what section 4 of the device reference asks for, in words that a learner can follow."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from expected import BUTTONS, LESSONS, PRESSES, SHIFTED, Expected
from nbclient import NotebookClient

from academy.lessons.catalogue import Catalogue, catalogue
from academy.lessons.check import check
from academy.lessons.hygiene import clean
from academy.lessons.kits import kits_in
from academy.lessons.notebook import Lesson, cells_of, is_exercise
from academy.midi.device import load_device, version
from academy.patterns.model import Mark, Pattern

HOME = Path(__file__).parents[2]
COURSE: Catalogue = catalogue(HOME / "course")
PADS = kits_in(HOME / "data" / "kits")["course"]
PAGES = sorted((HOME / "course").glob("*.ipynb"))
EXERCISES = [(lesson, name) for lesson, exercises in LESSONS.items() for name in exercises]
each_lesson = pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.id)
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def played(pattern: Pattern, mark: Mark | None = None) -> dict[str, list[int]]:
    """Return the steps of each pad, from 1; only those of one mark if it is given."""
    steps = {
        PADS[lane.name]: [note.step + 1 for note in lane.notes if mark in (None, note.mark)]
        for lane in pattern.lanes
    }
    return {pad: places for pad, places in steps.items() if places}


def words_of(lesson: Lesson) -> str:
    """Return the prose of a lesson."""
    return "\n".join(cell["source"] for cell in cells_of(lesson.path) if cell["cell_type"] == "markdown")


def presses_in(text: str) -> list[str]:
    """Return what stands between backticks: buttons, and combinations such as SHIFT+13."""
    return re.findall(r"`([^`]+)`", text)


def test_the_course_has_no_problem() -> None:
    assert check([HOME / "course"]) == []


@each_page
def test_a_page_is_kept_as_jupyterlab_writes_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    cleaned = json.dumps(clean(json.loads(text)), indent=1, ensure_ascii=False, sort_keys=True)
    assert text == cleaned + "\n"


def test_the_five_free_lessons_are_there_with_all_their_exercises() -> None:
    there = {lesson.id: [exercise.name for exercise in lesson.exercises] for lesson in COURSE.lessons}
    assert there == {lesson: list(exercises) for lesson, exercises in LESSONS.items()}
    assert {(lesson.number, lesson.front.tier, lesson.front.level) for lesson in COURSE.lessons} == {
        (number, "free", 1) for number in range(1, 6)
    }


@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_an_exercise_is_played_as_the_reference_says(lesson: str, name: str) -> None:
    wanted: Expected = LESSONS[lesson][name]
    exercise = COURSE.exercise(f"{lesson}/{name}")
    assert exercise is not None
    pattern = exercise.pattern
    assert (pattern.tempo, pattern.swing, pattern.bars) == (wanted.tempo, wanted.swing, wanted.bars)
    assert (pattern.division, pattern.meter, pattern.type) == (4, (4, 4), wanted.type)
    assert played(pattern) == wanted.steps
    assert played(pattern, Mark.ACCENT) == wanted.loud
    assert played(pattern, Mark.GHOST) == wanted.soft
    assert all(lane.offset_ms == 0 for lane in pattern.lanes)


def test_the_pulse_is_kept_for_four_bars_and_pads_are_named_in_order() -> None:
    pulse, pads = COURSE.exercise("first-hits/pulse"), COURSE.exercise("first-hits/name-the-pad")
    assert pulse is not None
    assert pads is not None
    assert pulse.pattern.passes * pulse.pattern.bars == 4
    assert pads.pattern.order == "strict"


def test_the_swing_of_boom_bap_is_as_late_as_the_text_says() -> None:
    exercise = COURSE.exercise("boom-bap-pocket/first-bar")
    assert exercise is not None
    onsets = exercise.pattern.target(PADS, passes=1).onsets
    late = {onset.lane: onset.time_s - onset.beat * 60 / 88 for onset in onsets if onset.step in (7, 11)}
    assert {lane: round(1000 * seconds) for lane, seconds in late.items()} == {"kick": 24, "ghost": 24}
    assert "24 ms late" in words_of(COURSE.lessons[3])
    assert not [
        onset
        for onset in onsets
        if onset.lane == "hat" and onset.beat * 30 / 44 != pytest.approx(onset.time_s)
    ]


@each_lesson
def test_a_pad_that_the_text_names_is_where_the_kit_has_the_sound(lesson: Lesson) -> None:
    hints = " ".join(exercise.pattern.hint or "" for exercise in lesson.exercises)
    sounds = r"(kick|snare|closed hat|open hat|clap|ghost|low tom|crash)"
    named = re.findall(rf"{sounds}(?: is)?(?: pad)? (\d+)\b", f"{words_of(lesson)} {hints}", re.IGNORECASE)
    lanes = {"closed hat": "hat", "open hat": "open-hat", "low tom": "low-tom"}
    for sound, number in named:
        assert PADS[lanes.get(sound.lower(), sound.lower())] == f"A{number}"


def test_the_choke_of_lesson_three_is_that_of_the_kit() -> None:
    assert "pads 11, 7 and 5" in words_of(COURSE.lessons[2])
    assert {PADS[lane] for lane in ("hat", "open-hat", "shaker")} == {"A11", "A7", "A5"}


@each_page
def test_the_text_names_only_presses_that_the_unit_has(page: Path) -> None:
    for cell in cells_of(page):
        if cell["cell_type"] == "markdown":
            for press in presses_in(cell["source"]):
                first, _, second = press.partition("+")
                assert press in BUTTONS or (first == "SHIFT" and second in SHIFTED), press


@each_lesson
def test_a_lesson_has_the_presses_of_the_reference_and_their_pages(lesson: Lesson) -> None:
    presses, sources = presses_in(words_of(lesson)), " ".join(lesson.front.sources)
    assert "**On the unit" in words_of(lesson)
    for press, page in PRESSES[lesson.id].items():
        assert press in presses
        assert f"{page}" in sources
    assert "Roland SP-404MK2 Reference Manual v5.50" in lesson.front.sources[0]


@each_lesson
def test_the_text_asks_for_no_function_that_its_firmware_has_not(lesson: Lesson) -> None:
    features = load_device(HOME / "data" / "sp404mk2.toml").facts["firmware"]["features"]
    needed = version(lesson.front.firmware.removeprefix(">="))
    if "`REMAIN` until it is lit" in words_of(lesson):  # the choice between real time and TR-REC
        assert needed >= version(features["tr_rec"])
    else:
        assert needed == (1, 0)


@each_lesson
def test_a_lesson_lets_the_learner_listen_first(lesson: Lesson) -> None:
    cells = cells_of(lesson.path)
    first = next(place for place, cell in enumerate(cells) if is_exercise(cell))
    assert any("Listen" in cell["source"] for cell in cells[:first])


@each_lesson
def test_an_exercise_stands_between_a_sentence_and_what_to_notice(lesson: Lesson) -> None:
    cells = cells_of(lesson.path)
    for before, cell, behind in zip(cells, cells[1:], cells[2:], strict=False):
        if is_exercise(cell):
            assert before["cell_type"] == behind["cell_type"] == "markdown"
            assert re.search(r"[.:!?]$", before["source"])


@each_lesson
def test_prose_is_short(lesson: Lesson) -> None:
    for cell in cells_of(lesson.path):
        if cell["cell_type"] == "markdown":
            assert all(len(line) <= 260 for line in cell["source"].splitlines())


@each_lesson
def test_a_lesson_ends_with_what_the_learner_can_do_and_where_to_go(lesson: Lesson) -> None:
    closing = cells_of(lesson.path)[-1]["source"]
    following = COURSE.next_after(lesson.id)
    assert closing.startswith("You ")
    if following is None:
        assert closing.endswith("**Next:** [back to the course](index.ipynb)")
    else:
        assert closing.endswith(f"**Next:** [{following.title}]({following.path.name})")


@each_lesson
def test_a_lesson_needs_only_what_an_earlier_one_teaches(lesson: Lesson) -> None:
    earlier = {
        skill for other in COURSE.lessons if other.number < lesson.number for skill in other.front.teaches
    }
    assert set(lesson.front.requires) <= earlier


@each_lesson
def test_a_title_stands_on_top_and_a_file_is_named_after_its_lesson(lesson: Lesson) -> None:
    assert cells_of(lesson.path)[2]["source"].startswith(f"# {lesson.title}\n\n")
    assert lesson.path.stem == f"{lesson.number:02}-{lesson.id}"


def test_home_and_connect_show_their_widgets() -> None:
    words = {page.stem: [cell["source"] for cell in cells_of(page)] for page in PAGES}
    assert "journey()" in words["index"]
    assert "connect()" in words["00-connect"]


VIEW = "application/vnd.jupyter.widget-view+json"


@each_page
def test_a_page_runs_and_shows_its_widgets_without_a_desk(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("ACADEMY_STORE", str(tmp_path / "academy.duckdb"))
    notebook = nbformat.read(page, as_version=4)
    client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(page.parent)}})
    client.execute()
    shown = [
        cell["id"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if VIEW in output.get("data", {})
    ]
    printed = [
        output for cell in notebook.cells for output in cell.get("outputs", []) if "data" not in output
    ]
    wanted = [cell["id"] for cell in cells_of(page) if cell["cell_type"] == "code"][1:]
    assert shown == wanted
    assert printed == []
