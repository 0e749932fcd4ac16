"""The stage plays the kit of its lesson; without it the course kit, and says so."""

from pathlib import Path
from typing import Any

import pytest

from academy.errors import DeskUnavailable, NotInPlan, SoundError
from academy.practice.lesson_sounds import NOT_OPEN, LessonSounds
from academy.samples.kits import load_kit

COURSE = load_kit(Path(__file__).parents[2] / "data" / "kits" / "course")


class Kits:
    """A desk that has two pads of a lesson, one of them on no pad of the course kit."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[str] = []
        self.error = error

    def kit(self, lesson: str) -> dict[str, Any]:
        self.asked.append(lesson)
        return {"pieces": [{"pad": "A13"}, {"pad": "J16"}]}

    def kit_audio(self, lesson: str, pad: str) -> bytes:
        self.asked.append(pad)
        if self.error:
            raise self.error
        return f"{lesson} {pad}".encode()


def test_the_lessons_sound_is_on_its_pad_and_the_other_pads_keep_theirs() -> None:
    wavs, says = LessonSounds(COURSE, "backbeat", Kits).sounding()
    assert wavs["kick"] == b"backbeat A13" and wavs["snare"] == COURSE.wav("snare")
    assert wavs["kick-late"] == wavs["kick"]  # one kick in the course kit, so one kick here
    assert wavs["J16"] == b"backbeat J16"  # no lane of the course kit lies there
    assert wavs["click"] == COURSE.wav("click") and says is None


def test_nothing_is_asked_of_the_desk_before_something_sounds() -> None:
    desk = Kits()
    kit = LessonSounds(COURSE, "backbeat", lambda: desk)
    assert kit.pads == COURSE.pads and kit.clicks == COURSE.clicks
    assert set(kit.sounds) == set(COURSE.pads) and kit.sounds["kick-on"] == "kick-on"
    assert desk.asked == []
    kit.sounding()
    assert desk.asked == ["backbeat", "A13", "J16"]


def test_what_cuts_what_off_is_that_of_the_course_kit() -> None:
    groups = LessonSounds(COURSE, "backbeat", Kits).chokes
    assert set(groups[0]) == {"hat", "hat-even", "open-hat", "shaker"}
    assert set(groups[2]) == {"root", "fifth", "octave", "bass", "bass-high"}


@pytest.mark.parametrize("error", [SoundError("No sound 'x'."), DeskUnavailable("The desk is gone.")])
def test_a_desk_that_cannot_give_them_leaves_the_whole_course_kit_and_a_sentence(error: Exception) -> None:
    wavs, says = LessonSounds(COURSE, "backbeat", lambda: Kits(error)).sounding()
    assert wavs["kick"] == COURSE.wav("kick")
    assert says == f"These are the sounds of the course kit, not those of this lesson. {error}"


def test_without_a_desk_it_says_how_to_start_one() -> None:
    wavs, says = LessonSounds(COURSE, "backbeat", lambda: None).sounding()
    assert wavs["kick"] == COURSE.wav("kick") and says is not None and "`make start`" in says


def test_all_sounds_lie_back_to_back_in_one_piece() -> None:
    places, whole = LessonSounds(COURSE, "backbeat", Kits).sounding().back_to_back()
    kick = next(place for place in places if place["name"] == "kick")
    offset, length = int(kick["offset"]), int(kick["length"])
    assert whole[offset : offset + length] == b"backbeat A13"


def test_the_taste_of_a_lesson_that_is_not_open_sounds_like_the_course_kit() -> None:
    wavs, says = LessonSounds(COURSE, "jungle-cut-up", lambda: Kits(NotInPlan("No.", "premium"))).sounding()
    assert wavs["kick"] == COURSE.wav("kick") and says == NOT_OPEN
