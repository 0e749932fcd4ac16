"""One exercise on a stage: what the page asks of the kernel, and what comes of it.

Everything outside comes as an argument: the exercise, the kit, the desk, the time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from academy.errors import DeskUnavailable, NotationError, NotInPlan, TakeError
from academy.patterns.pads import is_pad
from academy.practice.attempt import NO_DESK, best_of, finish_take
from academy.practice.needs import HasSounds, Json, Keeps

if TYPE_CHECKING:
    from academy.lessons.notebook import Exercise
    from academy.midi.device import PadMap
    from academy.midi.take import Take
    from academy.practice.effects import EffectControls
    from academy.samples.kits import Sounding

READING = (
    "On the unit press SHIFT+13, choose SYSTEM, turn CTRL 3 to the MIDI tab and set SEQ Note Out to ON; "
    "Soft Through and USB-MIDI Thru stay OFF (Reference Manual v5.50, p. 137-138). Press Read here, then "
    "PATTERN SELECT and the pad of your pattern. Set SEQ Note Out to OFF again before you play by hand: a "
    "running pattern looks like a player."
)
"""How a pattern is read back from the unit."""
SILENT_COACH = "The language model did not answer in time. The course's own coach answers."
NOTHING_TO_TELL = ("no_key", "not_in_plan", "nothing_to_choose")
"""Outcomes of a question to the coach that are no news to a learner."""
SHOWN = 20
"""How many earlier attempts a stage shows."""


@dataclass
class Practice:
    """One exercise ready to be played, with everything that a stage asks of the kernel.

    `find_exercise` answers for takes of other exercises that a page still carries; `desk` is
    asked anew each time, since the desk may start after the lesson was opened. `news` says what a take
    has opened. NotationError names a lane that is neither a sound of the kit nor a pad.
    """

    exercise: "Exercise"
    kit: HasSounds
    device: Json
    desk: Callable[[], Keeps | None]
    find_exercise: Callable[[str], "Exercise | None"]
    read_file: Callable[[str, bytes], "Take"]
    about: Json = field(default_factory=dict)
    unit_map: "PadMap | None" = None
    effects: "EffectControls | None" = None
    news: Callable[[str], list[Json]] = lambda _take_id: []

    def __post_init__(self) -> None:
        for lane, pad in self._pads().items():
            if not is_pad(pad):
                known = ", ".join(self.kit.pads)
                raise NotationError(
                    f"lane '{lane}': the kit has no such sound. It has {known}; or name a pad, such as A13.",
                    lane=lane,
                )

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
            "moves": [
                {"control": move.control, "words": move.words, "bars": move.bars and list(move.bars)}
                for move in pattern.moves
            ],
            "reading": READING if pattern.type == "sequence" else None,
            "onsets": list(self._onsets()),
            "clicks": dict(self.kit.clicks),
            "chokes": [list(group) for group in self.kit.chokes],
            "sounds": {pad: self.kit.sounds[lane] for lane, pad in self.kit.pads.items()},
            "next": None,
            "lesson": None,
            "note": None,
        } | self.about

    def device_json(self) -> Json:
        """Return the pad map as the page uses it, and which messages are controls of an effect."""
        none: Json = {"controls": {}, "control_channels": []}
        return self.device | (self.effects.as_json() if self.effects else none)

    def learner_json(self) -> Json:
        """Return what is known of the learner here; empty lists while no desk answers."""
        empty: Json = {"calibrations": [], "preferences": {}, "attempts": [], "best": None}
        desk = self.desk()
        if desk is None:
            return empty
        try:
            known = desk.learner(self.exercise.id, SHOWN)
        except DeskUnavailable:
            return empty
        report = known["settings"].get(self._report_key)
        return {
            "calibrations": known["calibrations"],
            "preferences": known["settings"].get("stage") or {},
            "attempts": known["attempts"],
            "best": best_of(known["attempts"]),
        } | ({"report": report} if report else {})

    def has_desk(self) -> bool:
        """Say whether a desk answers, so that takes are kept."""
        return bool(self._health().get("ok"))

    def has_coach(self) -> bool:
        """Say whether a language model is set up where the desk is."""
        return bool(self._health().get("coach"))

    def coach(self, take_id: str) -> Json | None:
        """Return the feedback on a kept take with `voice`, `source` and `why`; this may wait three seconds.

        None when there is nothing to say beside what the rules said at once.
        """
        desk = self.desk()
        if desk is None:
            return None
        try:
            said = desk.coach_feedback(take_id)
        except DeskUnavailable:
            return {"source": "rules", "why": SILENT_COACH}
        except NotInPlan as error:
            return {"source": "rules", "why": str(error)}
        except TakeError:
            return None
        return None if said.get("outcome") in NOTHING_TO_TELL else said

    def sounds(self) -> "Sounding":
        """Return each sound of the kit and its click; this may wait for sounds that have to be made."""
        return self.kit.sounding()

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
        return finish_take(
            message,
            exercise,
            kit=self.kit,
            desk=self.desk(),
            now=now,
            effects=self.effects,
            firmware=self.device.get("firmware"),
        )

    def take_of_file(self, name: str, data: bytes, header: Json) -> Json:
        """Return an uploaded MIDI file as a take message; TakeError names what cannot be read."""
        from academy.midi.take_json import take_as_json

        return header | {"hits": take_as_json(self.read_file(name, data))["hits"]}

    def deliver(self) -> tuple[str, bytes, str]:
        """Return the exercise as a MIDI file for the unit: its name, its bytes, and how to bring it there."""
        from academy.practice.delivery import HOW, file_name, midi_of_pattern

        if self.unit_map is None:
            raise TakeError("The notes of the unit are not known here, so no file can be made for it.")
        pattern = self.exercise.pattern
        return file_name(self.exercise.id), midi_of_pattern(pattern, self._pads(), self.unit_map), HOW

    def keep_report(self, did: bool, now: datetime) -> Json:
        """Keep what the learner says they did on the unit: their word, no attempt, and no part of mastery.

        DeskUnavailable when there is no desk.
        """
        report: Json = {"did": did, "at": now.isoformat(), "source": "self-reported"}
        self._desk_or_fail().set_setting(self._report_key, report)
        return report

    def keep_calibration(self, calibration: Json, now: datetime) -> None:
        """Keep one calibrated latency; DeskUnavailable when there is no desk."""
        self._desk_or_fail().set_calibration({"at": now.isoformat(), **calibration})

    def keep_preference(self, key: str, value: Any) -> None:
        """Keep one preference of the stage (volumes, click, input); DeskUnavailable without a desk."""
        desk = self._desk_or_fail()
        desk.set_setting("stage", (desk.setting("stage") or {}) | {key: value})

    def _health(self) -> Json:
        """Return how the desk is; nothing while none answers."""
        desk = self.desk()
        try:
            return desk.health() if desk else {}
        except DeskUnavailable:
            return {}

    def _desk_or_fail(self) -> Keeps:
        desk = self.desk()
        if desk is None:
            raise DeskUnavailable(NO_DESK)
        return desk

    @property
    def _report_key(self) -> str:
        return f"report:{self.exercise.id}"

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
