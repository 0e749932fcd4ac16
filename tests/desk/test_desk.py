"""A real desk over HTTP: many write at once, strangers do not, and nothing acknowledged is lost."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from waiting import IS_UP, Server, desk_of, wait_until_said

from academy.desk.moment import desk_for
from academy.errors import DeskUnavailable, TakeError
from academy.my_playing import ask_a_copy
from academy.settings import Settings
from academy.store.store import Store

Start = Callable[[], Server]

SENDER = """
import os, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from academy.client import find_desk
from academy.settings import Settings
desk = find_desk(Settings.from_env(os.environ, Path.cwd()))
for number in range(10):
    for again in range(2):
        take = {"id": f"{sys.argv[1]}-{number}", "exercise": "backbeat/first", "hits": []}
        desk.record(take, {"status": "empty", "constants": "1"}, passed=False)
"""


def test_six_processes_write_at_once_and_nothing_is_lost(settings: Settings, start: Start) -> None:
    desk = desk_of(start(), settings)
    environ = os.environ | {"ACADEMY_STORE": settings.store}
    senders = [subprocess.Popen([sys.executable, "-c", SENDER, str(n)], env=environ) for n in range(6)]
    assert [sender.wait() for sender in senders] == [0] * 6
    assert len(desk.takes()) == 60


def test_a_stranger_without_the_token_learns_nothing(settings: Settings, start: Start) -> None:
    desk = desk_of(start(), settings)
    with pytest.raises(DeskUnavailable, match="token"):
        replace(desk, token="guess").attempts()
    assert oct((settings.state_dir / "desk.json").stat().st_mode)[-3:] == "600"


def test_a_bad_take_is_refused_in_words(settings: Settings, start: Start) -> None:
    desk = desk_of(start(), settings)
    bad = {"id": "x", "exercise": "a/b", "hits": [{"time_s": "soon", "velocity": 1}]}
    with pytest.raises(TakeError, match="hit 1: time_s is 'soon'; expected a number"):
        desk.record(bad, {}, passed=False)
    assert desk.take("x") is None


def test_attempts_since_a_moment_come_over_http_and_no_moment_is_said(
    settings: Settings, start: Start
) -> None:
    desk = desk_of(start(), settings)
    take = {"id": "one", "exercise": "a/b", "hits": [], "played_at": "2026-11-24T12:00:00+00:00"}
    desk.record(take, {"status": "empty", "constants": "1"}, passed=False)
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    counted = [len(desk.attempts(since=noon + timedelta(seconds=late))) for late in (0, 1)]
    assert counted == [1, 0]
    with pytest.raises(TakeError, match="since is 'noon'; expected a moment such as"):
        desk.ask("GET", "attempts?since=noon")


def test_settings_and_calibrations_come_back(settings: Settings, start: Start) -> None:
    desk = desk_of(start(), settings)
    desk.set_setting("device", {"mode": "B"})
    desk.set_calibration({"input": "keyboard", "output": "", "browser": "Chrome", "latency_ms": 21.5})
    assert desk.setting("device") == {"mode": "B"}
    assert [one["latency_ms"] for one in desk.calibrations()] == [21.5]
    known = desk.learner("backbeat/first", 20)
    assert known == {
        "attempts": [],
        "calibrations": desk.calibrations(),
        "settings": {"device": {"mode": "B"}},
    }


def test_what_my_playing_draws_comes_over_http_and_a_copy_answers_questions(
    settings: Settings, start: Start
) -> None:
    desk = desk_of(start(), settings)
    take = {"id": "one", "exercise": "backbeat/first", "hits": [{"time_s": 0.0, "velocity": 90}]}
    desk.record(take, {"status": "empty", "constants": "1"}, passed=False)
    told = desk.playing()
    assert (told["takes"]["take_id"], told["velocities"], told["pads"]) == (["one"], {"90": 1}, {})
    assert ask_a_copy(desk, "select exercise from takes").rows == (("backbeat/first",),)


def test_killed_at_the_desk_the_next_server_has_every_take(settings: Settings, start: Start) -> None:
    first = start()
    desk = desk_of(first, settings)
    for number in range(5):
        take = {"id": str(number), "exercise": "backbeat/first", "hits": []}
        desk.record(take, {"status": "empty", "constants": "1"}, passed=False)
    first.kill()
    first.wait()
    with pytest.raises(DeskUnavailable):
        desk.health()
    assert len(desk_of(start(), settings).takes()) == 5


def test_a_second_server_takes_over_when_the_first_is_gone(settings: Settings, start: Start) -> None:
    first = start()
    desk = desk_of(first, settings)
    second = start()
    wait_until_said(second, IS_UP)
    assert desk.health()["pid"] == first.pid
    first.kill()
    first.wait()
    with pytest.raises(DeskUnavailable):
        desk.health()
    assert desk_of(second, settings).health()["pid"] == second.pid


def test_a_command_uses_the_desk_or_becomes_the_owner_for_a_moment(settings: Settings, start: Start) -> None:
    with desk_for(settings) as alone:
        assert isinstance(alone, Store)
        alone.set_setting("device", {"mode": "A"})
    desk_of(start(), settings)
    with desk_for(settings) as running:
        assert not isinstance(running, Store)
        assert running.setting("device") == {"mode": "A"}
