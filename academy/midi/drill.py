"""The connect page's detective: what a few asked-for hits say about the unit and its settings.

Pure. Three steps: hit pad 13 of bank A, then pad 1 of bank B, then one pad soft and loud. Each
answer is a Finding in words, with the real button presses (from data/sp404mk2.toml).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from academy.midi.device import Device

FIXED = 127
LEAST_CONTRAST = 20
UNASKED_HITS = 4


@dataclass(frozen=True, slots=True)
class Heard:
    """One note-on as it came: channel from 1, note, velocity, and page time in ms."""

    channel: int
    note: int
    velocity: int
    at_ms: float = 0.0


@dataclass(frozen=True)
class Finding:
    """What one step says. `ok` means the next step may come; `cures` are tried in order.

    `device` is what was learnt of the unit so far, ready to be kept as the device setting.
    """

    ok: bool
    says: str
    cures: tuple[str, ...] = ()
    device: Mapping[str, Any] = field(default_factory=dict)
    unknown: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self) | {"cures": list(self.cures)}


def first_pad(heard: Sequence[Heard], device: Device) -> Finding:
    """Judge what came when pad 13 of bank A was asked for."""
    if not heard:
        return Finding(False, "No pad was heard.", nothing_heard(device))
    if is_running(heard):
        return _running(device)
    hit = heard[0]
    notes = device.facts["mode_a"]["notes"]
    if hit.note == device.facts["ext_source"]["mode_a"]["note"]:
        return Finding(False, "That was EXT SOURCE. Hit pad 13, the corner at the bottom left.")
    if hit.channel == device.facts["mode_a"]["first_channel"] and hit.note in notes and hit.note != notes[12]:
        number = notes.index(hit.note) + 1
        return Finding(
            False,
            f"That was pad {number}. Pads count from the top left: pad 13 is the corner at the bottom left.",
        )
    return Finding(True, f"Heard on channel {hit.channel}, note {hit.note}.")


def second_pad(first: Heard, heard: Sequence[Heard], device: Device) -> Finding:
    """Judge what came when pad 1 of bank B was asked for, after `first` answered for A13."""
    if not heard:
        return Finding(
            False,
            "Bank B was not heard.",
            (
                "Press the bank button B/G until it is lit, then hit pad 1 at the top left.",
                *nothing_heard(device)[:1],
            ),
        )
    if is_running(heard):
        return _running(device)
    hit = heard[0]
    place = (hit.channel, hit.note)
    for chosen, words in _guesses(first, device):
        pads = device.map_for(chosen)
        if pads.pad_of(first.channel, first.note) != "A13":
            continue
        pad = pads.pad_of(*place)
        if pad in ("B1", "B13"):
            note = "" if pad == "B1" else " (That was pad 13 of bank B; fine, it says the same.)"
            return Finding(True, f"{words}{note}", device=chosen)
        if pad == "A1" and chosen["mode"] == "A":
            return Finding(False, "That was still bank A. Press the bank button for B, then hit pad 1 again.")
    return Finding(
        False,
        f"Channel {hit.channel}, note {hit.note} is not where an SP-404MK2 has pad B1.",
        (
            "If this is another pad controller, teach the page its sixteen pads below.",
            "If it is the unit, try both pads again.",
        ),
        unknown=True,
    )


def soft_and_loud(heard: Sequence[Heard], device: Device) -> Finding:
    """Judge a soft and a loud hit: whether velocity is felt at all."""
    velocities = [hit.velocity for hit in heard]
    fixed = device.facts["settings"]["fixed_velocity"]
    if len(velocities) < 2:
        return Finding(False, "Two hits are needed: one soft, one loud.")
    if all(velocity == FIXED for velocity in velocities):
        return Finding(
            False,
            "Every hit comes at 127: FIXED VELOCITY is on, so soft and loud cannot be told apart.",
            (f"Press {fixed['presses']} until the screen shows {fixed['screen']}.",),
        )
    contrast = max(velocities) - min(velocities)
    if contrast < LEAST_CONTRAST:
        return Finding(
            False,
            f"Both hits came nearly alike ({min(velocities)} and {max(velocities)}).",
            (
                "Hit once as softly as you can, once hard.",
                "PAD SETTING (SHIFT+15), TRIGGER tab: choose the curve Lin.",
            ),
        )
    return Finding(True, f"Soft {min(velocities)}, loud {max(velocities)}: your touch is felt.")


def is_running(heard: Sequence[Heard]) -> bool:
    """Say whether notes come that nobody asked for: several at once, on several pads."""
    return len(heard) >= UNASKED_HITS and len({(hit.channel, hit.note) for hit in heard}) > 1


def nothing_heard(device: Device) -> tuple[str, ...]:
    """Return what to look at when nothing arrives, likeliest first."""
    gate = device.facts["settings"]["pad_note_out"]
    return (
        "A pad without a sample sends nothing: load one on pad 13 (even a silent one).",
        f"{gate['screen']} must be {gate['wanted']}: {gate['presses']}.",
        "Leave pattern select: press EXIT until the pads glow orange.",
        "Use a USB cable that carries data, without a hub; then choose the input again.",
    )


def _running(device: Device) -> Finding:
    stop, gate = device.facts["settings"]["stop_all"], device.facts["settings"]["seq_note_out"]
    return Finding(
        False,
        "Notes arrive that nobody played: a pattern is running, and it would look like a perfect player.",
        (
            f"Stop everything with {stop['presses']}.",
            f"Set {gate['screen']} to {gate['wanted']}: {gate['presses']}.",
        ),
    )


def _guesses(first: Heard, device: Device) -> list[tuple[dict[str, Any], str]]:
    """Return the settings under which `first` is A13, with the words for each: Mode A, then Mode B."""
    guesses: list[tuple[dict[str, Any], str]] = [
        ({"mode": "A"}, "MIDI Mode A, as it comes from the factory.")
    ]
    facts = device.facts["mode_b"]
    offset = first.note - facts["lowest_note"]
    in_range = facts["offset"][0] <= offset <= facts["offset"][1]
    if in_range and facts["first_channel"][0] <= first.channel <= facts["first_channel"][1]:
        chosen = {"mode": "B", "offset": offset, "first_channel": first.channel}
        words = f"MIDI Mode B on channels {first.channel} and {first.channel + 1}, note offset {offset:+d}."
        guesses.append((chosen, words))
    return guesses
