"""`%load_ext academy` in a real IPython shell: what a lesson's cells show, and what they say of a mistake."""

import atexit
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from academy.errors import QuestionError
from academy.widgets.connect import ConnectCheck
from academy.widgets.home import CourseHome
from academy.widgets.playing import Playing
from academy.widgets.question import Question
from academy.widgets.stage import PracticeStage

COURSE = Path(__file__).parents[1] / "course"
KICK = "tempo: 84\nkick x... .... x... ...."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a kernel starts in; the desk is not running, HOME is empty."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ACADEMY_STORE", str(tmp_path / "academy.duckdb"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def shell(folder: Path) -> Iterator[InteractiveShell]:
    """A shell with the academy loaded, as the second cell of each lesson does it."""
    made = InteractiveShell(config=Config(HistoryManager={"enabled": False}, colors="NoColor"))
    made.run_cell("%load_ext academy").raise_error()
    yield made
    made.restore_sys_module_state()
    atexit.unregister(made.atexit_operations)
    made.atexit_operations()


def shown_by(shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch, cell: str) -> Any:
    """Run a cell and return the one thing it displays or ends with."""
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    done = shell.run_cell(cell)
    done.raise_error()
    (one,) = [*shown, *([done.result] if done.result is not None else [])]
    return one


def test_an_exercise_cell_shows_the_stage(shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = shown_by(shell, monkeypatch, f"%%exercise my-own\n{KICK}")
    assert isinstance(stage, PracticeStage)
    assert (stage.exercise["id"], stage.exercise["tempo"]) == ("scratch/my-own", 84)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("kick x...", "line 1: no tempo; add a line such as 'tempo: 88' above the lanes."),
        ("tempo: fast\nkick x...", "line 1: tempo is 'fast'; expected beats per minute from 20 to 300."),
        ("tempo: 84\nkick x..z", "line 2: lane 'kick', step 4: 'z' is not one of x X o = ."),
    ],
)
def test_a_broken_pattern_shows_its_sentence_and_no_traceback(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], body: str, sentence: str
) -> None:
    assert not shell.run_cell(f"%%exercise broken\n{body}").success
    printed = capsys.readouterr()
    assert (printed.out + printed.err).strip() == sentence


def test_a_lane_that_the_kit_does_not_have_is_said_before_anybody_plays(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not shell.run_cell("%%exercise bell\ntempo: 84\ncowbell x... .... x... ....").success
    printed = capsys.readouterr()
    assert (printed.out + printed.err).startswith("lane 'cowbell': the kit has no such sound. It has kick,")


@pytest.mark.parametrize("line", ["%%exercise", "%%exercise two words"])
def test_an_exercise_without_one_name_says_so(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    assert not shell.run_cell(f"{line}\n{KICK}").success
    printed = capsys.readouterr()
    assert "needs one name, such as %%exercise first-bar." in printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err


def test_connect_and_journey_show_their_pages(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(shown_by(shell, monkeypatch, "connect()"), ConnectCheck)
    home = shown_by(shell, monkeypatch, "journey()")
    assert isinstance(home, CourseHome)
    assert (home.home["lessons"], home.home["saving"]) == ([], False)


def test_playing_and_sql_show_their_widgets_also_without_a_desk(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = shown_by(shell, monkeypatch, "playing()")
    assert isinstance(mine, Playing)
    assert "start the academy" in mine.playing["trouble"]
    asked = shown_by(shell, monkeypatch, 'sql("""\nselect 1\n""")')
    assert isinstance(asked, Question)
    assert asked.question == "select 1"
    with pytest.raises(QuestionError, match="start the academy"):
        asked.answer()


def test_a_cell_of_a_lesson_knows_its_lesson_and_what_comes_next(
    shell: InteractiveShell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lesson in COURSE.glob("*.ipynb"):
        (folder / lesson.name).write_bytes(lesson.read_bytes())
    first = shown_by(shell, monkeypatch, f"%%exercise kick-and-snare\n{KICK}")
    assert first.exercise["id"] == "backbeat/kick-and-snare"
    assert first.exercise["lesson"] == {"id": "backbeat", "title": "The backbeat", "number": 2}
    assert first.exercise["next"]["url"] == "#quarter-hats"
    last = shown_by(shell, monkeypatch, f"%%exercise stomp-stomp-clap\n{KICK}")
    assert last.exercise["next"]["url"] == "03-four-on-the-floor.ipynb"


def test_a_broken_lesson_elsewhere_does_not_keep_this_one_from_being_played(
    shell: InteractiveShell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "02.ipynb").write_bytes((COURSE / "02-backbeat.ipynb").read_bytes())
    (folder / "03.ipynb").write_bytes(b"\xff no notebook")
    last = shown_by(shell, monkeypatch, f"%%exercise stomp-stomp-clap\n{KICK}")
    assert (last.exercise["id"], last.exercise["next"]) == ("backbeat/stomp-stomp-clap", None)


def test_a_broken_notebook_that_only_begins_alike_is_no_matter(
    shell: InteractiveShell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "02.ipynb").write_bytes((COURSE / "02-backbeat.ipynb").read_bytes())
    (folder / "03.ipynb").write_text("%%exercise kick-and-snare broken")
    (folder / "04.ipynb").write_text("%%exercise kick-and-snare-and-hat broken")
    stage = shown_by(shell, monkeypatch, f"%%exercise kick-and-snare\n{KICK}")
    assert stage.exercise["id"] == "backbeat/kick-and-snare"


def test_the_stage_says_when_the_unit_is_too_old_for_the_lessons_buttons(
    shell: InteractiveShell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (COURSE / "02-backbeat.ipynb").read_text(encoding="utf-8").replace(">=1.0", ">=4.04")
    (folder / "02.ipynb").write_text(old, encoding="utf-8")
    monkeypatch.setattr("academy.classroom.Classroom._device_setting", lambda room: {"firmware": "3.10"})
    stage = shown_by(shell, monkeypatch, f"%%exercise kick-and-snare\n{KICK}")
    assert "firmware 4.04; your unit has 3.10" in stage.exercise["note"]


def test_what_the_cell_says_now_counts_also_before_it_is_saved(
    shell: InteractiveShell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "lesson.ipynb").write_bytes((COURSE / "02-backbeat.ipynb").read_bytes())
    stage = shown_by(shell, monkeypatch, "%%exercise kick-and-snare\ntempo: 99\nsnare x... .... .... ....")
    assert (stage.exercise["tempo"], len(stage.exercise["onsets"])) == (99, 1)


def test_two_lessons_with_an_exercise_of_one_name_are_told_apart_by_the_cell(
    shell: InteractiveShell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = json.loads((COURSE / "02-backbeat.ipynb").read_text(encoding="utf-8"))
    other = json.dumps(notebook).replace("id: backbeat", "id: other").replace("number: 2", "number: 9")
    (folder / "a-other.ipynb").write_text(
        other.replace("kick   x... .... x... ....", "kick   x... .... .... ....")
    )
    (folder / "b-backbeat.ipynb").write_text(json.dumps(notebook))
    text = next(
        "".join(cell["source"]).partition("\n")[2]
        for cell in notebook["cells"]
        if "%%exercise kick-and-snare" in "".join(cell["source"])
    )
    stage = shown_by(shell, monkeypatch, f"%%exercise kick-and-snare\n{text}")
    assert stage.exercise["id"] == "backbeat/kick-and-snare"


def test_a_take_for_an_exercise_that_no_lesson_has_is_refused_in_words(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = shown_by(shell, monkeypatch, "journey()")
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(home, "send", said.append)
    home._answer(home, {"kind": "take", "id": 1, "take": {"id": "t", "exercise": "gone/away"}}, [])
    (answer,) = said
    assert (answer["kind"], answer["take_id"]) == ("refused", "t")
    assert "'gone/away'" in answer["message"]
