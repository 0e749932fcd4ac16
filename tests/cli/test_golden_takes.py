"""Takes that a drummer can read, each with what must come out of `academy score`."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.take"))
EXPECT = re.compile(r"(\w+)(?: ([A-J]\d+|\d+(?= [a-z])))? (-?[\d.]+(?: to -?[\d.]+)?|[a-z_]+)")


def found(score: dict[str, Any], key: str, which: str | None) -> Any:
    """Return what an `expect:` word asks for: `late A15` is a pad's bias, `verdict 3` the third onset's."""
    if key == "late":
        return next(pad["bias_ms"] for pad in score["per_pad"] if pad["pad"] == which)
    if key == "verdict":
        return score["onsets"][int(which or 0) - 1]["verdict"]
    return score["counts"][key] if key in score["counts"] else score[key]


def is_met(value: Any, wanted: str) -> bool:
    """Say whether a value is the word, the number, or within `low to high`."""
    if wanted[0].isalpha():
        return bool(value == wanted)
    low, _, high = wanted.partition(" to ")
    return float(low) <= value <= float(high or low)


def test_there_are_golden_takes() -> None:
    assert len(GOLDEN) >= 6


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_a_golden_take_is_scored_as_it_says(file: Path, academy: Any) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    own = file.with_suffix(".pattern")
    exercise = [line.split(": ")[1] for line in lines if line.startswith("exercise:")]
    against = ["--pattern", own] if own.exists() else ["--exercise", exercise[0]]
    score = json.loads(academy("score", *against, "--take", file, "--json").out)
    expected = [word for line in lines if line.startswith("expect: ") for word in line[8:].split(", ")]
    assert expected
    for words in expected:
        said = EXPECT.fullmatch(words)
        assert said, words
        value = found(score, said[1], said[2])
        assert is_met(value, said[3]), f"expected {words}, found {value}"
