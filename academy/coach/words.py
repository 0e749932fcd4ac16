"""Words that claim something about playing, and how numbers are read from a sentence."""

import re
import unicodedata

EARLY = re.compile(r"\b(rush\w*|ahead|early|earlier|hurr(?:y|ied|ying)|too soon)\b", re.I)
LATE = re.compile(r"\b(drag\w*|behind|late|later|lag\w*)\b", re.I)
PUSH = re.compile(r"\b(sooner|hurry|push|rush|get ahead|play earlier|speed up)\b", re.I)
HOLD = re.compile(r"\b(wait|lean back|hold (?:it )?back|lay back|later|slow your hand)\b", re.I)
FLAWLESS = re.compile(r"\b(perfect\w*|flawless\w*|spot[- ]on|nailed|locked|rock[- ]solid|impeccable)\b", re.I)
ON_THE_BEAT = re.compile(r"\bright on the beat\b", re.I)
STEADY = re.compile(r"\bsteady hands\b", re.I)
COMPLETE = re.compile(r"\b(every note is there|nothing else|no (?:missing|extra) notes?)\b", re.I)
NOTHING_MISSED = re.compile(r"\bnothing out\b", re.I)
PASSED = re.compile(r"\b(passed|pass(?:es)? it|you pass)\b", re.I)
MARKUP = re.compile(r"https?:|www\.|\w\.(?:com|org|net|io)\b|[<>`\[\]{}|\\]|\*\*|__|^#", re.I)
INSTRUCTION = re.compile(
    r"\b(ignore (?:all|any|the|previous)|system prompt|instructions?|as an ai|language model|json|schema)\b",
    re.I,
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w)")


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a sentence as they stand there; those of pads (A14) are names."""
    return _NUMBER.findall(text)


def foreign(text: str) -> str | None:
    """Return the first letter that is not of the course's script, Latin; None when all are."""
    for letter in text:
        if letter.isalpha() and not unicodedata.name(letter, "").startswith(
            ("LATIN", "MICRO", "FEMININE", "MASC")
        ):
            return letter
    return None


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without case and spaces, to find one that stands twice."""
    return [part.strip().casefold() for part in re.split(r"(?<=[.!?])\s+", text) if part.strip()]
