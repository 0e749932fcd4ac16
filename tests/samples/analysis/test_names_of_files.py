"""What a file's name says is believed only where it is written plainly."""

import pytest

from academy.samples.analysis.names import named


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("KICK_LOFI_01.WAV", "kick"),
        ("drum_bass_hard.flac", "kick"),
        ("MySnare2.wav", "snare"),
        ("10_bd_switchangel.wav", "kick"),
        ("Open Hat 3.aif", "open_hat"),
        ("hat closed.wav", "hat"),
        ("808 bass.wav", "808"),
        ("808.wav", "808"),
        ("bd_808.flac", "kick"),
        ("hats/13.wav", "hat"),
        ("perc_clap.wav", "clap"),
        ("90_CM_CHORD_LOOP.wav", "chord_loop"),
        ("amen break.wav", "drum_loop"),
        ("kick snare.wav", None),
        ("shatter.wav", None),
        ("tape01/IMG_0042.wav", "texture"),
        ("", None),
    ],
)
def test_a_name_says_a_kind_or_nothing(name: str, kind: str | None) -> None:
    assert named(name).kind == kind


@pytest.mark.parametrize(
    ("name", "bpm"),
    [("beat 92bpm.wav", 92), ("x_120.5 BPM", 120.5), ("909 kick.wav", None), ("7bpm.wav", None)],
)
def test_a_tempo_needs_the_word_bpm(name: str, bpm: float | None) -> None:
    assert named(name).bpm == bpm


def test_a_take_number_with_a_leading_nought_is_no_tempo() -> None:
    assert named("loop 090").numbers == ()
    assert named("loop 90 take 2").numbers == (90,)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("rhodes_Am.wav", ("A", "minor")),
        ("pad F#min.wav", ("F#", "minor")),
        ("keys Bb major 90bpm.wav", ("A#", "major")),
        ("C_minor_strings.wav", ("C", "minor")),
        ("I am here.wav", (None, None)),
        ("A13_KICK.wav", (None, None)),
    ],
)
def test_a_key_is_read_where_its_mode_is_written(name: str, key: tuple[str | None, str | None]) -> None:
    assert (named(name).key, named(name).mode) == key
