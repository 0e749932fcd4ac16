"""How loud: whether accents stand out, and whether equal notes are equally loud.

Drummers repeat a note within 4.4 dB; the dynamics part of the score is 60 at 6.1 dB and 85 at 3.4 dB.
"""

from collections.abc import Iterator

from academy.coach.fact import Fact, Json, number

EVEN_DB = 3.4
UNEVEN_DB = 6.1
CONTOUR_FLAT = 0.3
ACCENTS_ALONE = "Play the accents alone first, then let the other notes whisper between them."


def touch_facts(score: Json) -> Iterator[Fact]:
    """Yield what is true about loudness; nothing for an input that cannot tell loud from soft."""
    error, contour = number(score, "dynamics", "error_db"), number(score, "dynamics", "contour")
    if error is None or number(score, "components", "dynamics") is None:
        return
    evidence = {"error_db": round(error, 1)}
    if contour is not None and contour < 0:
        yield Fact(
            "accents_inverted",
            False,
            0.6,
            "Loud and soft are the wrong way round: accents came softer than the notes around them.",
            ACCENTS_ALONE,
            evidence={"contour": round(contour, 2)},
        )
    elif contour is not None and contour < CONTOUR_FLAT:
        yield Fact(
            "accents_flat",
            False,
            0.35,
            "The accents hardly stand out.",
            "Make the soft notes softer rather than the loud ones louder.",
            evidence={"contour": round(contour, 2)},
        )
    elif error <= EVEN_DB:
        text = "Your accents are where they belong." if contour is not None else "Your touch is even."
        yield Fact("touch", True, 0.5, text, evidence=evidence)
    if error > UNEVEN_DB:
        yield Fact(
            "uneven",
            False,
            min(1.0, error / 15),
            f"The loudness strays by {error:.1f} dB from what the pattern asks.",
            "Same height, same finger: lift to the same point before every stroke.",
            evidence=evidence,
        )
