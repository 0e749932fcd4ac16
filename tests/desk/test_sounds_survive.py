"""Sounds at a real desk that is shared and killed: nothing is lost, no process stays, reading goes on."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from own_sounds import folder_of, is_ready, told_until
from waiting import desk_of

from academy.settings import Settings

Start = Callable[..., "subprocess.Popen[str]"]
COUNT = 150

CHOOSER = """
import os, sys
from pathlib import Path
from academy.client import find_desk
from academy.settings import Settings
desk = find_desk(Settings.from_env(os.environ, Path.cwd()))
for lesson in sys.argv[1:]:
    pads = {piece["pad"]: {"sound": piece["alternates"][0]["sound"], "start": None, "end": None}
            for piece in desk.kit(lesson)["pieces"][:2]}
    assert desk.keep_kit(lesson, pads)["kept"] and desk.kit_audio(lesson, next(iter(pads)))[:4] == b"RIFF"
    assert desk.audio(desk.sounds({"kind": ["chord_loop"]}, 0, 1)["rows"][0]["id"])[:4] == b"OggS"
"""
LESSONS = ("backbeat", "first-hits")


def test_two_kernels_choose_kits_at_once_and_no_choice_is_lost(settings: Settings, start: Start) -> None:
    desk = desk_of(start(), settings)
    environ = os.environ | {"ACADEMY_STORE": settings.store}
    kernels = [subprocess.Popen([sys.executable, "-c", CHOOSER, one], env=environ) for one in LESSONS]
    assert [kernel.wait() for kernel in kernels] == [0, 0]
    assert set(desk.setting("kits")) == set(LESSONS)


def test_killed_while_it_reads_a_folder_the_next_desk_knows_it_and_goes_on(
    settings: Settings, start: Start, tmp_path: Path
) -> None:
    first = start()
    desk = desk_of(first, settings)
    desk.index_folder(str(folder_of(tmp_path / "mine", COUNT)))
    told = told_until(desk, lambda told: told["kept"] > 0)
    known = {row["id"] for row in desk.sounds({"origin": "learner"}, 0, 500)["rows"]}
    assert told["state"] == "indexing" and len(known) >= 99
    listeners = psutil.Process(first.pid).children(recursive=True)
    first.kill()
    first.wait()
    assert listeners and psutil.wait_procs(listeners, timeout=20)[1] == []
    desk = desk_of(start(), settings)
    assert {row["id"] for row in desk.sounds({"origin": "learner"}, 0, 500)["rows"]} >= known
    began = told_until(desk, lambda told: told["total"] > 0)
    assert began["done"] >= len(known) and began["kept"] >= len(known)
    assert told_until(desk, is_ready)["kept"] == COUNT
