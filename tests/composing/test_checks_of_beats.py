"""Each check of a new beat lets the course through and stops what it is there for, in words to act on."""

from dataclasses import replace

import pytest
from beats_to_vary import BASE, brief, course, kits

from academy.composing.canonical import canonical
from academy.composing.checks import checked, faults_of_beat, figures
from academy.patterns.notation import parse

GOOD = BASE.replace("x.x. ....\n", ".xx. ....\n")


def faults(text: str, **changed: object) -> list[str]:
    return checked(text, replace(brief(), **changed))[1]


def test_a_beat_that_differs_by_one_note_passes() -> None:
    assert faults(GOOD) == []


BROKEN = {
    "a mark that is none": (GOOD.replace(".xx.", ".9x."), "line 3: lane 'kick', step 10: '9' is not one of"),
    "rows of two lengths": (GOOD.replace(".xx. ....", ".xx. ..."), "lane 'snare' has 16 steps, lane 'kick'"),
    "another grid": (GOOD.replace("tempo: 90", "tempo: 90\ndivision: 2"), "it has 16 steps, 2 to a beat"),
    "a lane the kit lacks": (GOOD.replace("snare", "gong"), "lane 'gong' is neither a sound of the kit"),
    "no hits": ("tempo: 90\nkick .... .... .... ....", "no hits; expected at least one"),
    "five pads at once": (
        GOOD + "rim x... .... .... ....\nclap x... .... .... ....\nride x... .... .... ....\n",
        "5 pads at once on 1; at most 4",
    ),
    "a pad too soon": (
        GOOD.replace("tempo: 90", "tempo: 160").replace("hat   x.x.", "hat   xxx."),
        "lane 'hat' (pad A11): 93.8 ms from 1 to the e of 1; at least 100.0 ms",
    ),
    "a pad too soon around the loop": (
        "tempo: 160\nkick x... .... .... ...x\nsnare .... x... .... x...\nhat x.x. x.x. x.x. x.x.\n",
        "lane 'kick' (pad A13): 93.8 ms from the a of 4 to 1; at least 100.0 ms",
    ),
    "two hits too close": (
        GOOD.replace("tempo: 90", "tempo: 150\nswing: 75"),
        "two pads: 50.0 ms from the e of 3 to the and of 3; at least 60.0 ms",
    ),
    "too slow": (GOOD.replace("90", "59"), "tempo is 59; expected 60 to 180"),
    "too fast": (GOOD.replace("90", "181"), "tempo is 181; expected 60 to 180"),
    "the base itself": (
        BASE,
        "it differs from 'lesson/beat' by 0.00; wanted 0.05 to 0.70: change more notes",
    ),
    "another tempo alone": (BASE.replace("90", "80"), "by 0.00; wanted 0.05"),
    "another beat altogether": (
        "tempo: 90\nhat .x.x .x.x .x.x .x.x\n",
        "by 1.00; wanted 0.05 to 0.70: keep more of its notes",
    ),
    "a title too long": (
        f"title: {'x' * 61}\n{GOOD.partition(chr(10))[2]}",
        "title has 61 letters; at most 60",
    ),
    "a link": (
        f"title: see www.x.org\n{GOOD.partition(chr(10))[2]}",
        "title has 'www.' in it; plain words only",
    ),
    "another script": (
        f"title: 节奏\n{GOOD.partition(chr(10))[2]}",
        "title has '节' in it; write in English",
    ),
    "a pad that is silent": (f"hint: Hit pad 12.\n{GOOD}", "hint names pad 12, which does not sound here"),
    "a sound that is silent": (
        f"hint: Claps on 2.\n{GOOD}",
        "hint names the clap, which does not sound here",
    ),
}


@pytest.mark.parametrize(("text", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_is_named_with_its_value(text: str, says: str) -> None:
    assert any(says in fault for fault in faults(text)), faults(text)


def test_a_beat_of_the_course_is_not_new() -> None:
    name = canonical(parse(GOOD), brief().pads)
    assert faults(GOOD, taken=frozenset({name})) == ["this beat exists in the course already; change a note"]
    others = checked(GOOD, brief(), {name})[1]
    assert others == ["this is the same beat as another variation; each must be new"]


def test_difficulty_outside_the_band_is_said_with_the_way_to_go() -> None:
    (harder,) = faults(GOOD.replace("90", "78"), wish="harder")
    assert harder.startswith("its measured difficulty is ") and harder.endswith(": make it harder")
    (easier,) = faults(GOOD, wish="easier")
    assert easier.endswith(": make it easier")


def test_figures_have_as_many_digits_as_tell_them_apart() -> None:
    assert figures(0.077, (0.08, 0.7)) == ("0.077", "0.080", "0.700")
    assert figures(0.01, (0.05, 0.7)) == ("0.01", "0.05", "0.70")


def test_what_the_course_does_passes_but_for_one_roll_and_two_hints_by_people() -> None:
    stopped = {
        name: list(faults_of_beat(one.pattern, kits()["course"])) for name, one in course().exercises.items()
    }
    assert {name: len(found) for name, found in stopped.items() if found} == {
        "trap-hats/pairs": 2,  # a roll for two hands, as its words say
        "the-lo-fi-chain/rim-boom-bap": 1,  # its hint says which sound is left out
        "skip-back-and-looper/over-the-loop": 1,  # the loop sounds, not the pad
    }


def test_a_variation_may_ask_what_its_exercise_asks_already() -> None:
    roll = course().exercises["trap-hats/pairs"].pattern
    assert list(faults_of_beat(roll, kits()["course"], roll)) == []


def test_what_the_unit_plays_by_itself_asks_nothing_of_hands() -> None:
    fast = GOOD.replace("tempo: 90", "tempo: 160").replace("hat   x.x.", "hat   xxx.")
    assert any("at least 100" in fault for fault in faults(fast))
    assert not any("at least 100" in fault for fault in faults(f"type: sequence\n{fast}"))
