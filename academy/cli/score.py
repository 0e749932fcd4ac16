"""`academy score`: the page's own scoring, from the shell."""

import argparse
from pathlib import Path
from typing import Any

from academy.cli.command import add, answer, milliseconds
from academy.errors import TakeError
from academy.settings import Settings

Json = dict[str, Any]


def register(commands: Any) -> None:
    """Add the command of this file."""
    score = add(
        commands,
        "score",
        "Score a take against an exercise or a pattern file.",
        "academy score --exercise boom-bap-pocket/first-bar --take mine.mid --json",
        run_score,
    )
    score.add_argument("--exercise", metavar="LESSON/EXERCISE")
    score.add_argument(
        "--pattern", type=Path, metavar="FILE", help="body of an exercise cell, or a MIDI file"
    )
    score.add_argument("--take", type=Path, metavar="FILE", help=".mid, .take or .json")
    latency = score.add_mutually_exclusive_group()
    latency.add_argument(
        "--latency-ms", type=milliseconds, metavar="N", help="calibrated latency to take off"
    )
    latency.add_argument("--uncalibrated", action="store_true", help="the latency is not known")
    score.add_argument("--mode", choices=("click", "free"), help="played to a click, or without (the take's)")
    score.add_argument("--level", type=int, choices=(1, 2, 3), help="how tight the timing must be")
    score.add_argument("--map", metavar="modeA|modeB|gm|FILE", help="pad map of a MIDI take (modeA)")
    score.add_argument("--batch", type=Path, metavar="LIST.jsonl", help="many takes, one JSON object a line")
    score.add_argument("--json", action="store_true", help="print what a program can read")


def run_score(said: argparse.Namespace, settings: Settings) -> int:
    """Score one take, or each line of a list."""
    from academy.cli.scoring import score_batch, score_one

    if said.batch:
        for line in score_batch(said.batch, settings):
            answer(line, compact=True)
        return 0
    if said.take is None or (said.exercise is None) == (said.pattern is None):
        raise TakeError(
            "score what? Give --take FILE and either --exercise LESSON/EXERCISE or --pattern FILE."
        )
    asked: Json = {
        "exercise": said.exercise,
        "pattern": said.pattern and str(said.pattern),
        "take": str(said.take),
        "mode": said.mode,
        "level": said.level,
        "map": said.map,
    }
    if said.uncalibrated or said.latency_ms is not None:
        asked["latency_ms"] = said.latency_ms
    scored = score_one(asked, settings)
    if said.json:
        answer(scored)
    else:
        _tell(scored)
    return 0


def _tell(scored: Json) -> None:
    overall = scored["overall"]
    print(f"{scored['status']}: {'–' if overall is None else overall}")
    for name, value in scored["components"].items():
        print(f"  {name:<9} {'–' if value is None else value}")
    for sentence in scored["explained"]:
        print(f"  {sentence}")
    if written := scored.get("written"):
        from academy.coach.written import written_facts

        for fact in written_facts(scored, {row["pad"]: row["lane"] for row in written["missing"]}):
            print(f"  {fact.text}")
