"""Hit windows, words, the live judge, and the vectors that bind it to the page."""

import importlib.util
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.scoring.judgement import Judged, LiveJudge, LiveVerdict, TimingWord, verdict_of, windows
from academy.scoring.windows import Windows, allowance_ms, neighbour_gaps

VECTORS = Path(__file__).parents[1] / "vectors"


@dataclass(frozen=True)
class Due:
    time_s: float
    pad: str = "A13"
    optional: bool = False


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, VECTORS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def play(judge: LiveJudge, *hits: tuple[float, str, int]) -> list[Judged]:
    settled = []
    for time_s, pad, velocity in sorted(hits):
        settled += judge.advance(time_s)
        judge.hit(time_s, pad, velocity)
    return settled + judge.advance(math.inf)


def verdicts(judged: list[Judged]) -> dict[int, str]:
    return {one.onset: one.verdict.value for one in judged if one.onset is not None}


@pytest.mark.parametrize("name", ["make", "make_taps"])
def test_the_vectors_of_the_page_are_what_the_kernel_says(name: str) -> None:
    maker = script(name)
    assert maker.VECTORS.read_text(encoding="utf-8") == maker.text()


def test_the_constants_of_the_page_are_the_kernels() -> None:
    maker = script("make")
    assert maker.CONSTANTS_JS.read_text(encoding="utf-8") == maker.constants_js()


def test_a_higher_level_has_narrower_windows() -> None:
    assert windows(1).outer > windows(2).outer > windows(3).outer
    with pytest.raises(ValueError, match="expected 1, 2 or 3"):
        windows(4)


def test_a_window_never_reaches_half_way_to_the_next_note_of_the_pad() -> None:
    assert windows(1).capped(0.1).inner == pytest.approx(45)
    assert windows(3).capped(0.1) == Windows(20.0, 40.0, pytest.approx(45))
    assert windows(3).capped(None) == windows(3)


def test_the_nearest_neighbour_on_the_same_pad_counts() -> None:
    gaps = neighbour_gaps([0.0, 0.1, 1.0, 1.5], ["A13", "A14", "A13", "A13"])
    assert gaps == [1.0, None, 0.5, 0.5]


@pytest.mark.parametrize(
    ("late_ms", "word"),
    [
        (0, TimingWord.INAUDIBLE),
        (-10, TimingWord.INAUDIBLE),
        (10.1, TimingWord.ON_TIME),
        (-20, TimingWord.ON_TIME),
        (20.1, TimingWord.LATE),
        (-40, TimingWord.EARLY),
        (40.1, TimingWord.OFF),
        (-41, TimingWord.OFF),
    ],
)
def test_the_word_for_a_hit(late_ms: float, word: TimingWord) -> None:
    assert verdict_of(late_ms) is word


def test_normal_feel_is_not_held_against_a_hit_and_unknown_latency_never_is() -> None:
    assert verdict_of(-38, allowance_ms(-35, calibrated=True)) is TimingWord.INAUDIBLE
    assert verdict_of(-80, allowance_ms(-80, calibrated=True)) is TimingWord.OFF
    assert verdict_of(120, allowance_ms(118, calibrated=False)) is TimingWord.INAUDIBLE


def test_a_missed_first_note_does_not_shift_the_rest() -> None:
    judge = LiveJudge([Due(0.5 * n) for n in range(4)], latency_ms=0)
    settled = play(judge, (0.5, "A13", 90), (1.0, "A13", 90), (1.5, "A13", 90))
    assert verdicts(settled) == {0: "missed", 1: "correct", 2: "correct", 3: "correct"}


def test_the_wrong_pad_at_the_right_time_is_a_wrong_pad_not_two_errors() -> None:
    judge = LiveJudge([Due(0.0), Due(0.5, "A14"), Due(1.0)], latency_ms=0)
    settled = play(judge, (0.0, "A13", 90), (0.51, "A13", 90), (1.0, "A13", 90))
    assert verdicts(settled) == {0: "correct", 1: "wrong_pad", 2: "correct"}
    assert judge.counts()["extra"] == judge.counts()["missed"] == 0


def test_a_bounce_is_a_double_and_the_stroke_is_the_answer() -> None:
    judge = LiveJudge([Due(0.0), Due(1.0)], latency_ms=0)
    settled = play(judge, (0.0, "A13", 110), (0.035, "A13", 40), (1.0, "A13", 100))
    assert [one.verdict.value for one in settled if one.hit == 1] == ["double"]
    assert next(one for one in settled if one.hit == 0).onset == 0


def test_of_a_grace_note_and_its_stroke_the_loud_one_answers() -> None:
    judge = LiveJudge([Due(0.0), Due(1.0)], latency_ms=0)
    settled = play(judge, (0.97, "A13", 40), (1.0, "A13", 110))
    assert [one.verdict.value for one in settled if one.hit == 0] == ["double"]


def test_an_optional_note_is_never_missed() -> None:
    judge = LiveJudge([Due(0.0, optional=True)], latency_ms=0)
    assert [one.verdict for one in judge.advance(math.inf)] == [LiveVerdict.OPTIONAL_MISSED]


def test_a_verdict_comes_350_ms_after_the_onset_was_due_and_then_stands() -> None:
    judge = LiveJudge([Due(1.0), Due(2.0)], latency_ms=0)
    judge.hit(1.0, "A13", 90)
    assert judge.advance(1.34) == []
    assert [one.onset for one in judge.advance(1.36)] == [0]
    assert judge.hit(1.36, "A13", 90).onset != 0


def test_a_better_hit_takes_the_onset_over_while_it_is_open() -> None:
    judge = LiveJudge([Due(1.0)], latency_ms=0)
    assert judge.hit(0.93, "A13", 90).verdict is LiveVerdict.CORRECT
    assert judge.hit(1.0, "A13", 90).onset == 0
    assert [one.verdict.value for one in judge.provisional()] == ["extra", "correct"]


def test_calibrated_latency_is_taken_off() -> None:
    judge = LiveJudge([Due(0.5 * n) for n in range(8)], latency_ms=40)
    play(judge, *[(0.5 * n + 0.04, "A13", 90) for n in range(8)])
    assert judge.bias() == pytest.approx(0)
    assert judge.spread() == pytest.approx(0)


def test_unknown_latency_is_found_while_playing() -> None:
    row = ["A13", "A15", "A14", "A15", "A13", "A13", "A14", "A15"] * 4
    judge = LiveJudge([Due(0.2 * n, pad) for n, pad in enumerate(row)], latency_ms=None)
    settled = play(judge, *[(0.2 * n + 0.15, pad, 90) for n, pad in enumerate(row)])
    assert set(verdicts(settled).values()) == {"correct"}
    assert judge.bias() == pytest.approx(150)
    assert settled[-1].word is TimingWord.INAUDIBLE


def test_onsets_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="ascend by time"):
        LiveJudge([Due(1.0), Due(0.0)])


strokes = st.lists(
    st.tuples(st.floats(-0.5, 4.5), st.sampled_from(["A13", "A14", None]), st.integers(1, 127)), max_size=30
)


@given(strokes, st.lists(st.floats(0, 4), max_size=12), st.sampled_from([None, 0.0, 25.0]))
def test_every_hit_and_every_onset_gets_exactly_one_verdict(
    hits: list[tuple[float, str | None, int]], times: list[float], latency_ms: float | None
) -> None:
    judge = LiveJudge([Due(time_s) for time_s in sorted(times)], latency_ms=latency_ms)
    settled = []
    for time_s, pad, velocity in sorted(hits, key=lambda hit: hit[0]):
        judge.hit(time_s, pad, velocity)
        settled += judge.advance(time_s)
    settled += judge.advance(math.inf)
    assert sorted(one.onset for one in settled if one.onset is not None) == list(range(len(times)))
    assert sorted(one.hit for one in settled if one.hit is not None) == list(range(len(hits)))
    assert sum(judge.counts().values()) == len(settled) + len(times)


@given(strokes)
def test_asking_more_often_changes_no_verdict(hits: list[tuple[float, str | None, int]]) -> None:
    ordered = sorted(hits, key=lambda hit: hit[0])
    onsets = [Due(0.5 * n, pad) for n, pad in enumerate(["A13", "A14"] * 4)]
    often, seldom = LiveJudge(onsets, latency_ms=0), LiveJudge(onsets, latency_ms=0)
    told = []
    for time_s, pad, velocity in ordered:
        told += often.advance(time_s)
        often.hit(time_s, pad, velocity)
        seldom.hit(time_s, pad, velocity)
    assert told + often.advance(math.inf) == seldom.advance(math.inf)
