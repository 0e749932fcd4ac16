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


ON = bytes([0x90, 36, 100])
LATER = bytes([0x83, 0x60])  # 480 ticks
TWO = b"\x00" + ON + LATER + ON


@pytest.mark.parametrize(
    ("ticks", "seconds"),
    [(0xE728, 0.48), (0xE364, 480 / 100 * 1001 / 30000), (480, 0.5)],
    ids=["25 frames of 40 ticks", "29.97 frames of 100 ticks", "480 ticks to a quarter"],
)
def test_ticks_may_be_parts_of_a_quarter_or_of_a_film_frame(ticks, seconds) -> None:
    times = [hit.time_s for hit in read_take(head(ticks=ticks) + track(TWO), pad_map=PADS).hits]
    assert times == pytest.approx([0, seconds])


@pytest.mark.parametrize(
    "event",
    [
        b"\x00\xff\x59\x02\x63\x07",  # a key with 99 sharps
        b"\x00\xff\x58\x02\x04\x02",  # half a time signature
        b"\x00\xff\x58\x04\x00\x02\x18\x08",  # no beats in a bar
        b"\x00\xff\x51\x03\x00\x00\x00",  # a tempo without end
        b"\x00\xff\x51\x02\x07\xa1",  # half a tempo
        b"\x00\xff\x03\x03\xe9\xff\x80",  # a name in another alphabet
        b"\x00\xff\x20\x00",
        b"\x00\xf0\x05\x7e\x00\x06\x01\xf7",  # system exclusive
        b"\x00\xb0\x04\x5a",
        b"\x00\xe0\x00\x40",
        b"\x00\xf8",
    ],
)
def test_what_is_no_note_keeps_no_take_from_being_read(event: bytes) -> None:
    data = head() + track(event + b"\x00" + ON + LATER + bytes([0x90, 38, 90]))
    for file in (data, data[:14] + b"XFIH\x00\x00\x00\x02ab" + data[14:]):
        assert [hit.time_s for hit in read_take(file, pad_map=PADS).hits] == pytest.approx([0, 0.5])
        target = target_from_midi(file, PADS, "x.mid")
        assert (target.tempo, target.beats_per_bar) == (120, 4)


def test_running_status_goes_on_after_an_event_that_is_no_note() -> None:
    data = head() + track(b"\x00" + ON + b"\x00\xf0\x02\x7e\xf7" + LATER + bytes([38, 90]))
    assert [hit.pad for hit in read_take(data, pad_map=PADS).hits] == ["A13", "A15"]


def test_a_midi_file_in_a_riff_envelope_is_read() -> None:
    inside = head() + track(TWO)
    data = (
        b"RIFF" + (len(inside) + 12).to_bytes(4, "little") + b"RMIDdata" + len(inside).to_bytes(4, "little")
    )
    assert len(read_take(data + inside, pad_map=PADS).hits) == 2


def test_ticks_without_a_length_are_refused() -> None:
    with pytest.raises(TakeError, match=r"^mine\.mid: .* ticks have no length"):
        read_take(head(ticks=0) + track(TWO), pad_map=PADS, name="mine.mid")


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_file_cut_short_is_refused(cut: int) -> None:
    data = head() + track(TWO)
    with pytest.raises(TakeError, match="not a Standard MIDI File"):
        read_take(data[:-cut], pad_map=PADS)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"bars": [1]}, "'bars' are \\[1\\]; expected the first and the last"),
        ({"bars": "x"}, "'bars' are 'x'"),
        ({"tempo": "fast"}, "tempo is 'fast'; expected a number"),
        ({"exercise": 5}, "exercise is 5; expected a word"),
        ({"hits": [{"time_s": 1, "pad": 5, "velocity": 90}]}, "hit 1: "),
        ({"hits": [{"time_s": 1, "pad": "A13", "velocity": 0.7}]}, "hit 1: "),
        (
            {"hits": [{"time_s": 1, "pad": "A13", "velocity": 9, "release_s": float("nan")}]},
            "hit 1: its release",
        ),
    ],
)
def test_a_take_in_json_names_what_is_wrong_with_it(said, words: str) -> None:
    with pytest.raises(TakeError, match=words):
        take_from_json({"hits": []} | said)


def test_a_byte_order_mark_is_no_part_of_a_take() -> None:
    assert len(read_take(b"\xef\xbb\xbf0.0 A13 100\n", pad_map=PADS, name="x.take").hits) == 1


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
