"""Settings are read once, from what they are given."""

from pathlib import Path

import pytest

from academy.errors import SettingError
from academy.settings import Settings


def test_takes_are_kept_in_a_folder_the_learner_can_see(tmp_path: Path) -> None:
    settings = Settings.from_env({"HOME": str(tmp_path)}, tmp_path)
    assert settings.store == f"duckdb:///{tmp_path / 'SP-404 Academy' / 'academy.duckdb'}"
    assert settings.state_dir == tmp_path / "SP-404 Academy" / ".academy"


def test_the_checkout_is_the_home_wherever_one_stands(tmp_path: Path) -> None:
    assert (Settings.from_env({}, tmp_path).home / "course").is_dir()


def test_a_store_may_be_a_plain_file_name(tmp_path: Path) -> None:
    settings = Settings.from_env({"ACADEMY_STORE": "mine.duckdb"}, tmp_path)
    assert settings.store == f"duckdb:///{tmp_path / 'mine.duckdb'}"


@pytest.mark.parametrize(
    "environ",
    [{"ACADEMY_STORE": "mysql://there/x"}, {"ACADEMY_HOME": "nowhere"}, {"ACADEMY_STORE": "duckdb://"}],
)
def test_a_setting_that_cannot_be_used_is_named(environ: dict[str, str], tmp_path: Path) -> None:
    (name,) = environ
    with pytest.raises(SettingError, match=name):
        Settings.from_env(environ, tmp_path)
