"""A pattern in steps, and the timed target that a take is judged against.

Conventions: a step is a whole number counted from 0 at the first downbeat; a beat is the
meter's beat unit, also from 0; times are seconds from the first downbeat after the count-in;
lane offsets are milliseconds, late positive. Nothing here reads or writes anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from academy.patterns.moves import Move
from academy.patterns.pads import is_pad


class Mark(StrEnum):
    """How a note is struck, by its mark in the notation."""

    HIT = "x"
    ACCENT = "X"
    GHOST = "o"

    @property
    def velocity(self) -> int:
        """Target MIDI velocity; scoring compares contrast, not this number itself."""
        return {"x": 80, "X": 115, "o": 38}[self.value]


@dataclass(frozen=True, slots=True)
class Note:
    """One mark of a lane: where it stands, how it is struck, how many further steps it is held."""

    step: int
    mark: Mark = Mark.HIT
    hold: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of a pattern: a sound or pad by name, its notes in order, and its offset."""

    name: str
    notes: tuple[Note, ...]
    offset_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Onset:
    """One expected note of a target.

    `index` is its place in the target, `step` counts from the start of the pattern (None for
    a target read from a MIDI file), `beat` ignores swing, `time_s` has swing and offset in it.
    `hold_s` is None unless the length matters. `optional` notes are never counted as missed.
    """

    index: int
    time_s: float
    beat: float
    pad: str
    velocity: int
    lane: str
    step: int | None = None
    hold_s: float | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What one take is judged against: all passes of the played bars, in seconds.

    `length_s` is the whole length, `loop_s` that of one pass (equal when it is played once).
    `lanes` are the lanes from top to bottom, the order in which simultaneous notes are asked for when
    `strict_order`. `step_s` is the smallest grid step; `tempo_map` is empty at a steady tempo, else
    (beat, seconds) pairs as read from a MIDI file. Onsets ascend by time.
    """

    onsets: tuple[Onset, ...]
    tempo: float
    beats_per_bar: float
    length_s: float
    loop_s: float
    step_s: float
    swing: float = 50.0
    level: int = 1
    strict_order: bool = False
    lanes: tuple[str, ...] = ()
    tempo_map: tuple[tuple[float, float], ...] = ()

    @property
    def beat_s(self) -> float:
        """Seconds to a beat at the target's (first) tempo."""
        return 60.0 / self.tempo

    @property
    def bar_s(self) -> float:
        """Seconds to a bar at the target's (first) tempo."""
        return self.beats_per_bar * self.beat_s


@dataclass(frozen=True, slots=True)
class Pattern:
    """What should be played, exactly as a `%%exercise` cell says it.

    `steps` is the length of every lane; a whole number of bars. Only `tempo` has no default.
    """

    tempo: float
    lanes: tuple[Lane, ...]
    steps: int
    title: str | None = None
    type: str = "rhythm"
    swing: float = 50.0
    division: int = 4
    meter: tuple[int, int] = (4, 4)
    passes: int = 2
    count_in: int = 1
    click: str = "beats"
    pass_mark: float = 70.0
    level: int | None = None
    order: str = "any"
    kit: str | None = None
    hint: str | None = None
    moves: tuple[Move, ...] = ()

    @property
    def steps_per_bar(self) -> int:
        """Steps in one bar."""
        return self.meter[0] * self.division

    @property
    def bars(self) -> int:
        """Whole bars in the pattern."""
        return self.steps // self.steps_per_bar

    def beat_of(self, step: int, *, swung: bool = True) -> float:
        """Return the beat at which a step falls; the second of each pair is moved by the swing."""
        if swung and step % 2:
            return (step - 1 + 2 * self.swing / 100) / self.division
        return step / self.division

    def target(
        self,
        pads: Mapping[str, str],
        *,
        tempo: float | None = None,
        bars: tuple[int, int] | None = None,
        passes: int | None = None,
        level: int | None = None,
    ) -> Target:
        """Return the timed notes of `passes` passes over `bars` (first and last, 1-based, inclusive).

        `pads` names the pad of each lane; a lane that is itself a pad needs no entry. A missing
        lane is a KeyError: the caller knows the kit and says so in its own words. Lane offsets
        are real milliseconds: they do not stretch when the tempo is lowered.
        """
        tempo = self.tempo if tempo is None else tempo
        first, last = bars or (1, self.bars)
        start, stop = (first - 1) * self.steps_per_bar, last * self.steps_per_bar
        beat_s = 60.0 / tempo
        loop_s = (stop - start) / self.division * beat_s
        count = self.passes if passes is None else passes
        timed: list[Onset] = []
        for lane in self.lanes:
            pad = pads[lane.name] if lane.name in pads else _own_pad(lane.name)
            for note in lane.notes:
                if start <= note.step < stop:
                    timed.append(self._onset(lane, note, pad, start, beat_s))
        timed.sort(key=lambda onset: (onset.time_s, onset.pad))
        repeated = _repeat(timed, count, loop_s, (stop - start) / self.division)
        return Target(
            onsets=repeated,
            tempo=tempo,
            beats_per_bar=float(self.meter[0]),
            length_s=loop_s * count,
            loop_s=loop_s,
            step_s=beat_s / self.division,
            swing=self.swing,
            level=level or self.level or 1,
            strict_order=self.order == "strict",
            lanes=tuple(lane.name for lane in self.lanes),
        )

    def _onset(self, lane: Lane, note: Note, pad: str, start: int, beat_s: float) -> Onset:
        origin = start / self.division
        time_s = (self.beat_of(note.step) - origin) * beat_s + lane.offset_ms / 1000
        end = self.beat_of(note.step + note.hold + 1)
        return Onset(
            index=0,
            time_s=time_s,
            beat=self.beat_of(note.step, swung=False) - origin,
            pad=pad,
            velocity=note.mark.velocity,
            lane=lane.name,
            step=note.step,
            hold_s=(end - self.beat_of(note.step)) * beat_s if note.hold else None,
        )


def _own_pad(name: str) -> str:
    if not is_pad(name):
        raise KeyError(name)
    return name


def _repeat(once: Sequence[Onset], count: int, loop_s: float, loop_beats: float) -> tuple[Onset, ...]:
    every = [
        replace(onset, time_s=onset.time_s + turn * loop_s, beat=onset.beat + turn * loop_beats)
        for turn in range(count)
        for onset in once
    ]
    every.sort(key=lambda onset: (onset.time_s, onset.pad))
    return tuple(replace(onset, index=index) for index, onset in enumerate(every))
