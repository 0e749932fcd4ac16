"""Sixty-odd takes of which it is known what is wrong with them, for whoever gives feedback.

Each is a pattern such as the course has, played as written but for the faults in its name; so the worst
fault is known from how the take was made, and the boundaries are a millisecond to each side of a rule.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, reduce
from itertools import combinations
from typing import Any

from academy.midi.take import Hit, Take
from academy.patterns.model import Pattern
from academy.patterns.notation import parse
from academy.practice.judging import score_take, target_of
from academy.practice.places import places

Json = dict[str, Any]
Hits = list[Hit]
Fault = Callable[[Hits], Hits]

PADS = {"kick": "A13", "snare": "A14", "hat": "A15"}
LANES = {pad: lane for lane, pad in PADS.items()}
BEAT_S, BAR_S = 60 / 90, 4 * 60 / 90
BACKBEAT = parse(
    "tempo: 90\npasses: 4\nkick  x... .... x... ....\nsnare .... x... .... x...\nhat   x.x. x.x. x.x. x.x."
)
"""Twelve notes a bar, four bars: 48 notes, all equally loud."""
ACCENTS = parse("tempo: 90\npasses: 4\nhat X.o. X.o. X.o. X.o.")
"""Eight hats a bar, loud and soft in turn."""
SWUNG = parse("tempo: 90\npasses: 4\nswing: 62\nhat xxxx xxxx xxxx xxxx")


@dataclass(frozen=True)
class Case:
    """One take: its score, and the faults of which one has to be named first (none: nothing is wrong)."""

    name: str
    score: Json
    worst: tuple[str, ...]
    pass_mark: float = 70.0
    attempts: tuple[Json, ...] = field(default=())
    whole: bool = True


def played(pattern: Pattern) -> Hits:
    """Return the pattern exactly as it is written."""
    return [Hit(one.time_s, one.pad, one.velocity) for one in pattern.target(PADS).onsets]


def scored(hits: Hits, pattern: Pattern = BACKBEAT, latency_ms: float | None = 0.0) -> Json:
    """Return the score of a take as the practice room would keep it."""
    take = Take.of(hits, latency_ms=latency_ms)
    said = score_take(pattern, take, pads=PADS, latency_ms=latency_ms).as_json()
    return said | places(target_of(pattern, take, PADS), said) | {"swing_asked": pattern.swing}


def by(late_ms: float) -> Fault:
    """Move every hit: late is positive."""
    return lambda hits: [replace(hit, time_s=hit.time_s + late_ms / 1000) for hit in hits]


def without(pad: str, amount: int) -> Fault:
    """Leave out the last notes of a pad."""

    def fault(hits: Hits) -> Hits:
        gone = {id(hit) for hit in [one for one in hits if one.pad == pad][-amount:]}
        return [hit for hit in hits if id(hit) not in gone]

    return fault


def with_extra(pad: str, amount: int) -> Fault:
    """Add hits where nothing is written: on the sixteenth after each beat."""
    return lambda hits: [*hits, *(Hit((n + 0.25) * BEAT_S, pad, 90) for n in range(amount))]


def astray(pad: str, other: str, amount: int) -> Fault:
    """Play the first notes of a pad on another that the pattern does not use."""

    def fault(hits: Hits) -> Hits:
        moved = {id(hit) for hit in [one for one in hits if one.pad == pad][:amount]}
        return [replace(hit, pad=other) if id(hit) in moved else hit for hit in hits]

    return fault


def exchanged(hits: Hits) -> Hits:
    """Play the kick on the snare's pad and the snare on the kick's."""
    other = {"A13": "A14", "A14": "A13"}
    return [replace(hit, pad=other.get(str(hit.pad), hit.pad)) for hit in hits]


def scattered(hits: Hits) -> Hits:
    """Move hits to both sides without an order that anyone could follow."""
    moves = (-55, 40, 10, -35, 60, -20, 50, -60, 25, -5, 35, -45)
    beats = sorted({hit.time_s for hit in hits})
    return [replace(hit, time_s=hit.time_s + moves[beats.index(hit.time_s) % 12] / 1000) for hit in hits]


def unevenly(hits: Hits) -> Hits:
    """Strike hard and softly in turn, where all notes are written equally loud."""
    return [replace(hit, velocity=(120, 35)[n % 2]) for n, hit in enumerate(hits)]


def drifting(hits: Hits) -> Hits:
    """Start on the click and end 60 ms behind it."""
    return [replace(hit, time_s=hit.time_s + 0.06 * hit.time_s / (4 * BAR_S)) for hit in hits]


def late_pad(pad: str, late_ms: float) -> Fault:
    """Move the hits of one pad only."""
    return lambda hits: [
        replace(hit, time_s=hit.time_s + late_ms / 1000) if hit.pad == pad else hit for hit in hits
    ]


def bar_later(hits: Hits) -> Hits:
    """Come in a bar late and play to the end from there."""
    return [replace(hit, time_s=hit.time_s + BAR_S) for hit in hits][:36]


def doubled(hits: Hits) -> Hits:
    """Play everything at twice the tempo, twice over."""
    fast = [replace(hit, time_s=hit.time_s / 2) for hit in hits]
    return [*fast, *(replace(hit, time_s=hit.time_s + 2 * BAR_S) for hit in fast)]


FAULTS: dict[str, tuple[Fault, tuple[str, ...]]] = {
    "45 ms early": (by(-45), ("early",)),
    "50 ms late": (by(50), ("late",)),
    "scattered": (scattered, ("loose",)),
    "five hats missing": (without("A15", 5), ("missed",)),
    "six extra kicks": (with_extra("A13", 6), ("extra", "extra_step")),
    "four snares astray": (astray("A14", "A10", 4), ("wrong_pad",)),
    "kick and snare exchanged": (exchanged, ("exchanged",)),
    "uneven": (unevenly, ("uneven",)),
}
"""A fault, and what has to be named first when it stands alone."""
PAIRS = [
    pair
    for pair in combinations([name for name in FAULTS if name != "kick and snare exchanged"], 2)
    if pair not in {("45 ms early", "50 ms late")}
]


def of(name: str, fault: Fault, *worst: str, pattern: Pattern = BACKBEAT, **said: Any) -> Case:
    """Return a case: the pattern with a fault."""
    return Case(name, scored(fault(played(pattern)), pattern), worst, **said)


@cache
def cases() -> tuple[Case, ...]:
    """Return all takes of the set."""
    return (*_alone(), *_pairs(), *_boundaries(), *_unscored(), *_standing())


def _alone() -> list[Case]:
    turned = [replace(hit, velocity=155 - hit.velocity) for hit in played(ACCENTS)]
    straight = [replace(hit, time_s=n * BEAT_S / 4) for n, hit in enumerate(played(SWUNG))]
    return [
        of("as written", lambda hits: hits),
        *(of(name, fault, *worst) for name, (fault, worst) in FAULTS.items()),
        of("drifts late", drifting, "drift", "late", "tempo_wanders", "own_tempo"),
        of("snare 40 ms late", late_pad("A14", 40), "pad_apart"),
        of("double time", doubled, "rate"),
        of("a bar late", bar_later, "came_in_late", "missed"),
        of("accents turned round", lambda _hits: turned, "accents_inverted", "uneven", pattern=ACCENTS),
        of("swing played straight", lambda _hits: straight, "swing_straight", pattern=SWUNG),
    ]


def _pairs() -> list[Case]:
    return [
        Case(
            f"{first} and {second}",
            scored(reduce(lambda hits, name: FAULTS[name][0](hits), (second, first), played(BACKBEAT))),
            (*FAULTS[first][1], *FAULTS[second][1]),
        )
        for first, second in PAIRS
    ]


def _boundaries() -> list[Case]:
    clean = scored(played(BACKBEAT))
    early = [(-31, ("early",)), (-30, ()), (-29, ()), (-11, ()), (-10, ()), (-9, ())]
    late = [(9, ()), (10, ()), (11, ()), (14, ()), (15, ()), (16, ("late",))]
    spread = [(14.0, ()), (15.0, ()), (16.0, ()), (24.0, ()), (25.0, ()), (26.0, ("loose",))]
    return [
        *(Case(f"{ms:+d} ms", scored(by(ms)(played(BACKBEAT))), worst) for ms, worst in (*early, *late)),
        *(
            Case(f"a spread of {ms:g} ms", clean | {"residual_sd_ms": ms, "spread_ms": ms}, worst)
            for ms, worst in spread
        ),
    ]


def _unscored() -> list[Case]:
    nothing = [Hit(0.171 * n + 0.013 * n * n, "A15", 90) for n in range(9)]
    return [
        Case("empty", scored([]), ("empty",)),
        Case("all extras", scored([Hit(0.05 * n, "B02", 90) for n in range(80)]), ("extra", "missed")),
        Case("something else", scored(nothing), ("missed",)),
        Case("two notes", scored(played(BACKBEAT)[:2]), ("insufficient", "not_the_exercise", "missed")),
        Case("unknown latency", scored(by(90)(played(BACKBEAT)), latency_ms=None), ("calibrate",)),
    ]


def _standing() -> list[Case]:
    late = scored(by(50)(played(BACKBEAT)))
    overall, before = late["overall"], {"spread_ms": 30.0, "tempo": 90.0}
    return [
        Case("passed by 0.1", late, ("late",), round(overall - 0.1, 1)),
        Case("passed exactly", late, ("late",), overall),
        Case("short by 0.1", late, ("late",), round(overall + 0.1, 1)),
        Case("a loop above the mark", late, ("late",), overall - 5, whole=False),
        Case("better than before", late, ("late",), attempts=({"overall": overall - 8, **before},)),
        Case("not as good as before", late, ("late",), attempts=({"overall": 100.0, **before},)),
    ]
