"""The command line in this process, with a store of its own, and a pattern and takes to score."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from kept_takes import NOW

from academy.cli import main, report, standing


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one sentence on stderr of a command that was given bad input."""
        assert self.code == 2, self
        (line,) = self.err.splitlines()
        assert line.startswith("academy: ") and "Errno" not in line and "Traceback" not in line
        return line.removeprefix("academy: ")


Academy = Callable[..., Said]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's file that is not there yet; HOME is empty too."""
    file = tmp_path / "keep" / "academy.duckdb"
    monkeypatch.setenv("ACADEMY_STORE", str(file))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return file


@pytest.fixture
def academy(store: Path, capsys: pytest.CaptureFixture[str]) -> Academy:
    """Run one command as the shell would."""

    def run(*arguments: str | os.PathLike[str]) -> Said:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:  # how argparse ends
            code = int(ended.code or 0)
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the evening of `kept_takes`."""
    for room in (report, standing):
        monkeypatch.setattr(room, "now_here", lambda: NOW)


@pytest.fixture
def pattern(tmp_path: Path) -> Path:
    """Two beats at 120, kick and snare: notes at 0, 0.5, 1 and 1.5 seconds."""
    file = tmp_path / "pattern.txt"
    file.write_text("tempo: 120\npasses: 1\nkick  x... .... x... ....\nsnare .... x... .... x...\n")
    return file


@pytest.fixture
def take(tmp_path: Path) -> Path:
    """The pattern, played 20 ms late throughout."""
    file = tmp_path / "mine.take"
    file.write_text("0.020 kick 90\n0.520 snare 90\n1.020 kick 90\n1.520 snare 90\n")
    return file
