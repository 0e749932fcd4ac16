"""`order: strict`: notes that stand together come from the top lane down."""

from academy.midi.take import Hit, Take
from academy.patterns.notation import parse
from academy.scoring.order import Swap
from academy.scoring.score import Score, score_take

PADS = {"kick": "A13", "snare": "A15", "hat": "A11"}
TOGETHER = """
    tempo: 120
    meter: 2/4
    order: strict
    snare x... x...
    kick  x... x...
    hat   ..x. ..x."""


def played(late_ms: dict[str, float], text: str = TOGETHER) -> Score:
    """Play every note, each lane so late; four strokes of snare and kick in both passes."""
    target = parse(text).target(PADS)
    hits = [Hit(onset.time_s + late_ms.get(onset.lane, 0.0) / 1000, onset.pad, 80) for onset in target.onsets]
    return score_take(target, Take.of(hits))


def test_the_top_lane_first_is_in_order() -> None:
    order = played({"kick": 10}).order
    assert order is not None
    assert (order.asked, order.in_order, order.kept, order.swaps) == (4, 4, True, ())


def test_hits_that_no_cable_can_tell_apart_are_in_order() -> None:
    order = played({"snare": 1.5}).order
    assert order is not None and order.kept


def test_a_swapped_pair_is_told_by_its_lanes() -> None:
    score = played({"snare": 15})
    assert score.order is not None
    assert (score.order.in_order, score.order.kept) == (0, False)
    assert score.order.swaps == (Swap("snare", "kick", 4),)
    assert Score.from_json(score.as_json()).order == score.order


def test_any_order_is_not_asked() -> None:
    assert played({"snare": 15}, TOGETHER.replace("strict", "any")).order is None


def test_one_note_at_a_time_has_no_order_to_keep() -> None:
    text = "tempo: 120\norder: strict\nkick x... ....  x... ....\nsnare .... x... .... x..."
    assert played({}, text).order is None
