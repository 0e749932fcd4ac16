"""The words of the course: presses that the unit has, pads that the kit has, prose that is short."""

import re
from pathlib import Path

from expected import BUTTONS, HELD, PRESSES
from premium_presses import PREMIUM_PRESSES
from whole_course import COURSE, HOME, PADS, each_lesson, each_page, words_of

from academy.lessons.notebook import Lesson, cells_of, is_exercise
from academy.midi.device import load_device, version


def presses_in(text: str) -> list[str]:
    """Return what stands between backticks and is no command: buttons, and combinations such as SHIFT+13."""
    return re.findall(r"`(?!academy )([^`]+)`", text)


def test_a_break_is_called_a_reconstruction() -> None:
    for lesson in COURSE.lessons:
        if re.search(r"Amen|Impeach|Levee|funky drummer", words_of(lesson), re.IGNORECASE):
            assert re.search(r"reconstruct\w* for practice", words_of(lesson)), lesson.id


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
