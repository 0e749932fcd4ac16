"""What a file's name says: kind, loop, tempo, key. Only what is written plainly counts; a guess is None."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from academy.samples.recipes.harmony import NAMES
from academy.samples.sound import DRUMS

KINDS: dict[str, str] = {
    "kick": "kick kicks kik kck bd bassdrum",
    "snare": "snare snares snr sn sd",
    "clap": "clap claps clp cp handclap",
    "rim": "rim rims rimshot sidestick",
    "open_hat": "oh ohh openhat openhihat hho",
    "hat": "hat hats hh chh hihat closedhat hhc",
    "cymbal": "cymbal crash ride splash china cr rd cym",
    "tom": "tom toms lt mt ht lowtom hightom",
    "percussion": "perc percussion conga congas bongo shaker tambourine tamb cowbell cb clave claves "
    "triangle tabla maracas cabasa woodblock guiro timbale agogo tb",
    "bass": "bass sub reese",
    "keys": "keys piano rhodes wurli wurlitzer organ epiano clavinet chord chords",
    "pad": "pad pads drone choir strings",
    "pluck": "pluck plucks",
    "stab": "stab stabs",
    "texture": "vinyl hiss crackle noise tape texture atmos ambience",
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
_LOOPS = {"loop", "loops", "break", "breaks", "breakbeat", "groove", "brk"}
_BEATS = {"break", "breaks", "breakbeat", "brk", "beat", "drum", "drums", "amen", "groove"}
_MELODIES = {"melody", "melodic", "riff", "lead", "arp"}
_KEY = re.compile(r"([A-G])([#b]?)(maj|Maj|MAJ|min|Min|MIN|major|minor|m)")
_FLAT = {"Db": "C#", "Eb": "D#", "Gb": "F#", "Ab": "G#", "Bb": "A#", "Cb": "B", "Fb": "E"}
_BPM = re.compile(r"(?<![\d.])(\d{2,3}(?:\.\d+)?)[ _-]?bpm", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """What a name says; None where it says nothing. `numbers` might be a tempo if the length agrees."""

    kind: str | None = None
    is_loop: bool | None = None
    bpm: float | None = None
    key: str | None = None
    mode: str | None = None
    numbers: tuple[int, ...] = ()


def named(name: str) -> Named:
    """Read a file's name, then the name of its folder where the file's own says no kind."""
    path = PurePath(name.replace("\\", "/"))
    stem = path.stem if path.suffix[1:].isalnum() and not path.suffix[1:].isdigit() else path.name
    words = words_of(stem)
    is_loop = True if _LOOPS & set(words) else None
    kind = kind_in(words) or (kind_in(words_of(path.parent.name)) if not _LOOPS & set(words) else None)
    found = _BPM.search(stem)
    bpm = float(found[1]) if found and 40 <= float(found[1]) <= 300 else None
    key, mode = _key_in(stem)
    numbers = tuple(
        int(word) for word in words if word.isdigit() and 60 <= int(word) <= 200 and word[0] != "0"
    )
    loop = is_loop or (True if kind in ("drum_loop", "chord_loop", "melody_loop") or bpm else None)
    return Named(kind, loop, bpm, key, mode, numbers)


def words_of(text: str) -> list[str]:
    """Cut a name into its words, in lower case: at signs, digits and capitals after small letters."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return [word.lower() for word in re.findall(r"[A-Za-z]+|\d+", parted)]


def kind_in(words: list[str]) -> str | None:
    """Return the kind that words say, or None where they say none or two that disagree."""
    there = set(words)
    if there & _LOOPS:
        return _loop_kind(there)
    kinds = [_KIND_OF[word] for word in words if word in _KIND_OF]
    if "bass" in there and "drum" in there:
        kinds = ["kick", *(kind for kind in kinds if kind != "bass")]
    if {"hat", "open_hat"} & set(kinds) and there & {"open", "opened"}:
        return "open_hat"
    if "808" in there and (not kinds or set(kinds) == {"bass"}):
        return "808"
    sure = [kind for kind in dict.fromkeys(kinds) if kind != "percussion"] or list(dict.fromkeys(kinds))
    return sure[0] if len(sure) == 1 else None


def _loop_kind(there: set[str]) -> str | None:
    kinds = {_KIND_OF[word] for word in there if word in _KIND_OF}
    if there & {"chord", "chords"}:
        return "chord_loop"
    if there & _MELODIES:
        return "melody_loop"
    return "drum_loop" if there & _BEATS or (kinds and kinds <= set(DRUMS)) else None


def _key_in(stem: str) -> tuple[str | None, str | None]:
    """Return key and mode where one is written: Am, F#min, Bb major, C_minor."""
    joined = re.sub(r"([A-G][#b]?)[ _-](?=(?:maj|min|Maj|Min|MAJ|MIN))", r"\1", stem)
    for word in re.split(r"[^A-Za-z#]+", joined):
        found = _KEY.fullmatch(word)
        if found:
            tonic = found[1] + found[2]
            tonic = _FLAT.get(tonic, tonic)
            mode = "major" if found[3].lower().startswith("maj") else "minor"
            return (tonic, mode) if tonic in NAMES else (None, None)
    return None, None
