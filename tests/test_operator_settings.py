"""Operators' settings are said as a sentence where they are wrong, and the token is never shown."""

from pathlib import Path

import pytest

from academy.errors import SettingError
from academy.operator_settings import OperatorSettings


def test_the_token_comes_from_a_private_file_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "metrics-token"
    file.write_text("hush\n")
    file.chmod(0o600)
    said = OperatorSettings.from_env({"ACADEMY_METRICS_TOKEN_FILE": str(file), "ACADEMY_BACKUP_HOURS": "0.5"})
    assert (said.metrics_token, said.backup_hours, said.backups_kept) == ("hush", 0.5, 14)
    assert "hush" not in repr(said)
    file.chmod(0o644)
    with pytest.raises(SettingError, match="ACADEMY_METRICS_TOKEN_FILE"):
        OperatorSettings.from_env({"ACADEMY_METRICS_TOKEN_FILE": str(file)})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ACADEMY_BACKUP_FOLDER", "backups"),
        ("ACADEMY_BACKUP_HOURS", "daily"),
        ("ACADEMY_BACKUP_HOURS", "0"),
        ("ACADEMY_BACKUP_KEEP", "0.5"),
        ("ACADEMY_BACKUP_KEEP", "-1"),
        ("ACADEMY_SOUNDS_URL", "s3://a-bucket"),
        ("ACADEMY_SOUNDS_URL", "/var/sounds"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_value(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"{name} is '{value}'"):
        OperatorSettings.from_env({name: value})


def test_the_depots_secret_comes_from_a_private_file_and_goes_with_a_key(tmp_path: Path) -> None:
    file = tmp_path / "sounds-secret"
    file.write_text("hush")
    file.chmod(0o600)
    said = {"ACADEMY_SOUNDS_URL": "s3://bucket/sounds", "ACADEMY_SOUNDS_SECRET_FILE": str(file)}
    with pytest.raises(SettingError, match="SECRET_FILE is set and ACADEMY_SOUNDS_KEY is not"):
        OperatorSettings.from_env(said)
    depot = OperatorSettings.from_env({**said, "ACADEMY_SOUNDS_KEY": "id"}).depot
    assert depot is not None
    assert (depot.key, depot.secret, "hush" in repr(depot)) == ("id", "hush", False)
