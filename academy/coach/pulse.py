"""When: where the hits sit against the click, how steady they are, and whether the tempo holds.

Thresholds: within 10 ms nobody hears it; -30 to +15 ms is where good players sit; a spread up to 15 ms is
steady, above 25 ms loose; a pad 20 ms away from the rest is what listeners to a groove notice; tempo is
heard from about 2.5 %.
"""

from collections.abc import Iterator, Mapping

from academy.coach.fact import Direction, Fact, Json, capital, direction_of, number, sound
from academy.scoring.constants import CONSTANTS

ON_THE_BEAT_MS = 10.0
FEEL_MS = (-30.0, 15.0)
STEADY_MS = 15.0
LOOSE_MS = 25.0
APART_MS = 20.0
APART_HITS = 8
STEADY_TEMPO_PERCENT = 1.0
OWN_TEMPO_GRADE = 70.0
LEAST_FOUND = 0.5
"""With fewer of the notes found, a tempo that explains them is no more than a guess."""
WAIT = "Wait for the beat: lean back, and let your hit land on top of the click until it hides it."
SOONER = "Start the stroke sooner: count the off-beats too, so that no beat comes as a surprise."
SLOW_DOWN = "Slow down and loop one bar until it feels boring, then bring the tempo back."
FOLLOW_THE_CLICK = "Nod your head or tap a foot with the click, and let the hands follow that."
RATES = {
    2.0: "double time",
    0.5: "half time",
    1.5: "one and a half times the tempo",
    0.75: "three quarters of the tempo",
}


def pulse_facts(score: Json, lanes: Mapping[str, str]) -> Iterator[Fact]:
    """Yield what is true about the timing of a take."""
    yield from _understood(score)
    if score.get("explanation") == "rate":
        return
    yield from _bias(score)
    yield from _spread(score)
    yield from _tempo(score)
    yield from _apart(score, lanes)


def is_calibrated(score: Json) -> bool:
    """Say whether the latency was known when the take was scored; silence counts as known."""
    return "latency_ms" not in score or number(score, "latency_ms") is not None


def _bias(score: Json) -> Iterator[Fact]:
    bias = number(score, "bias_ms")
    if bias is None:
        return
    shown = round(bias)
    evidence = {"bias_ms": shown}
    if not is_calibrated(score):
        if abs(bias) > CONSTANTS.calibrate_above_ms:
            yield _calibrate(shown)
        return
    if abs(bias) <= ON_THE_BEAT_MS:
        yield Fact("on_the_beat", True, 0.7, "You sit right on the beat.", evidence=evidence)
    elif FEEL_MS[0] <= bias <= FEEL_MS[1]:
        side = "ahead of" if bias < 0 else "behind"
        text = f"You sit {abs(shown)} ms {side} the beat, which is normal feel."
        yield Fact("normal_feel", True, 0.2, text, direction=direction_of(bias), evidence=evidence)
    elif bias < 0:
        yield Fact(
            "early",
            False,
            min(1.0, -bias / 60),
            f"You play {-shown} ms early, ahead of the beat.",
            WAIT,
            Direction.EARLY,
            evidence,
        )
    else:
        yield Fact(
            "late",
            False,
            min(1.0, bias / 60),
            f"You play {shown} ms late, behind the beat.",
            SOONER,
            Direction.LATE,
            evidence,
        )


def _calibrate(shown_ms: int) -> Fact:
    direction = direction_of(shown_ms)
    return Fact(
        "calibrate",
        False,
        0.3,
        f"Everything came {abs(shown_ms)} ms {direction.value}, and nobody has measured your setup yet. "
        "It did not lower the score.",
        "Do the tap test on the connect page: ten seconds, and the delay of the machine is taken off.",
        direction,
        {"bias_ms": shown_ms},
    )


def _spread(score: Json) -> Iterator[Fact]:
    residual = number(score, "residual_sd_ms")
    spread = number(score, "spread_ms") if residual is None else residual
    if spread is None:
        return
    shown = round(spread)
    evidence = {"residual_sd_ms" if residual is not None else "spread_ms": shown}
    if spread <= STEADY_MS:
        yield Fact(
            "steady", True, 0.8, f"Steady hands: your hits scatter by only {shown} ms.", evidence=evidence
        )
    elif spread > LOOSE_MS:
        yield Fact(
            "loose",
            False,
            min(1.0, spread / 60),
            f"Your hits scatter by {shown} ms around their place.",
            SLOW_DOWN,
            evidence=evidence,
        )


def _tempo(score: Json) -> Iterator[Fact]:
    percent = number(score, "tempo_percent")
    if percent is None or score.get("explanation") in ("jump", "free"):
        return
    shown = round(percent, 1)
    if percent <= STEADY_TEMPO_PERCENT:
        yield Fact(
            "tempo_held", True, 0.5, "The tempo holds from bar to bar.", evidence={"tempo_percent": shown}
        )
    elif percent > CONSTANTS.tempo_percent:
        yield Fact(
            "tempo_wanders",
            False,
            min(1.0, 0.2 + percent / 10),
            f"The tempo moves by {shown:g} % from bar to bar.",
            FOLLOW_THE_CLICK,
            evidence={"tempo_percent": shown},
        )


def _apart(score: Json, lanes: Mapping[str, str]) -> Iterator[Fact]:
    bias = number(score, "bias_ms")
    rows = [row for row in score.get("per_pad") or [] if (row.get("hits") or 0) >= APART_HITS]
    if bias is None or len(rows) < 2:
        return
    away = {row["pad"]: (number(row, "bias_ms") or bias) - bias for row in rows}
    pad = max(away, key=lambda each: abs(away[each]))
    if abs(away[pad]) < APART_MS or not _worth_moving(score, bias, away[pad]):
        return
    shown, direction = round(away[pad]), direction_of(away[pad])
    cure = "hold it back a little" if direction is Direction.EARLY else "send that finger off a little sooner"
    yield Fact(
        "pad_apart",
        False,
        min(1.0, abs(away[pad]) / 60),
        f"{capital(sound(pad, lanes))} comes {abs(shown)} ms {_than(direction)} than the rest.",
        f"Play {sound(pad, lanes)} alone against the click, and {cure}.",
        direction,
        {"apart_ms": shown, "pad": pad},
    )


def _worth_moving(score: Json, bias: float, away: float) -> bool:
    """Say whether moving a pad towards the rest also moves it towards the beat, where that is known."""
    if not is_calibrated(score):
        return True
    has_habit = not FEEL_MS[0] <= bias <= FEEL_MS[1]
    return (bias + away) * away > 0 and not (has_habit and bias * away < 0)


def _than(direction: Direction) -> str:
    return "earlier" if direction is Direction.EARLY else "later"


def _understood(score: Json) -> Iterator[Fact]:
    """Yield what the player did as a whole when it was not simply playing to the click."""
    explanation, tempo = score.get("explanation"), number(score, "components", "tempo")
    start, jumps, rate = number(score, "start_s"), number(score, "jumps"), number(score, "rate")
    found = number(score, "note_f1")
    if explanation == "rate" and rate in RATES and (found is None or found >= LEAST_FOUND):
        yield Fact(
            "rate",
            False,
            1.0,
            f"You played it at {RATES[rate]}.",
            "Listen once and count along aloud before you play, so that you feel the beat as it is meant.",
            evidence={"rate": rate},
        )
    if explanation == "free" and tempo is not None and tempo < OWN_TEMPO_GRADE:
        bpm = number(score, "tempo_bpm")
        if bpm is not None and any(
            said.startswith("You played it at") for said in score.get("explained") or ()
        ):
            yield Fact(
                "own_tempo",
                False,
                0.7,
                f"You kept a tempo of your own: {round(bpm)} BPM.",
                "Let one bar of click go by before you start, and lock one limb to it.",
                evidence={"tempo_bpm": round(bpm)},
            )
    if start:
        late = start > 0
        yield Fact(
            "came_in_late" if late else "came_in_early",
            False,
            0.4,
            f"You came in {'late' if late else 'early'}.",
            "Count the bar before the start aloud; the first note falls where the next one would be.",
            direction_of(start),
            {"start_s": start},
        )
    if explanation == "jump" and jumps:
        jumped = round(jumps)
        times = {1: "once", 2: "twice"}.get(jumped, f"{jumped} times")
        yield Fact(
            "jumps",
            False,
            min(1.0, 0.4 + 0.1 * jumped),
            f"You lost your place {times} and went on from somewhere else.",
            "When a note goes wrong, let it go: keep the count and come back in on the next beat.",
            evidence={"jumps": jumped},
        )
