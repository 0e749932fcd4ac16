"""What the matcher understood, in plain sentences; and the words for how tight a take is."""

from collections import Counter

import numpy as np

from academy.patterns.model import Target
from academy.scoring.alignment import Alignment, Jump
from academy.scoring.breakdown import Exchange
from academy.scoring.constants import CONSTANTS
from academy.scoring.hypotheses import Explanation
from academy.scoring.swing import Swing
from academy.scoring.timing import Timing
from academy.scoring.verdicts import HitVerdict, JudgedHit, JudgedOnset

NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
RATES = {
    2.0: "Double time.",
    0.5: "Half time.",
    1.5: "One and a half times the tempo.",
    0.75: "Three quarters of the tempo.",
}


def band(residual_sd_ms: float | None) -> str | None:
    """Return the word for a residual SD: tight, professional range, ... None when it is not known."""
    if residual_sd_ms is None:
        return None
    for limit, word in CONSTANTS.bands_ms:
        if residual_sd_ms <= limit:
            return word
    return CONSTANTS.band_beyond


def beats_in_words(beats: float, beats_per_bar: float) -> str:
    """Return a length as a musician says it: `one bar`, `two beats`, `half a beat`, `1.3 beats`."""
    beats = abs(beats)
    bars = beats / beats_per_bar
    if round(bars) >= 1 and abs(bars - round(bars)) < 0.02:
        return _amount(round(bars), "bar")
    if abs(beats - 0.5) < 0.02:
        return "half a beat"
    if abs(beats - 0.25) < 0.02:
        return "a quarter of a beat"
    if round(beats) >= 1 and abs(beats - round(beats)) < 0.02:
        return _amount(round(beats), "beat")
    return f"{beats:.1f} beats"


def _amount(number: int, unit: str) -> str:
    word = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{word} {unit}{'' if number == 1 else 's'}"


def place_in_words(target: Target, onset: int) -> str:
    """Return `after bar 4` for an onset early in bar 5, else `in bar 4`."""
    beat = target.onsets[onset].beat
    bar = int(beat / target.beats_per_bar + 1e-6)
    into = beat - bar * target.beats_per_bar
    return f"after bar {bar}" if bar and into < target.beats_per_bar / 4 else f"in bar {bar + 1}"


def explanation_words(target: Target, alignment: Alignment, timing: Timing, *, is_free: bool) -> list[str]:
    """Return what the player did as a whole; nothing when they kept to the click."""
    said = []
    if alignment.explanation == Explanation.RATE:
        said.append(RATES[alignment.rate])
    elif alignment.explanation == Explanation.FREE and not is_free and timing.tempo_bpm is not None:
        said.append(f"You played it at {timing.tempo_bpm:.0f} BPM.")
    if alignment.start_s:
        length = beats_in_words(alignment.start_s / target.beat_s, target.beats_per_bar)
        said.append(f"You started {length} {'late' if alignment.start_s > 0 else 'early'}.")
    said += [_jump_words(target, jump) for jump in alignment.jumps]
    if alignment.is_ambiguous:
        said.append(
            "It fits the pattern as well one step earlier or later: play it again after the count-in."
        )
    return said


def _jump_words(target: Target, jump: Jump) -> str:
    beats = jump.move_s / target.beat_s
    length = beats_in_words(beats, target.beats_per_bar)
    where = place_in_words(target, jump.onset)
    if beats > 0:
        number, _, unit = length.rpartition(" ")
        pause = f"{number}-{unit.rstrip('s')}" if number and unit.startswith(("bar", "beat")) else length
        article = "An" if pause.startswith(("eight", "eleven")) else "A"
        return f"{article} {pause} pause {where}." if " " not in pause else f"A pause of {length} {where}."
    return f"You skipped {length} {where}."


def first_attempt_words(target: Target, hits: tuple[JudgedHit, ...], alignment: Alignment) -> list[str]:
    """Return a sentence when several hits came before the attempt that was scored."""
    if alignment.explanation not in (Explanation.START, Explanation.JUMP) or not len(alignment.onsets):
        return []
    begins = float(alignment.played_s[0]) - target.step_s / 2
    early = sum(hit.verdict == HitVerdict.EXTRA and hit.time_s < begins for hit in hits)
    if early < 4:
        return []
    return [f"You began again; the first attempt ({early} hits) was not scored as part of it."]


def late_entry_words(
    target: Target, onsets: tuple[JudgedOnset, ...], hits: tuple[JudgedHit, ...]
) -> list[str]:
    """Return a sentence when a loop was joined whole bars late and played on beyond its end.

    Every bar of a loop is alike, so that the click explains all but the first bars and what came after.
    """
    answered = [onset.time_s for onset in onsets if onset.hit is not None]
    bars = int(min(answered, default=0.0) / target.bar_s + 1e-6)
    missed = sum(onset.time_s < (bars - 1e-6) * target.bar_s for onset in onsets)
    ends = target.length_s - target.step_s / 2
    after = sum(hit.verdict == HitVerdict.EXTRA and hit.time_s > ends for hit in hits)
    if not bars or after < max(1, missed / 2):
        return []
    return [f"You came in {_amount(bars, 'bar')} late, and played as much after the end."]


def pad_words(
    target: Target, confused: Counter[tuple[str, str]], exchange: Exchange | None, wrong_pads: int
) -> list[str]:
    """Return a sentence about pads that were exchanged, or about one pad that took all."""
    if exchange is not None:
        first, second = (lane.replace("-", " ") for lane in exchange.lanes)
        return [f"{first[:1].upper()}{first[1:]} and {second} are exchanged."]
    played = Counter[str]()
    for (_, pad), times in confused.items():
        played[pad] += times
    if played and wrong_pads >= 0.5 * len(target.onsets) and max(played.values()) >= 0.9 * wrong_pads:
        return [f"Right rhythm, wrong pad: you played it on {played.most_common(1)[0][0]}."]
    return []


def swing_words(target: Target, swing: Swing | None) -> list[str]:
    """Return a sentence when a straight pattern was swung, or a swung one played straight."""
    if swing is None:
        return []
    percent = round(100 * swing.share)
    asked = target.swing
    unit_ms = target.step_s * 1000
    if abs(swing.share * 100 - asked) / 100 * 2 * unit_ms <= 20:
        return []
    if asked <= 51 and swing.is_swung:
        return [f"You swung it: {percent} %."]
    if asked > 51 and not swing.is_swung:
        return [f"You played it straight; the pattern swings {asked:.0f} %."]
    return []


def latency_suggestion_ms(
    late_ms: list[float], spread_ms: float | None, latency_ms: float | None
) -> float | None:
    """Return a latency to use from now on, from at least 50 hits; a scattered take moves it little.

    The damping is exp(-0.0116 * (10 * SD - 90)), as in a well known rhythm game.
    """
    if len(late_ms) < CONSTANTS.calibrate_hits or spread_ms is None:
        return None
    damping = min(1.0, float(np.exp(-0.0116 * max(0.0, 10 * spread_ms - 90))))
    return (latency_ms or 0.0) + damping * float(np.median(late_ms))


def calibrate_words(bias_ms: float) -> str:
    """Return the advice to measure the latency, when all came earlier or later than playing explains."""
    side = "late" if bias_ms > 0 else "early"
    return (
        f"Everything came about {abs(bias_ms):.0f} ms {side}, and your latency was never measured: "
        "the connect page does that in ten seconds. It did not lower the score."
    )
