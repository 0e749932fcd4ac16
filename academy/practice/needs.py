"""What practice needs of the rooms beside it: something that keeps takes, and something that sounds."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from academy.samples.kits import Sounding

Json = dict[str, Any]


class KeepsOffers(Protocol):
    """What keeps recommendations, and what became of them."""

    def setting(self, key: str) -> Any:
        """Return one setting, None if it was never set."""
        ...

    def keep_offer(self, offer: Json) -> Json:
        """Keep a recommendation, once by its id."""
        ...

    def settle_offer(self, offer_id: str, outcome: str, take_id: str | None) -> None:
        """Say what became of a recommendation, once."""
        ...

    def offers(self, *, unsettled: bool = False) -> list[Json]:
        """Return recommendations newest first."""
        ...


class Keeps(KeepsOffers, Protocol):
    """What practice needs of a desk; `academy.client.Desk` is one."""

    def record(self, take: Json, score: Json, *, passed: bool, lesson_version: str | None = None) -> Json:
        """Keep a take and its score, once; return what is known of the exercise's attempts."""
        ...

    def attempts(
        self, exercise: str | None = None, limit: int | None = None, since: datetime | None = None
    ) -> list[Json]:
        """Return attempts, newest first; with `since` those that were played then or later."""
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

    def set_setting(self, key: str, value: Any) -> None:
        """Keep one setting."""
        ...

    def health(self) -> Json:
        """Say whether takes are kept, and under `coach` whether a language model is set up."""
        ...

    def coach_feedback(self, take_id: str) -> Json:
        """Return what the coach says of a kept take; see `academy.client.Desk.coach_feedback`."""
        ...

    def coach_ready(self) -> bool:
        """Say whether a model can be asked; see `academy.client.Desk.coach_ready`."""
        ...

    def coach_next(self) -> Json:
        """Return what to play next as a model chooses it; see `academy.client.Desk.coach_next`."""
        ...

    def rate(self, rating: Json) -> None:
        """Keep how a lesson was liked: `lesson`, `stars`, `note`."""
        ...

    def ratings(self) -> list[Json]:
        """Return how lessons were liked."""
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

    def sounding(self) -> "Sounding":
        """Return every sound and click as a WAV file, and a sentence when they are not those wanted."""
        ...


class HasKits(Protocol):
    """What has the kits of lessons; `academy.client.Desk` is one."""

    def kit(self, lesson: str) -> Json:
        """Return a lesson's kit: `pieces`, each with its `pad`."""
        ...

    def kit_audio(self, lesson: str, pad: str) -> bytes:
        """Return what a pad plays as a file that a browser decodes: WAV or Ogg Vorbis."""
        ...
