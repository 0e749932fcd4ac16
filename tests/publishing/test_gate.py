"""Nothing unfinished, unplayable, rejected or unread by a person reaches learners."""

from pathlib import Path

import pytest
from school import BY_AI, add_lesson, change, new_course

from academy.errors import LessonError, NotReady
from academy.lessons.decision import Decision, decide
from academy.lessons.drafting import draft, notebook_text
from academy.lessons.notebook import cells_of, read_lesson
from academy.lessons.versions import content_hash
from academy.publishing.gate import allowed, problems_before, ready
from academy.publishing.trial import Trial, trial_problems, tried

PADS = {"kick": "A13", "snare": "A15"}


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    return new_course(tmp_path) / "drafts"


def decided(file: Path, word: str, reason: str | None = None) -> None:
    text = content_hash(cells_of(file))
    decide(file, Decision(word, "Jay", "2026-11-25T12:00:00+00:00", text, reason))  # type: ignore[arg-type]


def test_a_draft_that_was_written_to_its_end_is_ready(drafts: Path) -> None:
    assert ready(add_lesson(drafts, 1, "Dembow")).id == "dembow"


def test_a_new_draft_still_has_its_sources_to_fill_in(drafts: Path) -> None:
    file = drafts / "01-dembow.ipynb"
    file.write_text(notebook_text(draft("Dembow", number=1)), encoding="utf-8")
    (problem,) = problems_before(file)
    assert (problem.cell, problem.says) == ("front-matter", "'sources' is not filled in yet")


def test_everything_to_mend_comes_along(drafts: Path) -> None:
    file = add_lesson(drafts, 1, "Dembow")
    change(file, "topic: rhythm", "topic: jazz")
    change(file, "snare  .... x", "snare  .... 9")
    with pytest.raises(NotReady, match="2 to mend") as caught:
        ready(file)
    assert len(caught.value.problems) == 2


def test_each_exercise_is_passed_as_written_and_not_by_silence(drafts: Path) -> None:
    (exercise,) = read_lesson(add_lesson(drafts, 1, "Dembow")).exercises
    assert tried(exercise, PADS) == Trial(100.0, empty_passes=False)


def test_an_exercise_that_its_own_text_does_not_pass_is_named(
    drafts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = read_lesson(add_lesson(drafts, 1, "Dembow"))
    monkeypatch.setattr("academy.publishing.trial.tried", lambda *_said: Trial(64.0, empty_passes=True))
    simple, silent = trial_problems(lesson)
    assert (simple.cell, simple.says) == (
        "first-bar",
        "played exactly as written it gets 64 of 100, and 70 is asked for",
    )
    assert silent.says == "playing nothing passes it"


def test_a_person_may_publish_without_being_asked(drafts: Path) -> None:
    assert allowed(read_lesson(add_lesson(drafts, 1, "Dembow", "author: Jay"))) is None


def test_a_rejected_draft_waits_until_somebody_approves_it(drafts: Path) -> None:
    file = add_lesson(drafts, 1, "Dembow")
    decided(file, "rejected", "The hats are missing")
    with pytest.raises(
        LessonError, match=r"was rejected by Jay on 2026-11-25: The hats are missing. Mend it"
    ):
        allowed(read_lesson(file))
    decided(file, "approved")
    assert allowed(read_lesson(file)) is not None


def test_what_ai_wrote_needs_a_persons_word_for_the_very_text(drafts: Path) -> None:
    file = add_lesson(drafts, 1, "Dembow", BY_AI)
    with pytest.raises(LessonError, match=r"written by AI \(a-model\). A person must approve it first"):
        allowed(read_lesson(file))
    decided(file, "approved")
    assert allowed(read_lesson(file)) is not None
    change(file, "Both drums", "Kick and snare")
    with pytest.raises(LessonError, match="changed after Jay approved it"):
        allowed(read_lesson(file))
