"""Names that the unit, its card and every computer can show."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.samples.export.names import free_name, plain, sound_name

PADS = st.builds("{}{}".format, st.sampled_from("ABCDEFGHIJ"), st.integers(1, 16))


@pytest.mark.parametrize(
    ("name", "label", "more"),
    [
        ("A13_KICK_LOFI_01.WAV", "kick lofi 01", {"pad": "A13"}),
        ("A06_90_CM_CHORD.WAV", "chord", {"pad": "A6", "bpm": 90, "key": "Cm"}),
        ("120_FS_LEAD.WAV", "Lead", {"bpm": 120.0, "key": "F# major"}),
        ("BBM_PAD.WAV", "pad", {"key": "B♭ minor"}),
        ("J01_SOUND.WAV", "キック", {"pad": "J1"}),
        ("CON_2.WAV", "con", {}),
        ("GROSSE_TROMMEL_E.WAV", "Große Trommel é", {}),
        ("A01_OPEN_HAT_LONG.WAV"[:16] + ".WAV", "open-hat long one", {"pad": "A1"}),
    ],
)
def test_names_are_spelt_for_the_unit(name: str, label: str, more: dict[str, object]) -> None:
    assert sound_name(label, **more) == name  # type: ignore[arg-type]


@given(
    st.lists(st.tuples(st.text(max_size=40), st.none() | PADS, st.none() | st.floats(20, 300)), max_size=12)
)
def test_any_names_are_short_plain_and_different_ignoring_case(
    sounds: list[tuple[str, str | None, float | None]],
) -> None:
    names: list[str] = []
    for label, pad, bpm in sounds:
        names.append(sound_name(label, names, pad=pad, bpm=bpm))
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[A-Z0-9][A-Z0-9_]*\.WAV", name) and len(name) <= 20 for name in names)


@given(st.sampled_from(["con", "PRN", "aux", "nul", "COM1", "lpt9"]))
def test_no_name_is_one_that_windows_keeps(name: str) -> None:
    assert free_name(name, ".MID") == f"{name.upper()}_2.MID"


def test_names_that_are_taken_in_other_letters_are_taken() -> None:
    assert free_name("Kick", ".WAV", ["kick.wav", "KICK_2.wav"]) == "KICK_3.WAV"


@given(st.text())
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)
