"""Who plays nothing but what is recommended masters all of level 1; the picture of it in docs/ is so."""

import importlib
from pathlib import Path
from statistics import fmean

import pytest
from simulated_learner import Learner, Step

from academy.progress.mastery import standing

ROOT = Path(__file__).parents[2]
Journey = tuple[Learner, list[Step]]


@pytest.fixture(scope="module")
def journey() -> Journey:
    """All takes of the learner whose picture is in docs/, up to the last skill of level 1."""
    learner = Learner.of_home(ROOT)
    return learner, list(learner.journey(learner.skills_of(1), most=400))


def test_the_recommendations_alone_lead_to_the_mastery_of_every_skill_of_level_1(journey: Journey) -> None:
    learner, steps = journey
    assert len(learner.skills_of(1)) >= 20
    assert learner.skills_of(1) <= standing(learner.course, learner.attempts).mastered
    assert len(steps) < 400 and all(step.reason.endswith(".") for step in steps)


def test_the_journey_begins_with_the_first_exercise_of_the_first_lesson(journey: Journey) -> None:
    learner, steps = journey
    assert steps[0].attempt.exercise == learner.course.lessons[0].exercises[0].id


def test_the_playing_is_as_early_and_uneven_at_first_as_it_is_said_to_be(journey: Journey) -> None:
    _, steps = journey
    takes = [step.attempt for step in steps]
    bias = [take.bias_ms for take in takes if take.bias_ms is not None]
    spread = [take.spread_ms for take in takes if take.spread_ms is not None]
    assert fmean(bias[:10]) == pytest.approx(-40, abs=6) and fmean(bias[-10:]) > -20
    assert fmean(spread[:10]) == pytest.approx(36, abs=6) and fmean(spread[-10:]) < 24


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_picture_tells_of_this_journey(
    journey: Journey, light: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "docs")
    facts = importlib.import_module("journey").facts
    drawn = (ROOT / "docs" / f"journey-{light}.png").read_bytes()
    assert facts(*journey).encode() in drawn, "the picture is old: run `python docs/journey.py`"


def test_the_same_seed_plays_the_same_takes(journey: Journey) -> None:
    learner, steps = journey
    again = Learner.of_home(ROOT)
    replayed = [step.attempt for step in again.journey(learner.skills_of(1), most=5)]
    assert replayed == [step.attempt for step in steps[:5]]
