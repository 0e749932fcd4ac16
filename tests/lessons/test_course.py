"""The course itself: what section 4 of the device reference asks for, in words that a learner can follow."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from expected import BUTTONS, HELD, LESSONS, PRESSES, Expected
from expected_premium import PLACES, PREMIUM, PREMIUM_PRESSES
from nbclient import NotebookClient

from academy.lessons.catalogue import Catalogue, catalogue
from academy.lessons.check import check
from academy.lessons.hygiene import clean
from academy.lessons.kits import kits_in
from academy.lessons.notebook import Lesson, cells_of, is_exercise
from academy.midi.device import load_device, version
from academy.midi.take import Hit, Take
from academy.patterns.model import Mark, Pattern, Target
from academy.practice.judging import score_take
from academy.scoring.score import Score

HOME = Path(__file__).parents[2]
COURSE: Catalogue = catalogue(HOME / "course")
KIT = kits_in(HOME / "data" / "kits")["course"]
PADS = {**{pad: pad for pad in KIT.values()}, **KIT}  # a lane may be a pad
PAGES = sorted((HOME / "course").glob("*.ipynb"))
ALL = LESSONS | PREMIUM
EXERCISES = [(lesson, name) for lesson, exercises in ALL.items() for name in exercises]
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
    """Return what stands between backticks and is no command: buttons, and combinations such as SHIFT+13."""
    return re.findall(r"`(?!academy )([^`]+)`", text)


def test_the_course_has_no_problem() -> None:
    assert check([HOME / "course"]) == []


@each_page
def test_a_page_is_kept_as_jupyterlab_writes_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    cleaned = json.dumps(clean(json.loads(text)), indent=1, ensure_ascii=False, sort_keys=True)
    assert text == cleaned + "\n"


def exercise_of(lesson: str, name: str) -> Pattern:
    exercise = COURSE.exercise(f"{lesson}/{name}")
    assert exercise is not None
    return exercise.pattern


def test_all_lessons_are_there_with_all_their_exercises() -> None:
    there = {lesson.id: [exercise.name for exercise in lesson.exercises] for lesson in COURSE.lessons}
    assert there == {lesson: list(exercises) for lesson, exercises in ALL.items()}
    assert list(there) == list(ALL)


def test_five_lessons_are_free_and_the_others_stand_where_the_reference_has_them() -> None:
    fronts = [lesson.front for lesson in COURSE.lessons]
    assert [front.number for front in fronts] == list(range(1, 29))
    assert {(front.number <= 5, front.tier) for front in fronts} == {(True, "free"), (False, "premium")}
    assert [front.level for front in fronts[:5]] == [1] * 5
    places = {
        front.id: (front.number, front.topic, front.level, front.firmware.removeprefix(">="))
        for front in fronts[5:]
    }
    assert places == PLACES


@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_an_exercise_is_played_as_the_reference_says(lesson: str, name: str) -> None:
    wanted: Expected = ALL[lesson][name]
    pattern = exercise_of(lesson, name)
    assert (pattern.tempo, pattern.swing, pattern.bars) == (wanted.tempo, wanted.swing, wanted.bars)
    assert (pattern.division, pattern.meter, pattern.type) == (wanted.division, (4, 4), wanted.type)
    steps = played(pattern)
    assert steps == wanted.steps
    assert played(pattern, Mark.ACCENT) == wanted.loud
    assert played(pattern, Mark.GHOST) == wanted.soft
    offsets = {PADS[lane.name]: lane.offset_ms for lane in pattern.lanes if lane.offset_ms}
    assert offsets == wanted.offsets
    held = {PADS[lane.name]: note.hold + 1 for lane in pattern.lanes for note in lane.notes if note.hold}
    assert held == wanted.held


def target_of(pattern: Pattern) -> Target:
    return pattern.target(PADS)


def scored(pattern: Pattern, hits: list[Hit]) -> Score:
    return score_take(pattern, Take.of(hits, latency_ms=0.0), pads=PADS)


@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_playing_what_is_written_passes_and_playing_nothing_does_not(lesson: str, name: str) -> None:
    pattern = exercise_of(lesson, name)
    hits = [
        Hit(onset.time_s, onset.pad, onset.velocity, onset.time_s + (onset.hold_s or 0.02))
        for onset in target_of(pattern).onsets
    ]
    best = scored(pattern, hits).as_json()
    assert (best["status"], best["overall"]) == ("scored", 100.0)
    assert not scored(pattern, []).as_json()["overall"]


@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_an_exercise_stays_on_the_sixteen_pads_of_one_bank(lesson: str, name: str) -> None:
    """The page shows the bank of the first lane, and a learner has the pads of one bank under the hands."""
    assert len({PADS[lane.name][0] for lane in exercise_of(lesson, name).lanes}) == 1


def test_the_pulse_is_kept_for_four_bars_and_pads_are_named_in_order() -> None:
    pulse, pads = COURSE.exercise("first-hits/pulse"), COURSE.exercise("first-hits/name-the-pad")
    assert pulse is not None
    assert pads is not None
    assert pulse.pattern.passes * pulse.pattern.bars == 4
    assert pads.pattern.order == "strict"


def test_pads_of_a_new_kit_are_hit_in_order() -> None:
    assert exercise_of("load-your-own-kit", "name-every-pad").order == "strict"


def test_dilla_is_placed_where_the_reference_wants_it() -> None:
    pattern = exercise_of("dilla-time", "placed")
    late = {
        (onset.pad, onset.step): 1000 * (onset.time_s - onset.beat * 60 / 86)
        for onset in pattern.target(PADS, passes=1).onsets
    }
    kicks = {step: round(ms, 1) for (pad, step), ms in late.items() if pad in ("D13", "D9", "D10")}
    assert kicks == {0: 0.0, 7: 20.0, 10: 30.0}
    assert {round(ms) for (pad, _), ms in late.items() if pad == "D15"} == {-20}
    assert {round(ms) for (pad, _), ms in late.items() if pad == "D11"} == {0}


@pytest.mark.parametrize(
    ("name", "lateness"), [("swung-sixteenths", 27), ("pocket-54", 14), ("pocket-62", 41)]
)
def test_swing_comes_as_late_as_lesson_eleven_says(name: str, lateness: int) -> None:
    pattern = exercise_of("swing-on-purpose", name)
    assert round((pattern.beat_of(1) - 1 / 4) * 60_000 / pattern.tempo) == lateness
    assert f"{lateness} ms late" in words_of(COURSE.lessons[10])


def test_a_break_is_called_a_reconstruction() -> None:
    for lesson in COURSE.lessons:
        if re.search(r"Amen|Impeach|Levee|funky drummer", words_of(lesson), re.IGNORECASE):
            assert re.search(r"reconstruct\w* for practice", words_of(lesson)), lesson.id


def test_every_lesson_is_reached_from_the_first_through_its_skills() -> None:
    known: set[str] = set()
    for lesson in COURSE.lessons:  # by number
        assert set(lesson.front.requires) <= known
        assert lesson.front.number == 1 or lesson.front.requires
        known |= set(lesson.front.teaches)
    taught = [skill for lesson in COURSE.lessons for skill in lesson.front.teaches]
    assert len(taught) == len(set(taught))


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
    sounds = r"(kick|snare|closed hat|open hat|clap|ghost|low tom|crash|rim|shaker|ride)"
    named = re.findall(rf"{sounds}(?:,| is)?(?: pad)? (\d+)\b", f"{words_of(lesson)} {hints}", re.IGNORECASE)
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
                assert press in BUTTONS or second in HELD.get(first, ()), press


@each_lesson
def test_a_lesson_has_the_presses_of_the_reference_and_their_pages(lesson: Lesson) -> None:
    presses, sources = presses_in(words_of(lesson)), " ".join(lesson.front.sources)
    assert "**On the unit" in words_of(lesson)
    for press, page in (PRESSES | PREMIUM_PRESSES)[lesson.id].items():
        assert press in presses
        assert f"{page}" in sources
    assert "Roland SP-404MK2 Reference Manual v5.50" in lesson.front.sources[0]


# How the text of a lesson shows that it needs a function of a later firmware.
SIGNS = {
    "tr_rec": r"TR-REC|`REMAIN` until it is lit: real time|`REMAIN` until it is lit, as in",
    "one_shot": r"`VALUE\+GATE`",
    "bounce": r"[Bb]ounce",
    "motion": r"`REC`, `MARK`, turn",
    "looper": r"says Looper",
    "groove": r"\bgroove of 16\b",
    "microscope": r"hold `PATTERN EDIT`",
    "sound_generator": r"`SHIFT\+RECORD SETTING`",
    "side_chain": r"SIDE CHAIN",
}


@each_lesson
def test_the_text_asks_for_no_function_that_its_firmware_has_not(lesson: Lesson) -> None:
    features = load_device(HOME / "data" / "sp404mk2.toml").facts["firmware"]["features"]
    needed, words = version(lesson.front.firmware.removeprefix(">=")), words_of(lesson)
    for feature, sign in SIGNS.items():
        if re.search(sign, words):
            assert needed >= version(features[feature]), feature
    if lesson.front.tier == "free" and "until it is lit: real time" not in words:
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
SAMPLE = {
    "index",
    "00-connect",
    "01-first-hits",
    "05-first-pattern",
    "13-chop-a-break",
    "22-dilla-time",
    "28-the-set",
}


@pytest.fixture
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("ACADEMY_STORE", str(tmp_path / "academy.duckdb"))


def run(notebook: nbformat.NotebookNode) -> tuple[list[str], list[nbformat.NotebookNode]]:
    """Run a notebook in the course's folder; return the cells that show a widget, and what is printed."""
    client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(HOME / "course")}})
    client.execute()
    outputs = [(cell["id"], output) for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [name for name, output in outputs if VIEW in output.get("data", {})]
    return shown, [output for _, output in outputs if "data" not in output]


@pytest.mark.usefixtures("empty_home")
@pytest.mark.parametrize("page", [page for page in PAGES if page.stem in SAMPLE], ids=lambda page: page.stem)
def test_a_page_runs_and_shows_its_widgets_without_a_desk(page: Path) -> None:
    shown, printed = run(nbformat.read(page, as_version=4))
    assert shown == [cell["id"] for cell in cells_of(page) if cell["cell_type"] == "code"][1:]
    assert printed == []


@pytest.mark.usefixtures("empty_home")
def test_the_cells_of_all_other_pages_run_in_one_kernel() -> None:
    """Starting a kernel for each page would take a minute; one of them runs all their cells."""
    together = nbformat.v4.new_notebook()
    together.cells = [nbformat.v4.new_code_cell("%load_ext academy", id="set-up")]
    for page in PAGES:
        if page.stem not in SAMPLE:
            _, *cells = [cell for cell in cells_of(page) if cell["cell_type"] == "code"]
            together.cells += [
                nbformat.v4.new_code_cell(cell["source"], id=f"{page.stem[:2]}-{cell['id']}")
                for cell in cells
            ]
    shown, printed = run(together)
    assert shown == [cell["id"] for cell in together.cells][1:]
    assert printed == []
