"""Every type of exercise on its page: notes held, chords in order, effects, patterns that are read, files."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import mido
import pytest
from conftest import Academy, desk_of, serve
from courses import code, new_home, write_notebook
from playing import downbeat_ms
from playwright.sync_api import Locator, Page, expect

NewPage = Callable[..., Page]
Said = list[list[float]]
BEAT_MS = 400.0  # at 150
KICK, SNARE = 36, 38
HEAD = "tempo: 150\npasses: 1\n"
BAR = "kick  x... ..x. x... ....\nsnare .... x... .... x..."
EXERCISES = {
    "hold": "kick x=== .... x=== ....",
    "strict": "order: strict\nsnare x... x... x... x...\nkick  x... x... x... x...",
    "sweep": "type: effect\nmove ctrl1: 0 -> 127, bars 1-2\nkick x... x... x... x... | x... x... x... x...",
    "chop": "type: chop\nchop1 x... .... .... ....\nchop2 .... x... .... ....\n"
    "chop3 .... .... x... ....\nchop4 .... .... .... x...",
    "read": f"type: sequence\n{BAR}",
}
NOTES = [(0.0, KICK), (1.0, SNARE), (1.5, KICK), (2.0, KICK), (3.0, SNARE)]
"""The exercise `read`, in beats."""
FRONT_MATTER = """---
id: types
number: 1
title: Types
topic: rhythm
level: 1
tier: free
minutes: 5
version: 1.0.0
objectives: [Play each type]
teaches: [types]
sources: [none]
---"""


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """A course of one lesson with one exercise of each type."""
    home = new_home(tmp_path_factory.mktemp("home"))
    front = {"cell_type": "raw", "source": FRONT_MATTER, "metadata": {}}
    cells = [code(f"%%exercise {name}\n{HEAD}{text}") for name, text in EXERCISES.items()]
    write_notebook(home, "types", [front, code("%load_ext academy"), *cells])
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ACADEMY_HOME", str(home))
        served = serve(tmp_path_factory.mktemp("academy"))
    yield served
    served.stop()


def opened(page: Page, academy: Academy, exercise: str, firmware: str | None = None) -> Locator:
    """Open the lesson as the owner of a unit with this firmware; return the stage of an exercise."""
    desk_of(academy).set_setting("device", {"mode": "A", "firmware": firmware})
    page.goto(academy.page("voila/render/types.ipynb"))
    stage = page.locator(f".stage[aria-label='Practise: {exercise}']")
    expect(stage).to_be_visible(timeout=30_000)
    stage.scroll_into_view_if_needed()
    expect(stage.locator(".input")).to_contain_text("SP-404MKII")
    return stage


def note(at: float, number: int, held: float = 60.0, channel: int = 1) -> Said:
    """Return a note-on and its note-off as [page ms, bytes]; a channel is a bank."""
    return [[at, 0x8F + channel, number, 90], [at + held, 0x7F + channel, number, 64]]


def unit_says(page: Page, said: Sequence[Sequence[float]]) -> None:
    """Have the unit send messages, each at its page time."""
    page.evaluate(
        """said => Promise.all(said.map(([at, ...data]) => new Promise(done => setTimeout(() => {
          midiStub.send("SP-404MKII", data, at); done();
        }, Math.max(0, at - performance.now())))))""",
        list(said),
    )


def played(page: Page, stage: Locator, messages: Callable[[float], Said]) -> Locator:
    """Press Play, send what `messages` makes of the downbeat, and return the card."""
    stage.get_by_role("button", name="Play", exact=True).click()
    unit_says(page, messages(downbeat_ms(stage)))
    return card_of(stage)


def read(page: Page, stage: Locator, beats: Sequence[tuple[float, int]], beat_ms: float = BEAT_MS) -> Locator:
    """Press Read, let the unit play these notes as exactly as a sequencer does, and return the card."""
    stage.get_by_role("button", name="Read from the unit").click()
    expect(stage).to_have_attribute("data-phase", "reading")
    begins = float(page.evaluate("performance.now()")) + 200
    unit_says(page, [said for beat, number in beats for said in note(begins + beat * beat_ms, number)])
    return card_of(stage)


def card_of(stage: Locator) -> Locator:
    card = stage.locator(".card")
    expect(card).to_be_visible(timeout=15_000)
    expect(stage.locator(".saving")).to_have_text("Saved")
    return card


def kicks(zero: float) -> Said:
    return [said for beat in range(8) for said in note(zero + beat * BEAT_MS, KICK)]


def sweep(zero: float) -> Said:
    """Turn CTRL 1 of the first bus from end to end in two bars."""
    return [[zero + 24.0 * value, 0xB0, 16, value] for value in range(128)]


def test_notes_let_go_too_early_are_counted_and_do_not_pass(new_page: NewPage, types: Academy) -> None:
    page = new_page(steady=True)
    stage = opened(page, types, "hold")

    def taps(zero: float) -> Said:
        return [*note(zero, KICK, 400), *note(zero + 2 * BEAT_MS, KICK, 150)]

    card = played(page, stage, taps)
    expect(card.locator(".lengths")).to_contain_text("1 of 2")
    expect(card).to_contain_text("1 of 2 held notes were cut short, typically by 250 ms.")
    expect(card).to_contain_text("To pass, hold two notes of three to their length: 1 of 2 were held.")
    assert stage.locator(".kept.short").count() == 1


def test_a_chord_that_comes_the_other_way_round_is_told_by_its_sounds(
    new_page: NewPage, types: Academy
) -> None:
    page = new_page(steady=True)
    stage = opened(page, types, "strict")

    def rolled(zero: float) -> Said:
        beats = [zero + beat * BEAT_MS for beat in range(4)]
        return [said for at in beats for said in (*note(at, KICK), *note(at + 15, SNARE))]

    card = played(page, stage, rolled)
    expect(card).to_contain_text("Kick came before snare 4 of 4 times.")
    expect(card).to_contain_text("from the top lane down: 0 of 4 were.")


def test_slices_of_a_break_are_judged_by_their_order(new_page: NewPage, types: Academy) -> None:
    page = new_page(steady=True)
    stage = opened(page, types, "chop")
    expect(stage.locator(".bank")).to_have_text("Bank B")

    def swapped(zero: float) -> Said:
        slices = enumerate((1, 2, 4, 3))
        return [said for beat, pad in slices for said in note(zero + beat * BEAT_MS, 47 + pad, channel=2)]

    card = played(page, stage, swapped)
    expect(card.locator(".parts li").first).to_contain_text("75")  # two right, and half for two in time
    expect(card).to_contain_text("meant for chop3 (B3) landed on chop4 (B4)")


def test_a_knob_that_the_unit_sends_is_checked(new_page: NewPage, types: Academy) -> None:
    page = new_page(steady=True)
    stage = opened(page, types, "sweep", "5.50")
    expect(stage.locator(".asked")).to_contain_text("CTRL 1 from 0 to 127, bars 1-2")
    card = played(page, stage, lambda zero: sorted([*kicks(zero), *sweep(zero)]))
    expect(card).to_contain_text("CTRL 1 went from 0 to 127 in bars 1 to 2.")
    expect(card.locator(".verdict")).to_contain_text("Passed")
    expect(card.locator(".report")).to_have_count(0)


def test_where_no_knob_can_be_heard_the_learner_is_asked_and_it_is_no_attempt(
    new_page: NewPage, types: Academy
) -> None:
    page = new_page(steady=True)
    stage = opened(page, types, "sweep", "4.04")
    before = len(desk_of(types).attempts("types/sweep"))
    card = played(page, stage, kicks)
    expect(card.locator(".report")).to_contain_text("firmware 4.04; effects send MIDI from 5.0 on")
    card.get_by_role("button", name="I did it").click()
    expect(card.get_by_text("Self-reported: done. Your own word")).to_be_visible()
    desk = desk_of(types)
    assert len(desk.attempts("types/sweep")) == before + 1  # the take, and nothing for the word
    page.wait_for_function("document.querySelector('.report [aria-pressed=true]')")
    said = desk.setting("report:types/sweep")
    assert (said["did"], said["source"]) == (True, "self-reported")


def test_a_pattern_of_the_unit_is_compared_step_by_step(new_page: NewPage, types: Academy) -> None:
    page = new_page()
    stage = opened(page, types, "read")
    card = read(page, stage, [one for one in NOTES if one != (3.0, SNARE)], BEAT_MS * 1.05)
    expect(card).to_contain_text("Missing: snare (A15) on step 13.")
    expect(card).to_contain_text("150 were asked for")
    card = read(page, stage, NOTES)
    expect(card).to_contain_text("Every note is on its step, and nothing else: 5 of 5.")
    expect(card.locator(".verdict")).to_contain_text("Passed: read from a machine")
    (latest, _) = desk_of(types).attempts("types/read")
    assert (latest["practice"], latest["hit_count"], latest["spread_ms"]) == ("read", 0, None)


def test_a_pattern_taken_to_the_unit_and_brought_back_as_a_file_is_the_same(
    new_page: NewPage, types: Academy, tmp_path: Path
) -> None:
    page = new_page()
    stage = opened(page, types, "read")
    with page.expect_download() as download:
        stage.get_by_role("button", name="Take it to your unit (.mid)").click()
    expect(stage.locator(".how")).to_contain_text("is in your downloads")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    midi = mido.MidiFile(file)
    assert (file.name, midi.type, midi.ticks_per_beat) == ("types read.mid", 0, 480)
    assert struck(midi) == NOTES
    stage.locator("input[type=file]").set_input_files(file)
    expect(card_of(stage)).to_contain_text("Every note is on its step, and nothing else: 5 of 5.")


def struck(midi: Any) -> list[tuple[float, int]]:
    """Return the notes of a file as (beat, note)."""
    tick, found = 0, []
    for message in midi.tracks[0]:
        tick += message.time
        if message.type == "note_on" and message.velocity:
            found.append((tick / midi.ticks_per_beat, message.note))
    return found
