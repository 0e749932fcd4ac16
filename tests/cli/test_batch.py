"""`academy score --batch`: order kept, a bad line answers for itself, the rest goes on."""

import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from academy.cli import scoring


def batch(lines: list[str], folder: Path) -> list[dict[str, Any]]:
    """Score a list in a process of its own, from the folder of its files."""
    (folder / "list.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-W", "error", "-m", "academy", "score", "--batch", "list.jsonl"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def late_takes(folder: Path, milliseconds: range) -> list[str]:
    """Write the pattern as a take for each lateness, and return the lines that ask for them."""
    for late in milliseconds:
        hits = [
            f"{beat * 0.5 + late / 1000:.3f} {lane} 90" for beat, lane in enumerate(["kick", "snare"] * 2)
        ]
        (folder / f"{late}.take").write_text("\n".join(hits))
    return [json.dumps({"pattern": "pattern.txt", "take": f"{late}.take"}) for late in milliseconds]


def test_results_come_in_the_order_of_the_list(pattern: Path, tmp_path: Path) -> None:
    answers = batch(late_takes(tmp_path, range(40)), tmp_path)
    assert [answer["bias_ms"] for answer in answers] == list(range(40))


def test_a_bad_line_answers_with_its_error_and_the_rest_goes_on(pattern: Path, tmp_path: Path) -> None:
    (good,) = late_takes(tmp_path, range(7, 8))
    bad = {
        "not json": "not JSON",
        "[1]": "expected an object",
        "{}": "a take needs 'take'",
        '{"take": "7.take"}': "either 'pattern' or 'exercise'",
        '{"take": "none.take", "pattern": "pattern.txt"}': "none.take cannot be read: No such file",
        '{"take": 7, "pattern": "pattern.txt"}': "'take' is 7",
        '{"take": "7.take", "pattern": "\\u0000"}': "cannot be understood",
        '{"take": "7.take", "pattern": "pattern.txt", "latency_ms": "slow"}': "latency_ms is 'slow'",
        '{"take": "7.take", "pattern": "pattern.txt", "latency_ms": NaN}': "latency_ms is nan",
        '{"take": "7.take", "pattern": "pattern.txt", "mode": "jazz"}': "mode is 'jazz'",
        '{"take": "7.take", "pattern": "pattern.txt", "level": 9}': "level is 9",
        '{"take": "7.take", "exercise": "jazz/ride"}': "No exercise 'jazz/ride'",
    }
    answers = batch([line for wrong in bad for line in (wrong, good)], tmp_path)
    assert [answer["bias_ms"] for answer in answers[1::2]] == [7] * len(bad)
    for answer, words in zip(answers[::2], bad.values(), strict=True):
        assert list(answer) == ["error"]
        assert words in answer["error"]


def test_a_line_may_say_latency_mode_level_and_map(pattern: Path, tmp_path: Path) -> None:
    (line,) = late_takes(tmp_path, range(30, 31))
    asked = [{"latency_ms": 30}, {"latency_ms": None}, {"mode": "free", "level": 2, "map": "gm"}]
    known, unknown, free = batch([json.dumps(json.loads(line) | each) for each in asked], tmp_path)
    assert (known["bias_ms"], known["latency_ms"]) == (0, 30)
    assert unknown["latency_ms"] is None
    assert free["explanation"] == "free"


def test_an_empty_list_has_no_results(tmp_path: Path) -> None:
    assert batch([], tmp_path) == []


def test_all_cores_are_used(pattern: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int | None] = []

    class Counted(ProcessPoolExecutor):
        def __init__(self, max_workers: int | None = None) -> None:
            asked.append(max_workers)
            raise KeyboardInterrupt  # before any process is made

    monkeypatch.setattr(scoring, "ProcessPoolExecutor", Counted)
    file = tmp_path / "list.jsonl"
    file.write_text("{}\n" * 1000)
    with pytest.raises(KeyboardInterrupt):
        next(scoring.score_batch(file, settings=None))  # type: ignore[arg-type]
    assert asked == [os.cpu_count()]
