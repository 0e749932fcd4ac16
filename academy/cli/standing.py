"""`academy progress` and `academy next`: where a learner stands, and what to play next."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from academy.cli.command import add, answer, counted, now_here
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.progress.course import Course

Json = dict[str, Any]


def register(commands: Any) -> None:
    """Add the commands of this file."""
    progress = add(commands, "progress", "Say where you stand.", "academy progress", run_progress)
    progress.add_argument("--json", action="store_true", help="print what a program can read")
    following = add(commands, "next", "Say what to play next, and why.", "academy next", run_next)
    following.add_argument("--json", action="store_true", help="print what a program can read")


def run_progress(said: argparse.Namespace, settings: Settings) -> int:
    """Print totals, streak, lessons, skills and achievements."""
    from academy.desk.moment import desk_for

    with desk_for(settings) as desk:
        rows = desk.attempts()
    stands = _standing(_course(settings), rows)
    if said.json:
        answer(stands)
    else:
        for line in _told(stands):
            print(line)
    return 0


def run_next(said: argparse.Namespace, settings: Settings) -> int:
    """Print the recommendation with its reasons; null as JSON when there is none."""
    from academy.desk.moment import desk_for
    from academy.guidance import guide
    from academy.progress.attempt import Attempt

    with desk_for(settings) as desk:
        offer = guide(_course(settings), [Attempt.of(row) for row in desk.attempts()], desk, now_here())
    if said.json:
        answer(offer)
    elif offer is None:
        print("No lesson with an exercise is open; `academy check` says what is wrong with the course.")
    else:
        print(f"Play next: {_named(offer)}")
        for reason in offer["reasons"]:
            print(f"  {reason['text']}")
        print(f"  Your chance to pass: {offer['estimate']['words']}.")
        if offer["alternatives"]:
            print("\nOr:")
        for pick in offer["alternatives"]:
            print(f"  {_named(pick)}: {pick['reasons'][0]['text']}")
        print("\nOpen the course with `academy start`.")
    return 0


def _named(pick: Json) -> str:
    return f"{pick['exercise_title']}, in {pick['lesson_title']} ({pick['exercise']})"


def _course(settings: Settings) -> "Course":
    """Return the course as far as it can be read."""
    from academy.guidance import course_of
    from academy.lessons.catalogue import what_can_be_read

    return course_of(what_can_be_read(settings.course), settings.home / "data" / "kits")


def _standing(course: "Course", rows: Sequence[Json]) -> Json:
    """Return where a learner stands; what is not known is left out."""
    from academy.progress.achievements import achievements
    from academy.progress.attempt import Attempt
    from academy.progress.mastery import standing
    from academy.progress.streak import streak
    from academy.progress.totals import totals

    now = now_here()
    zone = now.tzinfo
    assert zone is not None
    attempts = [Attempt.of(row) for row in rows]
    stands = standing(course, attempts)
    sums = totals(attempts, zone).as_json()
    for name, column in (("hits", "hit_count"), ("minutes", "duration_s")):
        if not rows or any(row.get(column) is None for row in rows):
            del sums[name]  # not known of every take, so not known of all
    lessons = []
    for lesson in course.lessons:
        state = stands.lessons[lesson.id]
        lessons.append(
            {
                "id": lesson.id,
                "number": lesson.number,
                "title": lesson.title,
                "status": state.status,
                "exercises": len(lesson.exercises),
                "passed": len(state.passed),
                "waits_for": list(state.waits_for),
            }
        )
    return {
        "totals": sums,
        "streak": streak(attempts, now.date(), zone).as_json(),
        "lessons": lessons,
        "skills": [state.as_json() for state in stands.skills.values()],
        "achievements": [one.as_json() for one in achievements(attempts, course, zone)],
    }


def _told(stands: Json) -> Iterator[str]:
    """Yield where a learner stands, in words."""
    sums, row = stands["totals"], stands["streak"]
    if sums["takes"]:
        lengths = [f"{sums['minutes']:g} minutes"] if "minutes" in sums else []
        lengths += [f"{sums['hits']:,} hits"] if "hits" in sums else []
        yield f"{', '.join([counted(sums['takes'], 'take'), *lengths])} on {counted(sums['days'], 'day')}."
        yield _streak(row)
    else:
        yield "Nothing played yet: the first take is the hardest to begin, and there is nothing to lose."
        yield "`academy next` says where to start, `academy start` opens the course."
    yield from _lessons(stands["lessons"])
    yield from _skills(stands["skills"])
    if stands["achievements"]:
        yield "\nAchievements"
    width = max((len(one["title"]) for one in stands["achievements"]), default=0)
    for one in stands["achievements"]:
        yield f"  {one['title']:<{width}} {one['text']}"


def _streak(row: Json) -> str:
    longest = counted(row["longest"], "day")
    if not row["days"]:
        return f"Your longest streak is {longest}; a take today begins the next."
    said = f"Streak: {counted(row['days'], 'day')} in a row"
    said += f", the longest {longest}" if row["longest"] > row["days"] else ""
    return f"{said}; {counted(row['freezes'], 'freeze day')} to spare."


def _lessons(lessons: Sequence[Json]) -> Iterator[str]:
    from academy.progress.course import spoken

    counts = ", ".join(
        f"{sum(lesson['status'] == status for lesson in lessons)} {status}"
        for status in ("done", "open", "locked")
    )
    yield f"\nLessons: {counts}"
    for lesson in lessons:
        says = f"{lesson['passed']} of {counted(lesson['exercises'], 'exercise')} passed"
        if lesson["status"] == "locked":
            says = f"waits for {', '.join(map(spoken, lesson['waits_for']))}"
        yield f"  {lesson['status']:<7} {lesson['number']:>3}  {lesson['title']:<28} {says}"


def _skills(skills: Sequence[Json]) -> Iterator[str]:
    from academy.progress.course import spoken

    begun = [skill for skill in skills if skill["status"] in ("in_progress", "mastered")]
    if begun:
        yield f"\nSkills: {len(begun)} of {len(skills)} begun"
    for skill in begun:
        mean = f"mean of the last three takes {skill['score']:g}" if skill["score"] is not None else ""
        status = skill["status"].replace("_", " ")
        yield f"  {status:<12} {spoken(skill['skill']):<22} {mean}".rstrip()
