"""RtMidi for real: JACK with the dummy driver, a virtual unit, its cable pulled and put back."""

import os
import queue
from collections.abc import Iterator
from typing import Any

import pytest
from jack import JACKD, Unit, jack_server

from academy.errors import PortNotFound
from academy.midi.ports import Listener, choose_name, input_names
from academy.widgets.kernel_midi import KernelMidi

WAIT_S = 10
rtmidi = pytest.importorskip("rtmidi")
JACK = rtmidi.API_UNIX_JACK

needs_jack = pytest.mark.skipif(
    JACKD is None or JACK not in rtmidi.get_compiled_api(), reason="no JACK here: apt-get install jackd2"
)


@pytest.fixture(scope="module")
def jack() -> Iterator[None]:
    with jack_server(os.environ):  # type: ignore[arg-type]
        yield


@pytest.fixture
def unit(jack: None) -> Iterator[Unit]:
    made = Unit()
    yield made
    made.unplug()


@pytest.mark.parametrize("name", ["SP-404MKII", "SP404MK2", "sp-404mkii MIDI 1"])
def test_the_unit_is_found_by_its_name_among_others(name: str) -> None:
    assert choose_name(["Launchkey", name], "SP-?404") == name
    assert choose_name(["Launchkey"], "SP-?404") == "Launchkey"
    assert choose_name([], "SP-?404") is None


@needs_jack
def test_notes_arrive_in_order_with_rising_stamps(unit: Unit) -> None:
    heard: queue.Queue[Any] = queue.Queue()
    listener = Listener("unit:SP-404MKII", lambda batch: [heard.put(one) for one in batch], api=JACK)
    try:
        for note in (36, 38, 42):
            unit.strike(note)
        got = [heard.get(timeout=WAIT_S) for _ in range(3)]
    finally:
        listener.close()
    assert [data for _, data in got] == [(0x90, 36, 90), (0x90, 38, 90), (0x90, 42, 90)]
    stamps = [at_ms for at_ms, _ in got]
    assert stamps == sorted(stamps)


@needs_jack
def test_a_pulled_cable_is_said_and_the_unit_is_heard_again_when_it_is_back(unit: Unit) -> None:
    heard: queue.Queue[Any] = queue.Queue()
    states: queue.Queue[str] = queue.Queue()
    listener = Listener(
        "unit:SP-404MKII", lambda batch: [heard.put(one) for one in batch], states.put, api=JACK
    )
    again = None
    try:
        unit.unplug()
        assert states.get(timeout=WAIT_S) == "lost"
        again = Unit()
        assert states.get(timeout=WAIT_S) == "open"
        again.strike(40)
        assert heard.get(timeout=WAIT_S)[1] == (0x90, 40, 90)
    finally:
        listener.close()
        if again:
            again.unplug()


@needs_jack
def test_a_name_that_is_not_there_says_what_is(unit: Unit) -> None:
    with pytest.raises(PortNotFound, match=r"No MIDI input named 'Launchkey'. Found: 'unit:SP-404MKII'"):
        Listener("Launchkey", lambda batch: None, api=JACK)


@needs_jack
def test_a_page_without_web_midi_gets_the_hits_of_the_kernel(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rtmidi, "API_UNSPECIFIED", JACK)
    sent: queue.Queue[dict[str, Any]] = queue.Queue()
    midi = KernelMidi(sent.put)
    try:
        midi.answer({"kind": "ports", "id": 1}, lambda: True)
        names = sent.get(timeout=WAIT_S)["names"]
        midi.answer({"kind": "open_port", "id": 2, "name": names[0]}, lambda: True)
        assert sent.get(timeout=WAIT_S)["state"] == "open"
        unit.strike(36)
        pushed = sent.get(timeout=WAIT_S)
        assert pushed["kind"] == "hits"
        assert pushed["hits"][0][1:] == [0x90, 36, 90]
    finally:
        midi.close()
    assert "unit:SP-404MKII" in input_names(JACK)
