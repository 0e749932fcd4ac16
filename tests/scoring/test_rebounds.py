"""Bounces and grace notes."""

from academy.scoring.rebounds import Flag, flag_rebounds, smallest_gaps


def flags(*hits, gaps=None):
    times, velocities = zip(*hits, strict=True)
    return flag_rebounds(times, ["A13"] * len(hits), velocities, gaps or {})


def test_a_soft_echo_after_a_stroke_is_a_rebound():
    assert flags((0.0, 100), (0.035, 50)) == [None, Flag.REBOUND]


def test_a_soft_note_just_before_a_stroke_is_a_grace():
    assert flags((0.0, 50), (0.030, 100)) == [Flag.GRACE, None]
    assert flags((0.0, 50), (0.050, 100)) == [None, None]


def test_two_equal_strokes_are_just_two_strokes():
    assert flags((0.0, 100), (0.040, 95)) == [None, None]


def test_another_pad_never_makes_a_bounce():
    assert flag_rebounds([0.0, 0.03], ["A13", "A14"], [100, 40], {}) == [None, None]


def test_where_the_target_itself_is_dense_only_closer_hits_are_suspicious():
    gaps = smallest_gaps([0.0, 0.05, 0.5], ["A13", "A13", "A13"])
    assert gaps == {"A13": 0.05}
    assert flags((0.0, 100), (0.035, 50), gaps=gaps) == [None, None]
    assert flags((0.0, 100), (0.025, 50), gaps=gaps) == [None, Flag.REBOUND]
