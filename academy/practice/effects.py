"""What a take shows of an effect exercise: the controls the unit sent, or why nothing can be known of them.

Firmware 5.0 and later sends CC 16-19 and 80-83 on channels 1-5 [chart 5]; earlier ones send nothing, and a
keyboard has no knobs. Then the learner is asked, and what they say is kept as their word: it is no score.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from academy.errors import TakeError
from academy.midi.device import version
from academy.patterns.model import Pattern, Target
from academy.practice.needs import Json
from academy.scoring.controls import JudgedMove, MoveVerdict, Turn, judge_moves

MOST_TURNS = 20_000
MIDI_INPUTS = ("webmidi", "rtmidi")
BY_HAND = "Only a unit by MIDI can show its knobs."
UNKNOWN = "No control arrived. From firmware 5.0 on the unit sends them; the connect page asks for yours."
UNHEARD = "The unit said nothing of the effect's switch; not every unit does."
TOO_OLD = "Your unit has firmware {has}; effects send MIDI from {needs} on."


@dataclass(frozen=True, slots=True)
class EffectControls:
    """Which control changes are which control, and the firmware that first sends them."""

    numbers: Mapping[int, str]
    channels: tuple[int, ...]
    sent_from: str
    port_pattern: str = ""

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "EffectControls":
        """Read the table [effects] of the device's file."""
        effects = facts["effects"]
        numbers = {number: name.replace(" ", "").lower() for name, number in effects["knobs"].items()}
        return cls(
            numbers | {effects["switch"]: "switch"},
            tuple(sorted(effects["channels"].values())),
            effects["sent_from"],
            facts["port_pattern"],
        )

    def as_json(self) -> Json:
        """Return the table as the page uses it."""
        return {
            "controls": {str(number): name for number, name in self.numbers.items()},
            "control_channels": list(self.channels),
        }


def turns_of(message: Json, known: EffectControls) -> list[Turn]:
    """Return the control changes of a take that are an effect's; TakeError names one that is none."""
    said = message.get("controls") or []
    if not isinstance(said, list) or len(said) > MOST_TURNS:
        raise TakeError(f"the take's controls are no list of at most {MOST_TURNS}.")
    turns = []
    for number, row in enumerate(said, start=1):
        time_s, channel, control, value = _four(number, row)
        if channel in known.channels and control in known.numbers:
            turns.append(Turn(time_s, int(channel), known.numbers[int(control)], int(value)))
    return turns


def controls_report(
    pattern: Pattern, target: Target, message: Json, known: EffectControls | None, firmware: str | None
) -> Json | None:
    """Return what became of the moves of an exercise; None when it asks for none, or bars were left out.

    `checked` says whether every move could be heard, `why` why not; `kept` whether every heard one was made,
    None when none was; `moves` each with its words, verdict, and the values it came from and got to.
    """
    if not pattern.moves or known is None or message.get("bars") not in (None, [1, pattern.bars]):
        return None
    turns = turns_of(message, known)
    why = None if turns else _why_not(message, known, firmware)
    judged = judge_moves(pattern.moves, turns, target) if why is None else ()
    heard = [one for one in judged if one.verdict != MoveVerdict.UNHEARD]
    return {
        "checked": len(heard) == len(pattern.moves),
        "why": why if why or len(heard) == len(pattern.moves) else UNHEARD,
        "kept": all(one.verdict == MoveVerdict.MADE for one in heard) if heard else None,
        "moves": [_move(one) for one in judged],
    }


def _why_not(message: Json, known: EffectControls, firmware: str | None) -> str | None:
    """Return why silence of the controls says nothing; None when a move would have been heard."""
    heard = message.get("input") or {}
    is_unit = re.search(known.port_pattern, str(heard.get("name") or ""), re.IGNORECASE)
    if heard.get("kind") not in MIDI_INPUTS or not is_unit:
        return BY_HAND
    if firmware is None:
        return UNKNOWN
    if version(firmware) < version(known.sent_from):
        return TOO_OLD.format(has=firmware, needs=known.sent_from)
    return None


def _move(judged: JudgedMove) -> Json:
    move = asdict(judged.move) | {"name": judged.move.name, "words": judged.move.words}
    return move | {"verdict": judged.verdict.value, "first": judged.first, "last": judged.last}


def _four(number: int, row: object) -> tuple[float, float, float, float]:
    four = row if isinstance(row, list | tuple) and len(row) == 4 else ()
    if four and all(isinstance(one, int | float) and math.isfinite(one) for one in four):
        return four[0], four[1], four[2], four[3]
    raise TakeError(f"control {number}: {row!r}; expected [seconds, channel, control, value].")
