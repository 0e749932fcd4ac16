"""Where in the pattern: the step and the pad at which notes go missing or are added again and again."""

from collections.abc import Iterator, Mapping

from academy.coach.fact import Fact, Json, capital, sound

OFTEN = 2


def place_facts(score: Json, lanes: Mapping[str, str]) -> Iterator[Fact]:
    """Yield the step that is most often missing, and the one most often added; each at least twice."""
    missed, extra = (next(iter(score.get(key) or ()), None) for key in ("missed_steps", "extra_steps"))
    if missed and missed["times"] >= OFTEN and missed["times"] * 2 >= missed["of"]:
        name, where = _said(missed, lanes)
        text = f"{name} on {where} was missing {missed['times']} of {missed['of']} times."
        tip = f"Play up to {where} and stop on it; add the rest when it comes by itself."
        yield _fact("missed_step", missed, 0.1, text, tip)
    if extra and extra["times"] >= OFTEN and score.get("explanation") == "click":
        name, where = _said(extra, lanes)
        text = f"{name} came {extra['times']} times around {where}, where nothing is written for it."
        yield _fact("extra_step", extra, 0.08, text, f'Say "rest" on {where} and keep that finger still.')


def _said(row: Json, lanes: Mapping[str, str]) -> tuple[str, str]:
    return capital(sound(row["pad"], lanes)), f"step {row['step']} of bar {row['bar']}"


def _fact(fact_id: str, row: Json, each: float, text: str, tip: str) -> Fact:
    """Return a fault that weighs `each` more for every time it came."""
    return Fact(fact_id, False, min(1.0, 0.2 + each * row["times"]), text, tip, evidence=dict(row))
