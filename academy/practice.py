"""The main job: a take becomes a score, words, and a kept attempt.

    message from the page → Take → score_take (authoritative) → feedback (always) → desk (idempotent by id)

Everything outside comes as an argument: the exercise, the kit, the desk, the time.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from academy.errors import DeskUnavailable, TakeError
from academy.patterns.model import Pattern, Target
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.lessons.notebook import Exercise
    from academy.midi.take import Take
    from academy.samples.kits import Kit
    from academy.scoring.score import Score

Json = dict[str, Any]


class Keeps(Protocol):
    """What practice needs of a desk; `academy.client.Desk` is one."""

    def record(self, take: Json, score: Json, *, passed: bool, lesson_version: str | None = None) -> Json:
        """Keep a take and its score, once; return what is known of the exercise's attempts."""
        ...

    def attempts(self, exercise: str | None = None, limit: int | None = None) -> list[Json]:
        """Return attempts, newest first."""
        ...

    def calibrations(self) -> list[Json]:
        """Return the calibrated latency of each input, output and browser."""
        ...

    def set_calibration(self, calibration: Json) -> None:
        """Keep one calibrated latency."""
        ...

    def setting(self, key: str) -> Any:
        """Return one setting, None if it was never set."""
        ...

    def set_setting(self, key: str, value: Any) -> None:
        """Keep one setting."""
        ...

    def health(self) -> Json:
        """Say whether takes are kept."""
        ...


class HasSounds(Protocol):
    """What practice needs of a kit; `academy.samples.kits.Kit` is one."""

    @property
    def pads(self) -> Mapping[str, str]:
        """The pad of each lane."""
        ...

    @property
    def sounds(self) -> Mapping[str, str]:
        """The sound of each lane."""
        ...

    @property
    def clicks(self) -> Mapping[str, str]:
        """The sounds of `beat` and `downbeat`."""
        ...

    @property
    def chokes(self) -> tuple[tuple[str, ...], ...]:
        """Sounds that cut each other off."""
        ...

    def wav(self, sound: str) -> bytes:
        """Return a sound as a WAV file."""
        ...


def score_take(
    pattern: Pattern | Target,
    take: "Take",
    *,
    pads: Mapping[str, str] | None = None,
    latency_ms: float | Literal["take"] | None = "take",
    mode: str | None = None,
    level: int | None = None,
) -> "Score":
    """Score a take against a pattern or an already timed target.

    `pads` names the pad of each lane (the course kit when left out); tempo, bars and passes are
    those of the take, where it says them. `latency_ms` and `mode` default to the take's own;
    a `latency_ms` of None says that it was never measured.
    TakeError when a lane has no pad.
    """
    from academy.scoring import score as scoring

    target = pattern if isinstance(pattern, Target) else target_of(pattern, take, pads, level=level)
    return scoring.score_take(
        target,
        take,
        latency_ms=take.latency_ms if latency_ms == "take" else latency_ms,
        mode=mode or take.mode,
        level=level,
    )


def target_of(
    pattern: Pattern, take: "Take", pads: Mapping[str, str] | None = None, *, level: int | None = None
) -> Target:
    """Return what `take` should have been: the pattern at the take's tempo, bars and passes."""
    try:
        return pattern.target(
            course_kit().pads if pads is None else pads,
            tempo=take.tempo,
            bars=take.bars,
            passes=take.passes,
            level=level,
        )
    except KeyError as error:
        raise TakeError(
            f"lane {error}: no pad is known for it. Name a sound of the kit, or a pad such as A13."
        ) from error


def course_kit() -> "Kit":
    """Return the kit that the course is played on, from the course's own folder."""
    from academy.samples.kits import load_kit

    return load_kit(Settings.from_env(os.environ, Path.cwd()).home / "data" / "kits" / "course")


def is_whole(message: Json, pattern: Pattern) -> bool:
    """Say whether a take was the exercise itself: all bars, at its tempo, to the end.

    A slower take, a loop of two bars and an interrupted take are practice: kept and scored, but
    they neither pass the exercise nor count as its best.
    """
    bars = message.get("bars")
    tempo = message.get("tempo") or pattern.tempo
    whole_bars = bars is None or tuple(bars) == (1, pattern.bars)
    return whole_bars and tempo >= pattern.tempo * 0.995 and not message.get("interrupted")


@dataclass
class Practice:
    """One exercise ready to be played, with everything that a stage asks of the kernel.

    `find_exercise` answers for takes of other exercises that a page still carries; `desk` is
    asked anew each time, since the desk may start after the lesson was opened.
    """

    exercise: "Exercise"
    kit: HasSounds
    device: Json
    desk: Callable[[], Keeps | None]
    find_exercise: Callable[[str], "Exercise | None"]
    read_file: Callable[[str, bytes], "Take"]
    about: Json = field(default_factory=dict)

    def exercise_json(self) -> Json:
        """Return the exercise as the page sees it: one pass, in beats and in seconds."""
        pattern = self.exercise.pattern
        lanes = [
            {"name": lane.name, "pad": self._pads()[lane.name], "sound": self._sound(lane.name)}
            for lane in pattern.lanes
        ]
        return {
            "id": self.exercise.id,
            "title": pattern.title or self.exercise.id.split("/")[-1],
            "hint": pattern.hint,
            "type": pattern.type,
            "hash": self.exercise.hash,
            "tempo": pattern.tempo,
            "meter": list(pattern.meter),
            "beats_per_bar": pattern.meter[0],
            "division": pattern.division,
            "swing": pattern.swing,
            "bars": pattern.bars,
            "steps_per_bar": pattern.steps_per_bar,
            "passes": pattern.passes,
            "count_in": pattern.count_in,
            "click": pattern.click,
            "pass_mark": pattern.pass_mark,
            "level": pattern.level or 1,
            "order": pattern.order,
            "lanes": lanes,
            "onsets": list(self._onsets()),
            "clicks": dict(self.kit.clicks),
            "chokes": [list(group) for group in self.kit.chokes],
            "sounds": {pad: self.kit.sounds[lane] for lane, pad in self.kit.pads.items()},
            "next": None,
            "lesson": None,
        } | self.about

    def device_json(self) -> Json:
        """Return the pad map as the page uses it."""
        return self.device

    def learner_json(self) -> Json:
        """Return what is known of the learner here; empty lists while no desk answers."""
        empty: Json = {"calibrations": [], "preferences": {}, "attempts": [], "best": None}
        desk = self.desk()
        if desk is None:
            return empty
        try:
            attempts = desk.attempts(self.exercise.id, 20)
            return {
                "calibrations": desk.calibrations(),
                "preferences": desk.setting("stage") or {},
                "attempts": attempts,
                "best": best_of(attempts),
            }
        except DeskUnavailable:
            return empty

    def has_desk(self) -> bool:
        """Say whether a desk answers, so that takes are kept."""
        desk = self.desk()
        if desk is None:
            return False
        try:
            return bool(desk.health()["ok"])
        except DeskUnavailable:
            return False

    def sounds(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name and WAV file of each sound of the kit and its click."""
        for sound in dict.fromkeys((*self.kit.sounds.values(), *self.kit.clicks.values())):
            yield sound, self.kit.wav(sound)

    def finish(self, message: Json, now: datetime) -> Json:
        """Score a take from the page, find words for it, and keep it."""
        exercise = self.exercise
        if message.get("exercise") != exercise.id:
            found = self.find_exercise(str(message.get("exercise")))
            if found is None:
                raise TakeError(
                    f"This take belongs to '{message.get('exercise')}', an exercise that no lesson here has. "
                    "It stays in this browser; open the lesson it was played in."
                )
            exercise = found
        return finish_take(message, exercise, kit=self.kit, desk=self.desk(), now=now)

    def take_of_file(self, name: str, data: bytes, header: Json) -> Json:
        """Return an uploaded MIDI file as a take message; TakeError names what cannot be read."""
        from academy.midi.take_json import take_as_json

        return header | {"hits": take_as_json(self.read_file(name, data))["hits"]}

    def keep_calibration(self, calibration: Json, now: datetime) -> None:
        """Keep one calibrated latency; DeskUnavailable when there is no desk."""
        self._desk_or_fail().set_calibration({"at": now.isoformat(), **calibration})

    def keep_preference(self, key: str, value: Any) -> None:
        """Keep one preference of the stage (volumes, click, input); DeskUnavailable without a desk."""
        desk = self._desk_or_fail()
        desk.set_setting("stage", (desk.setting("stage") or {}) | {key: value})

    def _desk_or_fail(self) -> Keeps:
        desk = self.desk()
        if desk is None:
            raise DeskUnavailable(NO_DESK)
        return desk

    def _pads(self) -> dict[str, str]:
        return {lane.name: self.kit.pads.get(lane.name, lane.name) for lane in self.exercise.pattern.lanes}

    def _sound(self, lane: str) -> str | None:
        if lane in self.kit.sounds:
            return self.kit.sounds[lane]
        by_pad = {pad: self.kit.sounds.get(name) for name, pad in self.kit.pads.items()}
        return by_pad.get(lane)

    def _onsets(self) -> Iterator[Json]:
        pattern, pads = self.exercise.pattern, self._pads()
        for index, lane in enumerate(pattern.lanes):
            for note in lane.notes:
                swung = pattern.beat_of(note.step)
                end = pattern.beat_of(note.step + note.hold + 1)
                yield {
                    "step": note.step,
                    "beat": pattern.beat_of(note.step, swung=False),
                    "swing_beat": swung,
                    "offset_ms": lane.offset_ms,
                    "time_s": swung * 60 / pattern.tempo + lane.offset_ms / 1000,
                    "lane": index,
                    "pad": pads[lane.name],
                    "velocity": note.mark.velocity,
                    "mark": note.mark.value,
                    "hold_beats": end - swung if note.hold else None,
                }


NO_DESK = (
    "Not saved: the academy's desk is not running. Start it with `make start` or `academy start`; "
    "the take stays in this browser until then."
)


def finish_take(
    message: Json, exercise: "Exercise", *, kit: HasSounds, desk: Keeps | None, now: datetime
) -> Json:
    """Score a take, find words for it, keep it, and say how it stands beside earlier ones.

    Returns JSON: take_id, exercise, score, feedback, passed, whole, best, attempts, saved, message.
    TakeError when the take cannot be read. A desk that does not answer is `saved: False` with the
    reason in `message`: the score is shown all the same, and the page keeps the take.
    """
    from academy.coach.rules import feedback
    from academy.midi.take_json import take_from_json

    pattern = exercise.pattern
    take = take_from_json(message)
    score = score_take(pattern, take, pads=kit.pads, level=pattern.level)
    said = score.as_json() | {"exercise": exercise.id}
    whole = is_whole(message, pattern)
    overall = said["overall"]
    passed = whole and said["status"] == "scored" and overall is not None and overall >= pattern.pass_mark
    kept = {"played_at": now.isoformat(), **message, "whole": whole}
    saved, reason, attempts = _keep(desk, kept, said, passed, exercise.hash)
    earlier = [attempt for attempt in attempts if attempt["take_id"] != message["id"]]
    lanes = {kit.pads.get(lane.name, lane.name): lane.name for lane in pattern.lanes}
    words = feedback(said, attempts=earlier, pass_mark=pattern.pass_mark, lanes=lanes, whole=whole)
    return {
        "take_id": message["id"],
        "exercise": exercise.id,
        "score": said,
        "feedback": words.as_json(),
        "passed": passed,
        "whole": whole,
        "tempo": take.tempo or pattern.tempo,
        "best": best_of(attempts),
        "attempts": attempts,
        "saved": saved,
        "message": reason,
    }


def best_of(attempts: Iterable[Json]) -> Json | None:
    """Return the best attempt at the whole exercise; None when there is none with a score."""
    whole = [attempt for attempt in attempts if attempt.get("whole") and attempt.get("overall") is not None]
    return max(whole, key=lambda attempt: attempt["overall"], default=None)


def _keep(
    desk: Keeps | None, take: Json, score: Json, passed: bool, version: str | None
) -> tuple[bool, str | None, list[Json]]:
    if desk is None:
        return False, NO_DESK, []
    try:
        kept = desk.record(take, score, passed=passed, lesson_version=version)
    except DeskUnavailable as error:
        return False, str(error), []
    return True, None, kept["attempts"]
