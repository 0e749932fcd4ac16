"""The tree that is drawn: every lesson once, each below all it builds on, no way twice."""

from hypothesis import given
from small_course import COURSE, courses

from academy.progress.course import Course
from academy.progress.tree import tree


def test_a_lesson_stands_below_what_it_builds_on_and_ways_that_others_show_are_left_out() -> None:
    drawn = tree(COURSE)
    assert drawn.rows[:3] == (("pulse",), ("backbeat",), ("kick",))
    assert set(drawn.rows[3]) == {"form", "fills"}
    # fills requires backbeat too, but the way over kick says so already
    assert set(drawn.ways) == {
        ("pulse", "backbeat"),
        ("backbeat", "kick"),
        ("kick", "form"),
        ("kick", "fills"),
    }


@given(courses())
def test_every_lesson_stands_once_and_every_way_leads_down(course: Course) -> None:
    drawn = tree(course)
    row = {lesson: y for y, lessons in enumerate(drawn.rows) for lesson in lessons}
    assert sorted(lesson for lessons in drawn.rows for lesson in lessons) == sorted(
        lesson.id for lesson in course.lessons
    )
    assert all(row[above] < row[below] for above, below in drawn.ways)
    assert drawn == tree(course)
