"""Every true sentence about a take, with severity and evidence.

The learner sees these, ordered by severity; a language model may later choose among them, never write
its own. Early is negative in evidence; no fact says a number that is not in its evidence.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from academy.coach.controls import control_facts
from academy.coach.fact import Fact, Json, count, notes, number
from academy.coach.groove import groove_facts
from academy.coach.lengths import length_facts
from academy.coach.notes import note_facts
from academy.coach.places import place_facts
from academy.coach.pulse import pulse_facts
from academy.coach.touch import touch_facts
from academy.coach.written import ANOTHER_PATTERN, NOTHING_READ, written_facts

BETTER_POINTS = 2.0
STEADIER_MS = 4
WHOLE = ("rate", "own_tempo")
"""What explains the take as a whole comes before its consequences, such as notes that were too many."""


def facts(
    score: Json,
    attempts: Sequence[Json] = (),
    pass_mark: float = 70.0,
    lanes: Mapping[str, str] | None = None,
) -> list[Fact]:
    """Return every fact of a score (as JSON), good and bad, most important first.

    `attempts` are earlier attempts at the same exercise, newest first; `lanes` names the sound on each pad.
    A take that could not be scored has the one fact that says why, and nothing about timing.
    """
    names = lanes or {}
    status = score.get("status")
    if score.get("written"):
        return _sorted(_of_a_machine(score, str(status), names), attempts, score, pass_mark)
    if status != "scored":
        return [_not_scored(score, str(status))]
    found = [
        *note_facts(score, names),
        *place_facts(score, names),
        *pulse_facts(score, names),
        *groove_facts(score),
        *touch_facts(score),
        *length_facts(score, names),
        *control_facts(score),
    ]
    return _sorted(found, attempts, score, pass_mark)


def _sorted(found: Sequence[Fact], attempts: Sequence[Json], score: Json, pass_mark: float) -> list[Fact]:
    standing = _standing(score, attempts, pass_mark) if score.get("status") == "scored" else ()
    return sorted([*found, *standing], key=lambda fact: (-fact.severity, fact.id not in WHOLE, fact.id))


def _of_a_machine(score: Json, status: str, names: Mapping[str, str]) -> list[Fact]:
    if status == "empty":
        return [NOTHING_READ]
    return list(written_facts(score, names)) if status == "scored" else [ANOTHER_PATTERN]


def _not_scored(score: Json, status: str) -> Fact:
    targets, played = count(score, "targets"), count(score, "correct") + count(score, "wrong_pad")
    if status == "empty":
        return Fact(
            "empty",
            False,
            1.0,
            "No hit of this take reached the course.",
            "Press any pad and watch the grid here. If it stays dark, choose your input on the connect page.",
        )
    if status == "no_target":
        return Fact(
            "no_target",
            False,
            1.0,
            "There is nothing to play in this stretch.",
            "Choose other bars, or play freely: nothing is judged here.",
        )
    if status == "not_the_exercise":
        return Fact(
            "not_the_exercise",
            False,
            1.0,
            "What you played does not follow the pattern closely enough to judge its timing.",
            "Listen to it once, then use Wait: the pattern stands still until you find each pad.",
        )
    evidence: dict[str, Any] = {"targets": targets, "played": played}
    text = f"Only {played} of {notes(targets)} could be found, too few to say anything about timing."
    return Fact(
        "insufficient",
        False,
        1.0,
        text,
        "Play the whole pattern through; wrong notes are fine, silence cannot be judged.",
        evidence=evidence,
    )


def _standing(score: Json, attempts: Sequence[Json], pass_mark: float) -> Iterator[Fact]:
    """Yield how the take stands against the pass mark and earlier attempts."""
    overall = number(score, "overall")
    if overall is None:
        return
    if overall >= pass_mark:
        text = f"{overall:g} points, {'on' if overall == pass_mark else 'above'} the mark of {pass_mark:g}."
        yield Fact("passed", True, 1.0, text, evidence={"overall": overall, "pass_mark": pass_mark})
    yield from _steadier(score, attempts)
    # To one decimal, as a score is shown: a difference nobody can read is no progress.
    earlier = [round(points, 1) for attempt in attempts if (points := number(attempt, "overall")) is not None]
    if not earlier:
        return
    gained = round(overall - earlier[0], 1)
    if overall > max(earlier) and len(earlier) >= 2:
        text = f"Your highest score here so far: {overall:g}, after {max(earlier):g}."
        yield Fact("highest", True, 0.85, text, evidence={"overall": overall, "before": max(earlier)})
    elif gained >= BETTER_POINTS:
        text = f"{gained:g} points more than your last take."
        yield Fact(
            "better", True, 0.6, text, evidence={"gained": gained, "overall": overall, "before": earlier[0]}
        )


def _steadier(score: Json, attempts: Sequence[Json]) -> Iterator[Fact]:
    """Yield that the hits lie closer together than in the take before, where both are known."""
    spread, before = number(score, "spread_ms"), number(attempts[0], "spread_ms") if attempts else None
    if spread is None or before is None or round(before) - round(spread) < STEADIER_MS:
        return
    text = f"Steadier than your last take: a spread of {round(spread)} ms, after {round(before)} ms."
    yield Fact(
        "steadier", True, 0.55, text, evidence={"spread_ms": round(spread), "before_ms": round(before)}
    )
