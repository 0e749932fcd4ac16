"""How likely the next take passes, said honestly: no percentage before there are five takes to judge by."""

from dataclasses import dataclass
from typing import Any

from academy.progress.constants import CONSTANTS
from academy.progress.learner_model import Prediction


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is expected of the next take, and by how many takes it is judged."""

    prediction: Prediction
    takes: int

    @property
    def percent(self) -> int | None:
        """The chance to pass in percent, None before there are five takes."""
        return round(100 * self.prediction.chance) if self.takes >= CONSTANTS.least_for_percent else None

    @property
    def words(self) -> str:
        """The chance as it is said."""
        return "about even" if self.percent is None else f"about {self.percent} %"

    @property
    def in_band(self) -> bool:
        """Whether it is challenge enough and not too much: 70 to 90 %."""
        least, most = CONSTANTS.band
        return least <= self.prediction.chance <= most

    def as_json(self) -> dict[str, Any]:
        """Return the estimate as JSON; `chance` is for checking the model, not for showing."""
        known = self.percent is not None
        said = self.prediction
        return {
            "percent": self.percent,
            "words": self.words,
            "expected": {"score": round(said.score), "low": round(said.low), "high": round(said.high)}
            if known
            else None,
            "chance": round(said.chance, 4),
            "takes": self.takes,
        }
