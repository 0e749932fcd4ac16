"""A pattern taken to the unit is the pattern: same notes, same bar, same swing, same lengths."""

from pathlib import Path

import pytest

from academy.errors import TakeError
from academy.midi.device import load_device
from academy.midi.files import read_take
from academy.midi.midi_file import target_from_midi
from academy.midi.smf import TIME_SIGNATURE, read_events
from academy.patterns.notation import parse
from academy.practice.delivery import file_name, midi_of_pattern

DEVICE = load_device(Path(__file__).parents[2] / "data" / "sp404mk2.toml")
MODE_A = DEVICE.mode_a()
PADS = {"kick": "A13", "snare": "A15", "bass": "A6", "chop1": "B1"}
TICK_S = 0.002  # one tick at the slowest tempo here is 1.4 ms

PATTERNS = {
    "swung": "tempo: 88\nswing: 58\nkick x..x ...x ..x. ....\nsnare .... X..o .... X...",
    "late snare": "tempo: 86\noffset snare: 22\nkick x... .... x... ....\nsnare .... x... .... x...",
    "triplets in three": "tempo: 110\nmeter: 3/4\ndivision: 3\nkick x.x x.x x.x\nsnare ... x.. ...",
    "six eight": "tempo: 180\nmeter: 6/8\ndivision: 2\nkick x. .. .. x. .. ..\nsnare .. .. .. .. .. x.",
    "held in two banks": "tempo: 84\nbass x=.. x=== x=.. ....\nchop1 .... x... .... x...",
    "an empty last bar": "tempo: 120\nkick x... .... .... .... | .... .... .... ....",
}


@pytest.mark.parametrize("text", PATTERNS.values(), ids=PATTERNS)
def test_the_file_read_back_has_the_same_onsets_and_the_same_bar(text: str) -> None:
    pattern = parse(text)
    asked = pattern.target(PADS, passes=1)
    data = midi_of_pattern(pattern, PADS, MODE_A)
    again = target_from_midi(data, MODE_A)
    want = sorted((round(one.time_s, 3), one.pad, one.velocity) for one in asked.onsets)
    got = sorted((round(one.time_s, 3), one.pad, one.velocity) for one in again.onsets)
    assert [one[1:] for one in got] == [one[1:] for one in want]
    assert [one[0] for one in got] == pytest.approx([one[0] for one in want], abs=TICK_S)
    assert again.bar_s == pytest.approx(asked.bar_s, abs=TICK_S)
    _, events = read_events(data)
    (meter,) = [event.data for event in events if event.kind == TIME_SIGNATURE]
    assert (meter[0], 2 ** meter[1]) == pattern.meter
    assert events[-1].tick == pytest.approx(480 * asked.loop_s / asked.beat_s * 4 / pattern.meter[1], abs=1)


def test_a_held_note_is_as_long_as_it_is_written() -> None:
    data = midi_of_pattern(parse(PATTERNS["held in two banks"]), PADS, MODE_A)
    lengths = [
        round((hit.release_s or 0) - hit.time_s, 2)
        for hit in read_take(data, pad_map=MODE_A, name="x.mid").hits
        if hit.pad == "A6"
    ]
    assert lengths == [0.36, 0.71, 0.36]  # half a beat and a whole one at 84


def test_a_bank_is_a_channel() -> None:
    _, events = read_events(midi_of_pattern(parse(PATTERNS["held in two banks"]), PADS, MODE_A))
    assert {event.status & 0x0F for event in events if event.status & 0xF0 == 0x90} == {0, 1}


def test_a_pad_that_the_map_lacks_is_named() -> None:
    with pytest.raises(TakeError, match=r"A6.*the map 'gm'"):
        midi_of_pattern(parse(PATTERNS["held in two banks"]), PADS, DEVICE.general_midi())


def test_the_name_of_the_file_is_plain() -> None:
    assert file_name("backbeat/kick-and-snare") == "backbeat kick-and-snare.mid"
