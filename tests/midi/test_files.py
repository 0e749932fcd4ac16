"""Takes and patterns in files: there and back, and what is said of a file that is none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.errors import TakeError
from academy.midi.device import load_device
from academy.midi.files import read_take
from academy.midi.midi_file import midi_of_take, midi_of_target, read_notes, target_from_midi
from academy.midi.take import Hit, Take
from academy.midi.take_json import take_as_json, take_from_json
from academy.midi.take_text import parse_take, render_take

PADS = load_device(Path(__file__).parents[2] / "data" / "sp404mk2.toml").mode_a()
TICK_S = 60 / 120 / 480

HITS = st.lists(
    st.builds(
        Hit,
        time_s=st.integers(0, 20_000).map(lambda ms: ms / 100),
        pad=st.sampled_from(sorted(set(PADS.table.values()))),
        velocity=st.integers(1, 127),
    ),
    max_size=20,
    unique_by=lambda hit: (hit.pad, round(hit.time_s, 1)),
)


def head(tracks: int = 1, ticks: int = 480) -> bytes:
    return b"MThd" + bytes([0, 0, 0, 6, 0, 0, 0, tracks]) + ticks.to_bytes(2, "big")


def track(body: bytes) -> bytes:
    body += b"\x00\xff\x2f\x00"
    return b"MTrk" + len(body).to_bytes(4, "big") + body


@given(HITS)
def test_a_take_comes_back_from_midi_within_a_tick(hits: list[Hit]) -> None:
    take = Take.of(hits)
    back = read_take(midi_of_take(take, PADS, 120), pad_map=PADS)
    there = sorted((hit.pad or "", hit.time_s, hit.velocity) for hit in take.hits)
    again = sorted((hit.pad or "", hit.time_s, hit.velocity) for hit in back.hits)
    assert [(pad, velocity) for pad, _, velocity in again] == [(pad, velocity) for pad, _, velocity in there]
    assert [time for _, time, _ in again] == pytest.approx([time for _, time, _ in there], abs=TICK_S)


@given(HITS)
def test_a_take_comes_back_from_json_and_from_text(hits: list[Hit]) -> None:
    take = Take.of(hits, tempo=90.0)
    assert take_from_json(take_as_json(take)).hits == take.hits
    assert parse_take(render_take(take)).hits == take.hits


def test_a_hit_before_the_downbeat_moves_the_file_by_a_bar_and_not_the_feel() -> None:
    notes, _, _ = read_notes(
        midi_of_take(Take.of([Hit(-0.02, "A13", 90), Hit(0.48, "A15", 90)]), PADS, 120), "t"
    )
    assert [note.time_s for note in notes] == pytest.approx([1.98, 2.48], abs=TICK_S)


def test_running_status_and_velocity_zero_are_read_as_the_standard_says() -> None:
    # 480 ticks to a quarter at 120: on at 0, running-status on with velocity 0 (release) half a second later.
    data = head() + track(bytes([0x00, 0x90, 36, 100, 0x83, 0x60, 36, 0]))
    (hit,) = read_take(data, pad_map=PADS).hits
    assert (hit.pad, hit.time_s, hit.release_s) == ("A13", 0.0, pytest.approx(0.5))


def test_a_change_of_tempo_bends_the_notes_after_it() -> None:
    # Two quarters at 120, then (500 000 µs → 1 000 000 µs) one at 60: notes at 0, 0.5 and 1.5 s.
    slower = bytes([0x00, 0xFF, 0x51, 0x03, 0x0F, 0x42, 0x40])
    note = bytes([0x90, 36, 100])
    data = head() + track(b"\x00" + note + b"\x83\x60" + note + slower + b"\x83\x60" + note)
    assert [hit.time_s for hit in read_take(data, pad_map=PADS).hits] == pytest.approx([0, 0.5, 1.5])


def test_a_note_on_no_pad_is_kept_in_a_take_and_refused_in_a_pattern() -> None:
    data = head() + track(bytes([0x00, 0x90, 100, 90]))
    (hit,) = read_take(data, pad_map=PADS).hits
    assert (hit.pad, hit.note, hit.channel) == (None, 100, 1)
    with pytest.raises(TakeError, match=r"note 100 on channel 1 .* Choose another with --map"):
        target_from_midi(data, PADS, "x.mid")


def test_a_pattern_written_for_the_unit_reads_as_itself() -> None:
    data = midi_of_take(Take.of([Hit(0, "A13", 100), Hit(0.5, "A15", 90)]), PADS, 120)
    target = target_from_midi(data, PADS, "x.mid")
    again = target_from_midi(midi_of_target(target, PADS), PADS, "x.mid")
    assert [(one.pad, one.time_s) for one in again.onsets] == [("A13", 0.0), ("A15", 0.5)]


@pytest.mark.parametrize("data", [b"", b"RIFF....WAVE", head(), head() + track(b"\x00\x90\x24\x64")[:-6]])
def test_a_file_that_is_none_or_ends_too_soon_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(TakeError, match=r"^mine\.mid: not a Standard MIDI File"):
        read_take(data, pad_map=PADS, name="mine.mid")


@given(st.binary(max_size=200))
def test_no_file_breaks_the_reader(body: bytes) -> None:
    try:
        read_take(head() + b"MTrk" + len(body).to_bytes(4, "big") + body, pad_map=PADS, name="any.mid")
    except TakeError as error:
        assert "any.mid" in str(error)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0.5 A13", "take, line 1: '0.5 A13'; expected seconds, pad and velocity"),
        ("tempo: fast", "take, line 1: tempo is 'fast'; expected a number"),
        ("\n0.5 cowbell 90", "take, line 2: 'cowbell' is no pad"),
        ("colour: red", "take, line 1: 'colour' is no header of a take"),
    ],
)
def test_a_take_written_by_hand_names_the_line_that_is_wrong(text: str, words: str) -> None:
    with pytest.raises(TakeError) as error:
        parse_take(text)
    assert words in str(error.value)


@pytest.mark.parametrize("said", [{}, {"hits": "none"}, {"hits": [{"time_s": "soon"}]}, {"hits": [7]}])
def test_a_message_that_is_no_take_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(TakeError):
        take_from_json(said)
