"""What stands where a language model would be for a learner whose plan has none: the rules answer."""

from typing import Any

from academy.ai.request import Answer, Asks, Request
from academy.ai.why import NO_KEY, NOT_IN_PLAN, Reason


class RulesOnly:
    """Asks nobody, and says why; it fits `academy.ai.request.Asks`.

    Where no model is set up at all that is the reason: no plan would bring one.
    """

    def __init__(self, models: Asks) -> None:
        self._models = models

    def ask(self, request: "Request[Any]", *, user: str, course: str | None = None) -> "Answer[Any]":
        """Return no answer, and the reason."""
        reason = self.why_not()
        return Answer(None, why=reason.sentence, outcome=reason.outcome)

    def ready(self) -> bool:
        """Say that none can be asked."""
        return False

    def why_not(self) -> Reason:
        """Return why none can be asked."""
        return NO_KEY if self._models.why_not() is NO_KEY else NOT_IN_PLAN
