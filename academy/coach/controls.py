"""What is true of the moves of an effect that a take shows."""

from collections.abc import Iterator
from typing import Any

from academy.coach.fact import Fact, Json, capital

MADE, UNHEARD = "made", "unheard"


def control_facts(score: Json) -> Iterator[Fact]:
    """Yield a fact for each move that was not made, and one when all were; nothing when none was checked."""
    controls = score.get("controls")
    if not controls:
        return
    moves = [move for move in controls["moves"] if move["verdict"] != UNHEARD]
    missed = [move for move in moves if move["verdict"] != MADE]
    told: dict[str, Json] = {}
    for move in missed:
        told.setdefault(_missed(move), move)  # one that never moved is told once
    if moves and not missed:
        said = "; ".join(_made(move) for move in moves)
        evidence = {"moves": [_evidence(move) for move in moves]}
        yield Fact("moves_made", True, 0.8, f"{capital(said)}.", evidence=evidence)
    for number, (text, move) in enumerate(told.items(), start=1):
        name = f"move_{move['control']}_{number}"
        yield Fact(name, False, 0.9, text, _tip(move), evidence=_evidence(move))


def _evidence(move: Json) -> dict[str, Any]:
    known = {key: move[key] for key in ("start", "end", "bars", "first", "last", "verdict")}
    knob = str(move["control"])[-1:]
    return known | {"knob": int(knob) if knob.isdecimal() else None}


def _made(move: Json) -> str:
    if move["control"] == "switch":
        return f"{move['name']} went {_side(move['last'])}{_when(move)}"
    return f"{move['name']} went from {move['first']} to {move['last']}{_when(move)}"


def _missed(move: Json) -> str:
    name, first, last = capital(move["name"]), move["first"], move["last"]
    if move["verdict"] == "still":
        return f"{name} was not moved."
    if move["verdict"] == "elsewhere":
        return f"{name} was moved, but not{_when(move) or ' here'}."
    if move["control"] == "switch":
        return f"{name} went {_side(last)}{_when(move)}, not {_side(move['end'])}."
    way = ", the other way round" if move["verdict"] == "backwards" else ""
    asked = f"{move['start']} to {move['end']} was asked for"
    return f"{name} went from {first} to {last}{_when(move)}{way}; {asked}."


def _tip(move: Json) -> str:
    if move["control"] == "switch":
        return f"Find the button before you start, and press it{_when(move) or ' once'}."
    return (
        f"Set {move['name']} to {move['start']} before the count-in, and turn it all the way to {move['end']}"
        f"{_when(move)}."
    )


def _when(move: Json) -> str:
    if not move["bars"]:
        return ""
    first, last = move["bars"]
    return f" in bar {first}" if first == last else f" in bars {first} to {last}"


def _side(value: int | None) -> str:
    return "on" if value else "off"
