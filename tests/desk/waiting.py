"""Waiting for what another process does, without sleeping longer than it takes."""

import time
from collections.abc import Callable

from academy.client import Desk, find_desk
from academy.errors import DeskUnavailable
from academy.settings import Settings


def wait_for(true: Callable[[], bool], seconds: float = 40) -> None:
    """Return as soon as `true` is; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


def wait_for_desk(settings: Settings) -> Desk:
    """Return the desk as soon as one answers."""

    def answers() -> bool:
        desk = find_desk(settings)
        try:
            return desk is not None and bool(desk.health()["ok"])
        except DeskUnavailable:
            return False

    wait_for(answers)
    desk = find_desk(settings)
    assert desk is not None
    return desk
