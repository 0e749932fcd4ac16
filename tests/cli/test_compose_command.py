"""`academy compose`: cells that can be pasted, drafts that are ready, and refusals in one sentence."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from academy.lessons.check import check
from academy.lessons.exercise_text import faults_of_name, faults_of_pattern, split_exercise

HOME = Path(__file__).parent.parent.parent
BASE = "boom-bap-pocket/first-bar"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the course, to write drafts into."""
    for folder in ("course", "data"):
        shutil.copytree(
            HOME / folder, tmp_path / folder, ignore=shutil.ignore_patterns(".ipynb*", "*.wav", "drafts")
        )
    monkeypatch.setenv("ACADEMY_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_variations_are_cells_that_an_exercise_can_be(academy: Any) -> None:
    said = academy("compose", BASE, "--easier", "--count", "3")
    assert (said.code, said.err) == (0, "")
    cells = said.out.split("%%exercise")[1:]
    assert len(cells) == 3
    for cell in cells:
        name, body, _ = split_exercise(f"%%exercise{cell}")
        assert faults_of_name(name) == faults_of_pattern(body)[1] == []
        first = body.splitlines()[0]
        assert first.startswith("# difficulty ") and "easier than first-bar (+1.71), by rules. " in first


def test_a_seed_gives_the_same_beats_for_programs_and_people(academy: Any) -> None:
    one, two, other = (
        json.loads(academy("compose", BASE, "--seed", seed, "--json").out) for seed in ("4", "4", "5")
    )
    assert one == two != other
    assert (one["source"], one["wish"], len(one["variations"])) == ("rules", "same", 5)


def test_too_few_are_said_on_stderr(academy: Any) -> None:
    said = academy("compose", "dj-mode/start-on-one")
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("'dj-mode/start-on-one' leaves little to be varied")


def test_a_lesson_becomes_a_draft_that_is_ready_for_review(academy: Any, home: Path) -> None:
    said = academy("compose", "--lesson", "Night bus", "--skill", "syncopated-kick", "--seed", "3")
    assert said.code == 0, said
    file = home / "course" / "drafts" / "29-night-bus.ipynb"
    assert said.out.splitlines()[0] == "course/drafts/29-night-bus.ipynb"
    assert "By course generator. Nobody has played it yet." in said.out
    assert f"Next: academy preview {file.relative_to(home)}, then academy review night-bus" in said.out
    assert check([file]) == []
    assert "no problems" in academy("review").out
    again = academy("compose", "--lesson", "Night bus")
    assert "29-night-bus.ipynb has the id 'night-bus' already" in again.sentence


REFUSED = {
    "neither": ([], "Name an exercise to vary, such as"),
    "both": ([BASE, "--lesson", "Night bus"], "Name an exercise to vary, such as"),
    "an exercise that is not there": (["boom-bap-pocket/first"], "Near are boom-bap-pocket/first-bar"),
    "too many": ([BASE, "--count", "11"], "--count is 11; expected a whole number from 1 to 10."),
    "a topic that is none": (
        ["--lesson", "X", "--topic", "jazz"],
        "--topic is 'jazz'; expected one of rhythm",
    ),
    "a skill that is none": (["--lesson", "X", "--skill", "no"], "No lesson teaches 'no'."),
    "a model without a desk": ([BASE, "--ai"], "Start it with `academy start`, or leave --ai out."),
    "a seed below 0": ([BASE, "--seed", "-1"], "--seed is -1"),
}


@pytest.mark.parametrize(("arguments", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_done_is_said_in_one_sentence(academy: Any, arguments: list[str], says: str) -> None:
    assert says in academy("compose", *arguments).sentence
