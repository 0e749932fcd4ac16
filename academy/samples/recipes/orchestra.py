"""Which instrument plays a recipe, and playing it: `play(recipe)` is the finished sound.

Chance (noise, a loose hand) is seeded by the recipe itself, so that a sound is the same every time.
"""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zlib import crc32

import numpy as np

from academy.errors import SoundError
from academy.samples.recipes import hands, keyboards, loops, low_drums, metals, notes, snares, textures
from academy.samples.recipes.circle import frames_of
from academy.samples.recipes.finish import finished
from academy.samples.recipes.waves import RATE, Wave
from academy.samples.sound import Sound

INSTRUMENTS: Mapping[str, Callable[..., Wave]] = MappingProxyType(
    {
        "kick": low_drums.kick,
        "tom": low_drums.tom,
        "conga": low_drums.conga,
        "808": low_drums.bass_808,
        "snare": snares.snare,
        "clap": snares.clap,
        "rim": snares.rim,
        "hat": metals.hat,
        "cymbal": metals.cymbal,
        "cowbell": metals.cowbell,
        "bell": metals.bell,
        "shaker": hands.shaker,
        "tambourine": hands.tambourine,
        "wood": hands.wood,
        "snap": hands.snap,
        "bass": notes.bass,
        "pluck": notes.pluck,
        "stab": notes.stab,
        "keys": keyboards.keys,
        "pad": keyboards.pad,
        "vinyl": textures.vinyl,
        "tape": textures.tape,
        "rain": textures.rain,
        "drum loop": loops.drum_loop,
        "chord loop": loops.chord_loop,
        "melody loop": loops.melody_loop,
    }
)


@dataclass(frozen=True)
class Recipe:
    """How a sound is made: an instrument, its settings, and what is thereby known of the sound."""

    sound: Sound
    instrument: str
    settings: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The recipe as one line of JSON, always in the same order."""
        plan = [self.sound.id, self.sound.kind, self.instrument, self.settings]
        return json.dumps(plan, sort_keys=True, default=_plain)

    @property
    def digest(self) -> str:
        """A name for exactly this sound: it changes with the recipe and with the instruments' code."""
        return sha256((self.text + _code()).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    return value.text if isinstance(value, Recipe) else dict(value)


@cache
def _code() -> str:
    files = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


@cache
def settings_of(instrument: str) -> Mapping[str, Any]:
    """Return an instrument's settings with their usual values; SoundError names the instruments."""
    if instrument not in INSTRUMENTS:
        raise SoundError(f"No instrument '{instrument}'. Instruments: {', '.join(sorted(INSTRUMENTS))}.")
    named = inspect.signature(INSTRUMENTS[instrument]).parameters.values()
    return MappingProxyType({each.name: each.default for each in named if each.kind is each.KEYWORD_ONLY})


def play(recipe: Recipe) -> Wave:
    """Return the finished sound: (frames,) or (frames, 2), at RATE, peak at most -1 dBFS."""
    return finished(_raw(recipe), str(recipe.sound.kind), recipe.sound.is_loop)


def _raw(recipe: Recipe) -> Wave:
    settings = dict(recipe.settings)
    if recipe.instrument == "drum loop":
        settings["drums"] = {lane: partial(play, drum) for lane, drum in settings["drums"].items()}
    dice = np.random.default_rng(crc32(recipe.text.encode()))
    return INSTRUMENTS[recipe.instrument](dice, **settings)


def length_s(instrument: str, settings: Mapping[str, Any]) -> float:
    """Return how long a sound will be: whole beats, the length it is given, or the time it takes to die."""
    if "beats" in settings:
        return frames_of(settings["beats"], settings["bpm"]) / RATE
    usual = {**settings_of(instrument), **settings}
    return round(float(usual["length_s"] if "length_s" in usual else usual["decay_s"]) * RATE) / RATE


def channels(instrument: str, settings: Mapping[str, Any]) -> int:
    """Return 2 for what is made in stereo."""
    wide = instrument in ("clap", "cymbal", "keys", "pad", "vinyl", "tape", "rain") or "loop" in instrument
    return 2 if wide or (instrument == "snare" and settings.get("room")) else 1
