"""The kernel's MIDI for a page without Web MIDI, and the pings that tell both clocks apart.

ping → pong (kernel_ms, and whether a desk keeps what is played)
ports → ports (names, error)      open_port → port (open, lost, refused)      close_port
pushed: hits, as (kernel_ms, status, data 1, data 2)

Some systems give a port to one listener at a time, and a lesson shows several stages: they share it.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from academy.errors import DeviceError

Send = Callable[[dict[str, Any]], Any]


class SharedPort:
    """One open port and the pages that hear it; it closes with the last of them."""

    def __init__(self, name: str) -> None:
        from academy.midi.ports import Listener

        self._name = name
        self._sends: list[Send] = []
        self._listener = Listener(name, self._heard, self._changed)

    def add(self, send: Send) -> None:
        """Let a page hear the port."""
        self._sends.append(send)

    def remove(self, send: Send) -> bool:
        """Let a page go; True when nobody is left and the port is closed."""
        if send in self._sends:
            self._sends.remove(send)
        if self._sends:
            return False
        self._listener.close()
        return True

    def _heard(self, batch: list[tuple[float, tuple[int, ...]]]) -> None:
        message = {"kind": "hits", "hits": [[at_ms, *data] for at_ms, data in batch]}
        for send in tuple(self._sends):
            send(message)

    def _changed(self, state: str) -> None:
        said = f"{self._name} is unplugged. Plug it in again; the take goes on." if state == "lost" else None
        for send in tuple(self._sends):
            send({"kind": "port", "name": self._name, "state": state, "message": said})


_ports: dict[str, SharedPort] = {}
_ports_lock = threading.Lock()


class KernelMidi:
    """Answers a page's MIDI messages with `send`; hears at most one port."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._name: str | None = None

    def answer(self, message: dict[str, Any], desk: Callable[[], bool]) -> bool:
        """Answer one message; False when it is none of this room's. `desk` says whether takes are kept."""
        kind = message.get("kind")
        if kind == "ping":
            kernel_ms = time.perf_counter() * 1000
            self._send({"kind": "pong", "id": message.get("id"), "kernel_ms": kernel_ms, "desk": desk()})
        elif kind == "ports":
            self._send({"kind": "ports", "id": message.get("id"), **self._ports()})
        elif kind == "open_port":
            self._open(str(message.get("name")), message.get("id"))
        elif kind == "close_port":
            self.close()
        else:
            return False
        return True

    def close(self) -> None:
        """Let go of the port."""
        with _ports_lock:
            name, self._name = self._name, None
            if name is not None and name in _ports and _ports[name].remove(self._send):
                del _ports[name]

    def _ports(self) -> dict[str, Any]:
        from academy.midi.ports import input_names

        try:
            return {"names": input_names(), "error": None}
        except DeviceError as error:
            return {"names": [], "error": str(error)}

    def _open(self, name: str, asked: Any) -> None:
        self.close()
        try:
            with _ports_lock:
                if name not in _ports:
                    _ports[name] = SharedPort(name)
                _ports[name].add(self._send)
                self._name = name
        except DeviceError as error:
            self._send({"kind": "port", "id": asked, "name": name, "state": "refused", "message": str(error)})
        else:
            self._send({"kind": "port", "id": asked, "name": name, "state": "open", "message": None})
