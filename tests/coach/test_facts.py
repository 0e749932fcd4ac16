"""Every sentence about a take is true of its score: numbers, directions, names."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.coach.fact import Direction, Fact
from academy.coach.facts import facts

LANES = {"A13": "kick", "A14": "snare", "A15": "closed-hat"}


def score(**said: Any) -> dict[str, Any]:
    """Return the JSON of a clean take, with what a test says instead."""
    counts = {
        "targets": 64,
        "correct": 64,
        "wrong_pad": 0,
        "missed": 0,
        "extra": 0,
        "double": 0,
        "ignored": 0,
    }
    clean: dict[str, Any] = {
        "status": "scored",
        "overall": 90.0,
        "components": {"pattern": 100.0, "timing": 90.0, "dynamics": 90.0, "tempo": 97.0},
        "bias_ms": -4.0,
        "spread_ms": 13.0,
        "residual_sd_ms": 12.2,
        "tempo_bpm": 90.1,
        "tempo_percent": 0.5,
        "dynamics": {"gain_db": 1.0, "error_db": 2.0, "contour": 0.8, "evenness_db": 2.0},
        "explanation": "click",
        "explained": [],
        "latency_ms": 12.0,
        "bars": [],
        "per_pad": [],
        "confused": [],
        "exchanged": None,
        "rate": None,
        "jumps": 0,
        "start_s": 0.0,
    }
    return clean | said | {"counts": counts | said.get("counts", {})}


def found(**said: Any) -> dict[str, Fact]:
    return {fact.id: fact for fact in facts(score(**said), lanes=LANES)}


def test_a_clean_take_has_only_good_facts() -> None:
    assert set(found()) == {"all_notes", "on_the_beat", "steady", "tempo_held", "touch", "passed"}


@pytest.mark.parametrize(
    ("bias_ms", "fact"),
    [
        (-31, "early"),
        (-30, "normal_feel"),
        (-11, "normal_feel"),
        (-10, "on_the_beat"),
        (10, "on_the_beat"),
        (15, "normal_feel"),
        (16, "late"),
    ],
)
def test_where_a_player_sits(bias_ms: float, fact: str) -> None:
    assert set(found(bias_ms=bias_ms)) & {"early", "late", "normal_feel", "on_the_beat"} == {fact}


def test_early_playing_is_told_to_wait_and_late_playing_to_start_sooner() -> None:
    early, late = found(bias_ms=-45)["early"], found(bias_ms=38)["late"]
    assert early.text == "You play 45 ms early, ahead of the beat." and "Wait" in str(early.tip)
    assert late.text == "You play 38 ms late, behind the beat." and "sooner" in str(late.tip)


def test_unknown_latency_is_never_called_early_or_late_playing() -> None:
    assert set(found(bias_ms=120.0, latency_ms=None)) & {"late", "calibrate"} == {"calibrate"}
    assert not set(found(bias_ms=35.0, latency_ms=None)) & {"late", "calibrate", "normal_feel"}


def test_missing_notes_name_their_bars() -> None:
    bars = [
        {"bar": n, "missed": missed, "wrong_pad": 0, "targets": 16}
        for n, missed in ((1, 0), (2, 1), (3, 0), (4, 2))
    ]
    missed = found(counts={"missed": 3, "correct": 61}, bars=bars)["missed"]
    assert missed.text == "3 of 64 notes did not sound."
    assert missed.tip == "Loop bars 2 and 4 on their own until nothing is missing."


def test_missing_notes_of_one_pad_name_the_pad() -> None:
    rows = [{"pad": "A13", "hits": 16, "missed": 0}, {"pad": "A15", "hits": 28, "missed": 4}]
    said = found(counts={"missed": 4}, per_pad=rows)["missed_on_one_pad"]
    assert said.text == "4 of the 4 missing notes belong to closed hat (A15)."


def test_wrong_pads_are_named() -> None:
    confused = [{"pad": "A13", "played": "A14", "times": 2}, {"pad": "A14", "played": "A02", "times": 1}]
    said = found(counts={"wrong_pad": 3}, confused=confused)["wrong_pad"]
    assert said.text == "2 notes meant for kick (A13) landed on snare (A14)."


def test_exchanged_pads_are_one_fact() -> None:
    said = found(counts={"wrong_pad": 30}, exchanged={"pads": ["A13", "A14"], "lanes": ["kick", "snare"]})
    assert said["exchanged"].text == "Kick (A13) and snare (A14) are exchanged: right rhythm, other pad."
    assert "wrong_pad" not in said


def test_a_pad_away_from_the_rest_is_named_unless_moving_it_would_make_it_worse() -> None:
    rows = [
        {"pad": "A13", "hits": 16, "missed": 0, "bias_ms": -4.0},
        {"pad": "A14", "hits": 16, "missed": 0, "bias_ms": 24.0},
    ]
    said = found(per_pad=rows)["pad_apart"]
    assert said.text == "Snare (A14) comes 28 ms later than the rest." and said.direction is Direction.LATE
    assert "pad_apart" not in found(bias_ms=-40, per_pad=[rows[0], rows[1] | {"bias_ms": 5.0}])


def test_a_pad_that_is_nearer_to_the_beat_than_the_rest_is_left_alone() -> None:
    rows = [
        {"pad": "A13", "hits": 16, "missed": 0, "bias_ms": -28.0},
        {"pad": "A14", "hits": 16, "missed": 0, "bias_ms": -6.0},
    ]
    assert "pad_apart" not in found(bias_ms=-28.0, per_pad=rows)
    assert "pad_apart" in found(bias_ms=-28.0, per_pad=rows, latency_ms=None)


def test_loose_and_steady_hands() -> None:
    assert found(residual_sd_ms=15.0)["steady"].is_good
    assert not {"steady", "loose"} & set(found(residual_sd_ms=20.0))
    assert found(residual_sd_ms=38.4)["loose"].text == "Your hits scatter by 38 ms around their place."


def test_accents() -> None:
    dynamics = {"error_db": 9.2, "contour": -0.4}
    assert {"accents_inverted", "uneven"} <= set(found(dynamics=dynamics))
    assert "accents_flat" in found(dynamics={"error_db": 5.0, "contour": 0.1})
    silent = {"pattern": 100.0, "timing": 90.0, "dynamics": None, "tempo": 90.0}
    assert not {"touch", "uneven"} & set(found(components=silent))


def test_double_time_says_nothing_about_early_or_late() -> None:
    said = found(explanation="rate", rate=2.0, bias_ms=80.0, overall=40.0)
    assert said["rate"].text == "You played it at double time."
    assert not {"early", "late", "on_the_beat", "steady", "loose"} & set(said)


def test_coming_in_late_and_losing_the_place() -> None:
    assert found(explanation="start", start_s=2.4)["came_in_late"].direction is Direction.LATE
    assert found(explanation="jump", jumps=1)["jumps"].text.startswith("You lost your place once")
    assert "3 times" in found(explanation="jump", jumps=3)["jumps"].text


def test_an_own_tempo_is_a_fault_only_against_a_click() -> None:
    slow = {"pattern": 100.0, "timing": 40.0, "dynamics": 90.0, "tempo": 30.0}
    said = found(explanation="free", components=slow, tempo_bpm=94.6, explained=["You played it at 95 BPM."])
    assert said["own_tempo"].text == "You kept a tempo of your own: 95 BPM."
    assert "own_tempo" not in found(explanation="free", components=slow, tempo_bpm=94.6)


@pytest.mark.parametrize("status", ["empty", "no_target", "not_the_exercise", "insufficient"])
def test_a_take_that_cannot_be_judged_has_one_honest_fact_and_no_timing(status: str) -> None:
    only = facts(score(status=status, counts={"correct": 2, "missed": 62}), lanes=LANES)
    assert [fact.id for fact in only] == [status]
    assert only[0].tip and only[0].direction is None and " ms" not in only[0].text + only[0].tip


def test_progress_is_said_only_when_there_is_some() -> None:
    def against(*overall: float) -> set[str]:
        return {fact.id for fact in facts(score(), [{"overall": points} for points in overall])}

    assert "highest" in against(80.0, 85.0) and "better" in against(80.0)
    assert not {"highest", "better"} & (against(95.0) | against() | against(89.0, 95.0))


def test_earlier_scores_are_said_and_compared_to_one_decimal() -> None:
    highest = {fact.id: fact for fact in facts(score(), [{"overall": 80.0}, {"overall": 85.04}])}["highest"]
    assert highest.text.endswith("after 85.") and highest.evidence["before"] == 85.0


ms = st.none() | st.floats(-150, 150).map(lambda value: round(value, 1))
counted = st.integers(0, 40)
pad = st.sampled_from(["A13", "A14", "A15", "B02"])
random_scores = st.fixed_dictionaries(
    {
        "status": st.sampled_from(
            ["scored"] * 6 + ["empty", "no_target", "not_the_exercise", "insufficient"]
        ),
        "overall": st.none() | st.floats(0, 100).map(lambda value: round(value, 1)),
        "components": st.fixed_dictionaries(
            {name: st.none() | st.floats(0, 100) for name in ("pattern", "timing", "dynamics", "tempo")}
        ),
        "bias_ms": ms,
        "spread_ms": st.none() | st.floats(0, 90),
        "residual_sd_ms": st.none() | st.floats(0, 90),
        "tempo_bpm": st.none() | st.floats(40, 200),
        "tempo_percent": st.none() | st.floats(0, 12),
        "dynamics": st.fixed_dictionaries(
            {"error_db": st.none() | st.floats(0, 20), "contour": st.none() | st.floats(-1, 1)}
        ),
        "latency_ms": st.none() | st.floats(-50, 200),
        "explanation": st.sampled_from(["click", "free", "rate", "jump", "start", None]),
        "explained": st.sampled_from([[], ["You played it at 95 BPM."]]),
        "rate": st.sampled_from([None, 0.5, 0.75, 1.5, 2.0]),
        "jumps": st.integers(0, 4),
        "start_s": st.sampled_from([0.0, 2.4, -1.2]),
        "counts": st.fixed_dictionaries(
            {name: counted for name in ("targets", "correct", "wrong_pad", "missed", "extra", "double")}
        ),
        "bars": st.lists(
            st.fixed_dictionaries({"bar": st.integers(1, 8), "missed": st.integers(0, 5)}),
            max_size=8,
            unique_by=lambda row: row["bar"],
        ),
        "per_pad": st.lists(
            st.fixed_dictionaries({"pad": pad, "hits": counted, "missed": counted, "bias_ms": ms}),
            max_size=4,
            unique_by=lambda row: row["pad"],
        ),
        "confused": st.lists(
            st.fixed_dictionaries({"pad": pad, "played": pad, "times": st.integers(1, 20)}), max_size=3
        ),
        "exchanged": st.sampled_from([None, {"pads": ["A13", "A14"], "lanes": ["kick", "snare"]}]),
    }
)
random_attempts = st.lists(st.fixed_dictionaries({"overall": st.none() | st.floats(0, 100)}), max_size=4)


def numbers_said(text: str) -> list[str]:
    """Return the numbers of a sentence; those of pads (A14) are names."""
    return re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w])", text)


def numbers_shown(fact: Fact) -> set[str]:
    shown = set()
    for value in fact.evidence.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, int | float):
                shown |= {f"{abs(each):g}", f"{abs(each):.1f}", f"{abs(each)}"}
    return shown


@given(random_scores, random_attempts, st.integers(40, 95))
def test_every_number_said_is_evidence_and_every_direction_has_its_sign(
    said: dict[str, Any], attempts: list[dict[str, Any]], pass_mark: int
) -> None:
    for fact in facts(said, attempts, pass_mark, LANES):
        words = f"{fact.text} {fact.tip or ''}"
        assert set(numbers_said(words)) <= numbers_shown(fact), fact
        assert 0 <= fact.severity <= 1
        assert fact.is_good == (fact.tip is None), fact
        signed = [fact.evidence[name] for name in ("bias_ms", "apart_ms", "start_s") if name in fact.evidence]
        if fact.direction is Direction.EARLY:
            assert signed[0] < 0 and not re.search(r"\blate|behind|earlier?\b.*sooner", fact.text)
        if fact.direction is Direction.LATE:
            assert signed[0] > 0 and not re.search(r"\bearl|ahead", fact.text)


@given(random_scores, random_attempts)
def test_no_cure_worsens_the_fault(said: dict[str, Any], attempts: list[dict[str, Any]]) -> None:
    told = facts(said, attempts, 70, LANES)
    faults = {fact.id: str(fact.tip) for fact in told if not fact.is_good}
    pushes = {name for name, tip in faults.items() if "sooner" in tip and name != "missed"}
    holds = {name for name, tip in faults.items() if "Wait for the beat" in tip or "hold it back" in tip}
    assert not (pushes and holds)
    if "early" in faults:
        assert not pushes
    if "late" in faults:
        assert not holds


@given(random_scores, random_attempts)
def test_the_same_take_always_has_the_same_words_worst_first(
    said: dict[str, Any], attempts: list[dict[str, Any]]
) -> None:
    told = facts(said, attempts, 70, LANES)
    assert told == facts(said, attempts, 70, LANES)
    assert [fact.severity for fact in told] == sorted((fact.severity for fact in told), reverse=True)
    assert len({fact.id for fact in told}) == len(told)
