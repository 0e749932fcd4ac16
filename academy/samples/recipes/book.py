"""The book of recipes: every family in `data/sounds/*.toml`, opened out into its sounds.

A family's list is tried with every value of its other lists (two decays and three tunings are six
sounds); what stands under `in_turn` goes round with them instead. "C1 to B1" is every note between.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from inspect import Parameter
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

from academy.errors import SoundError
from academy.samples.recipes.harmony import CHORDS, NAMES, notes_between, number_of
from academy.samples.recipes.orchestra import Recipe, channels, length_s, settings_of
from academy.samples.sound import KINDS, LOOPS, Sound, Source

LICENCE = "CC0-1.0"
WORDS = ("name", "kind", "instrument", "genres", "tags", "in_turn", "kit", "root", "chord", "octave")
_OF_A_KIT = ("drums", "gains")
_KNOWN = ("kind", "is_loop", "bpm", "key", "mode", "root", "beats", "tags", "genres")


@dataclass(frozen=True)
class Book:
    """All recipes by the id of their sound, in the order of the files."""

    recipes: Mapping[str, Recipe]

    @cached_property
    def sounds(self) -> tuple[Sound, ...]:
        """What is known of every sound, before any is rendered."""
        return tuple(recipe.sound for recipe in self.recipes.values())

    def recipe(self, sound_id: str) -> Recipe:
        """Return the recipe of a sound; SoundError says how many there are."""
        if sound_id not in self.recipes:
            near = [name for name in self.recipes if name.startswith(sound_id[:4])][:5]
            raise SoundError(
                f"No sound '{sound_id}' among {len(self.recipes)}. Near it: {', '.join(near) or 'none'}."
            )
        return self.recipes[sound_id]


def read_book(folder: Path) -> Book:
    """Read every family of a folder; SoundError names file, family and what cannot be used."""
    recipes: dict[str, Recipe] = {}
    files = [(file, _toml(file)) for file in sorted(folder.glob("*.toml"))]
    # Drum loops play sounds of the other files, so they come last.
    for file, said in sorted(files, key=lambda each: each[1].get("kind") == "drum_loop"):
        for family in said.get("family", []):
            whole = {"kind": said.get("kind"), "instrument": said.get("instrument"), **family}
            try:
                made = list(_opened(whole, said.get("kits", {}), recipes))
            except SoundError as error:
                raise SoundError(f"{file.name}, family '{family.get('name')}': {error}") from error
            for recipe in made:
                if recipe.sound.id in recipes:
                    raise SoundError(
                        f"{file.name}: two sounds are called '{recipe.sound.id}'; rename a family."
                    )
                recipes[recipe.sound.id] = recipe
    return Book(MappingProxyType(recipes))


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SoundError(f"{file.name} cannot be read as TOML: {error}.") from error


def _opened(family: dict[str, Any], kits: Mapping[str, Any], known: Mapping[str, Recipe]) -> Iterator[Recipe]:
    _check_words(family)
    turns = family.pop("in_turn", {})
    lists = {word: _values(value) for word, value in family.items() if word not in ("tags", "genres")}
    for number, choice in enumerate(product(*lists.values())):
        said = dict(zip(lists, choice, strict=True))
        said |= {word: values[number % len(values)] for word, values in turns.items()}
        said |= {"tags": family.get("tags", []), "genres": family.get("genres", [])}
        yield _recipe(said, number + 1, kits, known)


def _check_words(family: Mapping[str, Any]) -> None:
    """Refuse a word that the instrument does not have, and a family without one that it needs."""
    if family["kind"] not in KINDS:
        raise SoundError(f"kind is '{family['kind']}'; expected one of {', '.join(KINDS)}.")
    settings = settings_of(family["instrument"])
    said = {*family, *family.get("in_turn", {})}
    strange = sorted(said - {*settings, *WORDS})
    if strange:
        raise SoundError(f"{family['instrument']} has no '{strange[0]}'. It has: {', '.join(settings)}.")
    needed = [word for word, usual in settings.items() if usual is Parameter.empty and word not in _OF_A_KIT]
    needed += ["name", *(["kit"] if "drums" in settings else [])]
    missing = [word for word in needed if word not in said]
    if missing:
        raise SoundError(
            f"'{missing[0]}' is missing. Every {family['instrument']} needs: {', '.join(needed)}."
        )


def _values(value: Any) -> list[Any]:
    if isinstance(value, str) and " to " in value:
        first, last = value.split(" to ")
        if first in NAMES and last in NAMES:
            return list(NAMES[NAMES.index(first) : NAMES.index(last) + 1])
        return list(notes_between(first, last))
    return value if isinstance(value, list) else [value]


def _recipe(
    said: dict[str, Any], number: int, kits: Mapping[str, Any], known: Mapping[str, Recipe]
) -> Recipe:
    instrument = said["instrument"]
    settings = {word: value for word, value in said.items() if word not in WORDS}
    label = f"{number:02}"
    key, mode, root = said.get("key"), said.get("mode"), None
    if "note" in said:
        label = root = said["note"]
        key = root.rstrip("0123456789")
    if "chord" in said:
        bottom = number_of(f"{said['root']}{said.get('octave', 3)}")
        settings["notes"] = [bottom + step for step in CHORDS[said["chord"]]]
        key, label = said["root"], f"{said['root']} {said['chord']}"
        mode = "minor" if "min" in said["chord"] or said["chord"] in ("dim", "half7") else "major"
    if instrument in ("chord loop", "melody loop"):
        label = f"{key} {mode}"
    if "kit" in said:
        settings |= _drums(said, kits, known)
    kind = said["kind"]
    name = f"{said['name']} {label}"
    sound = Sound(
        id=name.lower().replace("#", "s").replace(" ", "-"),
        name=name,
        kind=kind,
        is_loop=kind in LOOPS,
        bpm=said.get("bpm"),
        key=key,
        mode=mode,
        root=root,
        beats=said.get("beats"),
        tags=tuple(said["tags"]),
        genres=tuple(said["genres"]),
        duration_s=length_s(instrument, settings),
        channels=channels(instrument, settings),
        licence=LICENCE,
    )
    source: dict[str, Source] = {word: "recipe" for word in _KNOWN if getattr(sound, word) not in (None, ())}
    sound = replace(
        sound,
        recipe=sound.id,
        source=MappingProxyType(source),
        bpm_confidence=None if sound.bpm is None else 1.0,
        key_confidence=None if sound.key is None else 1.0,
    )
    return Recipe(sound, instrument, MappingProxyType(settings))


def _drums(said: Mapping[str, Any], kits: Mapping[str, Any], known: Mapping[str, Recipe]) -> dict[str, Any]:
    """Return the sounds that a drum loop plays: its kit names a sound and a gain for each line."""
    if said["kit"] not in kits:
        raise SoundError(f"no kit '{said['kit']}'. Kits of this file: {', '.join(kits)}.")
    kit = kits[said["kit"]]
    missing = sorted({*said["lines"]} - {*kit})
    if missing:
        raise SoundError(f"kit '{said['kit']}' has no sound for the line '{missing[0]}'.")
    names = {lane: kit[lane]["sound"] for lane in said["lines"]}
    lost = [name for name in names.values() if name not in known]
    if lost:
        raise SoundError(f"kit '{said['kit']}' names the sound '{lost[0]}', which no family makes.")
    return {
        "drums": {lane: known[name] for lane, name in names.items()},
        "gains": {lane: kit[lane].get("gain", 1.0) for lane in said["lines"]},
    }
