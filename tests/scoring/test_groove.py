"""Real drumming, when the data are on this machine: a sample of takes against their own quantised selves."""

import random
import statistics
import sys
from pathlib import Path

import pytest

from academy.midi.device import load_device
from academy.midi.take import Take
from academy.scoring.score import score_take

sys.path.insert(0, str(Path(__file__).parents[2]))
groove = pytest.importorskip("bench.groove")
accuracy = pytest.importorskip("bench.accuracy")
players = pytest.importorskip("bench.players")

FOLDER = groove.find_groove()


@pytest.fixture(scope="module")
def takes():
    if FOLDER is None:
        pytest.skip("the Groove MIDI data are not on this machine (set GROOVE_DATA)")
    return list(groove.read_takes(FOLDER, every=16))


def test_drummers_score_well_against_their_own_quantised_selves(takes):
    graded = [score_take(known.target, Take(hits=known.hits), latency_ms=0.0) for known in takes]
    assert {score.status.value for score in graded} == {"scored"}
    assert statistics.median(score.overall for score in graded) >= 90


@pytest.mark.parametrize("latency_ms", [0.0, None])
def test_verdicts_on_spoilt_real_takes_are_right(takes, latency_ms):
    shares = []
    for number, known in enumerate(takes):
        dice = random.Random(number)
        spoilt = players.shift(
            players.spoil(known, dice), dice.uniform(*((0, 150) if latency_ms is None else (-30, 30)))
        )
        share, _ = accuracy.judged(spoilt, accuracy.ours(spoilt, latency_ms)[0])
        shares.append(share)
    assert statistics.mean(shares) >= 0.965


def test_whole_recordings_are_read_as_midi_files_and_scored():
    if FOLDER is None:
        pytest.skip("the Groove MIDI data are not on this machine (set GROOVE_DATA)")
    pads = load_device(Path(__file__).parents[2] / "data" / "sp404mk2.toml").general_midi()
    for known in groove.read_whole(FOLDER, pads, every=40):
        score = score_take(known.target, Take(hits=known.hits), latency_ms=0.0)
        assert (score.status.value, score.explanation.value) == ("scored", "click"), known.name


def test_without_the_data_the_search_answers_none(tmp_path, monkeypatch):
    monkeypatch.delenv("GROOVE_DATA", raising=False)
    monkeypatch.setattr(groove, "__file__", str(tmp_path / "a" / "b" / "groove.py"))
    assert groove.find_groove(str(tmp_path)) is None
