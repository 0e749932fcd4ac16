"""A finished take becomes a score, words, and a kept attempt.

message from the page → Take → score_take (authoritative) → feedback (always) → desk (idempotent by id)
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from academy.errors import DeskUnavailable, TakeError
from academy.patterns.model import Pattern
from academy.practice.judging import score_take, target_of
from academy.practice.needs import HasSounds, Json, Keeps

if TYPE_CHECKING:
    from academy.lessons.notebook import Exercise
    from academy.midi.take import Take
    from academy.practice.effects import EffectControls

NO_DESK = (
    "Not saved: the academy's desk is not running. Start it with `make start` or `academy start`; "
    "the take stays in this browser until then."
)


def is_whole(message: Json, pattern: Pattern) -> bool:
    """Say whether a take was the exercise itself: all bars, at its tempo, to the end.

    A slower take, a loop of two bars and an interrupted take are practice: kept and scored, but
    they neither pass the exercise nor count as its best. A pattern that was read is whole whatever the page
    was set to: its tempo is measured.
    """
    from academy.practice.reading import is_reading

    if is_reading(message, pattern):
        return not message.get("interrupted")
    bars = message.get("bars")
    tempo = message.get("tempo") or pattern.tempo
    whole_bars = bars is None or tuple(bars) == (1, pattern.bars)
    return whole_bars and tempo >= pattern.tempo * 0.995 and not message.get("interrupted")


def finish_take(
    message: Json,
    exercise: "Exercise",
    *,
    kit: HasSounds,
    desk: Keeps | None,
    now: datetime,
    effects: "EffectControls | None" = None,
    firmware: str | None = None,
) -> Json:
    """Score a take, find words for it, keep it, and say how it stands beside earlier ones.

    Returns JSON: take_id, exercise, score, feedback, summary (of the last takes, None when they are few),
    passed, unmet (what is still asked of a take with enough points, in sentences), whole, tempo, best,
    attempts, saved, message.
    TakeError when the take cannot be read. A desk that does not answer is `saved: False` with the
    reason in `message`: the score is shown all the same, and the page keeps the take. `effects` are the
    controls of the unit and `firmware` what the learner said of it; without them no control is judged.
    """
    from academy.coach.lengths import unmet
    from academy.coach.pulse import is_calibrated
    from academy.coach.rules import feedback
    from academy.coach.summary import summary
    from academy.midi.take_json import take_from_json

    if not isinstance(message.get("id"), str):
        raise TakeError(
            f"the take's id is {message.get('id')!r}; it needs one, so that it is kept only once."
        )
    pattern = exercise.pattern
    take = take_from_json(message)
    said = _judged(message, pattern, take, kit.pads, effects, firmware) | {"exercise": exercise.id}
    whole = is_whole(message, pattern)
    overall = said["overall"]
    missing = unmet(said)
    enough = said["status"] == "scored" and overall is not None and overall >= pattern.pass_mark
    passed = whole and enough and not missing
    # What the exercise asks for and did not get makes it practice, as a loop is: it is no one's best.
    kept = {"played_at": now.isoformat(), **message, "whole": whole and not missing}
    if said.get("written"):
        kept["practice"] = "read"  # a file too: nobody's hits, and nothing to learn about hands from
    saved, reason, attempts = _keep(desk, kept, said, passed, exercise.hash)
    earlier = [attempt for attempt in attempts if attempt["take_id"] != message["id"]]
    lanes = {kit.pads.get(lane.name, lane.name): lane.name for lane in pattern.lanes}
    words = feedback(said, attempts=earlier, pass_mark=pattern.pass_mark, lanes=lanes, whole=whole)
    together = None if said.get("written") else summary(attempts, is_calibrated=is_calibrated(said))
    return {
        "take_id": message["id"],
        "exercise": exercise.id,
        "score": said,
        "feedback": words.as_json(),
        "summary": together and together.as_json(),
        "passed": passed,
        "unmet": missing if enough else [],
        "whole": whole,
        "tempo": take.tempo or pattern.tempo,
        "best": best_of(attempts),
        "attempts": attempts,
        "saved": saved,
        "message": reason,
    }


def _judged(
    message: Json,
    pattern: Pattern,
    take: "Take",
    pads: Mapping[str, str],
    effects: "EffectControls | None",
    firmware: str | None,
) -> Json:
    """Return the score of a take as JSON: as played by hand or by a machine, with the controls it moved."""
    from academy.practice.effects import controls_report
    from academy.practice.places import places
    from academy.practice.reading import is_reading, read_back

    if is_reading(message, pattern):
        return read_back(pattern, take, pads, pattern.level, is_live=message.get("practice") == "read")
    target = target_of(pattern, take, pads, level=pattern.level)
    said = score_take(target, take, level=pattern.level).as_json()
    said |= places(target, said, take.bars[0] if take.bars else 1) | {"swing_asked": pattern.swing}
    return said | {"controls": controls_report(pattern, target, message, effects, firmware)}


def best_of(attempts: Iterable[Json]) -> Json | None:
    """Return the best attempt at the whole exercise; None when there is none with a score."""
    whole = [attempt for attempt in attempts if attempt.get("whole") and attempt.get("overall") is not None]
    return max(whole, key=lambda attempt: attempt["overall"], default=None)


def _keep(
    desk: Keeps | None, take: Json, score: Json, passed: bool, version: str | None
) -> tuple[bool, str | None, list[Json]]:
    if desk is None:
        return False, NO_DESK, []
    try:
        kept = desk.record(take, score, passed=passed, lesson_version=version)
    except DeskUnavailable as error:
        return False, str(error), []
    return True, None, kept["attempts"]
