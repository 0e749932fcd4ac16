"""The mood of a learner's own sound: said by its name, the learner, or a model told what was measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from academy.errors import SoundError
from academy.samples.library.entry import Entry
from academy.samples.library.words import Words
from academy.samples.sound import Source

FIELD = "mood"
"""Under this name `source` says who says the mood, also when that is no word at all."""


@dataclass(frozen=True)
class Mood:
    """Words for a mood, who says them, and the stamp of the sound that they were said of."""

    words: tuple[str, ...]
    by: Source
    stamp: str

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {"words": list(self.words), "by": self.by, "stamp": self.stamp}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Mood":
        """Read it as it was kept."""
        try:
            return cls(tuple(said["words"]), said["by"], said["stamp"])
        except (KeyError, TypeError) as error:
            raise SoundError(
                f"a mood is kept as {said!r}; expected its words, by whom, and a stamp."
            ) from error


def with_mood(entry: Entry, mood: Mood | None) -> Entry:
    """Return an entry with a mood; one that was said of another content of its file is left out."""
    if mood is None or mood.stamp != entry.stamp or entry.sound.origin != "learner":
        return entry
    sound = entry.sound
    source: dict[str, Source] = dict(sound.source)
    added = [word for word in mood.words if word not in sound.tags]
    source.update({FIELD: mood.by} | {f"tags.{word}": mood.by for word in added})
    tags = (*added, *sound.tags)
    return replace(entry, sound=replace(sound, tags=tags, source=MappingProxyType(source)))


def check_askable(entry: Entry) -> None:
    """Raise SoundError where a model is not to be asked: somebody who knows better has said the mood."""
    check_own(entry)
    by = entry.sound.source.get(FIELD)
    if by in ("learner", "name"):
        who = "You have" if by == "learner" else "Its name has"
        raise SoundError(f"{who} said the mood of {entry.sound.name}; no model says otherwise.")


def check_own(entry: Entry) -> None:
    """Raise SoundError for a sound of the academy's: its recipe says its mood."""
    if entry.sound.origin != "learner":
        raise SoundError(
            f"{entry.sound.name} is made by a recipe, which says its mood. "
            "Only the mood of your own sounds is asked for."
        )


def said_words(value: Any, words: Words) -> tuple[str, ...]:
    """Return the words that a learner says; SoundError names one that is no mood."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise SoundError(f"words is {value!r}; expected a list such as ['warm', 'dusty'], or an empty one.")
    strange = [word for word in value if word not in words.moods]
    if strange:
        raise SoundError(f"'{strange[0]}' is no mood here; expected some of {', '.join(words.moods)}.")
    return tuple(dict.fromkeys(value))
