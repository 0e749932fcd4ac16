"""What to do about weak skills: the weakest first, open exercises only, variations where it hurts."""

from datetime import UTC, datetime, timedelta
from typing import Any

from beats_to_vary import course, kits, measured_course

from academy.coach.facts import facts
from academy.composing.plan import hurt_of, plan, worst_exercise
from academy.progress.attempt import Attempt

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
PADS = kits()["course"]
EXERCISES = course().exercises
COURSE = measured_course()
LATE_KICK = {
    "status": "scored",
    "overall": 60.0,
    "bias_ms": 4.0,
    "per_pad": [
        {"pad": "A13", "hits": 12, "bias_ms": 48.0},
        {"pad": "A11", "hits": 32, "bias_ms": 2.0},
    ],
}


def takes(exercise: str, *scores: float, day: int = 0) -> list[Attempt]:
    at = NOW - timedelta(days=30 - day)
    return [
        Attempt(f"{exercise} {day} {number}", exercise, at + timedelta(minutes=number), score, score >= 70)
        for number, score in enumerate(scores)
    ]


OPENED = [*takes("first-hits/pulse", 90, 90, 90), *takes("backbeat/backbeat", 90, 90, 90, day=1)]
WEAK = [
    *OPENED,
    *takes("boom-bap-pocket/straight", 66, 66, day=2),
    *takes("boom-bap-pocket/first-bar", 50, day=3),
]


def planned(attempts: list[Attempt], **said: Any) -> dict[str, Any]:
    return plan(COURSE, attempts, EXERCISES, kits(), NOW, **said)


def late_kick() -> list[dict[str, Any]]:
    return [fact.as_json() for fact in facts(LATE_KICK, lanes={"A13": "kick", "A11": "hat"})]


def test_without_a_weak_skill_there_is_nothing_to_do() -> None:
    said = planned(OPENED)
    assert (said["skills"], said["minutes"]) == ([], 0)
    assert said["says"] == "No skill is weak: none has three takes that average below 70."


def test_a_weak_skill_gets_open_exercises_of_its_own_and_variations_of_the_one_that_went_worst() -> None:
    skill = planned(WEAK)["skills"][0]
    assert (skill["skill"], skill["score"], skill["hurts"]) == (
        "swing-feel",
        60.7,
        "boom-bap-pocket/first-bar",
    )
    assert skill["why"] == "Your last 3 takes averaged 61, below 70."
    assert {one["lesson"] for one in skill["exercises"]} == {"boom-bap-pocket"}
    assert 1 <= len(skill["exercises"]) <= 3
    assert [one["base"] for one in skill["variations"]] == ["boom-bap-pocket/first-bar"] * 3
    assert all(one["compared"] != "harder" for one in skill["variations"])


def test_lessons_that_are_locked_are_not_named() -> None:
    ahead = [*OPENED, *takes("trap-hats/half-time", 40, 40, 40, day=3)]
    skill = planned(ahead)["skills"][0]
    assert (skill["hurts"], skill["exercises"]) == ("trap-hats/half-time", [])
    assert len(skill["variations"]) == 3


def test_the_last_three_takes_say_what_went_worst() -> None:
    mended = takes("boom-bap-pocket/straight", 5, 5, 5, 75, 75, 75, day=2)
    assert worst_exercise(
        "swing-feel", COURSE, [*mended, *takes("boom-bap-pocket/first-bar", 60, day=3)]
    ) == ("boom-bap-pocket/first-bar")


def test_a_late_kick_becomes_a_thinner_kick_and_its_sentence_is_said() -> None:
    hurt = hurt_of(EXERCISES["boom-bap-pocket/first-bar"], PADS, late_kick())
    assert (hurt.lanes, hurt.wish) == (("kick",), "easier")
    skill = planned(WEAK, facts={"boom-bap-pocket/first-bar": late_kick()})["skills"][0]
    assert "Kick (A13) comes 44 ms later than the rest." in skill["why"]
    changed = [change for one in skill["variations"] for change in one["changes"]]
    assert any(change.startswith("kick without") for change in changed), changed
    assert any("beats a minute, not 88" in change for change in changed)


def test_faults_of_loudness_ask_for_other_accents_and_not_for_fewer_notes() -> None:
    flat = {"id": "accents_flat", "is_good": False, "text": "All alike.", "evidence": {}}
    assert hurt_of(EXERCISES["backbeat/backbeat"], PADS, [flat]).wish == "same"


def test_the_same_takes_give_the_same_plan_and_another_seed_other_variations() -> None:
    assert planned(WEAK) == planned(WEAK[::-1])
    one, other = (planned(WEAK, seed=seed)["skills"][0]["variations"] for seed in (1, 2))
    assert [each["id"] for each in one] != [each["id"] for each in other]


def test_minutes_are_those_of_four_takes_of_everything() -> None:
    said = planned(WEAK)
    assert said["minutes"] == round(sum(skill["minutes"] for skill in said["skills"]))
    assert 3 < said["skills"][0]["minutes"] < 10  # six one-bar exercises, four takes of about 20 s


def test_variations_and_unknown_exercises_are_not_the_worst() -> None:
    odd = [
        *WEAK,
        *takes("boom-bap-pocket/first-bar~0123456789ab", 1, 1, 1, day=4),
        *takes("gone/gone", 1, day=5),
    ]
    assert worst_exercise("syncopated-kick", COURSE, odd) == "boom-bap-pocket/first-bar"
    assert planned(odd)["skills"] == planned(WEAK)["skills"]


def test_two_skills_that_hurt_in_one_exercise_get_no_variation_twice() -> None:
    taught = COURSE.exercises["backbeat/backbeat"].skills
    assert len(taught) > 1
    made = plan(COURSE, [*OPENED, *takes("backbeat/backbeat", 50, 50, 50, day=2)], EXERCISES, kits(), NOW)
    of_one = [one["id"] for skill in made["skills"] for one in skill["variations"]]
    assert len(made["skills"]) > 1 and len(of_one) == len(set(of_one)) > 1
