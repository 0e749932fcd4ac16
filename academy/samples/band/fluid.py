"""The command `fluidsynth` and a soundfont: where they are, and notes played with them.

The command is kept and not a Python binding: it comes with every system's soundfonts, and a soundfont that
brings it down does not bring a desk down.
"""

import shutil
import struct
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from academy.errors import SoundError

if TYPE_CHECKING:
    from academy.samples.recipes.waves import Wave

COMMAND = "fluidsynth"
FONT = "FluidR3_GM.sf2"
FOLDERS = (
    Path("/usr/share/sounds/sf2"),
    Path("/usr/share/soundfonts"),
    Path("/usr/local/share/soundfonts"),
    Path("/opt/homebrew/share/soundfonts"),
)
INSTALL = (
    "Piano, strings and saxophone come from a soundfont. Install the command fluidsynth and the soundfont "
    "FluidR3 GM; on Debian and Ubuntu: sudo apt install fluidsynth fluid-soundfont-gm."
)
RATE = 48_000
_TICKS_A_SECOND = 960  # 480 a quarter, 120 quarters a minute
_VELOCITY, _GAIN, _PATIENCE_S = 96, "0.6", 60


@dataclass(frozen=True)
class Synth:
    """A player of MIDI files: its command, and its soundfont."""

    command: str
    font: Path

    def play(
        self, program: int, notes: Sequence[int], hold_s: float, length_s: float, strum_ms: float = 0
    ) -> "Wave":
        """Return notes as they sound, (frames, 2) at RATE, dry; SoundError says why they do not."""
        import soundfile

        with tempfile.TemporaryDirectory(prefix="academy-band-") as folder:
            midi, wav = Path(folder) / "notes.mid", Path(folder) / "notes.wav"
            midi.write_bytes(midi_of(program, notes, hold_s, length_s, strum_ms))
            asked = [self.command, "-ni", "-q", "-R", "0", "-C", "0", "-g", _GAIN, "-r", str(RATE)]
            asked += ["-O", "float", "-F", str(wav), str(self.font), str(midi)]
            try:
                done = subprocess.run(asked, capture_output=True, text=True, timeout=_PATIENCE_S, check=False)
            except (OSError, subprocess.TimeoutExpired) as error:
                raise SoundError(f"{self.command} does not play: {error}. {INSTALL}") from error
            if done.returncode or not wav.is_file():
                why = (done.stderr or done.stdout).strip().splitlines() or ["it does not say why"]
                raise SoundError(f"{self.command} cannot play {self.font.name}: {why[0]}. {INSTALL}")
            samples, _ = soundfile.read(wav, frames=round(length_s * RATE), dtype="float64", always_2d=True)
        sound: Wave = samples
        return sound


def find_synth(folders: Sequence[Path] = FOLDERS, command: str = COMMAND) -> Synth | None:
    """Return the command with its soundfont; None when either is not installed."""
    found = shutil.which(command)
    font = next((folder / FONT for folder in folders if (folder / FONT).is_file()), None)
    return Synth(found, font) if found and font else None


def midi_of(program: int, notes: Sequence[int], hold_s: float, length_s: float, strum_ms: float = 0) -> bytes:
    """Return notes as a MIDI file: from the lowest up, all let go together, with silence until the end."""
    strum = round(strum_ms / 1000 * _TICKS_A_SECOND)
    played = [(0, bytes((0xC0, program)))]
    played += [(strum * place, bytes((0x90, note, _VELOCITY))) for place, note in enumerate(notes)]
    played += [(round(hold_s * _TICKS_A_SECOND), bytes((0x80, note, 0))) for note in notes]
    played.append((round(length_s * _TICKS_A_SECOND), b"\xff\x2f\x00"))
    track, now = b"", 0
    for at, message in played:
        track += _length(at - now) + message
        now = at
    head = struct.pack(">4sIHHH", b"MThd", 6, 0, 1, 480)
    return head + struct.pack(">4sI", b"MTrk", len(track)) + track


def _length(ticks: int) -> bytes:
    """Return a number as MIDI writes it: seven bits a byte, the last without its top bit."""
    written = [ticks & 0x7F]
    while ticks := ticks >> 7:
        written.append(ticks & 0x7F | 0x80)
    return bytes(reversed(written))
