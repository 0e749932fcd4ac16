"""What a stage asks of the kernel, and what it hears, with a desk and without one."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from academy.errors import DeskUnavailable, TakeError
from academy.midi.take import Hit, Take

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_the_page_gets_each_note_in_seconds_with_its_pad(practice: Any) -> None:
    said = practice.exercise_json()
    kicks = [onset["time_s"] for onset in said["onsets"] if onset["pad"] == "A13"]
    assert kicks == [0.0, 1.0, 2.0, 3.0]
    assert said["lanes"][0] == {"name": "kick", "pad": "A13", "sound": "boom"}
    assert (said["title"], said["bars"], said["pass_mark"]) == ("Kick and snare", 2, 70)
    assert said["sounds"] == {"A13": "boom", "A15": "crack"}


def test_where_the_exercise_stands_in_its_lesson_is_told_too(practice: Any) -> None:
    assert practice.exercise_json()["next"] is None
    after = {"title": "Hats", "url": "#hats", "kind": "exercise"}
    assert replace(practice, about={"next": after}).exercise_json()["next"] == after


def test_the_learner_is_known_by_attempts_calibrations_and_preferences(
    practice: Any, message: Any, desk: Any
) -> None:
    practice.finish(message, NOON)
    practice.keep_preference("volume", 0.5)
    practice.keep_preference("click", "off")
    practice.keep_calibration({"input": "keyboard", "latency_ms": 21.5}, NOON)
    known = practice.learner_json()
    assert known["preferences"] == {"volume": 0.5, "click": "off"}
    assert known["calibrations"] == [{"at": NOON.isoformat(), "input": "keyboard", "latency_ms": 21.5}]
    assert known["best"]["take_id"] == "take-1"
    assert practice.has_desk()


@pytest.mark.parametrize("is_there", [True, False], ids=["silent desk", "no desk"])
def test_without_a_desk_a_lesson_opens_and_says_that_nothing_is_kept(
    practice: Any, desk: Any, is_there: bool
) -> None:
    desk.is_gone = True
    alone = practice if is_there else replace(practice, desk=lambda: None)
    assert alone.learner_json() == {"calibrations": [], "preferences": {}, "attempts": [], "best": None}
    assert not alone.has_desk()
    with pytest.raises(DeskUnavailable):
        alone.keep_preference("volume", 0.5)
    with pytest.raises(DeskUnavailable):
        alone.keep_calibration({"latency_ms": 1}, NOON)


def test_a_desk_that_comes_back_is_found_again(practice: Any, message: Any, desk: Any) -> None:
    desk.is_gone = True
    assert not practice.finish(message, NOON)["saved"]
    desk.is_gone = False
    assert practice.finish(message, NOON)["saved"]


def test_every_sound_of_the_kit_is_sent_once(practice: Any) -> None:
    wavs, says = practice.sounds()
    assert wavs == {"boom": b"boom", "crack": b"crack", "tick": b"tick", "tock": b"tock"} and says is None


def test_a_take_of_another_exercise_is_scored_as_that_one(practice: Any, message: Any, exercise: Any) -> None:
    other = replace(practice, exercise=replace(exercise, id="backbeat/other"))
    assert other.finish(message, NOON)["exercise"] == "backbeat/kick-and-snare"


def test_a_take_of_an_exercise_that_no_lesson_has_stays_in_the_browser(practice: Any, message: Any) -> None:
    with pytest.raises(TakeError, match=r"'gone/away', an exercise that no lesson here has\. It stays"):
        practice.finish(message | {"exercise": "gone/away"}, NOON)


def test_an_uploaded_file_becomes_a_take_with_the_pages_header(practice: Any, message: Any) -> None:
    read = replace(practice, read_file=lambda _name, _data: Take.of([Hit(0.5, "A15", 80)]))
    said = read.take_of_file("mine.mid", b"", {"id": "up-1", "exercise": message["exercise"], "tempo": 120})
    assert (said["id"], said["tempo"]) == ("up-1", 120)
    assert [(hit["time_s"], hit["pad"]) for hit in said["hits"]] == [(0.5, "A15")]
