"""Words as a musician types them, read as what they ask for: "kick lo-fi 90 bpm Cm mellow"."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from academy.samples.library.keys import read_key
from academy.samples.library.spelling import normal
from academy.samples.library.words import Words
from academy.samples.sound import KINDS

_TEMPO = re.compile(r"(?<!\S)(\d{2,3}(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(\d{2,3}(?:\.\d+)?))?\s*bpm(?!\S)", re.I)
_NOTE = "[A-G][#b♯♭]?"
_KEYS = (
    re.compile(rf"(?<!\S)(?:in\s+)?((?:{_NOTE}|[a-g])[ -]?(?:minor|major|min|maj))(?!\S)"),
    re.compile(rf"(?<!\S)(?:in\s+)?({_NOTE}m|[A-G][#b♯♭])(?!\S)"),
    re.compile(r"(?<!\S)in\s+([A-G])(?!\S)"),  # a letter alone may be anything
)
_KIND_OF = {
    "perc": "percussion",
    "hi-hat": "hat",
    "closed hat": "hat",
    "drums": "drum_loop",
    "beat": "drum_loop",
    "break": "drum_loop",
    "chords": "chord_loop",
    "melody": "melody_loop",
    "riff": "melody_loop",
}
_KIND_OF |= {kind.replace("_", " "): kind for kind in KINDS}
_KIND_OF |= {f"{word}s": kind for word, kind in _KIND_OF.items() if not word.endswith("s")}
_LOOPS = {"loop": True, "loops": True, "one-shot": False, "one-shots": False, "one shot": False}


def fields_of(text: str, known: Words, genres: Collection[str], moods: Collection[str]) -> dict[str, Any]:
    """Return the fields of a query that words fill; what nobody knows stays as `text`."""
    found: dict[str, Any] = {}
    if tempo := _TEMPO.search(text):
        found["bpm"] = float(tempo[1]) if tempo[2] is None else (float(tempo[1]), float(tempo[2]))
        text = _without(text, tempo)
    for pattern in _KEYS:
        if "key" not in found and (written := pattern.search(text)):
            found["key"] = str(read_key(written[1]))
            text = _without(text, written)
    places = {
        "kinds": _KIND_OF.keys(),
        "loops": _LOOPS.keys(),
        "genres": {*known.genres, *genres},
        "moods": {*known.moods, *moods},
    }
    said: dict[str, list[str]] = {"kinds": [], "loops": [], "genres": [], "moods": [], "text": []}
    parts = text.replace(",", " ").split()
    while parts:
        name, word, count = _first(parts, places)
        said[name].append(word)
        del parts[:count]
    found |= {name: tuple(dict.fromkeys(said[name])) for name in ("genres", "moods") if said[name]}
    if said["kinds"]:
        found["kinds"] = tuple(dict.fromkeys(_KIND_OF[word] for word in said["kinds"]))
    if said["loops"]:
        found["loops"] = _LOOPS[said["loops"][-1]]
    return found | ({"text": " ".join(said["text"])} if said["text"] else {})


def _first(parts: list[str], places: Mapping[str, Collection[str]]) -> tuple[str, str, int]:
    """Return what the next words are, the longest that anybody knows, and how many: "drum and bass"."""
    for count in range(min(3, len(parts)), 0, -1):
        word = normal(" ".join(parts[:count]))
        for name, words in places.items():
            if word in words:
                return name, word, count
    return "text", parts[0], 1


def _without(text: str, found: "re.Match[str]") -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
