"""The kernel's MIDI for a page without Web MIDI, and the pings that tell both clocks apart.

ping → pong (kernel_ms, and whether a desk keeps what is played)
ports → ports (names, error)      open_port → port (open, lost, refused)      close_port
pushed: hits, as (kernel_ms, status, data 1, data 2)
"""

import time
from collections.abc import Callable
from typing import Any

from academy.errors import DeviceError

Send = Callable[[dict[str, Any]], Any]


class KernelMidi:
    """Answers a page's MIDI messages with `send`; holds at most one open port."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._listener: Any = None

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
        """Free the port."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _ports(self) -> dict[str, Any]:
        from academy.midi.ports import input_names

        try:
            return {"names": input_names(), "error": None}
        except DeviceError as error:
            return {"names": [], "error": str(error)}

    def _open(self, name: str, asked: Any) -> None:
        from academy.midi.ports import Listener

        self.close()

        def heard(batch: list[tuple[float, tuple[int, ...]]]) -> None:
            self._send({"kind": "hits", "hits": [[at_ms, *data] for at_ms, data in batch]})

        def changed(state: str) -> None:
            said = f"{name} is unplugged. Plug it in again; the take goes on." if state == "lost" else None
            self._send({"kind": "port", "name": name, "state": state, "message": said})

        try:
            self._listener = Listener(name, heard, changed)
        except DeviceError as error:
            self._send({"kind": "port", "id": asked, "name": name, "state": "refused", "message": str(error)})
        else:
            self._send({"kind": "port", "id": asked, "name": name, "state": "open", "message": None})
