"""A whole lesson by rules: nothing to mend, each exercise can be passed, each fault has its sentence."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from beats_to_vary import HOME, kits, neighbours

from academy.composing.content import BANDS, Content, Step
from academy.composing.lesson import LessonWish, compose
from academy.composing.lesson_checks import Neighbours, faults_of_lesson
from academy.composing.minutes import minutes_of
from academy.composing.notebook import notebook_of
from academy.errors import LessonError
from academy.lessons.catalogue import Catalogue
from academy.lessons.check import check
from academy.lessons.drafting import write_draft
from academy.lessons.front_matter import TOPICS
from academy.lessons.notebook import read_lesson
from academy.patterns.difficulty import difficulty
from academy.patterns.notation import parse
from academy.publishing.trial import trial_problems

PADS = kits()["course"]


def content(**changed: object) -> Content:
    return replace(
        compose(LessonWish("Night shift", skills=("syncopated-kick",)), neighbours(), 3), **changed
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_lesson_of_each_topic_and_level_has_nothing_to_mend_and_can_be_passed(
    topic: str, level: int, tmp_path: Path
) -> None:
    for folder in ("course", "data"):
        shutil.copytree(HOME / folder, tmp_path / folder, ignore=shutil.ignore_patterns(".*", "*.wav"))
    made = compose(LessonWish("Night shift", topic, level), neighbours(), seed=level)
    file = write_draft(notebook_of(made, 29), made.id, 29, tmp_path / "course" / "drafts")
    assert check([file]) == []
    lesson = read_lesson(file)
    assert list(trial_problems(lesson)) == []
    assert [one.pattern for one in lesson.exercises] == [step.pattern for step in made.steps]
    assert (lesson.front.author, lesson.front.is_by_ai) == ("course generator", False)
    levels = [difficulty(step.pattern, PADS) for step in made.steps]
    assert levels == sorted(levels)


def test_the_same_wish_and_seed_give_the_same_lesson() -> None:
    wish = LessonWish("Night shift", "rhythm", 2)
    assert compose(wish, neighbours(), 1) == compose(wish, neighbours(), 1) != compose(wish, neighbours(), 2)


def test_minutes_and_difficulty_are_computed() -> None:
    one_bar = parse("tempo: 120\ncount_in: 1\npasses: 2\nkick x... x... x... x...")
    assert minutes_of([one_bar] * 3) == 9  # two to read; 3 exercises of 8 takes of 6 s and 12 s between: 7.2
    assert content().difficulty(PADS) == max(difficulty(step.pattern, PADS) for step in content().steps)


REFUSED = {
    "a skill that nobody teaches": (
        LessonWish("New", skills=("juggling",)),
        "No lesson teaches 'juggling'. Taught",
    ),
    "a title that is taken": (LessonWish("Boom bap pocket"), "has the id 'boom-bap-pocket' already"),
    "a title without letters": (LessonWish("!!!"), "gives no id"),
    "markup": (LessonWish("Night <b>"), "title has '<' in it"),
}


@pytest.mark.parametrize(("wish", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_composed_is_said(wish: LessonWish, says: str) -> None:
    with pytest.raises(LessonError, match=says):
        compose(wish, neighbours(), 0)


def test_no_beat_for_a_wish_is_said_with_what_else_to_try() -> None:
    empty = Neighbours.of(Catalogue(()), kits(), Catalogue(()))
    with pytest.raises(LessonError, match="Try another level, topic or seed"):
        compose(LessonWish("Night shift"), empty, 0)


def step(text: str, name: str = "third", before: str = "Play it.", after: str = "Listen.") -> Step:
    return Step(name, parse(text), before, after)


NEW = "tempo: 90\nkick x..x .... x... .x..\nsnare .... x... .... x...\n"
OLD = "tempo: 84\nkick x... .... x... ....\nsnare .... x... .... x...\n"
HARD = "tempo: 150\nkick x..x .x.x x..x .x.x\nsnare .x.x x..x .x.. x.x.\nopen-hat x.x. .x.x x.xx .x.x\n"


def and_then(one: Step) -> Callable[[Content], Content]:
    return lambda said: replace(said, steps=(*said.steps[:1], one))


BROKEN: dict[str, tuple[Callable[[Content], Content], str]] = {
    "an objective too long": (
        lambda one: replace(one, objectives=("x" * 121,)),
        "objective 1 has 121 letters",
    ),
    "two lines for one": (
        lambda one: replace(one, objectives=("a\nb",)),
        "objective 1 has a line break in it",
    ),
    "a title that is cut": (
        lambda one: and_then(replace(step(NEW), pattern=replace(parse(NEW), title="Part #2 # b")))(one),
        "its text reads as another beat",
    ),
    "no instructions": (lambda one: replace(one, instructions=""), "instructions is empty"),
    "one exercise only": (lambda one: replace(one, steps=one.steps[:1]), "has 1 exercises; expected 2 to 6"),
    "a name twice": (and_then(step(NEW, "first-steps")), "a second one of that name"),
    "a bad name": (and_then(step(NEW, "First Steps")), "expected one name in kebab-case"),
    "the same beat twice": (
        lambda one: replace(one, steps=(one.steps[0], replace(one.steps[0], name="b"))),
        "same",
    ),
    "a beat of the course": (and_then(step(OLD)), "exists in the course already"),
    "too hard for the level": (
        and_then(step(HARD)),
        f"wanted {BANDS[1][0]:.2f} to {BANDS[1][1]:.2f}: make it",
    ),
    "a leap": (and_then(step(HARD)), "harder than the one before it; at most 2.50"),
    "a sound that is silent": (
        and_then(step(NEW, before="The hat leads.")),
        "names the hat, which does not sound",
    ),
    "too long": (
        lambda one: replace(
            one, steps=tuple(replace(s, pattern=replace(s.pattern, passes=64)) for s in one.steps)
        ),
        "expected 4 to 60: fewer bars or passes",
    ),
    "an unknown prerequisite": (
        lambda one: replace(one, requires=("juggling",)),
        "which no lesson here teaches",
    ),
    "a circle": (
        lambda one: replace(one, teaches=("steady-pulse",), requires=("backbeat",)),
        "'requires' goes in a circle",
    ),
    "no such topic": (lambda one: replace(one, topic="jazz"), "'topic' is 'jazz'; expected one of rhythm"),
}


@pytest.mark.parametrize(("broken", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_of_a_lesson_is_named(broken: Callable[[Content], Content], says: str) -> None:
    assert faults_of_lesson(content(), neighbours()) == []
    found = faults_of_lesson(broken(content()), neighbours())
    assert any(says in fault for fault in found), found
