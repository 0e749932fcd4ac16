"""A depot saves a rendering and never costs a sound."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from object_storage import BUCKET, s3_server

from academy.errors import SettingError
from academy.samples.depot import MOST_WAITING, REST_S, Depot, is_whole
from academy.samples.export.wav import wav_bytes
from academy.samples.recipes.waves import Wave
from academy.samples.rendering import wave_at

NAME = "kick-0123456789abcdef.wav"
CLICK = wav_bytes(np.array([0, 9_000, -9_000, 0], dtype=np.int16), 48_000)


def click() -> Wave:
    return np.array([0, 9_000, -9_000, 0]) / 32_767


def never() -> Wave:
    raise AssertionError("rendered, though it could be fetched")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as url:
        yield url


def depot_at(server: str, folder: str) -> Depot:
    return Depot.at(f"s3://{BUCKET}/{folder}", lambda: 0.0, server, key="k", secret="s")


class Files:
    """Files in memory that fail or wait when told to, and count what they are asked."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.asked = 0
        self.error: Exception | None = None
        self.goes_on = threading.Event()
        self.goes_on.set()

    def cat_file(self, place: str) -> bytes:
        self.asked += 1
        if self.error:
            raise self.error
        if place not in self.kept:
            raise FileNotFoundError(place)
        return self.kept[place]

    def pipe_file(self, place: str, sound: bytes) -> None:
        self.goes_on.wait(10)
        self.kept[place] = sound


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_what_one_desk_renders_another_fetches_from_s3(server: str, tmp_path: Path) -> None:
    first = depot_at(server, "shared")
    wave_at(tmp_path / "a" / NAME, click, first)
    first.close()
    second = wave_at(tmp_path / "b" / NAME, never, depot_at(server, "shared"))
    assert second.read_bytes() == CLICK


def test_a_sound_that_is_here_is_not_asked_for(tmp_path: Path) -> None:
    files: Any = Files()
    (tmp_path / NAME).write_bytes(CLICK)
    wave_at(tmp_path / NAME, never, Depot(files, "sounds", Clock()))
    assert files.asked == 0


@pytest.mark.parametrize("damaged", [b"", b"<html>", CLICK[:-2], CLICK[:44]], ids=len)
def test_a_damaged_file_is_rendered_and_kept_anew(server: str, tmp_path: Path, damaged: bytes) -> None:
    depot = depot_at(server, f"damaged-{len(damaged)}")
    depot.keep(NAME, damaged)
    depot.close()
    again = depot_at(server, f"damaged-{len(damaged)}")
    assert wave_at(tmp_path / NAME, click, again).read_bytes() == CLICK
    again.close()
    assert again.fetch(NAME) == CLICK


def test_a_server_that_is_gone_costs_a_rendering_and_no_sound(tmp_path: Path) -> None:
    gone = Depot.at(f"s3://{BUCKET}/sounds", lambda: 0.0, "http://127.0.0.1:9", key="k", secret="s")
    assert wave_at(tmp_path / NAME, click, gone).read_bytes() == CLICK


def test_a_depot_that_failed_is_left_alone_for_a_minute() -> None:
    files: Any = Files()
    clock = Clock()
    depot = Depot(files, "sounds", clock)
    files.error = PermissionError("the key was withdrawn")
    assert [depot.fetch(NAME), depot.fetch(NAME), files.asked] == [None, None, 1]
    files.error, files.kept["sounds/" + NAME], clock.now_s = None, CLICK, REST_S
    assert depot.fetch(NAME) == CLICK


def test_an_absent_sound_is_no_failure_of_the_depot() -> None:
    files: Any = Files()
    depot = Depot(files, "sounds", Clock())
    assert [depot.fetch(NAME), depot.fetch(NAME), files.asked] == [None, None, 2]


def test_who_listens_does_not_wait_until_a_sound_is_kept(tmp_path: Path) -> None:
    files: Any = Files()
    files.goes_on.clear()
    depot = Depot(files, "sounds", Clock())
    for number in range(MOST_WAITING + 5):
        wave_at(tmp_path / f"{number}.wav", click, depot)
    assert files.kept == {}
    files.goes_on.set()
    depot.close()
    assert len(files.kept) == MOST_WAITING


def test_a_file_with_all_its_frames_is_whole() -> None:
    assert [is_whole(CLICK), is_whole(CLICK[:-1]), is_whole(b"RIFF")] == [True, False, False]


def test_an_address_nobody_knows_is_named() -> None:
    with pytest.raises(SettingError, match=r"ACADEMY_SOUNDS_URL is 'tape://a/b'.*Expected an address such"):
        Depot.at("tape://a/b", lambda: 0.0)
