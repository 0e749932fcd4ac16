"""Which lanes an exercise may have, and on which pad each stands: the kits of `data/kits`, by name.

Only names and pads are read here; the sounds belong to `academy.samples`.
"""

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from academy.errors import LessonError
from academy.patterns.model import Pattern
from academy.patterns.pads import is_pad

Kits = Mapping[str, Mapping[str, str]]
DEFAULT_KIT = "course"


def kits_for(file: Path) -> Kits:
    """Return the kits of the home that a notebook stands in, else of the checkout this file is of."""
    for place in (*file.resolve().parents, *Path(__file__).resolve().parents):
        found = kits_in(place / "data" / "kits")
        if found:
            return found
    return {}


def kits_in(folder: Path) -> Kits:
    """Return the pad of each lane of each kit in a folder of kits; LessonError names a kit that is broken."""
    kits = {}
    for file in sorted(folder.glob("*/kit.toml")):
        try:
            lanes = tomllib.loads(file.read_text(encoding="utf-8"))["lanes"]
            kits[file.parent.name] = {name: str(place["pad"]) for name, place in lanes.items()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LessonError(
                f"{file}: not a kit ({error}). Write lines under [lanes] such as "
                "kick = { pad = 'A13', sound = 'kick' }."
            ) from error
    return kits


def mistakes_with(kits: Kits, pattern: Pattern) -> list[tuple[str, str, str]]:
    """Return what a pattern asks of its kit that the kit has not: (word to look for, what, the cure)."""
    name = pattern.kit or DEFAULT_KIT
    if name not in kits:
        known = ", ".join(kits) or "none"
        return [("kit:", f"kit is '{name}', which is not there; kits: {known}", "Name one of them.")]
    pads = kits[name]
    found: list[tuple[str, str, str]] = []
    taken: dict[str, str] = {}
    for lane in pattern.lanes:
        if lane.name not in pads and not is_pad(lane.name):
            found.append((lane.name, *_unknown(lane.name, name, pads)))
            continue
        pad = pads.get(lane.name, lane.name)
        if pad in taken:
            says = f"lanes '{taken[pad]}' and '{lane.name}' share pad {pad}; each lane needs its own"
            found.append((lane.name, says, "Write both in one lane, or move one to another pad."))
        taken.setdefault(pad, lane.name)
    return found


def _unknown(lane: str, kit: str, pads: Mapping[str, str]) -> tuple[str, str]:
    near = difflib.get_close_matches(lane, pads, n=1)
    says = f"lane '{lane}' is neither a sound of the kit '{kit}' nor a pad such as A13"
    if near:
        return f"{says}; did you mean '{near[0]}'?", "Rename the lane."
    return says, f"Use one of {', '.join(pads)}, or a pad."
