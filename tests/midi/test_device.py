"""The device's table against the printed map, row by row."""

from pathlib import Path
from typing import Any

import pytest

from academy.midi.device import load_device, version

DEVICE = load_device(Path(__file__).parents[2] / "data" / "sp404mk2.toml")


@pytest.mark.parametrize(
    ("pad", "place"),
    [
        ("A1", (1, 48)),
        ("A4", (1, 51)),
        ("A5", (1, 44)),
        ("A8", (1, 47)),
        ("A9", (1, 40)),
        ("A12", (1, 43)),
        ("A13", (1, 36)),
        ("A16", (1, 39)),
        ("B1", (2, 48)),
        ("C13", (3, 36)),
        ("J1", (10, 48)),
        ("J16", (10, 39)),
    ],
)
def test_mode_a_is_a_channel_for_each_bank_and_counts_from_the_top_left(
    pad: str, place: tuple[int, int]
) -> None:
    assert DEVICE.mode_a().note_of(pad) == place
    assert DEVICE.mode_a().pad_of(*place) == pad


@pytest.mark.parametrize(
    ("pad", "place"),
    [
        ("A13", (1, 12)),
        ("A1", (1, 24)),
        ("A4", (1, 27)),
        ("B13", (1, 28)),
        ("B1", (1, 40)),
        ("C13", (1, 44)),
        ("C1", (1, 56)),
        ("D13", (1, 60)),
        ("D1", (1, 72)),
        ("E13", (1, 76)),
        ("E1", (1, 88)),
        ("E4", (1, 91)),
        ("F13", (2, 12)),
        ("J4", (2, 91)),
    ],
)
def test_mode_b_has_five_banks_on_each_of_two_channels(pad: str, place: tuple[int, int]) -> None:
    assert DEVICE.mode_b().note_of(pad) == place


def test_mode_b_moves_with_its_offset_and_its_channels() -> None:
    pads = DEVICE.mode_b(offset=35, first_channel=10)
    assert pads.note_of("A13") == (10, 47)
    assert pads.note_of("J4") == (11, 126)
    assert DEVICE.mode_b(offset=-11).note_of("A13") == (1, 1)


@pytest.mark.parametrize(
    "said", [{"offset": -12}, {"offset": 36}, {"first_channel": 0}, {"first_channel": 11}]
)
def test_what_the_unit_does_not_allow_is_refused(said: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="the unit allows"):
        DEVICE.mode_b(**said)


def test_mode_b_with_offset_24_looks_like_mode_a_on_bank_a_and_only_there() -> None:
    a, b = DEVICE.mode_a(), DEVICE.mode_b(offset=24)
    assert b.note_of("A13") == a.note_of("A13")
    assert b.note_of("B13") != a.note_of("B13")


def test_ext_source_is_a_button_and_no_pad() -> None:
    assert (1, 35) in DEVICE.mode_a().ext_source
    assert (1, 0) in DEVICE.mode_b().ext_source
    assert DEVICE.mode_a().pad_of(1, 35) is None
    assert DEVICE.mode_b(offset=-11).pad_of(1, 0) is None


def test_chromatic_notes_are_no_pads() -> None:
    assert DEVICE.facts["chromatic"] | {"source": None} == {"channel": 16, "notes": [36, 60], "source": None}
    assert all(DEVICE.mode_a().pad_of(16, note) is None for note in range(36, 61))


def test_every_pad_has_a_place_of_its_own() -> None:
    for pads in (DEVICE.mode_a(), DEVICE.mode_b()):
        assert len(pads.table) == len(set(pads.table.values())) == 160


def test_another_controller_is_what_it_was_taught() -> None:
    pads = DEVICE.map_for({"learnt": {"A13": [10, 60], "A14": [10, 62]}})
    assert (pads.pad_of(10, 62), pads.pad_of(1, 36)) == ("A14", None)


def test_general_midi_drums_fall_on_the_course_kit() -> None:
    pads = DEVICE.general_midi()
    assert (pads.pad_of(10, 36), pads.pad_of(10, 42)) == ("A13", "A11")


def test_a_map_that_is_none_is_refused_with_what_would_do(tmp_path: Path) -> None:
    from academy.errors import TakeError

    with pytest.raises(TakeError, match="expected modeA, modeB, gm, or a JSON file"):
        DEVICE.named_map(str(tmp_path / "none.json"))


def test_a_feature_is_known_by_the_firmware_it_came_with() -> None:
    feature, since = next(iter(DEVICE.facts["firmware"]["features"].items()))
    assert DEVICE.has(feature, since) is True
    assert DEVICE.has(feature, "0.9") is False
    assert DEVICE.has(feature, None) is None
    assert version("4.04") == (4, 4) < version("4.1") == (4, 10)


def test_a_firmware_is_told_what_it_has_and_what_came_later() -> None:
    facts = DEVICE.facts["firmware"]
    assert set(facts["names"]) == set(facts["features"])
    assert DEVICE.firmware_words("4.00").startswith(
        "Firmware 4.00 has TR-REC, effects moved by MIDI, MIDI Mode B,"
    )
    assert "the looper (4.04)" in DEVICE.firmware_words("4.00")
    assert "Later" not in DEVICE.firmware_words(facts["newest_known"])


def test_only_a_known_older_firmware_is_too_old_for_a_lesson() -> None:
    assert "firmware 4.04; your unit has 3.10" in (DEVICE.too_old(">=4.04", "3.10") or "")
    assert DEVICE.too_old(">=4.04", "4.04") is DEVICE.too_old(">=4.04", None) is None


def test_every_table_of_the_device_names_a_source_that_is_explained() -> None:
    facts: dict[str, Any] = dict(DEVICE.facts)
    explained = set(facts.pop("sources"))
    for name, table in facts.items():
        if isinstance(table, dict):
            sources = list(cited(table))
            assert sources, f"[{name}] has no source"
            for source in sources:
                assert source.split()[0] in explained, f"[{name}] cites '{source}'"


def cited(table: dict[str, Any]) -> list[str]:
    """Return the sources of a table, or those of the tables in it."""
    if "source" in table:
        said = table["source"]
        return [said] if isinstance(said, str) else list(said)
    inner = [part for part in table.values() if isinstance(part, dict)]
    found = [cited(part) for part in inner]
    assert all(found), "a table inside has no source"
    return [source for part in found for source in part]
