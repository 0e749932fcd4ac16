"""What the documents say is so: commands run, links lead somewhere, rooms and targets exist."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from academy.cli import parser

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
DOCUMENTS += ("course/AUTHORING.md", "widgets/README.md")
SERVES = {"academy start"}  # runs until Ctrl-C: tests/serving/test_started.py
SETS_UP = re.compile(r"git |cd |pip |make ")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def shell_lines(name: str) -> list[str]:
    """Return the commands in the shell blocks of a document, without their comments."""
    blocks = re.findall(r"```sh\n(.*?)```", text_of(name), flags=re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def commands() -> set[str]:
    """Return the names of all commands that `academy` has."""
    (listed,) = [action for action in parser()._actions if isinstance(action.choices, dict)]
    return set(listed.choices or ())


README_COMMANDS = [
    line for line in shell_lines("README.md") if not SETS_UP.match(line) and line not in SERVES
]


def test_the_readme_has_commands() -> None:
    assert len(README_COMMANDS) >= 3


@pytest.mark.parametrize("line", README_COMMANDS)
def test_a_command_of_the_readme_does_what_it_says(line: str, tmp_path: Path) -> None:
    name, *arguments = line.split()
    assert name == "academy"
    environ = os.environ | {"HOME": str(tmp_path), "ACADEMY_STORE": str(tmp_path / "kept" / "academy.duckdb")}
    command = [sys.executable, "-W", "error", "-m", "academy", *arguments]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    made = [word for word in arguments if word.startswith("my-")]
    assert all((tmp_path / word).exists() for word in made)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_a_document_names_exists(name: str) -> None:
    named = re.findall(r"`(?:\S*/)?academy ([a-z, -]+)", text_of(name))
    words = {
        word for line in named for word in re.split(r",\s*|\s", line)[: None if "," in line else 1] if word
    }
    assert words <= commands()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_that_a_document_names_exists(name: str) -> None:
    if shutil.which("make") is None:
        pytest.skip("no make here")
    lines = [*shell_lines(name), *re.findall(r"`([^`\n]+)`", text_of(name))]
    targets = {line.split()[1] for line in lines if re.fullmatch(r"make [a-z-]+( \w+=\S+)?", line)}
    for target in targets:
        done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert targets or name not in ("README.md", "CONTRIBUTING.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_and_picture_is_there(name: str) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", text_of(name))
    missing = [
        target
        for target in targets
        if not re.match(r"[a-z]+:|#", target) and not ((ROOT / name).parent / target.split("#")[0]).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_and_folder_that_a_document_names_in_passing_is_there(name: str) -> None:
    named = re.findall(r"`([a-z_]+(?:/[\w.-]+)+/?)`", text_of(name))
    places = (ROOT, ROOT / "academy", ROOT / "widgets" / "src", (ROOT / name).parent)
    missing = [each for each in named if not any((place / each).exists() for place in places)]
    assert missing == []


def rooms_of_the_plan() -> list[str]:
    """Return the rooms that the table of floors names."""
    rows = re.findall(r"^\|\s*\d?\s*\|([^|]+)\|", text_of("ARCHITECTURE.md"), flags=re.MULTILINE)
    return [room for row in rows for room in re.findall(r"`(\w+)`", row)]


def test_every_room_of_the_plan_is_built_and_every_room_that_is_built_is_in_the_plan() -> None:
    package = ROOT / "academy"
    folders = {path.parent.name for path in package.glob("*/__init__.py")}
    files = {path.stem for path in package.glob("[a-z]*.py")}
    assert set(rooms_of_the_plan()) <= folders | files
    assert folders <= set(rooms_of_the_plan())


def test_the_plan_names_every_command() -> None:
    (row,) = re.findall(r"^\| 7 \|.*$", text_of("ARCHITECTURE.md"), flags=re.MULTILINE)
    assert all(re.search(rf"\b{command}\b", row) for command in commands())


def test_the_readme_asks_for_the_python_that_is_needed() -> None:
    needed = re.search(r'requires-python = ">=([\d.]+)"', text_of("pyproject.toml"))
    assert needed and f"Python {needed[1]} or newer" in text_of("README.md")
    assert f"({needed[1].replace('.', ', ')})" in text_of("Makefile")


def test_an_old_python_is_refused_by_make_in_one_sentence(tmp_path: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("no make here")
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).touch()
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\ncase "$*" in --version) echo Python 3.9.18;; *) exit 1;; esac\n')
    old.chmod(0o755)
    command = ["make", "start", f"PYTHON={old}"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stdout.startswith(f"The academy needs Python 3.11 or newer; '{old}' is Python 3.9.18.")
    assert not (tmp_path / ".venv").exists()
