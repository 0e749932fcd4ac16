"""SP-404 Academy: the course that hears you play.

Floors, from the ground up (imports only go down; tests/test_floors.py holds it):

    errors · settings
    patterns · midi · membership · store      what should be played, what was, what is kept
    scoring · lessons · samples               how well, the course as data, sounds
    coach · progress                          what the scores mean, in words
    practice                                  the main job: finish_take
    widgets · client                          what a page shows, how a kernel reaches the desk
    classroom · desk · serving                what learners, the store's owner and the server use
    cli                                       the command line

Everything below is loaded when it is first used: a lesson page pays only for what it shows.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from academy.coach.rules import feedback
    from academy.lessons.catalogue import catalogue
    from academy.midi.take import Hit, Take
    from academy.patterns.notation import parse, render
    from academy.practice import score_take
    from academy.store.store import open_store

__version__ = "0.1.0"

__all__ = ["Hit", "Take", "catalogue", "feedback", "open_store", "parse", "render", "score_take"]

_HOMES = {
    "Hit": "academy.midi.take",
    "Take": "academy.midi.take",
    "catalogue": "academy.lessons.catalogue",
    "feedback": "academy.coach.rules",
    "open_store": "academy.store.store",
    "parse": "academy.patterns.notation",
    "render": "academy.patterns.notation",
    "score_take": "academy.practice",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its room the first time it is asked for."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'academy' has no attribute {name!r}")


def load_ipython_extension(shell: Any) -> None:
    """Give a lesson `%%exercise` and its few words; called by `%load_ext academy`."""
    from academy.classroom import enter

    enter(shell)
