"""What new words may be: short, plain, in the course's script, and about what really sounds.

Words of a model reach pages as Markdown; so no links, no markup and no code, and nothing that reads as a
header of the notation.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from academy.patterns.model import Pattern

MOST_TITLE, MOST_LINE, MOST_PROSE = 60, 120, 280

_MARKUP = re.compile(r"[<>`$|\\\[\]{}*_#]|%%|https?:|www\.|\w+\.(?:com|org|net|io)\b", re.IGNORECASE)
_PAD = re.compile(r"\b([A-J])(\d{1,2})\b")
_NUMBERED = re.compile(r"\bpads?\s+((?:[A-J]?\d{1,2})(?:\s*(?:,|and|or|&)\s*[A-J]?\d{1,2})*)", re.IGNORECASE)
SOUNDS = ("kick", "snare", "clap", "hat", "rim", "shaker", "tom")
"""Words that can only mean a sound; `ride`, `loop`, `ghost` and `root` are everyday words too."""


def faults_of_text(what: str, text: str, most: int) -> Iterator[str]:
    """Yield what is wrong with one line of words, named `what`."""
    if not text.strip():
        yield f"{what} is empty; expected 1 to {most} letters"
    if len(text) > most:
        yield f"{what} has {len(text)} letters; at most {most}"
    found = _MARKUP.search(text)
    if found:
        yield f"{what} has '{found[0]}' in it; plain words only, no links, markup or code"
    if any(ord(letter) < 32 for letter in text):
        yield f"{what} has a line break in it; write one line"
    foreign = next((letter for letter in text if letter.isalpha() and not _is_latin(letter)), None)
    if foreign:
        yield f"{what} has '{foreign}' in it; write in English letters"


def faults_of_pads(what: str, text: str, pattern: Pattern, pads: Mapping[str, str]) -> Iterator[str]:
    """Yield each pad or sound that a text names and the beat does not have."""
    sounding = {pads.get(lane.name, lane.name): lane.name for lane in pattern.lanes if lane.notes}
    there = ", ".join(f"{name} ({pad})" for pad, name in sounding.items()) or "nothing"
    for pad in _pads_in(text):
        if not any(pad in (known, known[1:]) for known in sounding):
            yield f"{what} names pad {pad}, which does not sound here; sounding are {there}"
    for sound in _sounds_in(text):
        if not any(sound in name for name in sounding.values()):
            yield f"{what} names the {sound}, which does not sound here; sounding are {there}"


def _pads_in(text: str) -> list[str]:
    """Return the pads a text names: `A13` as it is, `pad 13` as `13`."""
    numbered = [number for found in _NUMBERED.finditer(text) for number in re.findall(r"[A-J]?\d+", found[1])]
    return list(dict.fromkeys([*(found[0] for found in _PAD.finditer(text)), *numbered]))


def _sounds_in(text: str) -> Collection[str]:
    return [sound for sound in SOUNDS if re.search(rf"\b{sound}s?\b", text, re.IGNORECASE)]


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
