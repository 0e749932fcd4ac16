"""Settings are read once, from what they are given."""

from pathlib import Path

import pytest

from academy.errors import SettingError
from academy.settings import LARGE, OPENROUTER, SMALL, AiSettings, Settings


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
    [
        {"ACADEMY_STORE": "mysql://there/x"},
        {"ACADEMY_HOME": "nowhere"},
        {"ACADEMY_STORE": "duckdb://"},
        {"ACADEMY_AI_URL": "localhost:11434"},
        {"ACADEMY_AI_LEARNER_USD": "five"},
        {"ACADEMY_AI_COURSE_USD": "-1"},
        {"ACADEMY_AI_COURSE_USD": "nan"},
    ],
)
def test_a_setting_that_cannot_be_used_is_named(environ: dict[str, str], tmp_path: Path) -> None:
    (name,) = environ
    with pytest.raises(SettingError, match=name):
        Settings.from_env(environ, tmp_path)


def test_without_a_key_or_a_server_no_model_is_asked() -> None:
    ai = AiSettings.from_env({})
    assert not ai.is_configured and not ai.is_local
    assert (ai.url, ai.small, ai.large, ai.learner_usd, ai.course_usd) == (OPENROUTER, SMALL, LARGE, 0.05, 50)


def test_the_academys_own_key_comes_before_openrouters() -> None:
    both = {"ACADEMY_AI_KEY": "mine", "OPENROUTER_API_KEY": "theirs"}
    assert AiSettings.from_env(both).key == "mine"
    assert AiSettings.from_env({"OPENROUTER_API_KEY": "theirs"}).key == "theirs"
    assert AiSettings.from_env({"ACADEMY_AI_KEY": " "}).key is None


def test_a_key_for_openrouter_is_sent_nowhere_else() -> None:
    own = {"ACADEMY_AI_URL": "http://127.0.0.1:11434/v1/", "OPENROUTER_API_KEY": "theirs"}
    ai = AiSettings.from_env(own)
    assert (ai.key, ai.url, ai.is_local, ai.is_configured) == (None, "http://127.0.0.1:11434/v1", True, True)
    assert AiSettings.from_env(own | {"ACADEMY_AI_URL": f"{OPENROUTER}/"}).key == "theirs"
    elsewhere = own | {"ACADEMY_AI_URL": "https://openrouter.ai.evil.example/v1"}
    assert AiSettings.from_env(elsewhere).key is None
    assert AiSettings.from_env(own | {"ACADEMY_AI_URL": "https://notopenrouter.ai/v1"}).key is None


def test_ones_own_server_has_one_model_for_everything_unless_two_are_named() -> None:
    own = {"ACADEMY_AI_BASE_URL": "http://127.0.0.1:11434/v1", "ACADEMY_AI_MODEL": "qwen3:8b"}
    assert (AiSettings.from_env(own).small, AiSettings.from_env(own).large) == ("qwen3:8b", "qwen3:8b")
    assert AiSettings.from_env(own | {"ACADEMY_AI_MODEL_LARGE": "qwen3:32b"}).large == "qwen3:32b"


def test_a_key_is_never_shown(tmp_path: Path) -> None:
    settings = Settings.from_env({"ACADEMY_AI_KEY": "sk-secret"}, tmp_path)
    assert settings.ai.key == "sk-secret" and "sk-secret" not in f"{settings} {settings!r} {settings.ai}"
