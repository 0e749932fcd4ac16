"""A card has whole files or none: full, pulled out, locked, or with other files on it already."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from academy.errors import CardError
from academy.samples.export import card as card_module
from academy.samples.export.card import write_card

FILES = {"A13_KICK.WAV": b"kick" * 1_000, "A15_SNARE.WAV": b"snare" * 1_000, "PADMAP.TXT": b"pads"}


def on(card: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (card / "IMPORT" / "KIT").iterdir()}


def test_a_kit_stands_in_its_folder_and_a_second_run_has_nothing_to_do(tmp_path: Path) -> None:
    assert write_card(tmp_path, "KIT", FILES).new == tuple(FILES)
    assert on(tmp_path) == FILES
    assert write_card(tmp_path / "IMPORT", "KIT", FILES).same == tuple(FILES)


def test_a_different_file_is_left_alone_unless_asked(tmp_path: Path) -> None:
    folder = tmp_path / "IMPORT" / "KIT"
    folder.mkdir(parents=True)
    (folder / "a13_kick.wav").write_bytes(b"mine")
    with pytest.raises(CardError, match=r"a13_kick\.wav already, and different\. Nothing was written"):
        write_card(tmp_path, "KIT", FILES)
    assert on(tmp_path) == {"a13_kick.wav": b"mine"}
    written = write_card(tmp_path, "KIT", FILES, overwrite=True)
    assert (written.replaced, written.new) == (("A13_KICK.WAV",), ("A15_SNARE.WAV", "PADMAP.TXT"))
    assert on(tmp_path) == FILES


def test_no_card_is_said(tmp_path: Path) -> None:
    with pytest.raises(CardError, match=r"There is no folder .*Put the card in"):
        write_card(tmp_path / "none", "KIT", FILES)


def test_a_kit_that_does_not_fit_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_module.shutil, "disk_usage", lambda _: type("Room", (), {"free": 5_000}))
    with pytest.raises(CardError, match=r"needs 0\.0 MB .* Nothing was written"):
        write_card(tmp_path, "KIT", FILES)
    assert on(tmp_path) == {}


FULL = """
import resource, sys
from pathlib import Path
from academy.samples.export.card import write_card
resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))
write_card(Path(sys.argv[1]), "KIT", {"A.WAV": b"a" * 5_000, "B.WAV": b"b" * 9_000, "C.WAV": b"c"})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_file_that_the_system_stops_in_the_middle_has_no_name(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path], capture_output=True, text=True, check=False
    )
    assert "file too large. 1 of 3 files were written, each whole" in ended.stderr
    assert on(tmp_path) == {"A.WAV": b"a" * 5_000}


def test_a_card_that_is_full_while_it_is_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(card_module.os, "fsync", full)
    with pytest.raises(CardError, match=r"no space left on device\. 0 of 3 files were written"):
        write_card(tmp_path, "KIT", FILES)
    assert on(tmp_path) == {}


def test_a_card_that_gives_back_other_bytes_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_module, "_is", lambda *_: False)
    with pytest.raises(CardError, match="gives back other bytes"):
        write_card(tmp_path, "KIT", FILES)
    assert on(tmp_path) == {}


WRITER = """
import sys
from pathlib import Path
from academy.samples.export import card
really = card.os.fsync
def said(handle):
    print("writing", flush=True)
    really(handle)
card.os.fsync = said
files = {f"A{n:02}.WAV": bytes([n]) * 3_000_000 for n in range(1, 17)}
card.write_card(Path(sys.argv[1]), "KIT", files)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("after", [1, 2, 3, 8])
def test_kill_minus_nine_leaves_no_half_file_under_a_name(tmp_path: Path, after: int) -> None:
    whole = {f"A{n:02}.WAV": bytes([n]) * 3_000_000 for n in range(1, 17)}
    with subprocess.Popen([sys.executable, "-c", WRITER, tmp_path], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        for _ in range(after):
            writer.stdout.readline()
        writer.kill()
    assert writer.returncode == -signal.SIGKILL
    left = {name: data for name, data in on(tmp_path).items() if not name.endswith(".part")}
    assert left.items() <= whole.items() and len(left) < 16
    write_card(tmp_path, "KIT", whole)
    assert on(tmp_path) == whole
