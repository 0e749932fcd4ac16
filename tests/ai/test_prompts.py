"""Prompts are text with a version, and come with the package."""

import tomllib
from pathlib import Path

import pytest

from academy.ai import prompts

FOLDER = Path(prompts.__file__).parent / "prompts"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_every_prompt_has_its_version_in_the_first_line(file: Path) -> None:
    prompt = prompts.prompt(file.stem)
    assert prompt.name == file.stem and prompt.version and "version:" not in prompt.text


def test_a_prompt_without_a_version_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "bare.md").write_text("Be kind.\n")
    monkeypatch.setattr(prompts, "files", lambda _package: tmp_path)
    with pytest.raises(ValueError, match=r"bare\.md: line 1 is 'Be kind\.'"):
        prompts.prompt("bare")


def test_the_wheel_holds_whole_folders_of_the_package() -> None:
    project = tomllib.loads((FOLDER.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["academy"] and "exclude" not in wheel
