"""One sound as a candidate for a pad: whether it can stand there at all, and how good it would be."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from academy.samples.lesson_kit.keys import Key, fit_of_key
from academy.samples.lesson_kit.parts import Part
from academy.samples.lesson_kit.tempo import can_follow, fit_of_tempo
from academy.samples.sound import Sound, without_octave

if TYPE_CHECKING:
    from academy.samples.library.entry import Entry
    from academy.samples.library.words import Words

GENRE, VIBE, TEMPO, KEY = 1.0, 0.8, 3.0, 1.2
FIRST_KIND, SAME_INSTRUMENT, REUSED, CHANCE = 0.1, 0.6, 1.5, 0.3
"""What each reason weighs; chance decides between sounds that are about as good. A page plays loops as they
are, without BPM SYNC, so their tempo weighs most."""


@dataclass(frozen=True)
class Wish:
    """What is wanted of the sound on one pad."""

    part: Part
    genre: str
    vibe: tuple[str, ...]
    tempos: Sequence[float]
    key: Key | None
    instrument: str | None
    used: Collection[str]
    chance: str
    liking: dict[tuple[tuple[str, ...], ...], float] = field(default_factory=dict)

    def score(self, entry: "Entry", words: "Words") -> float:
        """Return how good a sound would be; it must be one that `can_stand`."""
        sound = entry.sound
        style = sound.genres, sound.tags
        if style not in self.liking:  # an instrument's sounds all have the same
            self.liking[style] = self._liked(sound, words)
        return (
            self.liking[style]
            + (TEMPO * fit_of_tempo(sound.bpm, self.tempos) if sound.is_loop else 0.0)
            + (KEY * fit_of_key(self.key, sound) if self.key else 0.0)
            + (FIRST_KIND if sound.kind == self.part.kinds[0] else 0.0)
            + (SAME_INSTRUMENT if instrument_of(sound) == self.instrument else 0.0)
            - (REUSED if sound.id in self.used else 0.0)
            + CHANCE * _chance(f"{self.chance}/{sound.id}")
        )

    def _liked(self, sound: Sound, words: "Words") -> float:
        vibe = [words.fit_of_mood(mood, sound.tags) for mood in self.vibe]
        return GENRE * words.fit_of_genre(self.genre, sound.genres) + VIBE * sum(vibe) / max(1, len(vibe))

    def can_stand(self, sound: Sound) -> bool:
        """Say whether a sound may stand on the pad: its kind, its tempo, its key, what it is called."""
        part = self.part
        if sound.kind not in part.kinds or part.named not in sound.id:
            return False
        if any(tag in part.never for tag in sound.tags):
            return False
        if sound.bpm and sound.is_loop and not can_follow(sound.bpm, self.tempos):
            return False
        if (part.slice or part.is_bar) and not (sound.bpm and sound.beats and sound.beats >= BAR):
            return False
        if part.above is not None and self.key is not None:
            return sound.root is not None and self.key.steps_to(without_octave(sound.root)) == part.above % 12
        return self.key is None or fit_of_key(self.key, sound) > 0


BAR = 4
"""Beats of the bar that is cut into slices."""


def instrument_of(sound: Sound) -> str:
    """Return the family that a sound is of: its id without the number, note, chord or key at its end."""
    words = sound.id.split("-")
    if sound.key and sound.mode and len(words) > 2:
        return "-".join(words[:-2])
    return "-".join(words[:-1]) if len(words) > 1 and (sound.root or words[-1].isdigit()) else sound.id


def half_of(register: str, entries: Iterable["Entry"]) -> set[str]:
    """Return the ids of the lower ("low") or higher half of each instrument's sounds."""
    families: dict[str, list[Entry]] = {}
    for entry in entries:
        families.setdefault(instrument_of(entry.sound), []).append(entry)
    kept: set[str] = set()
    for family in families.values():
        rising = sorted(family, key=lambda entry: (entry.features.get("centre_hz", 0.0), entry.sound.id))
        half = (len(rising) + 1) // 2
        kept |= {entry.sound.id for entry in (rising[:half] if register == "low" else rising[-half:])}
    return kept


def by_kind(entries: Iterable["Entry"]) -> Mapping[str | None, list["Entry"]]:
    """Return sounds by their kind."""
    kinds: dict[str | None, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(entry.sound.kind, []).append(entry)
    return kinds


def _chance(text: str) -> float:
    """Return a number from 0 to 1 that is always the same for a text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big") / 0xFFFFFFFF
