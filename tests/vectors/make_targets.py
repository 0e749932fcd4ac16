"""Write the vectors that bind the page's notes of a take (widgets/src/parts/beats.js) to `Pattern.target`.

Run `python tests/vectors/make_targets.py` after a change of either. What the page is given is what a
stage gives it, so the beats that `Practice.exercise_json` sends are bound as well.
"""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from academy.patterns.model import Pattern
from academy.patterns.notation import parse
from academy.practice import Practice

VECTORS = Path(__file__).parent / "targets.json"
PADS = {"kick": "A13", "snare": "A14", "hat": "A9"}


PATTERNS = {
    "straight, two bars": """
        tempo: 90
        kick  |x.....x.x.......|x.....x.x.......|
        snare |....X.......X...|....X.......X...|
        hat   |x.o.x.o.x.o.x.o.|x.o.x.o.x.o.x.o.|""",
    "swung sixteenths with a lazy snare": """
        tempo: 88
        swing: 58
        passes: 3
        offset snare: 18
        offset kick: -4
        snare |....X..o.o..X..o|....X..o.o..X..o|
        kick  |x..x......xx....|x..x......xx....|""",
    "swung eighths in three": """
        tempo: 140
        meter: 3/4
        division: 2
        swing: 66.7
        hat |xxxxxx|xx.xxx|""",
    "triplets held": """
        tempo: 72
        division: 3
        passes: 1
        A1 |x==x==x=.X..|x==x==x=.X==|""",
}


def _asked(pattern: Pattern) -> list[dict[str, Any]]:
    last = pattern.bars
    return [
        {"tempo": pattern.tempo, "bars": [1, last], "passes": pattern.passes},
        {"tempo": pattern.tempo * 0.4, "bars": [1, last], "passes": 1},
        {"tempo": pattern.tempo * 0.75, "bars": [last, last], "passes": 4},
    ]


def _exercise(pattern: Pattern) -> dict[str, Any]:
    exercise = SimpleNamespace(pattern=pattern, id="vectors/targets", hash="", title=None)
    practice = Practice(
        exercise=cast(Any, exercise),
        kit=cast(Any, SimpleNamespace(name="none", pads=PADS, sounds=PADS, clicks={}, chokes=[])),
        device={},
        desk=lambda: None,
        find_exercise=lambda _name: None,
        read_file=cast(Any, None),
    )
    return practice.exercise_json()


def _target(pattern: Pattern, asked: dict[str, Any]) -> dict[str, Any]:
    target = pattern.target(
        PADS, tempo=asked["tempo"], bars=(asked["bars"][0], asked["bars"][1]), passes=asked["passes"]
    )
    lanes = [lane.name for lane in pattern.lanes]
    return {
        **asked,
        "length_s": target.length_s,
        "loop_s": target.loop_s,
        "onsets": [
            [round(one.time_s, 9), round(one.beat, 9), one.pad, lanes.index(one.lane), one.velocity, one.step]
            for one in target.onsets
        ],
        "holds": [[one.index, round(one.hold_s, 9)] for one in target.onsets if one.hold_s is not None],
    }


def text() -> str:
    """Return the text of the vector file, a case a line."""
    cases = []
    for name, notation in PATTERNS.items():
        pattern = parse(notation)
        targets = [_target(pattern, asked) for asked in _asked(pattern)]
        cases.append({"name": name, "exercise": _exercise(pattern), "targets": targets})
    return "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n"


if __name__ == "__main__":
    VECTORS.write_text(text(), encoding="utf-8")
