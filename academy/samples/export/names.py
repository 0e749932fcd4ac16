"""Names that the unit's screen, its card and every computer can show.

Upper-case ASCII letters, digits and underscores, at most 20 characters with the ending: the screen cuts
after about 16, letters with accents are refused by the unit, and the card does not tell `a` from `A`
(reference/samples.md, 7.1). The pad comes first, so that the list on the unit is in the order of the pads;
a loop has its tempo next, since that is what has to be set by hand.
"""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 20
_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d"})
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
"""Names that Windows keeps for itself, whatever their ending."""


def sound_name(
    label: str,
    taken: Collection[str] = (),
    *,
    pad: str | None = None,
    bpm: float | None = None,
    key: str | None = None,
) -> str:
    """Return the name of a sound's file: `A13_KICK_LOFI_01.WAV`, `A06_90_CM_CHORD.WAV`.

    `pad` is a name such as A6, `key` one such as Cm, F# or Bb minor. `taken` are the names beside it.
    """
    place = f"{pad[0]}{int(pad[1:]):02}" if pad else ""
    tempo = f"{round(bpm)}" if bpm else ""
    parts = (place, tempo, _key(key) if key else "", plain(label) or "SOUND")
    return free_name("_".join(part for part in parts if part), ".WAV", taken)


def free_name(said: str, ending: str = "", taken: Collection[str] = ()) -> str:
    """Return a name of at most 20 characters that is none of `taken`, ignoring case, nor reserved."""
    stem = plain(said) or "UNNAMED"
    others = {name.upper() for name in taken}
    number = 1
    while True:
        mark = "" if number == 1 else f"_{number}"
        kept = stem[: LONGEST - len(ending) - len(mark)].rstrip("_") + mark
        if kept not in _RESERVED and f"{kept}{ending}".upper() not in others:
            return kept + ending
        number += 1


def plain(text: str) -> str:
    """Return a text in the letters of a name; empty when nothing of it can be spelt so."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT))
    ascii_only = "".join(char if char.isascii() else "" for char in apart if not unicodedata.combining(char))
    return re.sub(r"[^A-Z0-9]+", "_", ascii_only.upper()).strip("_")


def _key(key: str) -> str:
    """Return a key in the letters of a name: CM is C minor, FS is F sharp major."""
    said = key.strip().replace("#", "S").replace("♯", "S").replace("♭", "b")
    found = re.fullmatch(r"([A-Ga-g][Sb]?)\s*(m|min|minor|maj|major|)", said)
    if found is None:
        return plain(said)
    return plain(found[1]) + ("M" if found[2] in ("m", "min", "minor") else "")
