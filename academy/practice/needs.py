"""What practice needs of the rooms beside it: something that keeps takes, and something that sounds."""

from collections.abc import Mapping
from typing import Any, Protocol

Json = dict[str, Any]


class Keeps(Protocol):
    """What practice needs of a desk; `academy.client.Desk` is one."""

    def record(self, take: Json, score: Json, *, passed: bool, lesson_version: str | None = None) -> Json:
        """Keep a take and its score, once; return what is known of the exercise's attempts."""
        ...

    def attempts(self, exercise: str | None = None, limit: int | None = None) -> list[Json]:
        """Return attempts, newest first."""
        ...

    def learner(self, exercise: str, limit: int) -> Json:
        """Return attempts at an exercise, newest first, with all calibrations and settings."""
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
