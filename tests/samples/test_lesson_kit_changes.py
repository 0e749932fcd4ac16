"""What a learner chose stands before what the academy chose, and what cannot be is said."""

from typing import Any

import pytest

from academy.errors import SoundError
from academy.samples.lesson_kit import Choice, Cut, LessonKit, changed

KIT = LessonKit(
    "one", {"A13": Choice("A13", "kick", "kick-1", None, "round kick", (("kick-2", "hard kick"),))}, ""
)


def test_the_learners_sound_takes_the_pad_and_the_academys_stays_at_hand() -> None:
    mine = changed(KIT, {"A13": {"sound": "kick-2", "start": None, "end": None}}).choices["A13"]
    assert (mine.sound_id, mine.lane, mine.cut, mine.why) == ("kick-2", "kick", None, "your own choice")
    assert mine.alternates == (("kick-1", "what the academy chose: round kick"),)


def test_a_pad_that_the_kit_does_not_have_is_added_in_its_place() -> None:
    kit = changed(KIT, {"B2": {"sound": "x", "start": 5, "end": 9}, "A2": {"sound": "y"}})
    assert list(kit.choices) == ["A2", "A13", "B2"] and kit.choices["B2"].cut == Cut(5, 9)


@pytest.mark.parametrize(
    ("pads", "words"),
    [
        ({"K1": {"sound": "x"}}, "There is no pad 'K1'. Pads are A1 to J16"),
        ({"A17": {"sound": "x"}}, "There is no pad 'A17'"),
        ({"A1": {}}, "Pad A1: which sound"),
        ({"A1": "kick"}, "Pad A1: which sound"),
        ({"A1": {"sound": "x", "start": 9, "end": 5}}, "cut from 9 to 5; expected two frames"),
        ({"A1": {"sound": "x", "start": 0, "end": None}}, "cut from 0 to None"),
        ({"A1": {"sound": "x", "start": -1, "end": 5}}, "cut from -1 to 5"),
        ({"A1": {"sound": "x", "start": 0, "end": 1.5}}, "cut from 0 to 1.5"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(pads: dict[str, Any], words: str) -> None:
    with pytest.raises(SoundError) as error:
        changed(KIT, pads)
    assert words in str(error.value)
    assert list(KIT.choices) == ["A13"]
