"""Publishing gives a number and a version, keeps every text, and lets the course lead to the new lesson."""

import subprocess
from pathlib import Path

import pytest
from school import DAY, LATER, add_lesson, change, new_course, source_of

from academy.errors import LessonError
from academy.lessons.check import check
from academy.lessons.notebook import read_lesson
from academy.lessons.played import find
from academy.lessons.versions import FOLDER, history, latest, text_of
from academy.publishing.publish import Wish, changed_lessons, publish_draft, publish_lesson

WISH = Wish()
SNARE = "snare  .... x... .... x..."
OTHER_SNARE = "snare  ...x ..x. ...x ..x."


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """One lesson, Pulse, published."""
    made = new_course(tmp_path)
    publish_lesson(read_lesson(add_lesson(made, 1, "Pulse")), made, WISH, DAY)
    return made


def published(course: Path, file: Path, wish: Wish = WISH) -> list[str]:
    """Publish a changed lesson; return what is said."""
    done = publish_lesson(read_lesson(file), course, wish, LATER)
    return [f"{each.file.name} {each.before} {each.version}" for each in done]


def test_a_draft_becomes_the_next_lesson_and_the_one_before_leads_to_it(course: Path) -> None:
    draft = add_lesson(course / "drafts", 2, "Dembow")
    pulse, dembow = course / "01-pulse.ipynb", course / "02-dembow.ipynb"
    done = publish_draft(read_lesson(draft), course, None, WISH, LATER)
    assert [(each.file, each.version) for each in done] == [(dembow, "1.0.0"), (pulse, "1.0.1")]
    assert not draft.exists()
    assert source_of(pulse, "closing").endswith("**Next:** [Dembow](02-dembow.ipynb)")
    assert check([course]) == []


def test_a_number_that_is_taken_becomes_the_next_free_one(course: Path) -> None:
    draft = add_lesson(course / "drafts", 1, "Dembow")
    publish_draft(read_lesson(draft), course, None, WISH, LATER)
    assert read_lesson(course / "02-dembow.ipynb").number == 2


def test_a_number_that_is_asked_for_is_given_or_refused(course: Path) -> None:
    draft = add_lesson(course / "drafts", 2, "Dembow")
    with pytest.raises(LessonError, match=r"--number 1 is that of .*01-pulse.ipynb. Free is 2"):
        publish_draft(read_lesson(draft), course, None, Wish(number=1), LATER)
    publish_draft(read_lesson(draft), course, None, Wish(number=7), LATER)
    assert read_lesson(course / "07-dembow.ipynb").number == 7
    assert "[Dembow](07-dembow.ipynb)" in source_of(course / "01-pulse.ipynb", "closing")


def test_a_lesson_between_two_others_leads_on(course: Path) -> None:
    publish_lesson(read_lesson(add_lesson(course, 3, "Dub")), course, WISH, DAY)
    draft = add_lesson(course / "drafts", 2, "Dembow")
    publish_draft(read_lesson(draft), course, None, WISH, LATER)
    assert "[Dub](03-dub.ipynb)" in source_of(course / "02-dembow.ipynb", "closing")
    assert check([course]) == []


@pytest.mark.parametrize(
    ("old", "new", "version"),
    [
        ("Both drums", "Kick and snare", "1.0.1"),
        (SNARE, OTHER_SNARE, "1.1.0"),
        ("%%exercise first-bar", "%%exercise other-bar", "2.0.0"),
    ],
)
def test_the_version_goes_up_by_what_changed(course: Path, old: str, new: str, version: str) -> None:
    pulse = course / "01-pulse.ipynb"
    change(pulse, old, new)
    assert published(course, pulse) == [f"01-pulse.ipynb 1.0.0 {version}"]
    assert read_lesson(pulse).front.version == version


def test_whoever_publishes_has_the_last_word_on_the_version(course: Path) -> None:
    pulse = course / "01-pulse.ipynb"
    change(pulse, "Both drums", "Kick and snare")
    assert published(course, pulse, Wish(step="major")) == ["01-pulse.ipynb 1.0.0 2.0.0"]
    change(pulse, "Kick and snare", "The drums")
    change(pulse, "version: 2.0.0", "version: 2.4.0")
    assert published(course, pulse) == ["01-pulse.ipynb 2.0.0 2.4.0"]


def test_what_learners_have_already_is_not_published_again(course: Path) -> None:
    assert published(course, course / "01-pulse.ipynb") == []
    assert len(history(course, "pulse")) == 1


def test_a_take_still_names_the_text_that_it_was_played_on(course: Path) -> None:
    pulse = course / "01-pulse.ipynb"
    (played,) = read_lesson(pulse).exercises
    change(pulse, SNARE, OTHER_SNARE)
    published(course, pulse)
    (now,) = read_lesson(pulse).exercises
    old, new = (find(course, "pulse/first-bar", each.hash) for each in (played, now))
    assert old is not None and new is not None
    assert (old.version, new.version) == ("1.0.0", "1.1.0")
    text = text_of(course, "pulse", old)
    assert text is not None
    assert SNARE in source_of(text, "first-bar")


def test_an_old_text_is_taken_from_git_when_only_git_has_it(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    pulse = add_lesson(course, 1, "Pulse")
    publish_lesson(read_lesson(pulse), course, Wish(unreleased=True), DAY)  # keeps no copy
    git = ["git", "-C", str(course), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "The course"]):
        subprocess.run([*git, *command], check=True)
    old = latest(course, "pulse")
    assert old is not None
    change(pulse, SNARE, OTHER_SNARE)
    published(course, pulse)
    kept = text_of(course, "pulse", old)
    assert kept is not None and SNARE in source_of(kept, "first-bar")


def test_an_old_text_that_is_lost_is_said_before_anything_is_done(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    pulse = add_lesson(course, 1, "Pulse")
    publish_lesson(read_lesson(pulse), course, Wish(unreleased=True), DAY)
    change(pulse, "Both drums", "Kick and snare")
    before = pulse.read_bytes()
    with pytest.raises(LessonError, match=r"nowhere to be found.*--without-old"):
        published(course, pulse)
    assert pulse.read_bytes() == before
    assert published(course, pulse, Wish(without_old=True)) == ["01-pulse.ipynb 1.0.0 1.0.1"]


def test_a_draft_stays_a_draft_when_the_lesson_before_it_cannot_be_kept(course: Path) -> None:
    draft = add_lesson(course / "drafts", 2, "Dembow")
    (kept,) = (course / FOLDER / "pulse").iterdir()
    kept.unlink()
    change(course / "01-pulse.ipynb", "Both drums", "Kick and snare")
    with pytest.raises(LessonError, match="nowhere to be found"):
        publish_draft(read_lesson(draft), course, None, WISH, LATER)
    assert draft.is_file() and not (course / "02-dembow.ipynb").exists()


def test_what_nobody_has_played_keeps_its_version_and_needs_no_copy(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    pulse, unreleased = add_lesson(course, 1, "Pulse"), Wish(unreleased=True)
    publish_lesson(read_lesson(pulse), course, unreleased, DAY)
    change(pulse, SNARE, OTHER_SNARE)
    assert [lesson.id for lesson in changed_lessons(course)] == ["pulse"]
    assert published(course, pulse, unreleased) == ["01-pulse.ipynb 1.0.0 1.0.0"]
    assert list(changed_lessons(course)) == []
    assert [path.name for path in (course / FOLDER).iterdir()] == ["pulse.json"]
    assert len(history(course, "pulse")) == 1
