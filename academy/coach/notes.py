"""Which notes: what was left out, added, bounced, or played on another pad."""

from collections.abc import Iterator, Mapping

from academy.coach.fact import Fact, Json, capital, count, listed, notes, number, sound

NAMED_BARS = 3
SAY_IT = "Say the pattern aloud while you play it; what you can say, you can play."


def note_facts(score: Json, lanes: Mapping[str, str]) -> Iterator[Fact]:
    """Yield what is true about the notes of a take, as opposed to their timing."""
    targets, missed, extra = count(score, "targets"), count(score, "missed"), count(score, "extra")
    wrong = count(score, "wrong_pad")
    if not (missed or extra or wrong):
        yield Fact(
            "all_notes",
            True,
            0.9,
            f"Every note is there, and nothing else: {targets} of {targets}.",
            evidence={"targets": targets},
        )
        return
    if not missed:
        yield Fact(
            "nothing_missed",
            True,
            0.4,
            f"You left nothing out in {notes(targets)}.",
            evidence={"targets": targets},
        )
    if missed:
        yield _missed(score, missed, targets)
        yield from _one_pad(score, missed, lanes)
    if extra:
        yield _extra(extra)
    if wrong:
        yield from _wrong_pads(score, wrong, lanes)
    yield from _doubles(score)


def _missed(score: Json, missed: int, targets: int) -> Fact:
    bars = bars_missed(score)
    evidence = {"missed": missed, "targets": targets, "bars": bars}
    if len(score.get("bars") or []) > 1 and bars:
        noun, own = ("bar", "its") if len(bars) == 1 else ("bars", "their")
        tip = f"Loop {noun} {listed(bars)} on {own} own until nothing is missing."
    else:
        tip = SAY_IT
    text = f"{missed} of {notes(targets)} did not sound."
    return Fact("missed", False, min(1.0, 0.3 + 0.12 * missed), text, tip, evidence=evidence)


def bars_missed(score: Json) -> list[int]:
    """Return the bars (1-based) where most is missing, at most three, in order; bars without misses never."""
    rows = [row for row in score.get("bars") or [] if row.get("missed")]
    rows.sort(key=lambda row: (-row["missed"], row["bar"]))
    return sorted(int(row["bar"]) for row in rows[:NAMED_BARS])


def _one_pad(score: Json, missed: int, lanes: Mapping[str, str]) -> Iterator[Fact]:
    rows = score.get("per_pad") or []
    worst = max(rows, key=lambda row: row.get("missed") or 0, default=None)
    if worst is None or len(rows) < 2 or missed < 3 or worst["missed"] < 0.8 * missed:
        return
    yield Fact(
        "missed_on_one_pad",
        False,
        min(1.0, 0.25 + 0.1 * missed),
        f"{worst['missed']} of the {missed} missing notes belong to {sound(worst['pad'], lanes)}.",
        f"Play only {sound(worst['pad'], lanes)} for one pass, then add the other pads.",
        evidence={"missed_here": worst["missed"], "missed": missed, "pad": worst["pad"]},
    )


def _extra(extra: int) -> Fact:
    noun = "hit" if extra == 1 else "hits"
    return Fact(
        "extra",
        False,
        min(1.0, 0.25 + 0.1 * extra),
        f"{extra} {noun} more than the pattern asks for.",
        "Let the rests be silent: fingers stay on the pads, and the count goes on in your head.",
        evidence={"extra": extra},
    )


def _doubles(score: Json) -> Iterator[Fact]:
    doubles = count(score, "double")
    if doubles < 3:
        return
    yield Fact(
        "bounces",
        False,
        min(0.5, 0.1 + 0.02 * doubles),
        f"{doubles} strokes bounced and sounded twice.",
        "Strike and let the finger spring straight back off the pad.",
        evidence={"double": doubles},
    )


def _wrong_pads(score: Json, wrong: int, lanes: Mapping[str, str]) -> Iterator[Fact]:
    severity = min(1.0, 0.3 + 0.12 * wrong)
    swapped = score.get("exchanged")
    if swapped:
        first, second = (sound(pad, lanes) for pad in swapped["pads"])
        yield Fact(
            "exchanged",
            False,
            severity,
            f"{capital(first)} and {second} are exchanged: right rhythm, other pad.",
            "If your pads are laid out that way, set it on the connect page; else play the two in turn, "
            "slowly, and say their names.",
            evidence={"wrong_pad": wrong, "pads": list(swapped["pads"])},
        )
        return
    confused = max(score.get("confused") or [], key=lambda row: row.get("times") or 0, default=None)
    if confused is None:
        yield Fact(
            "wrong_pad",
            False,
            severity,
            f"{notes(wrong)} landed on another pad.",
            "Look at the grid once before you start and find each pad without pressing it.",
            evidence={"wrong_pad": wrong},
        )
        return
    meant, played = sound(confused["pad"], lanes), sound(confused["played"], lanes)
    times = int(number(confused, "times") or 0)
    yield Fact(
        "wrong_pad",
        False,
        severity,
        f"{notes(times)} meant for {meant} landed on {played}.",
        f"Move between {meant} and {played} slowly, eyes closed, until the hand knows the way.",
        evidence={"times": times, "wrong_pad": wrong, "pad": confused["pad"], "played": confused["played"]},
    )
