"""A learner who does not exist, and the real course: plays what is recommended, take after take.

Only the hands are made up. What is recommended, what is open, the target, the score, whether it passes and
what is mastered are the academy's own. The hands begin 40 ms early with a spread of 36 ms, as an untrained
tapper's do, and get better with every take; an exercise that is new to them costs some wrong and missed
notes. They let go of a held note as well as they strike it. There is no unit: what a lesson writes on the
unit is played by hand, and no knob is heard. Everything follows from the seed, and the clock is an argument.
"""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from academy.guidance import course_of
from academy.lessons.catalogue import Catalogue, what_can_be_read
from academy.lessons.kits import DEFAULT_KIT
from academy.lessons.notebook import Exercise
from academy.midi.take import Take
from academy.practice import HasSounds, finish_take, target_of
from academy.progress.attempt import Attempt
from academy.progress.course import Course
from academy.progress.learner_model import LearnerModel
from academy.progress.mastery import Standing, standing
from academy.progress.recommend import recommend
from academy.samples.kits import load_kit

BEGAN = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
A_DAY_S, BETWEEN_TAKES_S = 10 * 60.0, 30.0
A_STROKE_S, SHORTEST_S = 0.1, 0.02
Json = dict[str, Any]


@dataclass(frozen=True)
class Hands:
    """How well somebody plays: each number goes from its first to its last value, 63 % in `practice` takes.

    Bias (early is negative), spread and unevenness of loudness are those of the whole person; the share of
    missed or wrong notes is of one exercise, and falls by 63 % in `familiar` takes of it.
    """

    bias_ms: tuple[float, float] = (-40.0, -6.0)
    spread_ms: tuple[float, float] = (36.0, 13.0)
    velocity: tuple[float, float] = (14.0, 7.0)
    slips: tuple[float, float] = (0.30, 0.02)
    practice: float = 120.0
    familiar: float = 3.0

    def at(self, range_: tuple[float, float], takes: float) -> float:
        """Return a value of the person after so many takes."""
        first, last = range_
        return last + (first - last) * math.exp(-takes / self.practice)


@dataclass(frozen=True)
class Step:
    """One take of the journey: what was recommended and played, its score, and what it changed."""

    number: int
    at: datetime
    attempt: Attempt
    reason: str
    mastered: frozenset[str]
    opened: frozenset[str]

    @property
    def day(self) -> int:
        """The day of the journey, from 1."""
        return (self.at.date() - BEGAN.date()).days + 1


@dataclass
class Learner:
    """Somebody who practises `A_DAY_S` seconds a day and plays nothing but what is recommended."""

    course: Course
    catalogue: Catalogue
    kit_of: Callable[[str | None], HasSounds]
    seed: int = 404
    hands: Hands = field(default_factory=Hands)
    now: datetime = BEGAN
    attempts: list[Attempt] = field(default_factory=list)

    @classmethod
    def of_home(cls, home: Path, seed: int = 404) -> "Learner":
        """Return somebody who begins with the course of a home."""
        catalogue = what_can_be_read(home / "course")
        kits = home / "data" / "kits"

        @cache
        def kit_of(name: str | None) -> HasSounds:
            return load_kit(kits / (name or DEFAULT_KIT))

        return cls(course_of(catalogue, kits), catalogue, kit_of, seed)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        self._model = LearnerModel.new(self.course)

    def skills_of(self, level: int) -> frozenset[str]:
        """Return the skills that the lessons of a level teach."""
        return frozenset(skill for one in self.course.lessons if one.level == level for skill in one.teaches)

    def journey(self, skills: frozenset[str], most: int) -> Iterator[Step]:
        """Yield take after take until all these skills are mastered, or `most` takes are played."""
        before = standing(self.course, [])
        for number in range(1, most + 1):
            attempt, reason = self._play_what_is_recommended(before)
            after = standing(self.course, self.attempts)
            opened, mastered = after.open_lessons - before.open_lessons, after.mastered - before.mastered
            yield Step(number, attempt.played_at, attempt, reason, mastered, opened)
            if skills <= after.mastered:
                return
            before = after

    def _play_what_is_recommended(self, stands: Standing) -> tuple[Attempt, str]:
        offer = recommend(self.course, self.attempts, self.now, model=self._model)
        assert offer is not None
        assert stands.lessons[offer.pick.lesson].is_open, f"{offer.pick.exercise} is locked"
        exercise = self.catalogue.exercises[offer.pick.exercise]
        kit = self.kit_of(exercise.pattern.kit)
        message, length_s = self._take(exercise, kit)
        done = finish_take(message, exercise, kit=kit, desk=None, now=self.now)
        attempt = Attempt.of({**done, **done["score"], "played_at": self.now, "duration_s": length_s})
        self.attempts.append(attempt)
        self._model = self._model.after(attempt)
        self._pass_time(length_s)
        return attempt, offer.pick.reasons[0].text

    def _take(self, exercise: Exercise, kit: HasSounds) -> tuple[Json, float]:
        """Return a take as a page sends it, and its length."""
        target = target_of(exercise.pattern, Take.of(()), kit.pads, level=exercise.pattern.level)
        played = len(self.attempts)
        known = sum(one.exercise == exercise.id for one in self.attempts)
        bias, spread, unevenness = (
            self.hands.at(range_, played)
            for range_ in (self.hands.bias_ms, self.hands.spread_ms, self.hands.velocity)
        )
        first, last = self.hands.slips
        slips = last + (first - last) * math.exp(-known / self.hands.familiar)
        pads = sorted({onset.pad for onset in target.onsets})
        hits = []
        for onset in target.onsets:
            at = onset.time_s + self._dice.gauss(bias, spread) / 1000
            loud = min(127, max(1, round(self._dice.gauss(onset.velocity, unevenness))))
            pad, slip = onset.pad, self._dice.random()
            if slip < slips / 2:
                continue
            if slip < slips:
                pad = self._dice.choice(pads)
            held_s = (onset.hold_s or A_STROKE_S) + self._dice.gauss(0, spread) / 1000
            release_s = at + max(SHORTEST_S, held_s)
            hits.append({"time_s": at, "pad": pad, "velocity": loud, "release_s": release_s})
        message = {"id": f"take-{played + 1:04}", "exercise": exercise.id, "hits": hits, "latency_ms": 0.0}
        return message, target.length_s

    def _pass_time(self, length_s: float) -> None:
        self.now += timedelta(seconds=length_s + BETWEEN_TAKES_S)
        if (self.now - self.now.replace(hour=BEGAN.hour, minute=0, second=0)).total_seconds() >= A_DAY_S:
            self.now = (self.now + timedelta(days=1)).replace(hour=BEGAN.hour, minute=0, second=0)
