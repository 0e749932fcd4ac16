"""How long notes were held, and in which order chords were struck, where the exercise asks for it."""

from collections import Counter
from collections.abc import Iterator, Mapping

from academy.coach.fact import Fact, Json, capital, number, sound

BROKEN, SOME = 0.9, 0.45


def unmet(score: Json) -> list[str]:
    """Return what an exercise asks for beside its points and did not get, a sentence each.

    Held notes, the order of chords, controls: what is not known is not unmet.
    """
    said = []
    gate, order, controls = (score.get(key) or {} for key in ("gate", "order", "controls"))
    if gate.get("kept") is False:
        known = gate["held"] + gate["short"] + gate["long"]
        said.append(f"To pass, hold two notes of three to their length: {gate['held']} of {known} were held.")
    if order.get("kept") is False:
        said.append(
            f"To pass, strike two chords of three from the top lane down: {order['in_order']} of "
            f"{order['asked']} were."
        )
    if controls.get("kept") is False:
        said.append("To pass, make every move of the effect that is written here.")
    return said


def length_facts(score: Json, lanes: Mapping[str, str]) -> Iterator[Fact]:
    """Yield what is true about held notes and about the order of chords."""
    yield from _gate_facts(score, lanes)
    yield from _order_facts(score)


def _gate_facts(score: Json, lanes: Mapping[str, str]) -> Iterator[Fact]:
    gate = score.get("gate")
    if not gate:
        return
    held, short, long = (int(gate[key]) for key in ("held", "short", "long"))
    known = held + short + long
    severity = SOME if gate["kept"] else BROKEN
    evidence = {"held": held, "short": short, "long": long, "known": known, "asked": gate["asked"]}
    if not known:
        return
    if not short and not long:
        text = f"Held notes ring as long as they are written: {held} of {known}."
        yield Fact("held", True, 0.7, text, evidence=evidence)
    missing, over = number(gate, "short_ms"), number(gate, "long_ms")
    if short and missing is not None:
        text = f"{short} of {known} held notes were cut short, typically by {missing:.0f} ms."
        tip = f"Let {_which(score, 'short', lanes)} ring: keep the pad down to the end of its line."
        yield Fact("cut_short", False, severity, text, tip, evidence=evidence | {"short_ms": round(missing)})
    if long and over is not None:
        text = f"{long} of {known} held notes rang on too long, typically by {over:.0f} ms."
        tip = f"Let go of {_which(score, 'long', lanes)} where its line ends: the rest is played too."
        yield Fact("rang_on", False, severity, text, tip, evidence=evidence | {"long_ms": round(over)})


def _which(score: Json, length: str, lanes: Mapping[str, str]) -> str:
    """Return the sound that most notes of this length belong to."""
    pads = [onset["pad"] for onset in score.get("onsets") or []]
    notes = [note["onset"] for note in score["gate"].get("notes") or [] if note["length"] == length]
    found = Counter(pads[onset] for onset in notes if onset < len(pads)).most_common(1)
    return f"the {sound(found[0][0], lanes)}" if found else "the note"


def _order_facts(score: Json) -> Iterator[Fact]:
    order = score.get("order")
    if not order or not order["asked"]:
        return
    evidence = {"asked": order["asked"], "in_order": order["in_order"]}
    if not order["swaps"]:
        text = f"Every chord came from the top lane down: {order['in_order']} of {order['asked']}."
        yield Fact("in_order", True, 0.6, text, evidence=evidence)
        return
    swap = order["swaps"][0]
    first, second = (swap[key].replace("-", " ") for key in ("first", "second"))
    yield Fact(
        "out_of_order",
        False,
        SOME if order["kept"] else BROKEN,
        f"{capital(second)} came before {first} {swap['times']} of {order['asked']} times.",
        f"Say the names as you strike: {first}, then {second}.",
        evidence=evidence | {"times": swap["times"]},
    )
