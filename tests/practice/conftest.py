"""An exercise, a kit of two sounds and a desk in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from academy.errors import DeskUnavailable
from academy.lessons.notebook import Exercise
from academy.midi.take import Take
from academy.patterns.notation import parse
from academy.practice import Practice
from academy.samples.kits import Sounding

Json = dict[str, Any]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
BACKBEAT = (
    "title: Kick and snare\ntempo: 120\npasses: 1\npass: 70\n"
    "kick  x... .... x... .... | x... .... x... ....\nsnare .... x... .... x... | .... x... .... x..."
)


@dataclass
class TwoSounds:
    """A kit with a kick and a snare, and a click."""

    pads: Mapping[str, str] = field(default_factory=lambda: {"kick": "A13", "snare": "A15"})
    sounds: Mapping[str, str] = field(default_factory=lambda: {"kick": "boom", "snare": "crack"})
    clicks: Mapping[str, str] = field(default_factory=lambda: {"beat": "tick", "downbeat": "tock"})
    chokes: tuple[tuple[str, ...], ...] = ()

    def wav(self, sound: str) -> bytes:
        return sound.encode()

    def sounding(self) -> Sounding:
        return Sounding({name: self.wav(name) for name in (*self.sounds.values(), *self.clicks.values())})


class DeskInMemory:
    """Keeps attempts as a desk does: a take once, newest first; `is_gone` makes it answer no more."""

    def __init__(self) -> None:
        self.kept: dict[str, Json] = {}
        self.settings: dict[str, Any] = {}
        self.latencies: list[Json] = []
        self.is_gone = False

    def record(self, take: Json, score: Json, *, passed: bool, lesson_version: str | None = None) -> Json:
        new = self._answer(take["id"] not in self.kept)
        row = {key: take.get(key) for key in ("exercise", "played_at", "tempo", "whole")}
        row |= {"take_id": take["id"], "overall": score["overall"], "passed": passed, "hash": lesson_version}
        self.kept.setdefault(take["id"], row)
        return {"stored": True, "new": new, "attempts": self.attempts(take["exercise"])}

    def attempts(
        self, exercise: str | None = None, limit: int | None = None, since: datetime | None = None
    ) -> list[Json]:
        mine = [row for row in self._answer(self.kept).values() if exercise in (None, row["exercise"])]
        mine = [row for row in mine if since is None or datetime.fromisoformat(row["played_at"]) >= since]
        return mine[::-1][:limit]

    def learner(self, exercise: str, limit: int) -> Json:
        attempts = self.attempts(exercise, limit)
        return {"attempts": attempts, "calibrations": self.latencies, "settings": self.settings}

    def calibrations(self) -> list[Json]:
        return self._answer(self.latencies)

    def set_calibration(self, calibration: Json) -> None:
        self._answer(self.latencies).append(calibration)

    def setting(self, key: str) -> Any:
        return self._answer(self.settings).get(key)

    def set_setting(self, key: str, value: Any) -> None:
        self._answer(self.settings)[key] = value

    def health(self) -> Json:
        return self._answer({"ok": True})

    def _answer(self, value: Any) -> Any:
        if self.is_gone:
            raise DeskUnavailable("The desk does not answer.")
        return value


@pytest.fixture
def desk() -> DeskInMemory:
    return DeskInMemory()


@pytest.fixture
def kit() -> TwoSounds:
    return TwoSounds()


@pytest.fixture
def exercise() -> Exercise:
    return Exercise("backbeat/kick-and-snare", parse(BACKBEAT), BACKBEAT, hash="abc")


@pytest.fixture
def practice(exercise: Exercise, kit: TwoSounds, desk: DeskInMemory) -> Practice:
    def read_file(name: str, data: bytes) -> Take:
        raise AssertionError(f"nobody uploads {name} ({len(data)} bytes) here")

    return Practice(
        exercise=exercise,
        kit=kit,
        device={"mode": "A"},
        desk=lambda: desk,
        find_exercise={exercise.id: exercise}.get,
        read_file=read_file,
    )


@pytest.fixture
def message() -> Json:
    """Both bars as they are written, at 120: a beat is half a second, kick and snare in turn."""
    hits = [{"time_s": beat / 2, "pad": ("A13", "A15")[beat % 2], "velocity": 90} for beat in range(8)]
    return {"id": "take-1", "exercise": "backbeat/kick-and-snare", "hits": hits}
