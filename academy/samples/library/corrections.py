"""What the learner says of a sound of their own, instead of what its name or the ear says."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from academy.errors import SoundError
from academy.samples.analysis.findings import CORRECTABLE, Findings
from academy.samples.library.entry import Entry
from academy.samples.library.own import SHARED
from academy.samples.library.query import FASTEST, SLOWEST
from academy.samples.recipes.harmony import NAMES
from academy.samples.sound import KINDS, without_octave


def corrected(entry: Entry, values: Mapping[str, Any]) -> Entry:
    """Return an entry with what the learner says; None takes a value away.

    SoundError says which value cannot be, or that a sound of the academy is what its recipe says.
    """
    if entry.sound.origin != "learner":
        raise SoundError(
            f"{entry.sound.name} is made by a recipe, which says what it is. "
            "Only your own sounds can be corrected."
        )
    check(values)
    known = Findings(**{name: getattr(entry.sound, name) for name in SHARED}).corrected(**values)
    return replace(entry, sound=replace(entry.sound, **{name: getattr(known, name) for name in SHARED}))


def check(values: Mapping[str, Any]) -> None:
    """Refuse a value that no sound can have; SoundError names it and what was expected."""
    for name, value in values.items():
        if name not in CORRECTABLE:
            raise SoundError(
                f"'{name}' of a sound cannot be corrected; expected one of {', '.join(CORRECTABLE)}."
            )
        can_be, expected = _LAWS[name]
        if not (can_be(value) or (value is None and name != "is_loop")):
            raise SoundError(f"{name} is {value!r}; expected {expected}.")


def _is_number(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
    )


def _is_note(value: Any) -> bool:
    return isinstance(value, str) and without_octave(value) in NAMES


_LAWS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "kind": (lambda value: value in KINDS, f"one of {', '.join(KINDS)}"),
    "is_loop": (lambda value: isinstance(value, bool), "true or false"),
    "bpm": (_is_number(SLOWEST, FASTEST), f"a tempo from {SLOWEST:g} to {FASTEST:g}"),
    "key": (lambda value: value in NAMES, f"one of {', '.join(NAMES)}"),
    "mode": (lambda value: value in ("major", "minor"), "major or minor"),
    "root": (_is_note, "a note such as C2 or F#3"),
    "beats": (_is_number(0.25, 4096), "a number of beats"),
}
