"""A variation as an exercise to be played: with an id of its own, so that takes on it are practice.

`boom-bap-pocket/first-bar~0bd9fe42008d` is no exercise of the course: its takes are kept, drawn and counted
in minutes and hits, and say nothing about the mastery of `boom-bap-pocket/first-bar`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from academy.composing.variations import OF
from academy.lessons.catalogue import Catalogue
from academy.lessons.notebook import Exercise, exercise_of_pattern
from academy.lessons.taste import tasted
from academy.patterns.notation import parse

KEPT = "variations"
"""The desk's setting that holds the newest variations, so that takes on them find their beat."""
MOST_KEPT = 60


def is_variation(exercise_id: str) -> bool:
    """Say whether an id is that of a variation."""
    return OF in exercise_id


def base_of(exercise_id: str) -> str:
    """Return the exercise of the course that a variation varies."""
    return exercise_id.partition(OF)[0]


def exercise_of(variation: Mapping[str, Any], base: Exercise | None = None) -> Exercise:
    """Return a variation (as JSON: `id`, `notation`) as an exercise; level and mark as its base has them."""
    return exercise_of_pattern(variation["id"], parse(variation["notation"]), variation["notation"], base)


def exercise_in(
    catalogue: Catalogue, exercise_id: str, kept: Callable[[], Iterable[Mapping[str, Any]] | None]
) -> Exercise | None:
    """Return an exercise of the course, a variation of one or a lesson's taste, None when it is none of them.

    `kept` gives what the desk has kept; it is only asked for variations.
    """
    if not is_variation(exercise_id):
        return catalogue.exercise(exercise_id) or tasted(catalogue, exercise_id)
    mine = next((one for one in kept() or () if one.get("id") == exercise_id), None)
    return None if mine is None else exercise_of(mine, catalogue.exercise(base_of(exercise_id)))


def kept_with(
    kept: Iterable[Mapping[str, Any]] | None, new: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return what the desk keeps from now on: ids and notations, the newest last, at most 60."""
    rows: dict[str, dict[str, Any]] = {}
    for one in (*(kept or ()), *new):
        rows.pop(one["id"], None)
        rows[one["id"]] = {"id": one["id"], "notation": one["notation"]}
    return list(rows.values())[-MOST_KEPT:]
