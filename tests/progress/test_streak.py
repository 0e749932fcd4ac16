"""Days in a row with freeze days, and totals that nothing takes away."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_course import MONDAY, take

from academy.progress.attempt import Attempt
from academy.progress.streak import streak
from academy.progress.totals import day_of, minutes_by_week, totals, week_of

FIRST = MONDAY.date()
AUCKLAND = timezone(timedelta(hours=13))


def on_days(*days: int) -> list[Attempt]:
    return [take(day, "pulse/a", hits=10, seconds=30.0) for day in days]


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@pytest.mark.parametrize(
    ("played", "today", "days", "freezes"),
    [
        ((0, 1, 2), 2, 3, 1),
        ((0, 1, 2), 3, 3, 1),  # today is not over
        ((0, 1, 2), 4, 3, 0),  # yesterday was frozen
        ((0, 1, 2), 5, 0, 1),  # two days missed with one freeze day: over, and it is kept
        ((0, 1, 3), 3, 3, 0),
        ((0, 1, 4), 4, 1, 1),
        ((0, 1, 2, 3, 4), 4, 5, 2),  # one more for five days practised
        ((0, 1, 2, 3, 4, 7), 7, 6, 0),
        ((), 3, 0, 1),
    ],
)
def test_a_missed_day_costs_a_freeze_day_first(
    played: tuple[int, ...], today: int, days: int, freezes: int
) -> None:
    told = streak(on_days(*played), day(today))
    assert (told.days, told.freezes) == (days, freezes)


def test_never_more_than_two_freeze_days_are_kept() -> None:
    assert streak(on_days(*range(40)), day(39)).freezes == 2


def test_a_streak_is_told_as_it_stood_on_its_day() -> None:
    assert streak(on_days(0, 1, 2, 3), day(1)).days == 2


def test_the_longest_streak_stays_when_the_streak_ends() -> None:
    told = streak(on_days(0, 1, 2, 30), day(60))
    assert (told.days, told.longest, told.played_today) == (0, 3, False)


@given(st.lists(st.integers(0, 60), unique=True), st.integers(0, 200))
def test_no_day_without_playing_takes_anything_from_the_totals(days: list[int], later: int) -> None:
    row = on_days(*days)
    told = totals(row)
    assert (told.takes, told.days, told.hits) == (len(days), len(days), 10 * len(days))
    assert told.minutes == pytest.approx(len(days) / 2)
    assert streak(row, day(60 + later)).longest == streak(row, day(60)).longest


@given(st.lists(st.integers(0, 60), unique=True, min_size=1), st.integers(0, 60))
def test_totals_only_grow_with_takes(days: list[int], cut: int) -> None:
    fewer, more = totals(on_days(*days[:cut])), totals(on_days(*days))
    assert fewer.takes <= more.takes and fewer.hits <= more.hits and fewer.days <= more.days


def test_days_and_weeks_are_utc_unless_a_zone_is_given() -> None:
    sunday_night = datetime(2026, 1, 11, 23, 30, tzinfo=UTC)
    assert day_of(sunday_night) == date(2026, 1, 11) and week_of(sunday_night) == FIRST
    assert day_of(sunday_night, AUCKLAND) == date(2026, 1, 12)
    assert week_of(sunday_night, AUCKLAND) == date(2026, 1, 12)


def test_two_takes_of_one_evening_are_two_days_where_midnight_lies_between_them() -> None:
    evening = [take(0, "pulse/a", at=MONDAY), take(1, "pulse/a", at=MONDAY.replace(hour=10))]
    assert totals(evening).days == 1 and totals(evening, AUCKLAND).days == 2
    assert streak(evening, day(0)).days == 1 and streak(evening, day(1), AUCKLAND).days == 2


def test_minutes_are_told_by_week_and_a_take_without_length_adds_none() -> None:
    row = [*on_days(0, 6, 7), take(8, "pulse/a")]
    assert minutes_by_week(row) == {FIRST: pytest.approx(1.0), day(7): pytest.approx(0.5)}
