"""The guide for instructors says what is so: its example passes the checker, its tables are whole."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from notebooks import code, prose, raw, skills, write
from notebooks import lesson as other_lesson

from academy.lessons.check import check
from academy.lessons.front_matter import KEYS as FRONT_KEYS
from academy.lessons.kits import kits_in
from academy.lessons.problem import shown
from academy.patterns.header import KEYS as HEADERS
from academy.patterns.header import value_of
from academy.patterns.model import Mark, Pattern

HOME = Path(__file__).parents[2]
GUIDE = (HOME / "course" / "AUTHORING.md").read_text(encoding="utf-8")
YAML, BEAT, MISTAKES = (
    re.sub(r"(?m)^ {3}", "", block)
    for kind, block in re.findall(r"(?ms)^ *```(\w*)\n(.*?)\s*```$", GUIDE)
    if kind != "sh"
)


def table(first: str) -> dict[str, list[str]]:
    """Return the rows of the table that begins with a column of this name, by their first cell."""
    text = GUIDE.partition(f"| {first} |")[2].partition("\n\n")[0]
    rows = [re.split(r"(?<!\\)\|", row)[1:-1] for row in text.splitlines()[2:]]
    return {row[0].strip(" `"): [part.strip() for part in row[1:]] for row in rows}


def guided(tmp_path: Path, yaml: str = YAML, beat: str = BEAT) -> Path:
    """Write the guide's lesson into a course that teaches what it requires."""
    write(tmp_path / "course" / "03.ipynb", other_lesson(skills(3, "four-on-the-floor")))
    cells = [raw(yaml), code("%load_ext academy", "set-up"), prose("Play."), code(beat, "first-bar")]
    return write(tmp_path / "course" / "29-dembow.ipynb", cells)


def test_the_example_of_the_guide_is_a_lesson_without_a_problem(tmp_path: Path) -> None:
    assert check([guided(tmp_path)]) == []


def test_the_mistakes_that_the_guide_shows_are_what_the_checker_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    jazz = guided(
        tmp_path, yaml=YAML.replace("rhythm", "jazz"), beat=BEAT.replace("...x ..x.", "...9 ..x.", 1)
    )
    assert sorted(map(str, check([jazz]))) == sorted(MISTAKES.splitlines())
    assert shown(jazz) == "course/29-dembow.ipynb"


def test_the_guide_has_every_header_key_with_its_default() -> None:
    rows = table("header")
    assert set(rows) == {*HEADERS, "offset LANE"}
    defaults = {field.name: field.default for field in fields(Pattern)}
    for name, key in HEADERS.items():
        said = re.match(r"`([^`]+)`", rows[name][1])
        if said and name != "kit":
            assert value_of(name, said[1], 1) == defaults[key.field]


def test_the_guide_has_every_mark_with_its_velocity() -> None:
    rows = table("mark")
    assert set(rows) == {"x", "X", "o", "=", ".", "space, `\\|", "#"}
    assert {mark.value: str(mark.velocity) for mark in Mark} == {mark: rows[mark][1] for mark in "xXo"}


def test_the_guide_has_every_key_of_the_first_cell_and_says_which_may_be_left_out() -> None:
    rows = table("key")
    assert list(rows) == list(FRONT_KEYS)
    for name, key in FRONT_KEYS.items():
        assert ("may be left out" in rows[name][0]) == (not key.required)


def test_the_guide_names_every_sound_of_the_kit() -> None:
    named = GUIDE.partition("a sound of the kit (`")[2].partition("`)")[0].split()
    assert sorted(named) == sorted(kits_in(HOME / "data" / "kits")["course"])


def test_the_files_that_the_guide_names_are_there() -> None:
    for name in re.findall(r"\b\d\d-[a-z-]+\.ipynb", GUIDE):
        assert (HOME / "course" / name).is_file() or name.startswith("29-")
