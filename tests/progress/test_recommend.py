"""What is recommended, why, and what never is."""

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_course import COURSE, MONDAY, courses, histories, lesson, take, takes

from academy.progress.attempt import Attempt
from academy.progress.constants import VERSION
from academy.progress.course import Course
from academy.progress.mastery import Status, standing
from academy.progress.reasons import the
from academy.progress.recommend import recommend
from academy.progress.recommendation import Followed, Recommendation, followed

LATER = MONDAY + timedelta(days=40)
MASTERED = [*takes("pulse/a", 90, 90, 90), *takes("backbeat/a", 90, 90, 90, first=3)]


def after(row: list[Attempt], **wishes: object) -> Recommendation:
    now = wishes.pop("now", max((one.played_at for one in row), default=MONDAY) + timedelta(minutes=5))
    offer = recommend(COURSE, row, now, **wishes)  # type: ignore[arg-type]
    assert offer is not None
    return offer


def codes(offer: Recommendation) -> list[str]:
    return [reason.code for reason in offer.pick.reasons]


def test_somebody_new_begins_at_the_beginning_with_no_percentage() -> None:
    offer = after([])
    assert offer.pick.exercise == "pulse/a"
    assert offer.pick.estimate.words == "about even"
    assert [reason.text for reason in offer.pick.reasons] == [
        "A good place to begin.",
        "Three takes in a row at 80 master the steady pulse, which helps to open one more lesson.",
        "How hard it is for you shows after a few takes.",
    ]


def test_after_the_first_pass_comes_the_next_exercise_of_the_lesson() -> None:
    assert after([take(0, "pulse/a", 75)]).pick.exercise == "pulse/b"


def test_a_weak_skill_comes_first_and_says_what_it_carries() -> None:
    row = [*MASTERED, *takes("kick/a", 80, 60, 66, 66, first=6)]
    offer = after([*row, take(10, "pulse/a", 90)])
    assert offer.pick.lesson == "kick"
    text = "Your last three takes of the syncopated kick averaged 64; it carries the next two lessons."
    assert offer.pick.reasons[0].text == text
    assert offer.pick.reasons[0].evidence == {"skill": "syncopated-kick", "score": 64.0, "lessons": 2}


def test_three_takes_on_a_weak_skill_are_enough_for_once() -> None:
    row = [*MASTERED, *takes("kick/a", 80, 60, 66, 66, first=6)]
    assert standing(COURSE, row).skills["syncopated-kick"].is_weak
    assert "weak_skill" not in codes(after(row))


def test_a_weak_skill_that_is_out_of_reach_is_not_pressed() -> None:
    row = [*MASTERED, *takes("kick/a", 20, 20, 20, 20, 20, first=6), take(11, "pulse/a", 90)]
    offer = after(row)
    assert standing(COURSE, row).skills["syncopated-kick"].is_weak
    assert offer.pick.lesson != "kick" and "weak_skill" not in codes(offer)


def test_what_has_rested_longest_comes_back_and_says_for_how_long() -> None:
    row = [*takes("pulse/a", 90, 90, 90), *takes("pulse/b", 90, 90, 90, first=3)]
    course = Course(COURSE.lessons[:1])
    offer = recommend(course, row, MONDAY + timedelta(days=25))
    assert offer is not None
    text = "You have not played the steady pulse for 20 days; a take now keeps it yours."
    assert offer.pick.reasons[0].text == text


def test_a_lesson_that_has_just_opened_is_offered_before_what_is_mastered() -> None:
    row = [*takes("pulse/a", 90, 90, 90), *takes("pulse/b", 90, 90, 90, first=3)]
    offer = after(row)
    assert offer.pick.exercise == "backbeat/a"
    assert offer.pick.reasons[0].text == "Backbeat is open to you now."


def test_the_same_exercise_is_not_offered_twice_running() -> None:
    first = after([take(number, "pulse/a", 60) for number in range(6)]).pick.exercise
    assert first == "pulse/b"


def test_what_was_asked_for_counts_and_is_said() -> None:
    twins = Course(
        tuple(
            lesson(topic, number, teaches=(f"{topic}-skill",), topic=topic)
            for number, topic in enumerate(("rhythm", "effects"), start=1)
        )
    )
    plain, asked = recommend(twins, [], MONDAY), recommend(twins, [], MONDAY, wanted={"effects"})
    assert plain is not None and plain.pick.lesson == "rhythm"
    assert asked is not None and asked.pick.lesson == "effects"
    assert "You asked for effects." in [reason.text for reason in asked.pick.reasons]


def test_of_two_like_exercises_the_one_nearer_80_percent_is_taken() -> None:
    row = takes("old/a", *[75.0] * 8)
    base = lesson("old", 1, teaches=("old",), exercises=(0.0,))
    course = Course((base, lesson("new", 2, teaches=("new",), exercises=(4.0, 4.0, 4.0, -1.0))))
    offer = recommend(course, row, MONDAY + timedelta(days=8))
    assert offer is not None and offer.pick.exercise == "new/d"
    assert offer.pick.estimate.in_band


def test_only_lessons_of_the_plan_are_named() -> None:
    offer = after(MASTERED, offered={"pulse"})
    assert {one.lesson for one in (offer.pick, *offer.alternatives)} == {"pulse"}
    assert recommend(COURSE, MASTERED, LATER, offered=()) is None


def test_the_path_leads_from_the_pick_or_to_the_goal() -> None:
    assert after([]).path[0] == ("steady-pulse", Status.AVAILABLE)
    offer = after(MASTERED, goal="fills")
    assert offer.path == (("syncopated-kick", Status.AVAILABLE), ("fills", Status.LOCKED))


def test_a_course_without_exercises_has_nothing_to_recommend() -> None:
    assert recommend(Course((lesson("a", 1, teaches=("x",), exercises=()),)), [], MONDAY) is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nothing_locked_or_missing_is_ever_named(data: st.DataObject) -> None:
    course = data.draw(courses())
    row = data.draw(histories(course))
    offer = recommend(course, row, LATER + timedelta(days=60), wanted=("effects",))
    mastered = standing(course, row).mastered
    by_id = {one.id: one for one in course.lessons}
    for pick in (offer.pick, *offer.alternatives) if offer else ():
        assert set(by_id[pick.lesson].requires) <= mastered
        assert pick.exercise in course.exercises
        assert 1 <= len(pick.reasons) <= 3
    if offer is None:
        assert not any(one.exercises for one in course.lessons if set(one.requires) <= mastered)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_same_takes_in_any_order_give_the_same_recommendation(data: st.DataObject) -> None:
    course = data.draw(courses())
    row = data.draw(histories(course))
    one = recommend(course, row, LATER)
    other = recommend(course, data.draw(st.permutations(row)), LATER)
    assert (one and one.as_json()) == (other and other.as_json())


def test_its_json_is_plain_and_its_id_follows_from_it() -> None:
    said = after(MASTERED).as_json()
    assert json.loads(json.dumps(said)) == said
    assert said["id"] == after(MASTERED).id != after(MASTERED, wanted={"rhythm"}).id
    assert said["version"] == VERSION and said["made_at"].endswith("+00:00")


@pytest.mark.parametrize(
    ("exercise", "minutes", "what"),
    [
        ("pulse/a", 10, Followed.FOLLOWED),
        ("pulse/b", 10, Followed.ALTERNATIVE),
        ("kick/a", 10, Followed.OTHER),
        ("pulse/a", -10, Followed.OPEN),
        ("pulse/a", 60 * 25, Followed.OPEN),
    ],
)
def test_the_first_take_within_a_day_says_whether_it_was_followed(
    exercise: str, minutes: int, what: Followed
) -> None:
    offer = recommend(COURSE, [], MONDAY)
    assert offer is not None
    row = [take(0, exercise, at=MONDAY + timedelta(minutes=minutes)), take(1, "pulse/a", at=LATER)]
    told, take_id = followed(offer.as_json(), row)
    assert told is what and take_id == (None if what is Followed.OPEN else "take-000")


@pytest.mark.parametrize(
    ("skill", "said"),
    [("backbeat", "the backbeat"), ("two-hands", "two hands"), ("soft-and-loud", "soft and loud")],
)
def test_a_skill_has_its_article_where_it_takes_one(skill: str, said: str) -> None:
    assert the(skill) == said
