"""One MIDI port, several stages of a lesson."""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest

import academy.midi.ports
from academy.errors import PortNotFound
from academy.widgets.kernel_midi import KernelMidi

Json = dict[str, Any]


class FakeListener:
    """A port that some systems open once only; `played` reaches whoever listens."""

    opened: ClassVar[list["FakeListener"]] = []

    def __init__(self, name: str, heard: Callable[[Any], None], changed: Callable[[str], None]) -> None:
        if name == "gone":
            raise PortNotFound("No MIDI input named 'gone'.")
        assert not self.opened, "a port is held by one listener at a time"
        self.heard, self.changed = heard, changed
        self.opened.append(self)

    def close(self) -> None:
        self.opened.remove(self)


@pytest.fixture
def listeners(monkeypatch: pytest.MonkeyPatch) -> list[FakeListener]:
    monkeypatch.setattr(FakeListener, "opened", [])
    monkeypatch.setattr(academy.midi.ports, "Listener", FakeListener)
    return FakeListener.opened


def open_port(midi: KernelMidi, name: str) -> None:
    assert midi.answer({"kind": "open_port", "id": 1, "name": name}, lambda: True)


def test_the_stages_of_a_lesson_share_a_port_and_the_last_one_closes_it(
    listeners: list[FakeListener],
) -> None:
    first_said: list[Json] = []
    second_said: list[Json] = []
    first, second = KernelMidi(first_said.append), KernelMidi(second_said.append)
    open_port(first, "SP-404MKII")
    open_port(second, "SP-404MKII")
    assert [said["state"] for said in first_said + second_said] == ["open", "open"]

    listeners[0].heard([(12.5, (0x90, 36, 90))])
    listeners[0].changed("lost")
    assert first_said[1:] == second_said[1:]
    assert first_said[1]["hits"] == [[12.5, 0x90, 36, 90]]
    assert "unplugged" in first_said[2]["message"]

    first.close()
    listeners[0].heard([(13.5, (0x90, 36, 90))])
    assert (len(first_said), len(second_said)) == (3, 4)
    second.close()
    second.close()
    assert listeners == []


def test_a_port_that_is_not_there_is_refused_and_leaves_none_open(listeners: list[FakeListener]) -> None:
    said: list[Json] = []
    midi = KernelMidi(said.append)
    open_port(midi, "SP-404MKII")
    open_port(midi, "gone")
    assert [message["state"] for message in said] == ["open", "refused"]
    assert listeners == []
