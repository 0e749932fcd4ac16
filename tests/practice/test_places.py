"""Where notes go missing and where hits are added is told by bar and step, loops by their own bars."""

from academy.midi.take import Hit, Take
from academy.patterns.notation import parse
from academy.practice.judging import score_take, target_of
from academy.practice.places import places

PADS = {"kick": "A13", "snare": "A15"}
PATTERN = parse(
    "tempo: 120\npasses: 4\nkick  x... x... x... x... | x... x... x... x...\n"
    "snare .... x... .... x... | .... x... .... x..."
)
STEP_S = 0.125  # sixteenths at 120


def of(hits: list[Hit], bars: tuple[int, int] | None = None) -> dict[str, list[dict[str, object]]]:
    take = Take.of(hits, latency_ms=0.0, bars=bars)
    score = score_take(PATTERN, take, pads=PADS).as_json()
    return places(target_of(PATTERN, take, PADS), score, bars[0] if bars else 1)


def hits(bars: tuple[int, int] | None = None) -> list[tuple[int | None, Hit]]:
    target = PATTERN.target(PADS, bars=bars)
    return [(one.step, Hit(one.time_s, one.pad, 90)) for one in target.onsets]


def test_a_note_that_is_missing_in_each_pass_is_named_with_its_step() -> None:
    kept = [hit for step, hit in hits() if (step, hit.pad) != (20, "A15")]
    assert of(kept) == {
        "missed_steps": [{"bar": 2, "step": 5, "pad": "A15", "times": 4, "of": 4}],
        "extra_steps": [],
    }


def test_hits_that_nobody_asked_for_are_named_with_the_step_they_are_nearest_to() -> None:
    late = [Hit((pass_ * 32 + 6) * STEP_S + 0.02, "A15", 90) for pass_ in range(3)]
    added = [*(hit for _, hit in hits()), *late]
    assert of(added)["extra_steps"] == [{"bar": 1, "step": 7, "pad": "A15", "times": 3}]


def test_a_second_stroke_near_a_note_that_is_written_is_no_place_where_nothing_is() -> None:
    second = [Hit((pass_ * 32 + 4) * STEP_S + 0.05, "A15", 90) for pass_ in range(4)]
    assert of([*(hit for _, hit in hits()), *second])["extra_steps"] == []


def test_the_second_bar_in_a_loop_is_still_the_second_bar() -> None:
    kept = [hit for step, hit in hits((2, 2)) if (step, hit.pad) != (20, "A15")]
    kept += [Hit((pass_ * 16 + 6) * STEP_S, "A15", 90) for pass_ in range(3)]
    found = of(kept, (2, 2))
    assert found["missed_steps"][0] == {"bar": 2, "step": 5, "pad": "A15", "times": 4, "of": 4}
    assert found["extra_steps"] == [{"bar": 2, "step": 7, "pad": "A15", "times": 3}]
