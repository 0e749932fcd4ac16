"""An exercise as a MIDI file for the unit: Roland's app takes it as a pattern, the unit records it as one.

How it comes there (sp404mk2.md, 3.3 and 2.3): the app exports and imports patterns as MIDI files of format 0,
channels 1-10 for banks A-J, notes of Mode A [SPARKY 04]; on import, notes outside 35-51 are dropped [NT]. So
the file has Mode A's notes whatever mode the unit is in. Notes that arrive while a pattern is recorded in
real time are recorded, by USB or MIDI IN [RM550 p. 66].
"""

import re
from collections.abc import Mapping

from academy.errors import TakeError
from academy.midi.device import PadMap
from academy.midi.midi_file import midi_of_target
from academy.patterns.model import Pattern

HOW = (
    "Connect the unit by USB, open the SP-404MKII app and drag the file onto its pattern tab; or press "
    "PATTERN SELECT, REC and a blinking pad on the unit, then REC, and play the file into it from your music "
    "program (Reference Manual v5.50, p. 66)."
)


def midi_of_pattern(pattern: Pattern, pads: Mapping[str, str], pad_map: PadMap) -> bytes:
    """Return one pass of a pattern as a Standard MIDI File; TakeError names a pad that the map lacks."""
    try:
        target = pattern.target(pads, passes=1)
        return midi_of_target(target, pad_map, pattern.meter[1])
    except KeyError as error:
        raise TakeError(
            f"{error} is on no pad of the map '{pad_map.name}'. Choose another map, such as modeA."
        ) from error


def file_name(exercise_id: str) -> str:
    """Return a name for the file, of letters that every system and the unit's screen can show."""
    return re.sub(r"[^A-Za-z0-9-]+", " ", exercise_id).strip() + ".mid"
