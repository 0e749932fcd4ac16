"""A model in this process that gives fixed answers, through the schema and the checks of whoever asks."""

from typing import Any

from academy.ai.request import Answer, Request
from academy.ai.why import Reason


class Model:
    """Answers with these fields through the schema and the checks of the request, as the service does."""

    def __init__(self, *answers: dict[str, Any], why: Reason | None = None) -> None:
        self.answers, self.why, self.asked = list(answers), why, list[Request[Any]]()

    def why_not(self) -> Reason | None:
        return self.why

    def ready(self) -> bool:
        return self.why is None

    def ask(self, request: Request[Any], *, user: str, course: str | None = None) -> Answer[Any]:
        self.asked.append(request)
        for fields in self.answers:
            try:
                value = request.schema.model_validate(fields)
            except ValueError:
                continue
            if not request.faults(value):
                return Answer(value, model="a-model")
        return Answer(None, "The answer did not pass the checks.", outcome="bad_answer")
