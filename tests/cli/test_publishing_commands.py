"""`academy review` and `academy publish`: what a person decides, and what is refused in which words."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from academy.lessons.check import check
from academy.lessons.notebook import read_lesson
from academy.store.store import open_store

UNFILLED = '"  - \\"To fill in: where presses and facts come from, with pages\\"'
BY_AI = '"author: ai\\n", "model: a-model\\n", "prompt_version: \'3\'\\n", "cost_usd: 0.04\\n", "teaches'


@pytest.fixture
def course(academy: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with an empty course, and the draft Dembow that is ready to be published."""
    for folder in ("course", "data"):
        (tmp_path / folder).mkdir()
    monkeypatch.setenv("ACADEMY_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-git"))
    monkeypatch.chdir(tmp_path)
    academy("new", "Home", "--into", tmp_path / "course")
    (tmp_path / "course" / "01-home.ipynb").rename(tmp_path / "course" / "index.ipynb")
    cells = json.loads((tmp_path / "course" / "index.ipynb").read_text())
    cells["cells"] = []
    (tmp_path / "course" / "index.ipynb").write_text(json.dumps(cells))
    academy("new", "Dembow")
    change(tmp_path / "course" / "drafts" / "01-dembow.ipynb", UNFILLED, '"  - by ear')
    return tmp_path / "course"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def draft_of(course: Path) -> Path:
    return course / "drafts" / "01-dembow.ipynb"


def test_a_draft_is_published_by_its_name(academy: Any, course: Path) -> None:
    said = academy("publish", "dembow")
    assert (said.code, said.err) == (0, "")
    assert said.out == "course/01-dembow.ipynb is published as 1.0.0.\n"
    assert not list((course / "drafts").iterdir())
    assert check([course]) == []


def test_several_changed_lessons_are_published_by_one_command(academy: Any, course: Path) -> None:
    academy("publish", "dembow")
    academy("new", "Dub")
    change(course / "drafts" / "02-dub.ipynb", UNFILLED, '"  - by ear')
    assert academy("publish", "dub").out.splitlines() == [
        "course/02-dub.ipynb is published as 1.0.0.",
        "course/01-dembow.ipynb is published as 1.0.1 after 1.0.0, since it leads to 02-dub.ipynb now.",
    ]
    for name in ("01-dembow", "02-dub"):
        change(course / f"{name}.ipynb", "Both drums", "Kick and snare")
    assert academy("publish", "--all", "--minor").out.splitlines() == [
        "course/01-dembow.ipynb is published as 1.1.0 after 1.0.1.",
        "course/02-dub.ipynb is published as 1.1.0 after 1.0.0.",
    ]
    assert academy("publish", "--all").out == "Nothing changed: learners have these texts already.\n"


def test_when_one_lesson_has_something_to_mend_none_is_published(academy: Any, course: Path) -> None:
    academy("new", "Dub")
    said = academy("publish", "dembow", "dub")
    assert said.code == 2
    assert "01-dub.ipynb, cell 'front-matter'" in said.out and "'sources' is not filled in yet" in said.out
    assert said.err == "academy: nothing is published: 1 to mend.\n"
    assert draft_of(course).is_file()


def test_drafts_are_listed_with_what_was_found_and_decided(academy: Any, course: Path) -> None:
    academy("new", "Dub")
    academy("review", "dembow", "--approve", "--by", "Jay")
    dembow, dub, hint = academy("review").out.splitlines()
    assert "Dembow" in dembow and "no problems; approved by Jay" in dembow
    assert "Dub" in dub and "1 to mend; nobody has decided yet" in dub
    assert hint == "Show one: academy review DRAFT"
    listed = json.loads(academy("review", "--json").out)
    assert [(one["front"]["id"], len(one["problems"])) for one in listed] == [("dembow", 0), ("dub", 1)]


def test_below_the_drafts_stands_how_published_lessons_are_liked(
    academy: Any, course: Path, store: Path
) -> None:
    academy("publish", "dembow")
    with open_store(store) as kept:
        kept.rate({"lesson": "dembow", "stars": 2, "note": "too fast"})
    lines = academy("review").out.splitlines()
    assert lines[lines.index("How lessons are liked, of 5") + 1].split() == [
        *("1", "Dembow", "2;", "“too", "fast”"),
    ]


def test_a_folder_without_drafts_says_how_to_begin(academy: Any, course: Path) -> None:
    draft_of(course).unlink()
    assert academy("review").out == 'There are no drafts. academy new "TITLE" writes one.\n'


def test_a_decision_is_kept_beside_the_draft(academy: Any, course: Path) -> None:
    said = academy("review", "dembow", "--reject", "The hats are missing", "--by", "Jay", "--json")
    kept = json.loads((course / "drafts" / "01-dembow.review.json").read_text())
    assert (kept["decision"], kept["by"], kept["reason"]) == ("rejected", "Jay", "The hats are missing")
    assert json.loads(said.out)["decision"] == kept | {"stale": False}
    assert "was rejected by Jay" in academy("publish", "dembow").sentence


def test_what_ai_wrote_is_published_once_a_person_approved_it(academy: Any, course: Path) -> None:
    change(draft_of(course), '"teaches', BY_AI)
    assert "A person must approve it first: `academy review" in academy("publish", "dembow").sentence
    for nobody in ("AI", " "):
        assert "A person decides" in academy("review", "dembow", "--approve", "--by", nobody).err
    academy("review", "dembow", "--approve", "--by", "Jay")
    assert academy("publish", "dembow").code == 0
    (version,) = json.loads((course / ".versions" / "dembow.json").read_text())
    assert version["approved_by"] == "Jay"
    assert read_lesson(course / "01-dembow.ipynb").front.is_by_ai


def test_a_draft_with_something_to_mend_cannot_be_approved(academy: Any, course: Path) -> None:
    academy("new", "Dub")
    said = academy("review", "dub", "--approve", "--by", "Jay")
    assert (said.code, "cannot be approved: 1 to mend" in said.err) == (2, True)
    assert not (course / "drafts" / "01-dub.review.json").exists()


class Terminal(io.StringIO):
    """A person who types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "decision"), [("a\n", "approved"), ("r\nToo fast\n", "rejected"), ("\n", None)]
)
def test_a_person_at_a_terminal_is_asked(
    academy: Any, course: Path, monkeypatch: pytest.MonkeyPatch, typed: str, decision: str | None
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert academy("review", "dembow", "--by", "Jay").code == 0
    place = course / "drafts" / "01-dembow.review.json"
    assert (json.loads(place.read_text())["decision"] if place.exists() else None) == decision


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("review", "--approve"), "Say which draft"),
        (("review", "dub"), "There is no lesson 'dub'. Drafts in course/drafts: 01-dembow.ipynb."),
        (("review", "dembow", "--approve", "--reject", "no"), "not allowed with"),
        (("publish",), "Name the drafts or lessons to publish, or give --all"),
        (("publish", "dembow", "--all"), "or give --all"),
        (("publish", "dembow", "--patch", "--major"), "not allowed with"),
        (("publish", "dembow", "--number", "0"), "--number 0 is no place in a course. Free is 1"),
        (("publish", "dembow", "other", "--number", "3"), "--number places one draft"),
        (("preview", "dub"), "There is no lesson 'dub'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    academy: Any, course: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert words in academy(*arguments).sentence
    assert draft_of(course).is_file()


def test_a_preview_of_what_is_no_notebook_is_refused(academy: Any, course: Path) -> None:
    draft_of(course).write_text("{")
    assert "not a notebook" in academy("preview", "dembow").sentence


def test_a_check_of_a_draft_by_its_name_says_all_that_publishing_would_ask_for(
    academy: Any, course: Path
) -> None:
    assert academy("check", "dembow").out == "No problems.\n"
    change(draft_of(course), "  - by ear", "  - To fill in")
    said = academy("check", "dembow")
    assert (said.code, said.err) == (2, "academy: 1 to mend.\n")
    assert "'sources' is not filled in yet" in said.out
    change(draft_of(course), "snare  .... x", "snare  .... 9")
    assert "step 5: '9'" in academy("check", "dembow").out


def test_a_check_of_the_course_says_that_drafts_are_not_in_it(academy: Any, course: Path) -> None:
    assert academy("check").err == "Drafts are looked at by name: academy check dembow\n"
    assert academy("publish", "dembow").code == 0
    assert academy("check").err == ""


def test_a_take_leads_to_the_text_that_it_was_played_on_after_the_beat_was_changed(
    academy: Any, course: Path, store: Path, tmp_path: Path
) -> None:
    academy("publish", "dembow")
    file = course / "01-dembow.ipynb"
    (exercise,) = read_lesson(file).exercises
    take = {"id": "one", "exercise": exercise.id, "tempo": 95.0, "hits": []}
    with open_store(store) as kept:
        score = {"status": "scored", "overall": 80.0, "constants": "1"}
        kept.record(take, score, passed=True, lesson_version=exercise.hash)
    change(file, "snare  .... x... .... x...", "snare  ...x ..x. ...x ..x.")
    assert "1.1.0 after 1.0.0" in academy("publish", "dembow").out
    shutil.copytree(Path(__file__).parents[2] / "data", tmp_path / "data", dirs_exist_ok=True)
    academy("export", "--takes", tmp_path / "mine")
    (row,) = json.loads((tmp_path / "mine" / "takes.json").read_text())["attempts"]
    assert row["version"] == "1.0.0"
    assert "snare  .... x... .... x..." in (course / row["text"]).read_text()
