"""The order of things: key, cache, breaker, the learner's budget, the course's, the call; a row for each."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic_ai import ModelHTTPError
from pydantic_ai.messages import ModelMessage, ModelResponse, ToolCallPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from academy.ai.far_end import FarEnd
from academy.ai.request import Prompt, Request
from academy.ai.service import HEAVY, Service
from academy.ai.why import LOADING
from academy.settings import AiSettings
from academy.store.store import Store

Serve = Callable[..., Service]
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
Made = Callable[[AiSettings, str], Any]


class Word(BaseModel):
    word: str


ASKED = Request("feedback", Prompt("test", "7", "Say a word."), "Go.", Word, lambda _answer: [])


def saying(*words: str | Exception) -> tuple[Made, list[str]]:
    """Return what makes a model that says these words, the last one for ever, and what it was asked."""
    asked: list[str] = []

    def reply(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        asked.append(str(messages[-1]))
        word = words[min(len(asked), len(words)) - 1]
        if isinstance(word, Exception):
            raise word
        return ModelResponse([ToolCallPart(info.output_tools[0].name, {"word": word})])

    return (lambda _settings, _name: FunctionModel(reply)), asked


def test_a_checked_answer_comes_back(serve: Serve, store: Store) -> None:
    make, _ = saying("snare")
    answer = serve(make=make).ask(ASKED, user="ada")
    assert (answer.value.word, answer.source, answer.why, answer.outcome) == ("snare", "ai", None, "answered")
    assert [row["outcome"] for row in store.ai_runs()] == ["answered"]


def test_what_is_wrong_goes_back_once_in_words(serve: Serve) -> None:
    make, asked = saying("drum", "snare")
    picky = replace(ASKED, faults=lambda answer: [] if answer.word == "snare" else ["say snare"])
    assert serve(make=make).ask(picky, user="ada").value.word == "snare"
    assert len(asked) == 2 and "say snare" in asked[1]


def test_without_a_key_nothing_is_loaded_asked_or_written(store: Store) -> None:
    loaded: list[str] = []
    service = Service(AiSettings(), lambda: store, lambda: NOW, load=loaded.append)
    assert service.warm() is None and not service.ready()
    assert service.ask(ASKED, user="ada").outcome == "no_key"
    assert loaded == store.ai_runs() == []


def test_until_the_library_is_loaded_the_rules_answer_at_once(store: Store) -> None:
    make, _ = saying("snare")
    settings = AiSettings(key="k")
    answers: list[Any] = []

    def load(_name: str) -> None:
        answers.append(service.ask(ASKED, user="ada"))  # somebody asks while it is being loaded

    service = Service(settings, lambda: store, lambda: NOW, far_end=FarEnd(settings, make), load=load)
    first = service.ask(ASKED, user="ada")
    thread = service.warm()
    assert thread is not None and first.outcome in ("loading", "answered")
    thread.join()
    assert [answer.outcome for answer in answers] == ["loading"] * len(HEAVY)
    assert service.ready() and service.ask(ASKED, user="ada").outcome == "answered"


def test_who_wants_to_know_whether_a_model_can_be_asked_waits_until_its_library_is_loaded(
    store: Store,
) -> None:
    make, _ = saying("snare")
    settings, go = AiSettings(key="k"), threading.Event()
    far_end = FarEnd(settings, make)
    service = Service(settings, lambda: store, lambda: NOW, far_end=far_end, load=lambda _name: go.wait(10))
    with ThreadPoolExecutor(1) as pool:
        ready = pool.submit(service.ready)
        assert service.why_not() is LOADING
        go.set()
        assert ready.result()


def test_a_missing_library_is_named_with_its_cure(store: Store) -> None:
    def load(name: str) -> None:
        raise ImportError(name)

    service = Service(AiSettings(key="k"), lambda: store, lambda: NOW, load=load)
    thread = service.warm()
    assert thread is not None
    thread.join()
    answer = service.ask(ASKED, user="ada")
    assert answer.outcome == "no_library" and "pip install 'pydantic-ai-slim[openai]'" in str(answer.why)


def test_a_kept_answer_costs_nothing_and_is_checked_again(serve: Serve, store: Store) -> None:
    make, asked = saying("snare", "kick")
    service = serve(make=make)
    shared = replace(ASKED, cache_key="late+loose")
    first, second = (service.ask(shared, user=user) for user in ("ada", "ben"))
    assert (first.cached, second.cached, second.value.word, len(asked)) == (False, True, "snare", 1)
    picky = replace(shared, faults=lambda answer: ["not snare"] if answer.word == "snare" else [])
    assert service.ask(picky, user="ada").value.word == "kick"
    assert [row["outcome"] for row in store.ai_runs() if row["learner"] == "ben"] == ["cached"]
    assert store.ai_spent(NOW - timedelta(days=1), learner="ben") == 0


def test_a_kept_answer_belongs_to_its_model_and_its_prompt(serve: Serve) -> None:
    make, asked = saying("snare")
    shared = replace(ASKED, cache_key="same")
    for service in (serve(make=make), serve(make=make, small="other")):
        service.ask(shared, user="ada")
        service.ask(replace(shared, prompt=replace(ASKED.prompt, version="8")), user="ada")
    assert len(asked) == 4


def test_three_failures_leave_the_model_alone_for_a_minute(serve: Serve, store: Store) -> None:
    clock = [0.0]
    make, asked = saying(*[ModelHTTPError(500, "m")] * 4, "snare")
    service = serve(make=make, clock=lambda: clock[0])
    outcomes = [service.ask(ASKED, user="ada").outcome for _ in range(5)]
    assert outcomes == ["server"] * 3 + ["breaker"] * 2 and len(asked) == 3
    clock[0] = 59.9
    assert service.ask(ASKED, user="ada").outcome == "breaker"
    clock[0] = 60.0
    tries = [service.ask(ASKED, user="ada").outcome for _ in range(2)]
    assert tries == ["server", "breaker"]  # one try, and it failed
    clock[0] = 120.0
    assert [service.ask(ASKED, user="ada").outcome for _ in range(2)] == ["answered", "answered"]
    assert len(store.ai_runs()) == 10


def test_a_resting_model_still_has_its_kept_answers(serve: Serve) -> None:
    make, _ = saying("snare", ModelHTTPError(500, "m"))
    service = serve(make=make)
    shared = replace(ASKED, cache_key="same")
    service.ask(shared, user="ada")
    assert [service.ask(ASKED, user="ada").outcome for _ in range(4)][-1] == "breaker"
    assert service.ask(shared, user="ada").outcome == "cached"


def test_an_answer_that_fails_its_checks_does_not_open_the_breaker(serve: Serve) -> None:
    make, _ = saying("drum")
    service = serve(make=make)
    never = replace(ASKED, faults=lambda _answer: ["no"])
    assert {service.ask(never, user="ada").outcome for _ in range(5)} == {"bad_answer"}


def billed(store: Store, usd: float, at: datetime = NOW, learner: str = "ada", course: str = "c") -> None:
    row = {"run_id": f"{learner}{at}{usd}", "at": at, "learner": learner, "course": course, "requests": 1}
    row |= {"purpose": "feedback", "model": "m", "prompt_version": "p", "outcome": "answered", "ms": 1.0}
    store.begin_ai_run(row | {"tokens_in": 1, "tokens_out": 1, "billed_usd": usd, "unmeasured": 0})


def test_a_learner_who_has_used_the_allowance_hears_so_and_others_go_on(serve: Serve, store: Store) -> None:
    make, asked = saying("snare")
    service = serve(make=make, learner_usd=0.05)
    billed(store, 0.05)
    assert service.ask(ASKED, user="ada", course="c").outcome == "learner_budget" and not asked
    assert service.ask(ASKED, user="ben", course="c").outcome == "answered"


def test_the_allowance_is_new_in_the_next_month(serve: Serve, store: Store) -> None:
    make, _ = saying("snare")
    billed(store, 9.0, at=datetime(2026, 10, 31, 23, 59, tzinfo=UTC))
    assert serve(make=make).ask(ASKED, user="ada").outcome == "answered"
    billed(store, 9.0, at=datetime(2026, 11, 1, tzinfo=UTC))
    assert serve(make=make).ask(ASKED, user="ada").outcome == "learner_budget"


def test_the_course_has_a_budget_that_all_learners_share(serve: Serve, store: Store) -> None:
    make, _ = saying("snare")
    service = serve(make=make, course_usd=1.0)
    for learner in ("ben", "cem"):
        billed(store, 0.5, learner=learner, course="drums")
    assert service.ask(ASKED, user="ada", course="drums").outcome == "course_budget"
    assert service.ask(ASKED, user="ada", course="keys").outcome == "answered"


class AtOnce:
    """The ledger as two desks see it that look at the same moment."""

    def __init__(self, store: Store, both: threading.Barrier) -> None:
        self._store, self._both = store, both

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def ai_spent(self, since: datetime, learner: str | None = None, course: str | None = None) -> float:
        spent = self._store.ai_spent(since, learner, course)
        if learner:
            self._both.wait(20)
        return spent


def test_two_desks_that_ask_at_once_spend_one_allowance_once(serve: Serve, store: Store) -> None:
    (make, asked), both = saying("snare"), threading.Barrier(2)
    cost = FarEnd(AiSettings(key="k")).guess(ASKED, AiSettings().small)
    assert cost
    desks = [serve(make=make, learner_usd=1.5 * cost) for _ in range(2)]
    for desk in desks:
        desk._ledger = lambda: AtOnce(store, both)
    with ThreadPoolExecutor(2) as threads:
        answers = [threads.submit(desk.ask, ASKED, user="ada", course="c") for desk in desks]
        outcomes = [answer.result(20).outcome for answer in answers]
    assert "learner_budget" in outcomes and len(asked) <= 1
    assert store.ai_spent(NOW - timedelta(days=1), "ada") <= 1.5 * cost


def test_a_kept_answer_is_given_when_the_allowance_is_used_up(serve: Serve, store: Store) -> None:
    make, _ = saying("snare")
    shared = replace(ASKED, cache_key="same")
    service = serve(make=make)
    service.ask(shared, user="ada")
    billed(store, 1.0)
    assert service.ask(shared, user="ada").outcome == "cached"


class Killed(BaseException):
    """The process ends in the middle of a question."""


def test_a_question_whose_process_was_killed_counts_at_its_estimate(serve: Serve, store: Store) -> None:
    settings = AiSettings(key="k")

    class Dying(FarEnd):
        def ask(self, *_asked: Any) -> Any:
            raise Killed

    service = Service(settings, lambda: store, lambda: NOW, far_end=Dying(settings))
    thread = service.warm()
    assert thread is not None
    thread.join()
    with pytest.raises(Killed):
        service.ask(ASKED, user="ada")
    (row,) = store.ai_runs()
    assert (row["outcome"], row["unmeasured"]) == ("open", 1)
    assert row["counted_usd"] == row["estimated_usd"] > 0.3e-6 * ASKED.most_tokens  # its tokens out, and more


def test_whole_lessons_are_asked_of_the_large_model(serve: Serve, store: Store) -> None:
    make, _ = saying("snare")
    service = serve(make=make, small="small", large="large")
    for purpose in ("feedback", "next", "question", "variations", "lesson"):
        service.ask(replace(ASKED, purpose=purpose), user="ada")
    models = {row["purpose"]: row["model"] for row in store.ai_runs()}
    assert models.pop("lesson") == "large" and set(models.values()) == {"small"}


def test_a_check_that_fails_itself_is_no_exception_for_the_learner(serve: Serve) -> None:
    make, _ = saying("snare")

    def broken(_answer: Any) -> list[str]:
        raise ZeroDivisionError

    answer = serve(make=make).ask(replace(ASKED, faults=broken), user="ada")
    assert (answer.value, answer.outcome) == (None, "other")
