"""A kit as the learner changed it: their own choice on a pad stands before the academy's."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from academy.errors import SoundError
from academy.samples.lesson_kit.kit import Choice, Cut, LessonKit, in_order

OWN = "your own choice"
BEFORE = "what the academy chose"
_PAD = re.compile(r"([A-J])([1-9]|1[0-6])")


def changed(kit: LessonKit, pads: Mapping[str, Mapping[str, Any]]) -> LessonKit:
    """Return a kit with the learner's sounds on their pads; the other pads stay as they are.

    `pads` are {pad: {"sound": id, "start": frame or None, "end": frame or None}}; one that the kit does not
    have is added. What lay there becomes the first alternate. SoundError names a pad, a sound or a frame
    that cannot be; whether there is such a sound is not asked here.
    """
    choices = dict(kit.choices)
    for pad, said in pads.items():
        if not isinstance(pad, str) or not _PAD.fullmatch(pad):
            raise SoundError(f"There is no pad '{pad}'. Pads are A1 to J16, such as A13.")
        choices[pad] = _own(pad, choices.get(pad), said)
    return replace(kit, choices=in_order(choices))


def _own(pad: str, before: Choice | None, said: Any) -> Choice:
    sound = said.get("sound") if isinstance(said, Mapping) else None
    if not isinstance(sound, str) or not sound:
        raise SoundError(f'Pad {pad}: which sound? Expected {{"sound": its id}}, such as kick-dusty-01.')
    cut = _cut(pad, said.get("start"), said.get("end"))
    if before is None:
        return Choice(pad, pad, sound, cut, OWN)
    others = [each for each in before.alternates if each[0] not in (sound, before.sound_id)]
    first = [] if before.sound_id == sound else [(before.sound_id, f"{BEFORE}: {before.why}")]
    return Choice(pad, before.lane, sound, cut, OWN, (*first, *others))


def _cut(pad: str, start: Any, end: Any) -> Cut | None:
    if start is None and end is None:
        return None
    if not (type(start) is int and type(end) is int and 0 <= start < end):
        raise SoundError(
            f"Pad {pad}: its sound is cut from {start!r} to {end!r}; expected two frames, the first from 0 "
            "and the second after it."
        )
    return Cut(start, end)
