"""When two beats are the same, how far apart others are, and what is said of the difference."""

import pytest
from beats_to_vary import BASE, kits

from academy.composing.canonical import canonical, distance
from academy.composing.changes import changes, sentence, title_of
from academy.composing.naming import beat_words
from academy.patterns.notation import parse

PADS = kits()["course"]
TWELVE = "tempo: 90\nkick x... x... x... x...\nhat x.x. x.x. x.x. x.x.\n"


def test_one_hit_more_on_twelve_is_a_thirteenth() -> None:
    more = parse(TWELVE.replace("kick x...", "kick x..x"))
    assert distance(parse(TWELVE), more, PADS) == pytest.approx(1 / 13)


def test_an_accent_makes_another_note_of_it() -> None:
    loud = parse(TWELVE.replace("kick x...", "kick X..."))
    assert distance(parse(TWELVE), loud, PADS) == pytest.approx(2 / 13)


SAME = {
    "title, tempo and swing": "title: Other\nswing: 60\n" + TWELVE.replace("90", "120"),
    "pads for names": TWELVE.replace("kick", "A13").replace("hat", "A11"),
    "the other order": "tempo: 90\nhat x.x. x.x. x.x. x.x.\nkick x... x... x... x...\n",
    "an empty lane": TWELVE + "snare .... .... .... ....\n",
    "twice over": "tempo: 90\nkick x... x... x... x... x... x... x... x...\n"
    "hat x.x. x.x. x.x. x.x. x.x. x.x. x.x. x.x.\n",
    "a coarser grid": "tempo: 90\ndivision: 2\nkick x.x.x.x.\nhat xxxxxxxx\n",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_the_same_beat_has_the_same_name(text: str) -> None:
    assert canonical(parse(text), PADS) == canonical(parse(TWELVE), PADS)


def test_another_note_gives_another_name() -> None:
    names = {
        canonical(parse(TWELVE.replace("kick x...", f"kick {bar}")), PADS) for bar in ("X...", "o...", "xx..")
    }
    assert len(names | {canonical(parse(TWELVE), PADS)}) == 4


SAID = {
    "moved": (BASE.replace("x.x. ....\n", ".xx. ....\n"), "Kick from 3 to the e of 3.", "kick moved"),
    "thinner": (BASE.replace("x.x. ....\n", "x... ....\n"), "Kick without the and of 3.", "thinner kick"),
    "busier": (BASE.replace("kick  x...", "kick  x..x"), "Kick also on the a of 1.", "busier kick"),
    "elsewhere": (
        BASE.replace("x.x. ....\n", ".x.x .x..\n"),
        "Kick on the e of 3, the a of 3 and the e of 4, not on 3 and the and of 3.",
        "another kick",
    ),
    "another sound": (BASE.replace("snare", "clap"), "Clap plays what the snare did.", "on the clap"),
    "accents": (BASE.replace("snare .... x", "snare .... X"), "Snare with other accents.", "snare accents"),
    "slower": (BASE.replace("90", "80"), "80 beats a minute, not 90.", "slower"),
    "gone": (BASE.rpartition("hat")[0], "No hat.", "no hat"),
}


@pytest.mark.parametrize(("text", "says", "short"), SAID.values(), ids=SAID.keys())
def test_what_changed_is_read_from_the_two_beats(text: str, says: str, short: str) -> None:
    found = changes(parse(BASE), parse(text))
    assert sentence(found) == says
    assert title_of("A beat", found) == f"A beat: {short}"


def test_a_title_has_room_for_sixty_letters() -> None:
    assert len(title_of("x" * 80, changes(parse(BASE), parse(BASE.replace("90", "80"))))) <= 60


def test_a_beat_is_said_as_it_is_counted() -> None:
    assert beat_words(parse(BASE)) == "Kick on 1, 3 and the and of 3; snare on 2 and 4; hat on every eighth."
    assert beat_words(parse(BASE), 40) == "Kick on 1, 3 and the and of 3."
