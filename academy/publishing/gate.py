"""What stands between a lesson and its learners: everything to mend, and the word of a reviewer."""

from pathlib import Path

from academy.errors import LessonError, NotReady
from academy.lessons.check import check
from academy.lessons.decision import Decision, decision_about
from academy.lessons.front_text import read_front_text
from academy.lessons.notebook import Lesson, cells_of, has_front_matter, read_lesson
from academy.lessons.problem import Problem, shown
from academy.lessons.versions import content_hash
from academy.publishing.trial import trial_problems

TO_FILL_IN = "To fill in"


def problems_before(file: Path) -> list[Problem]:
    """Return everything to mend before a lesson can be published: its text, and how its exercises play."""
    return check([file], published=False) or unfinished(file)


def unfinished(file: Path) -> list[Problem]:
    """Return what a lesson that checks clean lacks: what is to fill in, and beats nobody can pass."""
    if not has_front_matter(cells_of(file)):
        return []
    return [*_not_filled_in(file), *trial_problems(read_lesson(file))]


def ready(file: Path) -> Lesson:
    """Return a lesson that has nothing to mend; NotReady has everything there is."""
    problems = problems_before(file)
    if problems:
        raise NotReady(f"{shown(file)} is not published: {len(problems)} to mend.", problems)
    return read_lesson(file)


def is_current(decision: Decision, draft: Path) -> bool:
    """Say whether a decision was about the text that the draft has now."""
    return decision.hash == content_hash(cells_of(draft))


def allowed(lesson: Lesson) -> Decision | None:
    """Return what was decided about a draft; LessonError when it may not be published.

    A rejected draft waits until somebody approves it; a draft by AI needs the approval of a
    person for the very text that is published.
    """
    draft = lesson.path
    decision, again = decision_about(draft), f"`academy review {shown(draft)}`"
    if decision is not None and decision.decision == "rejected":
        raise LessonError(f"{shown(draft)} was {decision}. Mend it, then have it approved: {again}.")
    if lesson.front.is_by_ai and decision is None:
        raise LessonError(
            f"{shown(draft)} was written by AI ({lesson.front.model}). "
            f"A person must approve it first: {again}."
        )
    if lesson.front.is_by_ai and decision is not None and not is_current(decision, draft):
        raise LessonError(
            f"{shown(draft)} was changed after {decision.by} approved it. "
            f"Have it looked at once more: {again}."
        )
    return decision


def _not_filled_in(file: Path) -> list[Problem]:
    cell = cells_of(file)[0]
    text = read_front_text(cell["source"])
    sources = (text.said or {}).get("sources", [])
    if not any(str(source).startswith(TO_FILL_IN) for source in sources):
        return []
    says = "'sources' is not filled in yet"
    cure = "Write where presses and facts come from, with pages; or: by ear"
    return [Problem(file, cell["id"], text.lines.get("sources"), says, cure)]
