"""What is said of held notes and of the order of chords, and that a broken promise never reads as passed."""

from typing import Any

from academy.coach.facts import facts
from academy.coach.lengths import unmet
from academy.coach.rules import feedback

COUNTS = {"targets": 8, "correct": 8, "wrong_pad": 0, "missed": 0, "extra": 0, "double": 0, "ignored": 0}
SCORED: dict[str, Any] = {
    "status": "scored",
    "overall": 96.0,
    "components": {"pattern": 100.0},
    "counts": COUNTS,
}
LANES = {"A6": "bass"}


def gate(**said: Any) -> dict[str, Any]:
    """Return a score whose eight bass notes were held, with what a test says instead."""
    onsets = [{"pad": "A6"} for _ in range(8)]
    notes = [{"onset": n, "length": "short" if n < said.get("short", 0) else "held"} for n in range(8)]
    lengths = {"asked": 8, "held": 8, "short": 0, "long": 0, "unknown": 0, "kept": True, "notes": notes}
    return SCORED | {"onsets": onsets, "gate": lengths | {"short_ms": None, "long_ms": None} | said}


CUT = gate(held=3, short=5, short_ms=120.4, kept=False)


def said_of(score: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    return {fact.id: (fact.text, fact.tip) for fact in facts(score, lanes=LANES)}


def test_notes_cut_short_are_counted_and_named() -> None:
    text, tip = said_of(CUT)["cut_short"]
    assert text == "5 of 8 held notes were cut short, typically by 120 ms."
    assert tip is not None and tip.startswith("Let the bass (A6) ring")


def test_notes_that_ring_on_are_told_to_end() -> None:
    text, _ = said_of(gate(held=6, long=2, long_ms=300.0))["rang_on"]
    assert text == "2 of 8 held notes rang on too long, typically by 300 ms."


def test_held_notes_are_praised_only_when_all_known_ones_were() -> None:
    assert "held" in said_of(gate())
    assert "held" not in said_of(CUT)


def test_releases_that_nobody_heard_are_not_spoken_of() -> None:
    silent = gate(held=0, unknown=8, kept=None)
    assert not set(said_of(silent)) & {"held", "cut_short", "rang_on"}
    assert unmet(silent) == []


def test_too_few_held_notes_are_said_as_what_is_still_asked() -> None:
    assert unmet(CUT) == ["To pass, hold two notes of three to their length: 3 of 8 were held."]
    words = feedback(CUT)
    assert "Passed" not in words.encouragement
    assert words.next_steps == ("repeat_same",)


def test_a_swapped_chord_names_both_sounds() -> None:
    swaps = [{"first": "snare", "second": "open-hat", "times": 3}]
    order = {"asked": 4, "in_order": 1, "kept": False, "swaps": swaps}
    text, tip = said_of(SCORED | {"order": order})["out_of_order"]
    assert text == "Open hat came before snare 3 of 4 times."
    assert tip is not None and "snare, then open hat" in tip
    assert unmet(SCORED | {"order": order})
