"""What was found out about a sound, and who says each value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, get_args

from academy.errors import SoundError
from academy.samples.sound import Source

STRENGTH: tuple[Source, ...] = get_args(Source)
"""Who is believed first."""
CORRECTABLE = ("kind", "is_loop", "bpm", "key", "mode", "root", "beats")


@dataclass(frozen=True)
class Findings:
    """What is known of one sound; None where it is unknown or means nothing (a one-shot has no tempo).

    The fields are those of `academy.samples.sound.Sound`. Confidences go from 0 to 1; 1 where a name says it.
    `key_alt` is the second guess, such as "A minor"; `tuning_cents` is above A = 440 Hz; `lufs` is None for
    sounds under 0.4 s; `descriptors` are explained in `descriptors.py`. `source` says who says each value.
    """

    kind: str | None = None
    kind_confidence: float | None = None
    is_loop: bool = False
    bpm: float | None = None
    bpm_alt: float | None = None
    bpm_confidence: float | None = None
    beats: float | None = None
    key: str | None = None
    mode: str | None = None
    key_alt: str | None = None
    key_confidence: float | None = None
    tuning_cents: float | None = None
    root: str | None = None
    root_confidence: float | None = None
    duration_s: float = 0.0
    channels: int = 1
    rate: int = 0
    peak_db: float | None = None
    rms_db: float | None = None
    lufs: float | None = None
    descriptors: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    source: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))

    def corrected(self, **values: Any) -> "Findings":
        """Return the findings with what the learner says instead; it stays through every later analysis."""
        return self.overridden("learner", values)

    def overridden(self, by: Source, values: Mapping[str, Any]) -> "Findings":
        """Return the findings with values of a stronger witness; a weaker one changes nothing."""
        wrong = sorted(set(values) - set(CORRECTABLE))
        if wrong:
            names = ", ".join(CORRECTABLE)
            raise SoundError(f"'{wrong[0]}' of a sound cannot be corrected; expected one of {names}.")
        taken = {name: value for name, value in values.items() if self._yields(name, by)}
        changed: dict[str, Any] = dict(taken)
        for name in taken:
            if f"{name}_confidence" in {field.name for field in fields(self)}:
                changed[f"{name}_confidence"] = None if taken[name] is None else 1.0
        if "bpm" in taken:
            changed.update(_with_tempo(taken["bpm"], self.duration_s, self.bpm_alt))
        if taken.get("is_loop") is False:
            changed.update(bpm=None, bpm_alt=None, bpm_confidence=None, beats=None)
        source = {**self.source, **dict.fromkeys(taken, by)}
        return replace(self, **changed, source=MappingProxyType(source))

    def _yields(self, name: str, by: Source) -> bool:
        now = self.source.get(name)
        return now is None or STRENGTH.index(by) <= STRENGTH.index(now)


def _with_tempo(bpm: float | None, duration_s: float, alt: float | None) -> dict[str, Any]:
    """Return the values that follow from a tempo: its other octave, and the beats."""
    if bpm is None:
        return {"bpm_alt": None, "beats": None}
    octaves = (bpm / 2, bpm * 2)
    kept = alt if alt and min(abs(alt / other - 1) for other in octaves) < 0.02 else None
    return {"bpm_alt": kept or (bpm / 2 if bpm > 105 else bpm * 2), "beats": round(bpm * duration_s / 60, 2)}
