"""A draft on request is opened and played by those who decide it, and by nobody else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from class_here import Class, class_here

from academy.desk.counter.wish_pages import lessons_made
from academy.desk.wishing import draft_next, publish, wish
from academy.lessons.notebook import read_lesson
from academy.settings import Settings

SAID = {"title": "Slow dembow", "topic": "rhythm", "level": "1", "words": ""}
ID, FILE, LESSON = "0123456789abcdef0123456789abcdef", "01234567.ipynb", "for-you-01234567"


@pytest.fixture
def ann(tmp_path: Path, store_url: str) -> Iterator[Class]:
    settings = Settings.from_env({"ACADEMY_STORE": store_url, "HOME": str(tmp_path)}, tmp_path)
    with class_here(settings) as one:
        paid: dict[str, Any] = {"changes": {"lifetime": True}, "plan": "lifetime", "why": "test"}
        one.office.store().members.settle(learner="ann", event_id="e", **paid)
        wish(one.office.of("ann"), ID, SAID)
        assert draft_next(one.office)
        yield one


def draft(ann: Class) -> dict[str, Any]:
    return dict((ann.office.store().wishes.one(ID) or {})["notebook"])


def now_says(ann: Class, old: str, new: str) -> None:
    """Let an instructor have changed every cell of code."""
    notebook = draft(ann)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = "".join(cell["source"]).replace(old, new)
    ann.office.store().wishes.draft(ID, notebook, None)


def drafts(ann: Class, name: str = "tess") -> Any:
    return ann.as_(name).get("lessons")[1].get("drafts")


def test_who_teaches_is_told_of_drafts_and_learners_are_not(ann: Class) -> None:
    assert [(row["id"], row["file"]) for row in drafts(ann)] == [(ID, FILE)]
    assert drafts(ann, "ann") is None


def test_a_draft_is_given_as_a_lesson_that_says_what_it_is_and_where_it_is_decided(
    ann: Class, tmp_path: Path
) -> None:
    status, said = ann.as_("tess").get(f"drafts/{ID}")
    assert status == 200 and said["digest"] == drafts(ann)[0]["digest"]
    file = tmp_path / said["file"]
    file.write_text(json.dumps(said["notebook"]))
    nbformat.validate(nbformat.read(file, as_version=4))
    lesson = read_lesson(file)
    assert lesson.id == LESSON and lesson.exercises
    assert f"**This is a draft.** [Change it, publish it or refuse it](/services/desk/review/{ID})" in str(
        said["notebook"]["cells"][3]["source"]
    )
    assert ann.office.store().members.audit_log()[0]["did"] == "looked at a draft"


def test_a_learner_gets_no_draft_not_even_of_their_own_wish(ann: Class) -> None:
    for name in ("ann", "ben"):
        assert ann.as_(name).get(f"drafts/{ID}")[0] == 403
        assert ann.as_(name).get(f"lesson-kits/{LESSON}")[0] == 400


def test_a_draft_sounds_as_it_will(ann: Class) -> None:
    status, kit = ann.as_("tess").get(f"lesson-kits/{LESSON}")
    assert status == 200 and kit["pieces"]


def test_a_draft_that_was_changed_is_another_one(ann: Class) -> None:
    before = drafts(ann)[0]["digest"]
    now_says(ann, "tempo: ", "tempo: 1")
    assert drafts(ann)[0]["digest"] != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("%load_ext academy", "%load_ext academy\n!rm -rf ~"),
        ("%%exercise ", "%%exercise {open('x')} "),
        ("%%exercise ", "print(1)\n%%exercise "),
        ("tempo: ", "tempo: fast "),
    ],
)
def test_a_draft_that_would_run_code_of_its_own_or_is_none_is_not_given(
    ann: Class, old: str, new: str
) -> None:
    now_says(ann, old, new)
    assert drafts(ann) == [] and ann.as_("tess").get(f"drafts/{ID}")[0] == 404


def test_once_published_it_is_no_draft_and_its_learner_is_told(ann: Class) -> None:
    publish(ann.office, "tess", ID, draft(ann))
    assert drafts(ann) == [] and ann.as_("tess").get(f"drafts/{ID}")[0] == 404
    address = f"/hub/user-redirect/voila/render/501-{LESSON}.ipynb"
    assert lessons_made(ann.office.of("ann")) == [("Slow dembow", address)]
    assert lessons_made(ann.office.of("ben")) == []
