"""A JACK server with the dummy driver, and a unit on it: real RtMidi ports without hardware."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

JACKD = shutil.which("jackd")
SERVER = "academy-tests"


@contextmanager
def jack_server(environ: dict[str, str]) -> Iterator[None]:
    """Run a server while the block lasts; `environ` is os.environ, in which clients look for its name."""
    assert JACKD is not None
    environ["JACK_DEFAULT_SERVER"] = SERVER
    environ["JACK_NO_AUDIO_RESERVATION"] = "1"
    server = subprocess.Popen(
        [JACKD, "--no-realtime", "--sync", "--name", SERVER, "-d", "dummy", "-r", "48000", "-p", "64"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        subprocess.run(
            ["jack_wait", "--server", SERVER, "--wait", "--timeout", "10"], check=True, capture_output=True
        )
        yield
    finally:
        server.terminate()
        server.wait(10)
        for name in ("JACK_DEFAULT_SERVER", "JACK_NO_AUDIO_RESERVATION"):
            environ.pop(name, None)


class Unit:
    """What the SP-404 is to RtMidi: a port that appears, sends, and goes."""

    def __init__(self, name: str = "SP-404MKII") -> None:
        import rtmidi

        self._port: Any = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="unit")
        self._port.open_virtual_port(name)

    def strike(self, note: int, velocity: int = 90) -> None:
        """Send a note-on."""
        self._port.send_message([0x90, note, velocity])

    def unplug(self) -> None:
        """Take the port away."""
        if self._port is not None:
            self._port.close_port()
            self._port.delete()
            self._port = None
