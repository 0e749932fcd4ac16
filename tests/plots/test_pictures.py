"""What each picture says, that can be counted by hand, and when it says that it is too early."""

import pytest
from played import EXERCISE, take, told

from academy.plots.calendar import calendar, level_of
from academy.plots.gallery import PICTURES
from academy.plots.history import history
from academy.plots.pads import by_number, can_tell, pads
from academy.plots.told import Later, Picture, early_or_late, signed
from academy.plots.trend import stretches, trend
from academy.plots.velocity import shares_of, velocity

WIDTH = 1040.0


def picture(drawn: Picture | Later) -> Picture:
    assert isinstance(drawn, Picture), drawn
    return drawn


@pytest.mark.parametrize("name", PICTURES)
def test_without_takes_every_picture_says_when_it_will_be_there(name: str) -> None:
    drawn = PICTURES[name][1](told(), WIDTH, None)
    assert isinstance(drawn, Later) and drawn.says.endswith(".")


def test_one_take_is_a_day_in_the_calendar_and_no_line_anywhere() -> None:
    one = told(take(0), velocities={90: 32}, pads={"A13": [-12.0, 40.0, 3.0]})
    said = {name: draw(one, WIDTH, None) for name, (_, draw) in PICTURES.items()}
    assert [name for name, drawn in said.items() if isinstance(drawn, Picture)] == ["calendar"]


def test_the_calendar_counts_takes_of_a_day_and_days_with_takes() -> None:
    drawn = picture(calendar(told(take(0), take(0, take_id="again"), take(2), take(900)), WIDTH))
    assert drawn.caption == "You played on 2 days in the last 53 weeks."
    assert [spot.text for spot in drawn.spots] == ["Mon 23 Nov 2026: 1 take", "Wed 25 Nov 2026: 2 takes"]


def test_monday_is_above_wednesday_in_the_last_week_of_the_calendar() -> None:
    monday, wednesday = picture(calendar(told(take(0), take(2)), WIDTH)).spots
    assert monday.x == pytest.approx(wednesday.x)
    assert wednesday.y > monday.y


@pytest.mark.parametrize(("takes", "level"), [(0, 0), (1, 1), (4, 1), (5, 2), (10, 3), (19, 3), (20, 4)])
def test_a_day_is_fuller_the_more_takes_it_has(takes: int, level: int) -> None:
    assert level_of(takes) == level


def test_a_narrow_page_shows_fewer_weeks_as_large() -> None:
    drawn = picture(calendar(told(take(0)), 340))
    assert drawn.caption == "You played on 1 day in the last 16 weeks."


def test_the_trend_tells_first_and_last_and_puts_early_below_late() -> None:
    takes = [take(2, bias_ms=-30.0, spread_ms=40.0), take(1, bias_ms=0.2), take(0, bias_ms=15.0)]
    drawn = picture(trend(told(*takes), WIDTH))
    assert drawn.caption == (
        "You play 15 ms late, with a spread of 20 ms; at first 30 ms early, with a spread of 40 ms."
    )
    early, exact, late = drawn.spots
    assert early.x < exact.x < late.x
    assert early.y > exact.y > late.y  # y counts from the top
    assert exact.text == "24 Nov 2026: on time, spread 20 ms"


def test_takes_without_timing_are_no_points_of_the_trend() -> None:
    assert isinstance(trend(told(take(2), take(1), take(0, bias_ms=None)), WIDTH), Later)


def test_many_takes_become_stretches_with_the_median_of_each() -> None:
    takes = [take(9 - n, bias_ms=float(n)) for n in range(10)]
    row = stretches(takes, most=2, told=told(*takes))
    assert [(each.bias_ms, each.takes) for each in row] == [(2.0, 5), (7.0, 5)]


def test_the_history_is_of_one_exercise_and_tells_practice_from_whole_takes() -> None:
    takes = [take(3, 60), take(2, 95, whole=False, passed=False), take(1, 82), take(0, 75)]
    drawn = picture(history(told(*takes), WIDTH))
    assert drawn.caption == "4 takes of First: your best is 82, passed 2 times."
    assert [spot.text.split(": ")[1] for spot in drawn.spots] == [
        *("60, not passed", "95, practice", "82, passed", "75, passed"),
    ]
    assert isinstance(history(told(*takes, exercise=f"{EXERCISE}-other"), WIDTH), Later)


def test_a_long_history_shows_its_end_and_counts_all() -> None:
    drawn = picture(history(told(*(take(n) for n in range(400))), WIDTH))
    assert len(drawn.spots) == 200
    assert drawn.caption.startswith("400 takes")


def test_pads_are_told_by_number_over_all_banks() -> None:
    assert by_number({"A13": [1.0], "B13": [2.0], "A2": [3.0], "?": [4.0], "A17": [5.0]}) == {
        2: [3.0],
        13: [1.0, 2.0],
    }


def test_pad_1_is_top_left_and_pad_13_bottom_left() -> None:
    row = [-10.0, -12.0] * 20
    drawn = picture(pads(told(pads={"A13": row, "A1": row, "A4": [20.0] * 40}), 460))
    first, fourth, thirteenth = drawn.spots
    assert (first.x, first.y) == pytest.approx((thirteenth.x, 0.0))
    assert fourth.x > first.x and thirteenth.y > 0.6
    assert drawn.caption == "Pad 1 comes first (11 ms early), pad 4 last (20 ms late)."


def test_a_pad_with_few_or_scattered_notes_is_not_judged() -> None:
    assert can_tell([0.0, 10.0] * 6)
    assert not can_tell([0.0, 10.0] * 5)
    assert not can_tell([0.0, 60.0] * 10)  # 1.25 × 30.8 / √20 is 8.6 ms


def test_velocities_fall_into_ghosts_normal_hits_and_accents() -> None:
    heard = {19: 10, 20: 10, 50: 10, 51: 30, 99: 10, 100: 20, 127: 10}
    assert shares_of(heard) == {"ghost": 0.2, "normal": 0.4, "accent": 0.3}
    assert picture(velocity(told(velocities=heard), WIDTH)).caption == (
        "100 hits on the pads: 20% ghost, 40% normal, 30% accent, 10% so soft that they hardly sound."
    )


def test_early_is_negative_and_nothing_is_neither() -> None:
    assert [signed(ms) for ms in (-12.4, 0.3, 7.6)] == ["−12", "0", "+8"]
    assert [early_or_late(ms) for ms in (-12.4, -0.3, 7.6)] == ["12 ms early", "on time", "8 ms late"]
