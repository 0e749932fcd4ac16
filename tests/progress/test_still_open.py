"""What is still open: how far one is, and that nothing is both earned and open."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from small_course import COURSE, courses, histories, take, takes

from academy.progress.achievements import achievements
from academy.progress.attempt import Attempt
from academy.progress.still_open import Open, still_open

THURSDAY = date(2026, 1, 8)  # three days after the Monday of small_course


def left(row: list[Attempt]) -> dict[str, Open]:
    earned = {one.id for one in achievements(row, COURSE)}
    return {one.id: one for one in still_open(row, COURSE, earned, THURSDAY)}


def test_everything_is_open_before_the_first_take() -> None:
    found = left([])
    assert found["first-take"].share == 0
    assert found["hits:1000"].says == "0 of 1,000 so far."


def test_hits_days_and_minutes_are_counted_up() -> None:
    row = [take(day, "pulse/a", 60, hits=100, seconds=600.0) for day in (1, 2, 3)]
    found = left(row)
    assert (found["hits:1000"].have, found["hits:1000"].share) == (300, 0.3)
    assert found["streak:7"].says == "3 of 7 days in a row."
    assert found["weekly-minutes"].says == "30 of 60 minutes this week."


def test_minutes_of_last_week_do_not_count() -> None:
    assert left([take(-1, "pulse/a", 60, seconds=1800.0)])["weekly-minutes"].have == 0


def test_a_skill_is_as_far_as_its_last_takes_in_a_row() -> None:
    assert left(takes("pulse/a", 85, 60, 85, 85))["skill:steady-pulse"].says.startswith("2 of 3")


def test_a_lesson_that_is_done_brings_its_topic_and_level_nearer() -> None:
    found = left([take(0, "pulse/a", 75), take(1, "pulse/b", 75)])
    assert found["topic:rhythm"].says == "1 of 4 lessons done."
    assert found["level:1"].says == "1 of 3 lessons done."


def test_the_pocket_says_the_best_spread_so_far() -> None:
    row = [take(0, "pulse/a", 80, hits=16, spread_ms=40.0), take(1, "pulse/a", 80, hits=16, spread_ms=25.0)]
    assert left(row)["tight-pocket"].says.endswith("Your best is 25 ms.")
    assert left(row)["tight-pocket"].share == 0.8


def test_the_nearest_comes_first() -> None:
    shares = [one.share for one in left(takes("pulse/a", 85, 85)).values()]
    assert shares == sorted(shares, reverse=True)


@given(st.data())
def test_what_is_done_in_full_is_earned_and_not_open(data: st.DataObject) -> None:
    course = data.draw(courses())
    row = data.draw(histories(course))
    earned = {one.id for one in achievements(row, course)}
    found = still_open(row, course, earned, THURSDAY)
    assert not earned & {one.id for one in found}
    assert all(0 <= one.share <= 1 for one in found)
