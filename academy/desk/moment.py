"""A desk for the command line: the running one, or the store itself for a moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from academy.client import Desk, find_desk
from academy.errors import DeskUnavailable
from academy.settings import Settings
from academy.store.store import Store, open_store


@contextmanager
def desk_for(settings: Settings) -> Iterator[Desk | Store]:
    """Give whoever can answer for the store; both have the same methods.

    A running desk is asked; when none runs, this process owns the store until the block ends.
    StoreBusy when another process holds the file without being a desk.
    """
    desk = find_desk(settings)
    if desk is not None and _answers(desk):
        yield desk
        return
    with open_store(settings.store) as store:
        yield store


def _answers(desk: Desk) -> bool:
    try:
        desk.health()
    except DeskUnavailable:
        return False
    return True
