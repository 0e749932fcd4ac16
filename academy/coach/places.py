"""Where in the pattern: the step and the pad at which notes go missing or are added again and again."""

from collections.abc import Iterator, Mapping

from academy.coach.fact import Fact, Json, capital, sound

OFTEN = 2


def place_facts(score: Json, lanes: Mapping[str, str]) -> Iterator[Fact]:
    """Yield the step that is most often missing, and the one most often added; each at least twice."""
    for row in (score.get("missed_steps") or [])[:1]:
        if row["times"] >= OFTEN and row["times"] * 2 >= row["of"]:
            name, where = sound(row["pad"], lanes), _where(row)
            yield Fact(
                "missed_step",
                False,
                min(1.0, 0.2 + 0.1 * row["times"]),
                f"{capital(name)} on {where} was missing {row['times']} of {row['of']} times.",
                f"Play up to {where} and stop on it; add the rest when it comes by itself.",
                evidence=dict(row),
            )
    on_click = score.get("explanation") == "click"
    for row in (score.get("extra_steps") or [])[:1]:
        if on_click and row["times"] >= OFTEN:
            name, where = sound(row["pad"], lanes), _where(row)
            yield Fact(
                "extra_step",
                False,
                min(1.0, 0.2 + 0.08 * row["times"]),
                f"{capital(name)} came {row['times']} times around {where}, where nothing is written for it.",
                f'Say "rest" on {where} and keep that finger still.',
                evidence=dict(row),
            )


def _where(row: Json) -> str:
    return f"step {row['step']} of bar {row['bar']}"
