"""Every command has help with an example; `lessons`, `check` and `doctor` answer people and programs."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from academy.cli import doctor
from academy.errors import AcademyError, MidiUnavailable
from academy.midi import ports

COMMANDS = [
    "start",
    "doctor",
    "lessons",
    "check",
    "score",
    "export",
    "backup",
    "restore",
    "new",
    "import-pattern",
    "compose",
    "preview",
    "review",
    "publish",
    "progress",
    "next",
    "report",
    "costs",
    "kit",
    "samples",
    "analyze",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_that_is_understood(command: str, academy: Any) -> None:
    said = academy(command, "--help")
    assert said.code == 0
    example = said.out.strip().splitlines()[-1]
    assert example.startswith(f"example: academy {command}")


def test_the_command_line_names_all_its_commands(academy: Any) -> None:
    said = academy("--help")
    assert said.code == 0
    assert all(re.search(rf"^    {command}\s", said.out, re.MULTILINE) for command in COMMANDS)


def test_lessons_are_listed_in_order_for_people_and_programs(academy: Any) -> None:
    listed = json.loads(academy("lessons", "--json").out)
    numbers = [lesson["number"] for lesson in listed]
    assert numbers == sorted(numbers) and numbers[:2] == [1, 2]
    assert "backbeat/kick-and-snare" in listed[1]["exercises"]
    lines = academy("lessons").out.splitlines()
    assert [int(line.split()[0]) for line in lines] == numbers


def test_the_course_that_is_delivered_has_nothing_to_mend(academy: Any) -> None:
    said = academy("check")
    assert (said.code, said.out, said.err) == (0, "No problems.\n", "")
    assert json.loads(academy("check", "--json").out) == []


def finding(academy: Any, what: str) -> dict[str, Any]:
    found = json.loads(academy("doctor", "--json").out)
    return next(one for one in found if one["what"] == what)


def test_the_doctor_says_what_works_here(academy: Any, store: Path) -> None:
    said = academy("doctor")
    assert (said.code, said.err) == (0, "")
    for what in ("Python", "course", "pages", "address", "browser", "MIDI of this computer", "your playing"):
        assert f"  {what}: " in said.out
    assert f"0 takes in {store}" in said.out


def test_a_computer_without_midi_is_a_note_and_no_failure(
    academy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> list[str]:
        raise MidiUnavailable("No MIDI system here. Use the keyboard.")

    monkeypatch.setattr(ports, "input_names", none)
    assert "note  MIDI of this computer: No MIDI system here. Use the keyboard." in academy("doctor").out
    assert academy("doctor").code == 0


def test_the_doctor_has_a_cure_for_a_damaged_store(academy: Any, store: Path) -> None:
    store.parent.mkdir()
    store.write_bytes(b"damaged")
    said = academy("doctor")
    assert said.code == 1
    assert "CURE  your playing: " in said.out and "academy restore FILE" in said.out


def test_the_doctor_names_the_port_that_the_course_would_get(
    academy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr("academy.serving.launch.PORT", taken.getsockname()[1])
        assert finding(academy, "address")["says"] != f"port {taken.getsockname()[1]} is free"


def test_an_old_python_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch, academy: Any) -> None:
    monkeypatch.setattr(doctor.sys, "version_info", (3, 9, 1))
    said = finding(academy, "Python")
    assert not said["ok"] and "install 3.11 or newer" in said["says"]


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -W error -m academy lessons --json | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_every_error_of_the_academy_is_one_sentence_on_stderr(
    academy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_said: Any, **_more: Any) -> None:
        raise AcademyError("Something is wrong.\nDo this.")

    monkeypatch.setattr("academy.serving.launch.start", fail)
    assert academy("start").sentence == "Something is wrong. Do this."
