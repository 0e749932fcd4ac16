"""The last takes together: stable, changed, and one thing to work on, all in numbers that can be counted."""

from typing import Any

from academy.coach.summary import summary

Json = dict[str, Any]


def take(overall: float, **said: Any) -> Json:
    """Return an attempt as the store keeps it."""
    parts = {"pattern": 95.0, "timing": 90.0, "dynamics": 90.0, "tempo_score": 95.0}
    return (
        {"status": "scored", "overall": overall, "bias_ms": 3.0, "spread_ms": 12.0, "tempo": 84.0}
        | parts
        | said
    )


def texts(facts: list[Json]) -> list[str]:
    return [fact["text"] for fact in facts]


def of(*takes: Json, **said: Any) -> Json:
    """Return the summary of takes in the order they were played."""
    found = summary(takes[::-1], **said)
    assert found is not None
    return found.as_json()


def test_two_takes_are_too_few_and_five_are_the_most() -> None:
    assert summary([take(80), take(80)]) is None
    assert summary([take(80), take(80), take(80) | {"status": "empty"}]) is None
    assert of(*(take(80) for _ in range(9)))["takes"] == 5


def test_what_holds_is_called_stable() -> None:
    told = of(*(take(points) for points in (80, 82, 81, 83, 82)))
    assert texts(told["stable"]) == [
        "Your score holds: 80 to 83 points in all 5 takes.",
        "Steady hands in all 5 takes: a spread of 12 ms.",
        "On the beat in all 5 takes.",
    ]
    assert told["changed"] == [] and told["work_on"] is None


def test_a_change_is_from_the_first_two_takes_to_the_last_two() -> None:
    told = of(
        *(take(points, spread_ms=ms) for points, ms in ((60, 30), (64, 28), (70, 25), (74, 20), (78, 18)))
    )
    assert texts(told["changed"]) == [
        "62 points on average in the first two of these takes, 76 in the last two.",
        "Your hits lie closer together: a spread of 29 ms on average in the first two of these takes, "
        "19 ms in the last two.",
    ]
    assert all(fact["is_good"] for fact in told["changed"])


def test_getting_worse_is_said_too() -> None:
    told = of(*(take(points, spread_ms=ms) for points, ms in ((80, 12), (74, 16), (70, 24))))
    assert texts(told["changed"]) == [
        "80 points in the first of these takes, 70 in the last.",
        "Your hits lie farther apart: a spread of 12 ms in the first of these takes, 24 ms in the last.",
    ]
    assert not any(fact["is_good"] for fact in told["changed"])


def test_the_weakest_part_is_the_one_thing_to_work_on() -> None:
    told = of(*(take(70, pattern=p) for p in (60, 70, 80)))
    assert (
        told["work_on"]["text"]
        == "Right notes: typically 70 of 100 in these takes, the weakest of all parts."
    )
    assert told["work_on"]["tip"].startswith("Say the pattern aloud")


def test_a_habit_of_lateness_is_named_only_where_the_latency_is_known() -> None:
    late = [take(70, timing=50.0, bias_ms=ms) for ms in (38.0, 40.0, 42.0)]
    told = of(*late)
    assert told["work_on"]["text"] == "In these takes you typically play 40 ms late."
    assert told["work_on"]["direction"] == "late" and "sooner" in told["work_on"]["tip"]
    unknown = of(*late, is_calibrated=False)
    assert unknown["work_on"]["id"] == "work_on_timing"
    assert not any("late" in text for text in texts(unknown["stable"]))


def test_points_of_different_tempos_are_not_compared() -> None:
    told = of(take(60, tempo=60.0), take(75, tempo=72.0), take(80))
    assert texts(told["changed"]) == ["The tempo went from 60 to 84 BPM."]
    assert not any(fact["id"] == "points_hold" for fact in told["stable"])


def test_the_same_takes_have_the_same_words() -> None:
    takes = [take(60 + 3 * n, timing=70.0) for n in range(5)]
    assert of(*takes) == of(*takes)
