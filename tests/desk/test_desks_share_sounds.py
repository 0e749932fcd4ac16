"""Desks on one depot: what one has rendered the others only fetch."""

from pathlib import Path
from typing import NoReturn

import pytest
from object_storage import BUCKET, s3_server

from academy.desk.office import Office
from academy.operator_settings import DepotSettings, OperatorSettings
from academy.settings import Settings

HOME = Path(__file__).parents[2]
SOUND = "hat-tick-01"


def heard_at(folder: Path, depot: DepotSettings) -> bytes:
    settings = Settings(HOME, f"duckdb:///{folder}.duckdb", folder, operating=OperatorSettings(depot=depot))
    office = Office(settings, lambda: "http://desk")
    try:
        return office.sounds.sound(SOUND, "wav")
    finally:
        office.close()


def renders(*_: object) -> NoReturn:
    raise AssertionError("rendered, though another desk had kept it")


def test_a_second_desk_hears_the_sound_that_the_first_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with s3_server() as url:
        depot = DepotSettings(f"s3://{BUCKET}/sounds", url, key="k", secret="s")
        first = heard_at(tmp_path / "first", depot)
        monkeypatch.setattr("academy.samples.rendering.play", renders)
        assert heard_at(tmp_path / "second", depot) == first
