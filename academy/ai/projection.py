"""What a month would cost a course of 2,000 learners with 50 lessons each, by how a model is used.

The first plan of this course named $50 a month. Each scenario is counted from prices of today's list: tokens
of a question times how often it is asked. One answer in ten is asked for twice, since it failed its checks.
"""

from dataclasses import dataclass
from typing import Any

from academy.ai.prices import estimate
from academy.settings import LARGE, SMALL, AiSettings

LEARNERS, LESSONS, CLAIM_USD = 2000, 50, 50.0
TIMES = LEARNERS * LESSONS
AGAIN = 1.1
FEE = 1.0582
"""OpenRouter keeps 5.5 % of what is paid in: 100 / 94.5."""
OLD, TINY = "qwen/qwen-2.5-72b-instruct", "qwen/qwen3-8b"
FREE_TEXT, NEXT, LESSON = (700, 250), (1200, 200), (2000, 2000)
BY_NAME, NEXT_BY_NAME = (450, 45), (700, 60)
"""Tokens in and out of each question; the last two as this course asks them (schema and all)."""
SHARED_DRAFTS = 300
STORED = {
    OLD: (0.36, 0.40),
    TINY: (0.035, 0.138),
    SMALL: (0.09, 0.30),
    LARGE: (0.09, 0.55),
}
"""US dollars a million tokens in and out, of genai-prices 0.2.3: for an academy without that library."""

Json = dict[str, Any]
Tokens = tuple[int, int]


@dataclass(frozen=True)
class Scenario:
    """How a model is used in each lesson: so many takes explained, with or without the rest.

    `cached` is the share of explanations that are known already. `drafts` are lessons written for all by a
    model of their own, a month.
    """

    key: str
    says: str
    model: str = OLD
    takes: int = 1
    of_take: Tokens = FREE_TEXT
    of_next: Tokens | None = None
    own_lessons: bool = False
    cached: float = 0.0
    drafts: str | None = OLD

    def usd(self, prices: "Prices") -> float:
        """Return US dollars a month."""
        asked = TIMES * self.takes * AGAIN * (1 - self.cached)
        total = asked * prices.of(self.model, self.of_take)
        if self.of_next:
            total += TIMES * prices.of(self.model, self.of_next)
        if self.own_lessons:
            total += TIMES * AGAIN * prices.of(self.model, LESSON)
        if self.drafts:
            total += SHARED_DRAFTS * AGAIN * prices.of(self.drafts, LESSON)
        return total


class Prices:
    """The list of genai-prices where it is installed, else the stored one."""

    def __init__(self) -> None:
        try:
            import genai_prices
        except ImportError:
            self.source = "stored with the academy (genai-prices 0.2.3)"
            self._has_list = False
        else:
            self.source = f"genai-prices {genai_prices.__version__}"
            self._has_list = True
        self._settings = AiSettings(key="none")

    def of(self, model: str, tokens: Tokens) -> float:
        """Return US dollars of one question."""
        if self._has_list:
            return estimate(self._settings, model, *tokens)
        a_million = STORED.get(model, (1.2, 6.0))  # as dear as qwen3-max, as in prices.py
        return sum(count * price / 1e6 for count, price in zip(tokens, a_million, strict=True))


def scenarios(small: str = SMALL) -> tuple[Scenario, ...]:
    """Return all scenarios; the last one is this course with its own small model."""
    return (
        Scenario("A", "one free text a lesson, 72B"),
        Scenario("B", "A, and a model says what comes next", of_next=NEXT),
        Scenario("C", "five takes a lesson explained, and next", takes=5, of_next=NEXT),
        Scenario("D", "ten takes a lesson explained, and next", takes=10, of_next=NEXT),
        Scenario("E", "B, and a lesson of one's own each time", of_next=NEXT, own_lessons=True, drafts=None),
        Scenario("F", "as C, with qwen3-8b", model=TINY, takes=5, of_next=NEXT),
        Scenario("G", "as C, with qwen3-30b", model=SMALL, takes=5, of_next=NEXT),
        Scenario(
            "H", "rules on each take, a model once a lesson, 30b", model=SMALL, cached=0.4, drafts=LARGE
        ),
        Scenario("I", "as H, with 72B", cached=0.4),
        Scenario(
            "J",
            "this course: five takes by name, and next",
            model=small,
            takes=5,
            of_take=BY_NAME,
            of_next=NEXT_BY_NAME,
            cached=0.4,
            drafts=LARGE,
        ),
    )


def projection(small: str = SMALL) -> Json:
    """Return the projection as JSON, with where its prices are from."""
    prices = Prices()
    rows = []
    for one in scenarios(small):
        usd = one.usd(prices)
        row = {"key": one.key, "says": one.says, "model": one.model, "usd": round(usd, 2)}
        rows.append(row | {"with_fee_usd": round(usd * FEE, 2), "fits": usd <= CLAIM_USD})
    about = {"learners": LEARNERS, "lessons": LESSONS, "claim_usd": CLAIM_USD, "prices": prices.source}
    return about | {"scenarios": rows}
