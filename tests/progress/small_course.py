"""Courses and takes for these tests: small ones by hand, random ones for laws."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from academy.progress.attempt import Attempt
from academy.progress.course import Course, CourseExercise, CourseLesson

MONDAY = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)


def lesson(
    name: str,
    number: int,
    *,
    teaches: tuple[str, ...],
    requires: tuple[str, ...] = (),
    exercises: tuple[float, ...] = (0.0,),
    topic: str = "rhythm",
    level: int = 1,
    times: int = 1,
) -> CourseLesson:
    """A lesson whose exercises a, b, c have these difficulties."""
    made = tuple(
        CourseExercise(f"{name}/{letter}", letter.upper(), difficulty, teaches)
        for letter, difficulty in zip("abcdef", exercises, strict=False)
    )
    title = name.replace("-", " ").capitalize()
    return CourseLesson(name, number, title, topic, level, teaches, requires, made, times=times)


# pulse → backbeat → kick → form, and hats beside them; two lessons wait for the kick
COURSE = Course(
    (
        lesson("pulse", 1, teaches=("steady-pulse",), exercises=(-2.0, -1.5)),
        lesson("backbeat", 2, teaches=("backbeat",), requires=("steady-pulse",), exercises=(-1.0, -0.5)),
        lesson("kick", 3, teaches=("syncopated-kick",), requires=("backbeat",), exercises=(0.0, 0.5)),
        lesson(
            "form", 4, teaches=("four-bar-form",), requires=("syncopated-kick",), topic="sequencing", level=2
        ),
        lesson("fills", 5, teaches=("fills",), requires=("syncopated-kick", "backbeat"), level=2),
    )
)


def take(number: int, exercise: str, overall: float | None = 90.0, **said: object) -> Attempt:
    """The take of a day (0 is a Monday), passed from 70 on."""
    moment = said.pop("at", MONDAY + timedelta(days=number))
    known = {"passed": overall is not None and overall >= 70} | said
    return Attempt(f"take-{number:03}", exercise, moment, overall, **known)  # type: ignore[arg-type]


def takes(exercise: str, *scores: float, first: int = 0) -> list[Attempt]:
    """Takes of one exercise on one day after the other."""
    return [take(number, exercise, score) for number, score in enumerate(scores, start=first)]


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """A course with a random acyclic skill graph; a lesson may be without exercises or deepen a skill."""
    lessons = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        earlier = sorted({skill for one in lessons for skill in one.teaches})
        deepened = draw(st.sets(st.sampled_from(earlier), max_size=1)) if earlier else set()
        requires = deepened or (draw(st.sets(st.sampled_from(earlier), max_size=2)) if earlier else set())
        difficulties = draw(st.lists(st.floats(-3, 4), max_size=3))
        lessons.append(
            lesson(
                f"lesson-{number}",
                number,
                teaches=(f"skill-{number}", *sorted(deepened)),
                requires=tuple(sorted(requires)),
                exercises=tuple(difficulties),
                topic=draw(st.sampled_from(("rhythm", "effects"))),
            )
        )
    return Course(tuple(lessons))


@st.composite
def histories(draw: st.DrawFn, course: Course, most: int = 25) -> list[Attempt]:
    """Takes of any exercises of a course, open or not, and now and then of one that is gone."""
    names = [*course.exercises, "gone/a"]
    row = []
    for number in range(draw(st.integers(0, most))):
        row.append(
            take(
                number,
                draw(st.sampled_from(names)),
                draw(st.sampled_from((None, 40.0, 69.0, 70.0, 79.0, 80.0, 90.0, 100.0))),
                whole=draw(st.sampled_from((True, True, True, False))),
                hits=draw(st.integers(0, 400)),
                seconds=draw(st.sampled_from((None, 20.0, 900.0))),
                spread_ms=draw(st.sampled_from((None, 15.0, 40.0))),
                at=MONDAY + timedelta(hours=draw(st.integers(0, 2000))),
            )
        )
    return row
