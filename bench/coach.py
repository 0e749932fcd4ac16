"""The embedded coach never contradicts the numbers, and the checker catches who does.

    python -m bench.coach [TAKES]

20,000 random scores through the rules and the summary, 300 simulated takes that are really scored, and each
lie of `coach_takes` 500 times. Figures: nothing rejected, every lie caught. Times are printed only.
"""

import random
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

from academy.coach.checker import contradictions, problems
from academy.coach.rules import feedback
from academy.coach.summary import summary
from academy.coach.words import numbers_in
from academy.midi.take import Take
from academy.scoring.score import score_take
from bench.coach_takes import (
    LANES,
    LIES,
    PASS_MARK,
    SUBTLE,
    TAKE_NAME,
    lied,
    random_attempts,
    random_score,
)
from bench.players import shift, simulate

SCORES, REAL, EACH_LIE = 20_000, 300, 500
Json = dict[str, Any]


def rejected(score: Json, attempts: list[Json], whole: bool) -> list[str]:
    """Return what the checker finds in the rules' own words for a score, and in the summary's."""
    told = feedback(score, attempts, PASS_MARK, LANES, whole=whole).as_json()
    said = contradictions(told, score, PASS_MARK, whole=whole, learner_text=[TAKE_NAME])
    return said + _of_summary(attempts)


def _of_summary(attempts: list[Json]) -> list[str]:
    together = summary(attempts)
    if together is None:
        return []
    shown = together.as_json()
    facts = [*shown["stable"], *shown["changed"], *([shown["work_on"]] if shown["work_on"] else [])]
    wrong = []
    for fact in facts:
        known = re.findall(r"\d+(?:\.\d+)?", str(fact["evidence"]).replace(".0", ""))
        wrong += [f"{fact['id']}: {one}" for one in numbers_in(fact["text"]) if one not in known]
    return wrong


def real_scores(amount: int, seed: int = 4) -> Iterator[Json]:
    """Yield scores of simulated takes, shifted early or late."""
    dice = random.Random(seed)
    for _ in range(amount):
        known = shift(simulate(dice), dice.uniform(-60, 60))
        latency = dice.choice((0.0, None))
        said = score_take(known.target, Take.of(known.hits), latency_ms=latency).as_json()
        yield said | {"swing_asked": known.target.swing}


def sweep(amount: int, seed: int = 1) -> list[str]:
    """Return what the checker finds in the rules' words for random scores."""
    dice = random.Random(seed)
    found = []
    for _ in range(amount):
        found += rejected(random_score(dice), random_attempts(dice), dice.random() < 0.8)
    return found


def caught(name: str, amount: int, seed: int = 2) -> tuple[int, int]:
    """Return how many of `amount` lies of a kind the numbers give away, and how many the closed set does."""
    dice = random.Random(f"{seed}{name}")
    lie, by_numbers, closed, lies = (LIES | SUBTLE)[name], 0, 0, 0
    while lies < amount:
        score, attempts = random_score(dice), random_attempts(dice)
        told = feedback(score, attempts, PASS_MARK, LANES).as_json()
        false = lied(lie, told, score, dice)
        if false is None:
            continue
        lies += 1
        by_numbers += bool(contradictions(false, score, PASS_MARK, learner_text=[TAKE_NAME]))
        closed += bool(problems(false, score, attempts, PASS_MARK, LANES, learner_text=[TAKE_NAME]))
    return by_numbers, closed


def _times(amount: int = 2000) -> tuple[float, float]:
    dice = random.Random(3)
    scores = [random_score(dice) for _ in range(amount)]
    began = time.perf_counter()
    told = [feedback(score, [], PASS_MARK, LANES).as_json() for score in scores]
    wrote = time.perf_counter()
    for words, score in zip(told, scores, strict=True):
        contradictions(words, score, PASS_MARK)
    checked = time.perf_counter()
    return (wrote - began) / amount * 1e6, (checked - wrote) / amount * 1e6


def main() -> int:
    amount = int(sys.argv[1]) if len(sys.argv) > 1 else SCORES
    found = sweep(amount)
    print(f"random scores            {amount:6d}, rejected {len(found)}")
    real = [problem for score in real_scores(REAL) for problem in rejected(score, [], True)]
    print(f"takes that were scored   {REAL:6d}, rejected {len(real)}")
    for problem in (*found[:5], *real[:5]):
        print(f"   {problem}")
    missed = 0
    for name in (*LIES, *SUBTLE):
        by_numbers, closed = caught(name, EACH_LIE)
        missed += EACH_LIE - closed + (EACH_LIE - by_numbers if name in LIES else 0)
        shares = by_numbers / EACH_LIE, closed / EACH_LIE
        print(f"   {name:32} by numbers {shares[0]:7.1%}   with the closed set {shares[1]:7.1%}")
    write_us, check_us = _times()
    print(f"words in {write_us:.0f} us, checked in {check_us:.0f} us")
    return 1 if found or real or missed else 0


if __name__ == "__main__":
    sys.exit(main())
