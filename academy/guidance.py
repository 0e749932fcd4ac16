"""What to play next, offered and kept: the recommendation, and what became of the ones before it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from academy.errors import DeskUnavailable
from academy.lessons.catalogue import Catalogue
from academy.lessons.kits import DEFAULT_KIT, kits_in
from academy.patterns.difficulty import difficulty
from academy.practice.needs import Json, KeepsOffers
from academy.progress.attempt import Attempt
from academy.progress.constants import CONSTANTS
from academy.progress.course import Course
from academy.progress.recommend import CANDIDATES, recommend
from academy.progress.recommendation import Followed, followed

WANTED = "wanted"
LAPSED, REPLACED = "lapsed", "replaced"
RULES, AI = "rules", "ai"
_OF_CHOICE = ("id", "made_at", "chosen_by", "voice")


def course_of(catalogue: Catalogue, kits: Path) -> Course:
    """Return the course as progress sees it, each exercise measured on the pads of its kit."""
    pads = kits_in(kits)
    hard = {
        exercise.id: difficulty(exercise.pattern, pads.get(exercise.pattern.kit or DEFAULT_KIT, {}))
        for exercise in catalogue.exercises.values()
    }
    return Course.of(catalogue.lessons, hard)


def guide(
    course: Course, attempts: Sequence[Attempt], desk: KeepsOffers | None, now: datetime
) -> Json | None:
    """Return what to play next as JSON, None when no open lesson has an exercise.

    The desk keeps it once: while the learner has played nothing since, the same pick is the same offer. What
    became of earlier offers is settled on the way. Without a desk it is only said. `chosen_by` is `rules`,
    or `ai` when a model chose it since the last take and it is still among the best.
    """
    try:
        wanted = _wanted(desk)
        unsettled = _settled(desk, attempts, now)
    except DeskUnavailable:
        desk, wanted, unsettled = None, (), []
    chosen = next((one["offer"] for one in unsettled if one["offer"].get("chosen_by") == AI), None)
    goal = wanted[-1] if wanted else None
    prefer = chosen["exercise"] if chosen else None
    offer = recommend(course, attempts, now, wanted=wanted, goal=goal, prefer=prefer)
    if offer is None:
        return None
    said = offer.as_json()
    if chosen is not None and said["exercise"] == chosen["exercise"]:
        return said | {name: chosen[name] for name in _OF_CHOICE} | {"reasons": chosen["reasons"]}
    said["chosen_by"] = RULES
    same = [one["offer"] for one in unsettled if one["exercise"] == said["exercise"]]
    if same:
        return said | {"id": same[0]["id"], "made_at": same[0]["made_at"]}
    if desk is not None:
        desk.keep_offer(said)
    return said


def candidates(course: Course, attempts: Sequence[Attempt], desk: KeepsOffers, now: datetime) -> list[Json]:
    """Return the picks among which a coach may choose, the best first, as JSON; at most eight."""
    wanted = _wanted(desk)
    best = recommend(course, attempts, now, wanted=wanted, alternatives=CANDIDATES - 1)
    return [] if best is None else [pick.as_json() for pick in (best.pick, *best.alternatives)]


def keep_choice(
    course: Course,
    attempts: Sequence[Attempt],
    desk: KeepsOffers,
    now: datetime,
    exercise: str,
    reason: str,
    voice: str,
) -> Json | None:
    """Keep and return a model's choice as the offer; it takes the place of the rules' own.

    The choice is the exercise, the reason (its code) that is said first, and a sentence beside it; estimate,
    alternatives and path are worked out here. None when the exercise is no candidate any more.
    """
    wanted = _wanted(desk)
    goal = wanted[-1] if wanted else None
    offer = recommend(course, attempts, now, wanted=wanted, goal=goal, prefer=exercise)
    if offer is None or offer.pick.exercise != exercise:
        return None
    said = offer.as_json()
    said["reasons"].sort(key=lambda one: one["code"] != reason)
    said |= {"id": f"{offer.id}-{AI}", "chosen_by": AI, "voice": voice}
    for row in _settled(desk, attempts, now):
        desk.settle_offer(row["offer_id"], REPLACED, None)
    desk.keep_offer(said)
    return said


def _wanted(desk: KeepsOffers | None) -> tuple[str, ...]:
    """Return the skills the learner aims for, the latest last."""
    said = desk.setting(WANTED) if desk is not None else None
    return tuple(map(str, said)) if isinstance(said, list) else ()


def _settled(desk: KeepsOffers | None, attempts: Sequence[Attempt], now: datetime) -> list[Json]:
    """Settle the offers that a take or a day has answered; return those that are still open."""
    if desk is None:
        return []
    still_open = []
    for row in desk.offers(unsettled=True):
        outcome, take_id = followed(row["offer"], attempts)
        made_at = datetime.fromisoformat(row["made_at"])
        if outcome is not Followed.OPEN:
            desk.settle_offer(row["offer_id"], outcome.value, take_id)
        elif now > made_at + timedelta(hours=CONSTANTS.followed_hours):
            desk.settle_offer(row["offer_id"], LAPSED, None)
        else:
            still_open.append(row)
    return still_open
