"""What kind of file a sound is, by its first bytes and not by its name, and whether it came whole."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

SOUNDS = ("WAV", "AIFF", "FLAC", "MP3", "OGG")
ENDINGS = {
    ".wav": "WAV",
    ".wave": "WAV",
    ".aif": "AIFF",
    ".aiff": "AIFF",
    ".aifc": "AIFF",
    ".flac": "FLAC",
    ".mp3": "MP3",
    ".ogg": "OGG",
    ".oga": "OGG",
}
_OTHERS = {
    b"PK\x03\x04": "a ZIP file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"MThd": "a MIDI file",
    b"RIFX": "a WAV file of a kind that is not read here",
    b"caff": "a CAF file",
    b"<": "a page of the web",
}
_UNKNOWN_LENGTH = 0x7FFF_0000  # programs that write to a pipe put such a length and never come back to it
_LAST_PAGE = 4
_LARGEST_PAGE = 65_307


def kind_of(start: bytes) -> str | None:
    """Return one of SOUNDS by the first 12 bytes of a file, None when it is none of them."""
    if start[:4] in (b"RIFF", b"RF64") and start[8:12] == b"WAVE":
        return "WAV"
    if start[:4] == b"FORM" and start[8:12] in (b"AIFF", b"AIFC"):
        return "AIFF"
    if start[:4] == b"fLaC":
        return "FLAC"
    if start[:4] == b"OggS":
        return "OGG"
    if start[:3] == b"ID3" or (len(start) > 2 and start[0] == 0xFF and _is_mpeg(start[1], start[2])):
        return "MP3"
    return None


def other_kind(start: bytes) -> str:
    """Say what a file is that is no sound, as far as its first bytes tell."""
    if start[4:8] == b"ftyp":
        return "an M4A or MP4 file"
    if not start.strip(b"\0"):
        return "nothing but zeros"
    return next((says for magic, says in _OTHERS.items() if start.startswith(magic)), "no sound")


def missing_part(file: BinaryIO, kind: str) -> bool:
    """Say whether a file ends before it should, by what it says of its own length."""
    file.seek(0, 2)
    size = file.tell()
    if kind in ("WAV", "AIFF"):
        at, length = _sound_in(file)
        return length < _UNKNOWN_LENGTH and at + length > size
    if kind == "OGG":
        file.seek(max(0, size - 2 * _LARGEST_PAGE))
        return _is_open(file.read())
    return False


def _sound_in(file: BinaryIO) -> tuple[int, int]:
    """Return the place and the promised length of the samples of a WAV or AIFF file; 0, 0 without any."""
    file.seek(0)
    form, long = file.read(4), 0
    for name, at, length in _chunks(file, "<I" if form[:1] == b"R" else ">I"):
        if name == b"ds64":  # in a WAV above 4 GB the lengths stand here
            file.seek(at + 8)
            long = int.from_bytes(file.read(8), "little")
        if name in (b"data", b"SSND"):
            return at, long if form == b"RF64" else length
    return 0, 0


def _is_open(tail: bytes) -> bool:
    """Say whether the end of an OGG file is not the end of its last page, or that page not the last."""
    at = tail.rfind(b"OggS")
    page = tail[at : at + 27] if at >= 0 else b""
    if len(page) < 27:
        return True
    lengths = tail[at + 27 : at + 27 + page[26]]
    return not page[5] & _LAST_PAGE or at + 27 + page[26] + sum(lengths) > len(tail)


def _is_mpeg(second: int, third: int) -> bool:
    """Say whether the bytes after FF begin a frame of layer III at a rate that there is."""
    return second & 0xE6 == 0xE2 and third >> 4 not in (0, 15) and third & 0x0C != 0x0C


def _chunks(file: BinaryIO, order: str) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, place of the content, its length) of each chunk after the first 12 bytes."""
    at = 12
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return
        (length,) = struct.unpack(order, head[4:])
        yield head[:4], at + 8, length
        at += 8 + length + length % 2
