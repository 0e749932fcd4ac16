"""How words are written alike, so that "Lo Fi", "lofi" and "LO-FI" are the same word."""

import re

_SAME = {
    "lofi": "lo-fi",
    "hiphop": "hip-hop",
    "boombap": "boom bap",
    "boom-bap": "boom bap",
    "rnb": "r&b",
    "neosoul": "neo-soul",
    "dnb": "drum and bass",
    "d&b": "drum and bass",
    "laidback": "laid-back",
    "halftime": "half-time",
}
_PAIRS = {"lo fi": "lo-fi", "hip hop": "hip-hop", "neo soul": "neo-soul", "laid back": "laid-back"}
_WORD = re.compile(r"[^\W\d_&#]+(?:[&#][^\W\d_&#]*)?|\d+(?:\.\d+)?")


def normal(word: str) -> str:
    """Return one word, or two that are one thing, in the spelling of the library."""
    plain = " ".join(word.lower().replace("_", " ").split())
    return _SAME.get(plain.replace(" ", ""), _PAIRS.get(plain, plain))


def words_in(text: str) -> list[str]:
    """Cut text into words in lower case: at signs, at digits, at capitals after small letters."""
    return [found.lower() for found in _WORD.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))]
