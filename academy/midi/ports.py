"""MIDI ports of this computer through RtMidi: listed, listened to, found again after a pulled cable.

RtMidi is imported when a port is first asked for. Each message is stamped in RtMidi's own thread
the moment it arrives (time.perf_counter); what the driver says of time is not trusted, since ALSA's
and WinMM's stamps are unreliable (jpcima/adljack 9, celtera/libremidi 260).
"""

import re
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from academy.errors import MidiUnavailable, PortNotFound

LOOK_EVERY_S = 0.5
Heard = tuple[float, tuple[int, ...]]


def input_names(api: int | None = None) -> list[str]:
    """Return the names of all MIDI inputs; MidiUnavailable when this machine has no MIDI system."""
    port = _new_input(api)
    try:
        return list(port.get_ports())
    finally:
        port.delete()


def choose_name(names: Sequence[str], pattern: str) -> str | None:
    """Return the first name that looks like the unit, else the first of all, else None."""
    for name in names:
        if re.search(pattern, name, re.IGNORECASE):
            return name
    return names[0] if names else None


class Listener:
    """Listens to one input by name until `close`, through unplugging and plugging in again.

    `heard` gets batches of (kernel_ms, message bytes) on a thread of its own; `changed` gets
    "open" or "lost" when the cable comes or goes. PortNotFound when the name is not there now.
    """

    def __init__(
        self,
        name: str,
        heard: Callable[[list[Heard]], Any],
        changed: Callable[[str], Any] = lambda state: None,
        *,
        api: int | None = None,
    ) -> None:
        self._name, self._heard, self._changed, self._api = name, heard, changed, api
        self._queue: deque[Heard] = deque()
        self._wake = threading.Event()
        self._closing = False
        self._port: Any = None
        self._watch = _new_input(api)
        names = list(self._watch.get_ports())
        found = _same_port(name, names)
        if found is None:
            self._watch.delete()
            raise PortNotFound(missing(name, names))
        self._open(found)
        self._thread = threading.Thread(target=self._work, name="midi", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening and free the port."""
        self._closing = True
        self._wake.set()
        self._thread.join()

    def _open(self, full_name: str) -> None:
        port = _new_input(self._api)
        port.ignore_types(sysex=True, timing=True, active_sense=True)
        port.set_callback(self._stamp)
        port.open_port(list(port.get_ports()).index(full_name), name="academy")
        self._port = port

    def _stamp(self, event: tuple[Sequence[int], float], _data: object = None) -> None:
        """Take the time first; called by RtMidi's thread, which must never wait or fail."""
        self._queue.append((time.perf_counter() * 1000, tuple(event[0])))
        self._wake.set()

    def _work(self) -> None:
        """Hand on what was heard, and look now and then whether the port is still there."""
        looked = time.monotonic()
        while not self._closing:
            self._wake.wait(LOOK_EVERY_S)
            self._wake.clear()
            self._hand_on()
            if time.monotonic() - looked >= LOOK_EVERY_S:
                looked = time.monotonic()
                self._look()
        self._let_go()
        self._watch.delete()

    def _hand_on(self) -> None:
        batch = []
        while self._queue:
            batch.append(self._queue.popleft())
        if batch:
            self._heard(batch)

    def _look(self) -> None:
        found = _same_port(self._name, list(self._watch.get_ports()))
        if found is None and self._port is not None:
            self._let_go()
            self._changed("lost")
        elif found is not None and self._port is None:
            self._open(found)
            self._changed("open")

    def _let_go(self) -> None:
        if self._port is not None:
            self._port.cancel_callback()
            self._port.close_port()
            self._port.delete()
            self._port = None


def missing(name: str, names: Sequence[str]) -> str:
    """Return the sentence for a port that is not there."""
    found = ", ".join(f"'{each}'" for each in names) or "none"
    return f"No MIDI input named '{name}'. Found: {found}. Connect the USB cable, then choose it again."


def _same_port(name: str, names: Sequence[str]) -> str | None:
    """Return the port of this name; its client number may have changed with the plug."""
    if name in names:
        return name
    return next((each for each in names if _bare(each) == _bare(name)), None)


def _bare(name: str) -> str:
    """Cut off the numbers that ALSA and Windows add: 'SP-404MKII:SP-404MKII MIDI 1 24:0'."""
    return re.sub(r"\s+\d+(:\d+)?$", "", name)


def _new_input(api: int | None) -> Any:
    try:
        import rtmidi
    except ImportError as error:
        raise MidiUnavailable(
            f"MIDI cannot be loaded here ({error}). On Linux install libasound2, then start again."
        ) from error
    try:
        return rtmidi.MidiIn(rtmidi.API_UNSPECIFIED if api is None else api, name="academy")
    except (OSError, RuntimeError) as error:  # rtmidi's SystemError is an OSError
        raise MidiUnavailable(
            "This computer's MIDI system does not answer. "
            "Use Web MIDI in Chrome, Edge or Firefox, or the keyboard."
        ) from error
