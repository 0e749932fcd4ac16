"""Why the rules answer instead of a model: a sentence for the learner, and a short code for the ledger.

Exceptions are told apart by the names of their classes, so that nothing has to be imported for it. Their own
text is never shown: it may quote a key or a stranger's words.
"""

from dataclasses import dataclass

OWN = "The course's own coach answers."


@dataclass(frozen=True, slots=True)
class Reason:
    """`outcome` is the code; `is_fault` says whether it counts against the model's server."""

    outcome: str
    sentence: str
    is_fault: bool = False


NO_KEY = Reason("no_key", f"No language model is set up. {OWN}")
NOT_IN_PLAN = Reason("not_in_plan", f"Answers by a language model are part of premium. {OWN}")
NO_LIBRARY = Reason(
    "no_library",
    f"A language model is set up, but its library is missing: pip install 'pydantic-ai-slim[openai]'. {OWN}",
)
LOADING = Reason("loading", f"The language model's library is still being loaded. {OWN}")
BREAKER = Reason("breaker", f"The language model failed several times and rests for a minute. {OWN}")
LEARNER_BUDGET = Reason("learner_budget", f"Your allowance for language models is used up this month. {OWN}")
COURSE_BUDGET = Reason(
    "course_budget", f"The course's budget for language models is used up this month. {OWN}"
)
TIMEOUT = Reason("timeout", f"The language model did not answer in time. {OWN}", is_fault=True)
BAD_ANSWER = Reason("bad_answer", f"The language model's answer did not pass the course's checks. {OWN}")
UNREADABLE = Reason(
    "unreadable", f"The language model's server sent something that is no answer. {OWN}", is_fault=True
)
CONNECTION = Reason("connection", f"There is no connection to the language model. {OWN}", is_fault=True)
BROKEN_OFF = Reason("broken_off", f"The connection to the language model broke off. {OWN}", is_fault=True)
OTHER = Reason("other", f"The language model could not be asked. {OWN}", is_fault=True)

_BY_CLASS = {
    "ModelRateLimitError": Reason(
        "rate_limit", f"The language model has too many questions just now. {OWN}", is_fault=True
    ),
    "ModelQuotaExceededError": Reason(
        "no_credit", f"The account for the language model has no credit left. {OWN}", is_fault=True
    ),
    "ModelAuthenticationError": Reason(
        "refused_key",
        f"The language model's server refused the key. Check ACADEMY_AI_KEY. {OWN}",
        is_fault=True,
    ),
    "ModelNotFoundError": Reason(
        "no_model",
        f"The language model's server does not offer this model. Check ACADEMY_AI_MODEL. {OWN}",
        is_fault=True,
    ),
    "ModelRequestRejectedError": Reason(
        "rejected", f"The language model's server rejected the question. {OWN}", is_fault=True
    ),
    "ModelTimeoutError": TIMEOUT,
    "ModelRequestTimeout": TIMEOUT,
    "TimeoutError": TIMEOUT,
    "CancelledError": TIMEOUT,
    "RunCancelled": TIMEOUT,
    "ModelConnectionError": BROKEN_OFF,
    "ModelUnavailableError": Reason(
        "server", f"The language model's server is out of order. {OWN}", is_fault=True
    ),
    "ModelServerError": Reason(
        "server", f"The language model's server is out of order. {OWN}", is_fault=True
    ),
    "ModelHTTPError": Reason("server", f"The language model's server is out of order. {OWN}", is_fault=True),
    "ModelAPIError": UNREADABLE,
    "LookupError": UNREADABLE,  # the library's own, of an answer without choices
    "IncompleteToolCall": Reason("cut_off", f"The language model's answer was too long and broke off. {OWN}"),
    "UsageLimitExceeded": Reason("too_dear", f"The language model needed more tries than it may have. {OWN}"),
}


def reason_of(error: BaseException) -> Reason:
    """Return why there is no answer."""
    for kind in type(error).__mro__:
        if kind.__name__ in _BY_CLASS:
            found = _BY_CLASS[kind.__name__]
            return CONNECTION if found is BROKEN_OFF and _never_connected(error) else found
        if kind.__name__ == "UnexpectedModelBehavior":
            # Either the answer failed its checks twice, or there was no answer to check at all.
            return BAD_ANSWER if "retries" in str(error) else UNREADABLE
    return OTHER


def _never_connected(error: BaseException | None) -> bool:
    while error is not None:
        if type(error).__name__ in ("ConnectError", "ConnectTimeout"):
            return True
        error = error.__cause__ or error.__context__
    return False
