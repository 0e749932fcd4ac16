"""The same sounds for a music program on a computer: a WAV with tempo, root and loop points in it.

The unit drops these chunks, so files for its card do without (reference/samples.md, 7.3). `acid` is what
Acid, Ableton Live, FL Studio and others read the tempo of a loop from; its 24 bytes are flags, root note,
two fields that nobody uses, beats, meter and tempo, little-endian. `smpl` is of the RIFF standard.
"""

import struct

from academy.samples.export.audio import UNIT_RATE, Pcm
from academy.samples.export.wav import wav_of

_ONE_SHOT, _HAS_ROOT, _STRETCH = 1, 2, 4
_MIDDLE_C = 60


def wav_for_daw(
    pcm: Pcm, *, bpm: float | None = None, root: int | None = None, meter: tuple[int, int] = (4, 4)
) -> bytes:
    """Return a WAV with `acid` and `smpl`: a loop when `bpm` is given, else a one-shot.

    `root` is a MIDI note, 60 is middle C; `meter` is (beats in a bar, beat unit).
    """
    plain = wav_of(pcm)
    chunks = _acid(pcm, bpm, root, meter) + _smpl(pcm, root, is_loop=bpm is not None)
    length = struct.pack("<I", len(plain) - 8 + len(chunks))
    return plain[:4] + length + plain[8:] + chunks


def _acid(pcm: Pcm, bpm: float | None, root: int | None, meter: tuple[int, int]) -> bytes:
    flags = (_STRETCH if bpm else _ONE_SHOT) | (_HAS_ROOT if root is not None else 0)
    beats = round(pcm.duration_s * bpm / 60) if bpm else 0
    note = _MIDDLE_C if root is None else root
    said = struct.pack("<IHHfIHHf", flags, note, 0x8000, 0.0, beats, meter[1], meter[0], bpm or 0.0)
    return _chunk(b"acid", said)


def _smpl(pcm: Pcm, root: int | None, *, is_loop: bool) -> bytes:
    period_ns = round(1e9 / UNIT_RATE)
    note = _MIDDLE_C if root is None else root
    said = struct.pack("<9I", 0, 0, period_ns, note, 0, 0, 0, int(is_loop), 0)
    if is_loop:
        said += struct.pack(
            "<6I", 0, 0, 0, len(pcm.samples) - 1, 0, 0
        )  # forwards, to the last frame, for ever
    return _chunk(b"smpl", said)


def _chunk(name: bytes, said: bytes) -> bytes:
    return name + struct.pack("<I", len(said)) + said
