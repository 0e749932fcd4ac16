"""The measured difficulty of a pattern: known values, and what makes it rise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import patterns

from academy.patterns.difficulty import Features, difficulty, features, logits, metric_weights
from academy.patterns.model import Pattern
from academy.patterns.notation import parse

KIT = {"kick": "A13", "rim": "A14", "snare": "A15", "hat": "A11"}
ROCK = "kick x... .... x... ....\nsnare .... x... .... x...\nhat x.x. x.x. x.x. x.x."


def measured(lanes: str, tempo: float = 80) -> Features:
    return features(parse(f"tempo: {tempo}\n{lanes}"), KIT)


def kick(*steps: int) -> str:
    return "kick " + "".join("x" if step in steps else "." for step in range(16))


@pytest.mark.parametrize(
    ("name", "onsets", "points"),
    [
        ("shiko", (0, 4, 6, 10, 12), 2),
        ("son", (0, 3, 6, 10, 12), 4),
        ("soukous", (0, 3, 6, 10, 11), 6),
        ("rumba", (0, 3, 7, 10, 12), 5),
        ("bossa", (0, 3, 6, 10, 13), 6),
        ("gahu", (0, 3, 6, 10, 14), 5),
        ("four on the floor", (0, 4, 8, 12), 0),
        ("off-beats", (2, 6, 10, 14), 7),
        ("every e", (1, 5, 9, 13), 11),
    ],
)
def test_known_rhythms_have_their_longuet_higgins_and_lee_points(
    name: str, onsets: tuple[int, ...], points: int
) -> None:
    assert measured(kick(*onsets)).syncopation == points


@pytest.mark.parametrize(
    ("lanes", "tempo", "said"),
    [
        ("kick x... x... x... x...", 80, -2.60),
        ("kick x... .... x... ....\nrim .... x... .... x...", 80, -2.21),
        ("hat xxxx xxxx xxxx xxxx", 90, -1.20),
        ("hat xxxx xxxx xxxx xxxx", 140, 0.79),
        (ROCK, 80, -0.86),
        (ROCK, 120, -0.26),
    ],
)
def test_known_patterns_have_their_difficulty(lanes: str, tempo: float, said: float) -> None:
    assert difficulty(parse(f"tempo: {tempo}\n{lanes}"), KIT) == pytest.approx(said, abs=0.005)


def test_the_weights_of_a_bar_follow_its_meter() -> None:
    bar = metric_weights(parse("tempo: 80\nkick x... .... .... ...."))
    assert bar == (0, -4, -3, -4, -2, -4, -3, -4, -1, -4, -3, -4, -2, -4, -3, -4)
    waltz = metric_weights(parse("tempo: 80\nmeter: 3/4\ndivision: 2\nkick x. x. x."))
    assert waltz == (0, -2, -1, -2, -1, -2)
    six = metric_weights(parse("tempo: 80\nmeter: 6/8\ndivision: 2\nkick x. x. x. x. x. x."))
    assert six == (0, -3, -2, -3, -2, -3, -1, -3, -2, -3, -2, -3)


def test_a_backbeat_is_no_syncopation() -> None:
    assert measured("snare .... x... .... x...").syncopation == 0


def test_steady_hats_do_not_hide_a_syncopated_kick() -> None:
    alone = measured(kick(0, 7, 10))
    assert measured(f"{kick(0, 7, 10)}\nhat x.x. x.x. x.x. x.x.").syncopation == alone.syncopation > 0


def test_a_pattern_written_twice_is_as_syncopated_as_once() -> None:
    twice = "kick x..x ..x. .... .... | x..x ..x. .... ...."
    assert measured(twice).syncopation == measured(kick(0, 3, 6)).syncopation


def test_what_is_measured_of_a_rock_beat_can_be_counted() -> None:
    assert measured(ROCK) == Features(
        hits_per_s=4.0,
        syncopation=0.0,
        polyphony=1.5,
        states=3,
        transitions=4,
        travel=0.0,
        least_gap_ms=pytest.approx(375.0),
    )


def test_travel_is_the_way_on_the_grid_and_a_change_of_bank_is_one_grid_more() -> None:
    def travel(pad: str) -> float:
        return features(
            parse("tempo: 80\na x... .... x... ....\nb .... x... .... x..."), {"a": "A13", "b": pad}
        ).travel

    assert travel("A14") == 1 and travel("A16") == 3
    assert travel("A10") == pytest.approx(2**0.5)
    assert travel("B13") == 4


def test_swing_shortens_the_least_gap() -> None:
    assert measured("hat xx.. .... .... ....").least_gap_ms == pytest.approx(187.5)
    swung = features(parse("tempo: 80\nswing: 60\nhat .xx. .... .... ...."), KIT)
    assert swung.least_gap_ms == pytest.approx(150.0)


@pytest.mark.parametrize(
    ("easier", "harder"),
    [
        ("kick x... x... x... x...", "kick x.x. x.x. x.x. x.x."),  # denser
        ("kick x... x... x... x...", "kick x... x... x..x ...."),  # syncopated
        ("kick x... .... x... ....", "kick x... .... x... ....\nhat x... .... x... ...."),  # two at once
        (
            "kick x... .... x... ....\nrim .... x... .... x...",
            "kick x... .... x... ....\nsnare .... x... .... x...",
        ),
    ],
)
def test_density_syncopation_polyphony_and_travel_make_a_pattern_harder(easier: str, harder: str) -> None:
    assert logits(measured(harder)) > logits(measured(easier))


FEATURES = st.builds(
    Features,
    hits_per_s=st.floats(0, 20),
    syncopation=st.floats(0, 30),
    polyphony=st.floats(1, 4),
    states=st.integers(1, 12),
    transitions=st.integers(1, 30),
    travel=st.floats(0, 8),
    least_gap_ms=st.floats(60, 2000),
)


@given(
    FEATURES, st.sampled_from(("hits_per_s", "syncopation", "polyphony", "travel", "states", "transitions"))
)
def test_more_of_any_measure_is_harder(some: Features, name: str) -> None:
    more = Features(**(some.as_json() | {name: getattr(some, name) + 1}))  # type: ignore[arg-type]
    assert logits(more) > logits(some)


@given(patterns(), st.floats(1.05, 2.0))
def test_a_faster_tempo_is_never_easier(pattern: Pattern, by: float) -> None:
    pads = {"kick": "A13", "snare": "A15", "open-hat": "A7", "chop1": "A1"}
    slow, fast = difficulty(pattern, pads), difficulty(pattern, pads, pattern.tempo * by)
    assert fast >= slow
    assert (fast > slow) == any(lane.notes for lane in pattern.lanes)


def test_a_pattern_without_notes_is_as_easy_as_can_be() -> None:
    assert measured("kick .... .... .... ....") == Features()


def test_in_six_eight_the_pulse_is_three_eighths() -> None:
    before_the_second_pulse = parse("tempo: 80\nmeter: 6/8\ndivision: 2\nkick x. .. x. .. .. ..")
    assert features(before_the_second_pulse, KIT).syncopation == 1
