"""The device as its table says it: which note on which channel is which pad.

Everything is read from data/sp404mk2.toml, where each value names its source. Channels count
from 1; pads are names such as `A13`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from academy.errors import TakeError
from academy.patterns.pads import BANKS, PADS_PER_BANK, pad_name

Table = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class PadMap:
    """Which (channel, note) is which pad. `ext_source` are the notes of the EXT SOURCE button."""

    name: str
    table: Table
    ext_source: tuple[tuple[int, int], ...] = ()

    def pad_of(self, channel: int, note: int) -> str | None:
        """Return the pad of a note, None when the map has none for it."""
        return self.table.get((channel, note))

    def note_of(self, pad: str) -> tuple[int, int]:
        """Return (channel, note) of a pad; KeyError when the map does not have it."""
        for place, name in self.table.items():
            if name == pad:
                return place
        raise KeyError(pad)

    def as_json(self) -> dict[str, str]:
        """Return the table with keys such as `1:36`, as the page uses it."""
        return {f"{channel}:{note}": pad for (channel, note), pad in self.table.items()}


@dataclass(frozen=True)
class Device:
    """The facts of one device, as read from its file."""

    facts: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The device's name."""
        return str(self.facts["name"])

    def mode_a(self) -> PadMap:
        """Return the map of MIDI Mode A: one channel a bank, the same notes in each."""
        first = self.facts["mode_a"]["first_channel"]
        table = {
            (first + bank, note): pad_name(bank, number)
            for bank in range(len(BANKS))
            for number, note in enumerate(self._notes, start=1)
        }
        button = self.facts["ext_source"]["mode_a"]
        return PadMap("modeA", table, tuple((channel, button["note"]) for channel in button["channels"]))

    def mode_b(self, offset: int = 0, first_channel: int = 1) -> PadMap:
        """Return the map of MIDI Mode B: five banks of notes on each of two channels.

        note = 12 + offset + 16 * (bank mod 5) + (the pad's Mode A note - 36). ValueError outside
        the ranges that the unit allows.
        """
        facts = self.facts["mode_b"]
        if not facts["offset"][0] <= offset <= facts["offset"][1]:
            raise ValueError(
                f"note offset {offset}; the unit allows {facts['offset'][0]} to {facts['offset'][1]}"
            )
        if not facts["first_channel"][0] <= first_channel <= facts["first_channel"][1]:
            raise ValueError(
                f"first channel {first_channel}; the unit allows 1 to {facts['first_channel'][1]}"
            )
        table = {}
        for bank in range(len(BANKS)):
            half, place = divmod(bank, facts["banks_per_channel"])
            base = facts["lowest_note"] + offset + facts["notes_per_bank"] * place - min(self._notes)
            for number, note in enumerate(self._notes, start=1):
                table[(first_channel + half, base + note)] = pad_name(bank, number)
        button = self.facts["ext_source"]["mode_b"]["note"]
        return PadMap("modeB", table, ((first_channel, button), (first_channel + 1, button)))

    def general_midi(self) -> PadMap:
        """Return the map of General MIDI drums onto the course kit's pads, on every channel."""
        notes = self.facts["general_midi"]["pads"]
        return PadMap(
            "gm", {(channel, int(note)): pad for channel in range(1, 17) for note, pad in notes.items()}
        )

    def learnt(self, notes: Mapping[str, tuple[int, int]]) -> PadMap:
        """Return the map of another controller: pad → (channel, note), as the connect page learnt it."""
        return PadMap("learnt", {(channel, note): pad for pad, (channel, note) in notes.items()})

    def map_for(self, chosen: Mapping[str, Any]) -> PadMap:
        """Return the map that the learner's device setting says: mode, offset, first_channel, learnt."""
        if chosen.get("learnt"):
            return self.learnt({pad: (place[0], place[1]) for pad, place in chosen["learnt"].items()})
        if chosen.get("mode") == "B":
            return self.mode_b(chosen.get("offset", 0), chosen.get("first_channel", 1))
        return self.mode_a()

    def named_map(self, name: str) -> PadMap:
        """Return `modeA`, `modeB`, `gm`, or the map in a JSON file {"A13": [channel, note], ...}."""
        maps = {"modeA": self.mode_a, "modeB": self.mode_b, "gm": self.general_midi}
        if name in maps:
            return maps[name]()
        try:
            import json

            said = json.loads(Path(name).read_text(encoding="utf-8"))
            return self.learnt({pad: (int(place[0]), int(place[1])) for pad, place in said.items()})
        except (OSError, ValueError, TypeError, AttributeError, IndexError) as error:
            raise TakeError(
                f"pad map '{name}': expected modeA, modeB, gm, or a JSON file such as {{\"A13\": [1, 36]}}."
            ) from error

    def has(self, feature: str, firmware: str | None) -> bool | None:
        """Say whether a firmware has a feature; None while the firmware is not known."""
        if firmware is None:
            return None
        return version(firmware) >= version(self.facts["firmware"]["features"][feature])

    def firmware_words(self, firmware: str) -> str:
        """Say which of the functions that lessons may use this firmware has, and which came later."""
        facts = self.facts["firmware"]
        has = [facts["names"][name] for name in facts["features"] if self.has(name, firmware)]
        later = [
            f"{facts['names'][name]} ({since})"
            for name, since in facts["features"].items()
            if not self.has(name, firmware)
        ]
        said = f"Firmware {firmware} has {', '.join(has) or 'the basic functions'}."
        return said + (f" Later ones brought {', '.join(later)}." if later else "")

    def too_old(self, needs: str, firmware: str | None) -> str | None:
        """Return a sentence when `firmware` is known and older than `needs`, such as '>=4.04'; else None."""
        least = needs.removeprefix(">=")
        if firmware is None or version(firmware) >= version(least):
            return None
        return (
            f"The buttons in this lesson are those of firmware {least}; your unit has {firmware}. "
            "The exercises work all the same; Roland's updater brings the rest."
        )

    def as_json(self, chosen: Mapping[str, Any]) -> dict[str, Any]:
        """Return the device as a page uses it."""
        pads = self.map_for(chosen)
        return {
            "name": self.name,
            "mode": {"modeB": "B", "learnt": "learnt"}.get(pads.name, "A"),
            "table": pads.as_json(),
            "ext_source": [list(place) for place in pads.ext_source],
            "firmware": chosen.get("firmware"),
            "port_pattern": self.facts["port_pattern"],
        }

    @property
    def _notes(self) -> list[int]:
        notes = list(self.facts["mode_a"]["notes"])
        assert len(notes) == PADS_PER_BANK
        return notes


def load_device(path: Path) -> Device:
    """Read a device's file."""
    return Device(tomllib.loads(path.read_text(encoding="utf-8")))


def version(text: str) -> tuple[int, int]:
    """Return a firmware version as two numbers, such as (4, 4) for '4.04'; ValueError when it is none."""
    major, _, minor = text.strip().removeprefix("v").partition(".")
    return int(major), int(minor.ljust(2, "0")[:2] or 0)
