"""The kit of each lesson, chosen from the academy's sounds."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from academy.errors import SoundError
from academy.lessons.catalogue import catalogue
from academy.practice.lesson_kit import wanted_of
from academy.samples.kits import load_kit
from academy.samples.lesson_kit import LessonKit, Slot, Wanted, for_lesson
from academy.samples.lesson_kit.tempo import can_follow
from academy.samples.library.building import CATALOGUE
from academy.samples.library.catalogue import read_catalogue
from academy.samples.library.entry import Entry
from academy.samples.library.words import read_words

HOME = Path(__file__).parent.parent.parent
SOUNDS = HOME / "data" / "sounds"
LESSONS = {lesson.id: lesson for lesson in catalogue(HOME / "course").lessons}


@cache
def entries() -> dict[str, Entry]:
    return {entry.id: entry for entry in read_catalogue(SOUNDS / CATALOGUE)[0]}


def wanted(lesson: str, seed: int = 0) -> Wanted:
    return wanted_of(LESSONS[lesson], load_kit(HOME / "data" / "kits" / "course").pads, seed)


@cache
def kit(lesson: str, seed: int = 0) -> LessonKit:
    return for_lesson(wanted(lesson, seed), list(entries().values()), read_words(SOUNDS / "words.toml"))


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_pad_that_a_lesson_plays_is_filled_and_eight_at_least(lesson: str) -> None:
    choices = kit(lesson).choices
    assert {slot.pad for slot in wanted(lesson).slots} <= set(choices) and len(choices) >= 8
    assert all(choice.why and choice.sound_id in entries() for choice in choices.values())
    others = {name for choice in choices.values() for name, why in choice.alternates if why}
    assert others <= set(entries())


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_loop_is_never_one_that_the_unit_cannot_stretch(lesson: str) -> None:
    tempos = {
        slot.pad: wanted(lesson).tempos_of(slot) for slot in (*wanted(lesson).slots, *wanted(lesson).spare)
    }
    for choice in kit(lesson).choices.values():
        bpm = entries()[choice.sound_id].sound.bpm
        assert bpm is None or can_follow(bpm, tempos[choice.pad])


def test_a_seed_gives_the_same_kit_always_and_another_seed_another() -> None:
    again = for_lesson(
        wanted("boom-bap-pocket", 7), list(entries().values()), read_words(SOUNDS / "words.toml")
    )
    assert again == kit("boom-bap-pocket", 7) != kit("boom-bap-pocket", 8)


def test_the_chops_are_the_eight_slices_of_one_loop() -> None:
    chops = [choice for choice in kit("chop-a-break").choices.values() if choice.lane.startswith("chop")]
    cuts = [choice.cut for choice in sorted(chops, key=lambda choice: choice.lane) if choice.cut]
    assert len(cuts) == 8 and len({choice.sound_id for choice in chops}) == 1
    assert all(left.end == right.start for left, right in pairwise(cuts))


def test_a_pad_that_nothing_fits_is_said_and_not_passed_over() -> None:
    slot = Wanted("x", "house", (120, 120), (), (Slot("A13", "kick"),), (120,))
    with pytest.raises(SoundError, match="A13"):
        for_lesson(slot, [entry for entry in entries().values() if entry.sound.kind == "pad"])
