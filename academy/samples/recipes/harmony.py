"""Notes, chords in Roman numerals, and scales.

Equal temperament with A4 = 440 Hz and middle C = C4. Sharps only: the machine's screen has no flats.
"""

import re

from academy.errors import SoundError

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII")
CHORDS = {
    "maj": (0, 4, 7),
    "min": (0, 3, 7),
    "maj7": (0, 4, 7, 11),
    "min7": (0, 3, 7, 10),
    "7": (0, 4, 7, 10),
    "maj9": (0, 4, 7, 11, 14),
    "min9": (0, 3, 7, 10, 14),
    "9": (0, 4, 7, 10, 14),
    "sus4": (0, 5, 7),
    "dim": (0, 3, 6),
    "half7": (0, 3, 6, 10),
    "6": (0, 4, 7, 9),
    "min6": (0, 3, 7, 9),
    "5": (0, 7, 12),
}
_NOTE = re.compile(r"([A-G]#?)(-?\d)")
_NUMERAL = re.compile(r"(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(maj7|maj9|half7|dim|sus4|6|7|9|)")


def number_of(note: str) -> int:
    """Return a note's MIDI number: C4 is 60."""
    found = _NOTE.fullmatch(note)
    if not found or found[1] not in NAMES:
        raise SoundError(f"'{note}' is not a note; expected a letter, perhaps #, and an octave, such as F#2.")
    return 12 * (int(found[2]) + 1) + NAMES.index(found[1])


def hertz_of(note: str | int) -> float:
    """Return the pitch of a note by its name or MIDI number."""
    number = number_of(note) if isinstance(note, str) else note
    return float(440.0 * 2 ** ((number - 69) / 12))


def name_of(number: int) -> str:
    """Return a MIDI number's note."""
    return f"{NAMES[number % 12]}{number // 12 - 1}"


def notes_between(first: str, last: str) -> list[str]:
    """Return every note from `first` to `last`, both included."""
    return [name_of(number) for number in range(number_of(first), number_of(last) + 1)]


def chord_of(numeral: str, key: str, mode: str) -> tuple[int, ...]:
    """Return a chord as semitones above C of the key's octave: lower case is minor, as in "ii7 V9 Imaj7"."""
    found = _NUMERAL.fullmatch(numeral)
    if not found:
        raise SoundError(
            f"'{numeral}' is no chord of a progression; expected a Roman numeral, lower case for minor, "
            "then nothing, 6, 7, 9, maj7, maj9, half7, dim or sus4: ii7, V9, Imaj7."
        )
    degree, ending = found[1], found[2]
    if ending in ("maj7", "maj9", "half7", "dim", "sus4"):
        shape = ending
    elif degree.islower():
        shape = f"min{ending}"
    else:
        shape = ending or "maj"
    root = NAMES.index(key) + SCALES[mode][NUMERALS.index(degree.upper())]
    return tuple(root + step for step in CHORDS[shape])


def voiced(chord: tuple[int, ...], near: int) -> tuple[int, ...]:
    """Return MIDI notes of a chord, each within an octave from `near` on, so that voices move little."""
    return tuple(sorted({near + (step - near) % 12 for step in chord}))


def degree_note(degree: int, key: str, mode: str, base: int) -> int:
    """Return the MIDI note of a scale degree (1 the tonic, 8 its octave) with the tonic from `base` on."""
    tonic = base + (NAMES.index(key) - base) % 12
    octave, step = divmod(degree - 1, 7)
    return tonic + 12 * octave + SCALES[mode][step]
