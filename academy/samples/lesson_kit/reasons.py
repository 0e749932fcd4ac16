"""Why a sound lies on a pad, in a musician's words."""

from collections.abc import Sequence

from academy.samples.lesson_kit.keys import Key
from academy.samples.lesson_kit.kit import Slot, Wanted
from academy.samples.lesson_kit.parts import Part
from academy.samples.lesson_kit.tempo import words_of_tempo
from academy.samples.library.words import ANY, Words
from academy.samples.sound import Sound

_NOUNS = {"808": "808 bass", "bass": "bass note", "keys": "chord", "pad": "pad chord", "stab": "chord stab"}
_ABOVE = {0: "root", 7: "fifth", 12: "octave"}
_WELL = 0.5


def reason(
    sound: Sound,
    part: Part,
    genre: str,
    vibe: Sequence[str],
    tempos: Sequence[float],
    key: Key | None,
    words: Words,
) -> str:
    """Return why a sound is chosen: "warm, dusty kick for hip-hop"."""
    said = [_what(sound, genre, vibe, words)]
    if part.slice:
        said[0] = f"slice {part.slice} of 8 of a {said[0]}"
    if part.above is not None and key:
        said.append(f"the {_ABOVE[part.above]} of {key}")
    elif key and sound.key and sound.mode:
        at_home = (sound.key, sound.mode) == (key.tonic, key.mode)
        said.append(
            f"in {key}, as the kit" if at_home else f"{sound.key} {sound.mode}, which goes with {key}"
        )
    if sound.is_loop and sound.bpm:
        said.append(words_of_tempo(sound.bpm, tempos))
    return ", ".join(said)


def reason_of_twin(lane: str) -> str:
    """Return why a pad has the sound of another."""
    return f"the {lane} again, on a pad of its own"


def kit_says(wanted: Wanted, genre: str, pads: int, key: Key | None, empty: Sequence[Slot]) -> str:
    """Return the kit in a few sentences: its style, tempo and mood, its key, what is missing."""
    low, high = wanted.bpm
    tempo = f"{low:g} BPM" if low == high else f"{low:g} to {high:g} BPM"
    any_style = wanted.genre in ANY
    style = f"Any style, here {genre}" if any_style and genre not in ANY else wanted.genre.capitalize()
    mood = f", {', '.join(wanted.vibe)}" if wanted.vibe else ""
    said = [f"{style}, {tempo}{mood}: {pads} pads."]
    if key:
        said.append(f"What has a pitch is in {key}.")
    said += [f"Pad {slot.pad} ({slot.lane}) stays empty: no sound of the library suits." for slot in empty]
    return " ".join(said)


def _what(sound: Sound, genre: str, vibe: Sequence[str], words: Words) -> str:
    tags = sorted(
        sound.tags, key=lambda tag: -max((words.fit_of_mood(mood, [tag]) for mood in vibe), default=0)
    )
    noun = _noun(sound)
    mine = [tag for tag in tags if tag not in noun][:2]
    said = f"{', '.join(mine)} {noun}" if mine else noun
    return f"{said} for {genre}" if words.fit_of_genre(genre, sound.genres) >= _WELL else said


def _noun(sound: Sound) -> str:
    kind = sound.kind or "sound"
    if kind in ("cymbal", "percussion", "texture"):
        return sound.name.rstrip("0123456789 ").lower() or kind
    return _NOUNS.get(kind, kind.replace("_", " "))
