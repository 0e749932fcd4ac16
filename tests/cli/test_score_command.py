"""`academy score`: files of every kind, every option, and the shape that other programs rely on."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from academy.midi.device import load_device
from academy.midi.midi_file import midi_of_take, midi_of_target
from academy.midi.take import Hit, Take
from academy.midi.take_json import take_as_json
from academy.patterns.notation import parse
from academy.settings import Settings

DEVICE = load_device(Settings.from_env({}, Path.cwd()).home / "data" / "sp404mk2.toml")
MINE = Take.of([Hit(0.02, "A13", 90), Hit(0.52, "A15", 90), Hit(1.02, "A13", 90), Hit(1.52, "A15", 90)])
COMPONENTS = {"pattern", "timing", "dynamics", "tempo"}
COUNTS = {"targets", "correct", "wrong_pad", "missed", "extra", "double", "ignored"}
KEYS = {"schema", "exercise", "status", "overall", "components", "bias_ms", "spread_ms", "residual_sd_ms"}
KEYS |= {"tempo_bpm", "swing", "counts", "explanation", "onsets", "hits", "figure", "constants"}


def score(academy: Any, pattern: Path, take: Path, *said: str) -> dict[str, Any]:
    answered = academy("score", "--pattern", pattern, "--take", take, "--json", *said)
    assert (answered.code, answered.err) == (0, "")
    return dict(json.loads(answered.out))


def numbers_in(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from numbers_in(each)
    elif isinstance(value, int | float):
        yield value


def test_the_answer_has_every_key_that_others_rely_on(academy: Any, pattern: Path, take: Path) -> None:
    said = score(academy, pattern, take)
    assert set(said) >= KEYS
    assert (said["schema"], said["status"], said["explanation"]) == (1, "scored", "click")
    assert (set(said["components"]), set(said["counts"])) == (COMPONENTS, COUNTS)
    assert set(said["onsets"][0]) >= {"index", "time_s", "pad", "verdict", "hit", "asynchrony_ms"}
    assert set(said["hits"][0]) >= {"index", "time_s", "pad", "velocity", "verdict"}
    assert all(math.isfinite(number) for number in numbers_in(said))


def test_late_is_positive_and_in_milliseconds(academy: Any, pattern: Path, take: Path) -> None:
    said = score(academy, pattern, take)
    assert said["bias_ms"] == 20
    assert [onset["asynchrony_ms"] for onset in said["onsets"]] == [20, 20, 20, 20]
    assert [onset["time_s"] for onset in said["onsets"]] == [0, 0.5, 1, 1.5]


def test_what_was_not_measured_is_null_and_no_key_is_missing(
    academy: Any, pattern: Path, tmp_path: Path
) -> None:
    silence = tmp_path / "silence.take"
    silence.write_text("# nothing was played\n")
    said = score(academy, pattern, silence)
    assert set(said) >= KEYS and said["status"] == "empty"
    assert [said[key] for key in ("bias_ms", "spread_ms", "tempo_bpm", "swing", "figure")] == [None] * 5
    assert said["components"]["timing"] is None
    assert said["onsets"][0] | {"verdict": "missed", "hit": None, "asynchrony_ms": None} == said["onsets"][0]


def test_a_calibrated_latency_is_taken_off(academy: Any, pattern: Path, take: Path) -> None:
    assert score(academy, pattern, take, "--latency-ms", "20")["bias_ms"] == 0
    assert score(academy, pattern, take, "--latency-ms", "-5")["bias_ms"] == 25


def test_uncalibrated_forgets_the_latency_that_a_take_names(academy: Any, pattern: Path, take: Path) -> None:
    take.write_text("latency_ms: 20\n" + take.read_text())
    assert score(academy, pattern, take)["latency_ms"] == 20
    assert score(academy, pattern, take, "--uncalibrated")["latency_ms"] is None


def test_free_takes_are_not_judged_against_the_click(academy: Any, pattern: Path, take: Path) -> None:
    assert score(academy, pattern, take, "--mode", "free")["explanation"] == "free"
    take.write_text("mode: free\n" + take.read_text())
    assert score(academy, pattern, take)["explanation"] == "free"
    assert score(academy, pattern, take, "--mode", "click")["explanation"] == "click"


def test_a_higher_level_asks_for_tighter_timing(academy: Any, pattern: Path, take: Path) -> None:
    take.write_text("0.03 kick 90\n0.47 snare 90\n1.03 kick 90\n1.47 snare 90\n")
    first, third = (score(academy, pattern, take, "--level", level)["components"] for level in "13")
    assert first["timing"] > third["timing"]


@pytest.mark.parametrize("ending", ["mid", "json", "take"])
def test_a_take_scores_the_same_from_every_kind_of_file(
    academy: Any, pattern: Path, take: Path, tmp_path: Path, ending: str
) -> None:
    (tmp_path / "same.mid").write_bytes(midi_of_take(MINE, DEVICE.mode_a(), 120))
    (tmp_path / "same.json").write_text(json.dumps(take_as_json(MINE)))
    (tmp_path / "same.take").write_text(take.read_text())
    said = score(academy, pattern, tmp_path / f"same.{ending}")
    assert said["counts"]["correct"] == 4
    assert said["bias_ms"] == pytest.approx(20, abs=1.1)  # a tick of a MIDI file is 1.04 ms at 120


def test_a_midi_file_is_a_pattern_too(academy: Any, pattern: Path, take: Path, tmp_path: Path) -> None:
    midi = tmp_path / "pattern.mid"
    target = parse(pattern.read_text()).target({"kick": "A13", "snare": "A15"})
    midi.write_bytes(midi_of_target(target, DEVICE.mode_a()))
    assert score(academy, midi, take)["bias_ms"] == pytest.approx(20, abs=1.1)


@pytest.mark.parametrize(("name", "pads"), [("modeB", DEVICE.mode_b()), ("gm", DEVICE.general_midi())])
def test_a_pad_map_is_chosen_by_name(
    academy: Any, pattern: Path, tmp_path: Path, name: str, pads: Any
) -> None:
    midi = tmp_path / "take.mid"
    midi.write_bytes(midi_of_take(MINE, pads, 120))
    assert score(academy, pattern, midi, "--map", name)["counts"]["correct"] == 4
    assert score(academy, pattern, midi)["counts"]["correct"] < 4


def test_a_pad_map_may_be_a_file(academy: Any, pattern: Path, tmp_path: Path) -> None:
    midi, pads = tmp_path / "take.mid", {"A13": [10, 1], "A15": [10, 2]}
    midi.write_bytes(midi_of_take(MINE, DEVICE.learnt({"A13": (10, 1), "A15": (10, 2)}), 120))
    (tmp_path / "mine.json").write_text(json.dumps(pads))
    assert score(academy, pattern, midi, "--map", str(tmp_path / "mine.json"))["counts"]["correct"] == 4


def test_an_exercise_of_the_course_is_named_in_the_answer(academy: Any, take: Path) -> None:
    said = academy("score", "--exercise", "backbeat/kick-and-snare", "--take", take, "--json")
    assert json.loads(said.out)["exercise"] == "backbeat/kick-and-snare"


def test_a_file_for_a_sequence_is_compared_step_by_step_as_on_its_page(academy: Any, tmp_path: Path) -> None:
    file = tmp_path / "back.mid"
    academy("export", "--exercise", "first-pattern/read-back", "--to", file)
    asked = ("score", "--exercise", "first-pattern/read-back", "--take", file)
    said = json.loads(academy(*asked, "--json").out)
    assert (said["overall"], said["written"]["missing"], said["written"]["tempo_bpm"]) == (100.0, [], 88.0)
    assert "written" not in json.loads(academy(*asked, "--mode", "click", "--json").out)  # played by hand
    assert "Every note is on its step" in academy(*asked).out


def test_without_json_a_learner_reads_the_grade_and_its_parts(
    academy: Any, pattern: Path, take: Path
) -> None:
    first, *parts = academy("score", "--pattern", pattern, "--take", take).out.splitlines()
    assert first.startswith("scored: ")
    assert [part.split()[0] for part in parts[:4]] == ["pattern", "timing", "dynamics", "tempo"]


def test_a_pattern_saved_by_notepad_is_read(academy: Any, pattern: Path, take: Path) -> None:
    pattern.write_text("\ufeff" + pattern.read_text(), encoding="utf-8")
    assert score(academy, pattern, take)["status"] == "scored"
