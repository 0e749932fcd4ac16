"""Every key of the front matter is held to what it may be, and every mistake says what was expected."""

from datetime import date

import pytest
import yaml
from notebooks import FRONT

from academy.lessons.front_matter import KEYS, FrontMatter, Success, mistakes_in
from academy.lessons.front_text import read_front_text

FORMAT = """---
id: boom-bap-pocket          # the example of the lesson format
number: 4
title: Boom bap pocket
topic: rhythm
level: 1
tier: free
minutes: 15
version: 1.0.0
objectives:
  - Play a syncopated kick against steady hats
teaches: [syncopated-kick, swing-feel]
requires: [backbeat]
success: {pass: 70, attempts: 1}
kit: {genre: hip-hop, bpm: [80, 95], vibe: [mellow, warm, vintage]}
firmware: ">=1.0"
sources: ["Roland SP-404MK2 Reference Manual v5.50, p. 66"]
---"""
SAID = yaml.safe_load(FRONT.strip("-"))


def test_the_example_of_the_format_has_no_mistake() -> None:
    text = read_front_text(FORMAT)
    assert text.said is not None
    assert (text.faults, mistakes_in(text.said)) == ([], [])
    front = FrontMatter.of(text.said)
    assert front.success == Success(70.0, 1)
    assert front.teaches == ("syncopated-kick", "swing-feel")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "Boom Bap"),
        ("id", 4),
        ("number", 0),
        ("number", "4"),
        ("number", True),
        ("title", " "),
        ("topic", "jazz"),
        ("topic", ["rhythm"]),
        ("level", 4),
        ("tier", "gold"),
        ("minutes", 0),
        ("version", 1.0),
        ("version", "1.0"),
        ("objectives", []),
        ("objectives", "Play"),
        ("objectives", [""]),
        ("teaches", ["Two Hands"]),
        ("teaches", []),
        ("requires", "backbeat"),
        ("success", {"pass": 101}),
        ("success", {"pass": True}),
        ("success", {"attempts": 0}),
        ("success", {"mark": 70}),
        ("success", {}),
        ("kit", "course"),
        ("kit", {"colour": "blue"}),
        ("kit", {"bpm": [95, 80]}),
        ("kit", {"bpm": [80]}),
        ("kit", {"vibe": []}),
        ("early_until", "soon"),
        ("early_until", 2027),
        ("firmware", "1.0"),
        ("firmware", 1.0),
        ("sources", []),
        ("author", ""),
    ],
)
def test_a_bad_value_is_named_with_what_was_expected(key: str, value: object) -> None:
    (mistake,) = mistakes_in(SAID | {key: value})
    assert mistake.key == key
    assert mistake.says.startswith(f"'{key}' is {value!r}; expected {KEYS[key].expected}")
    assert KEYS[key].example in mistake.cure


@pytest.mark.parametrize("key", [name for name, key in KEYS.items() if key.required])
def test_a_missing_key_is_named_with_a_line_that_is_right(key: str) -> None:
    (mistake,) = mistakes_in({name: value for name, value in SAID.items() if name != key})
    assert mistake.says == f"'{key}' is missing; expected {KEYS[key].expected}"
    assert KEYS[key].example in mistake.cure


def test_an_unknown_key_is_named_with_the_one_that_was_meant() -> None:
    (near,) = mistakes_in(SAID | {"minuts": 10})
    (far,) = mistakes_in(SAID | {7: "x"})
    assert near.says == "'minuts' is no key of the front matter; did you mean 'minutes'?"
    assert "'7' is no key of the front matter; known are id, number" in far.says


@pytest.mark.parametrize("name", KEYS)
def test_the_line_that_a_cure_proposes_is_right(name: str) -> None:
    assert KEYS[name].is_right(yaml.safe_load(KEYS[name].example)[name])


def test_a_long_value_is_cut() -> None:
    (mistake,) = mistakes_in(SAID | {"topic": "jazz " * 1000})
    assert len(mistake.says) < 200


def test_lines_are_those_of_the_cell() -> None:
    assert read_front_text(FRONT).lines["topic"] == FRONT.splitlines().index("topic: rhythm") + 1


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (FRONT.removeprefix("---\n"), (1, "the front matter does not begin with ---", "Put --- above it.")),
        (FRONT.removesuffix("\n---"), (12, "the front matter does not end with ---", "Put --- below it.")),
        (FRONT.replace("level: 1", "id: other"), (6, "'id' stands in line 2 already", "Keep one of them.")),
    ],
)
def test_what_can_be_read_is_read_and_the_fault_has_its_line(
    source: str, fault: tuple[int, str, str]
) -> None:
    text = read_front_text(source)
    assert text.faults == [fault]
    assert text.said is not None
    assert text.said["title"] == "Dembow"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("---\nid: a\nfirmware: >=1.0\n---", 3, "'firmware: >=1.0' is not YAML"),
        ("---\ntitle: a: b\n---", 2, "'title: a: b' is not YAML"),
        ("---\ntitle: 2024-13-45\n---", None, "is not YAML: month must be in 1..12"),
        ("---\n---", 1, "the front matter is empty"),
        ("---\n- id\n---", 1, "the front matter holds no keys"),
    ],
)
def test_what_is_not_yaml_is_shown_with_its_line(source: str, line: int | None, words: str) -> None:
    (fault,) = read_front_text(source).faults
    assert fault[0] == line
    assert words in fault[1]


@pytest.mark.parametrize("source", ["", "---", "\n", "-----", "--- ---", "id: a"])
def test_any_text_can_be_looked_at(source: str) -> None:
    assert read_front_text(source).faults


def test_the_day_from_which_all_members_see_a_lesson_is_read_as_a_day() -> None:
    text = read_front_text(FORMAT.replace("minutes: 15", "minutes: 15\nearly_until: 2026-12-15"))
    assert text.said is not None and mistakes_in(text.said) == []
    assert FrontMatter.of(text.said).early_until == date(2026, 12, 15)
