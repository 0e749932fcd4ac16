"""What one take has changed is told once, with the take that did it."""

from small_course import COURSE, take, takes

from academy.progress.news import news

THREE = takes("pulse/a", 90, 90, 90)


def test_the_third_take_in_a_row_opens_the_next_lesson() -> None:
    told = news(COURSE, THREE, "take-002")
    assert told[0].title == "Lesson 2 is open"
    assert told[0].lesson == "backbeat"
    assert "Mastered: steady pulse" in [one.title for one in told]


def test_a_take_that_changes_nothing_is_no_news() -> None:
    assert news(COURSE, [*THREE, take(3, "pulse/a", 50)], "take-003") == ()


def test_a_take_that_was_not_kept_is_no_news() -> None:
    assert news(COURSE, THREE, "elsewhere") == ()
