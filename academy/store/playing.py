"""What the page "My playing" draws, in one read: all takes of a learner, and what their hits add up to.

Ten thousand takes come as columns, half the size of rows; the whole score of a take is read only for the
latest ones.
"""

from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from academy.store import schema
from academy.store.records import READ, Json
from academy.store.takes import with_scores

LATEST_TAKES = 200
_OF_TAKE = ("take_id", "exercise", "played_at", "whole", "hit_count", "duration_s")
_OF_SCORE = ("status", "passed", "overall", "bias_ms", "spread_ms", "constants")
COLUMNS = (*_OF_TAKE, *_OF_SCORE)


def playing(connection: Connection, learner: str, latest: int = LATEST_TAKES) -> Json:
    """Return `takes` oldest first, as a list for each column, `velocities` (how often each) and `pads`.

    `pads` are the asynchronies in ms of every note that was hit in the latest takes, by pad; early is
    negative. Velocities are those of pads that feel how hard they are hit: the computer's keyboard sends
    three values only and is left out, and so are patterns that a machine played.
    """
    columns = list(zip(*connection.execute(_takes(learner)), strict=True)) or [()] * len(COLUMNS)
    takes = {name: list(column) for name, column in zip(COLUMNS, columns, strict=True)}
    velocities = connection.execute(_velocities(learner))
    scores = connection.execute(_scores(learner, latest)).scalars()
    return {
        "takes": takes | {"played_at": [moment.isoformat() for moment in takes["played_at"]]},
        "velocities": {str(velocity): count for velocity, count in velocities},
        "pads": _by_pad(scores),
        "latest": latest,
    }


def _takes(learner: str) -> Select[Any]:
    takes, scores = schema.takes.c, schema.scores.c
    columns = (*(takes[name] for name in _OF_TAKE), *(scores[name] for name in _OF_SCORE))
    return (
        select(*columns)
        .select_from(with_scores())
        .where(takes.learner == learner)
        .order_by(takes.played_at, takes.take_id)
    )


def _velocities(learner: str) -> Select[Any]:
    takes, hits = schema.takes.c, schema.hits.c
    return (
        select(hits.velocity, func.count())
        .join(schema.takes, and_(takes.learner == hits.learner, takes.take_id == hits.take_id))
        .where(takes.learner == learner)
        .where(or_(takes.input.is_(None), takes.input.not_like("keyboard%")), hits.velocity > 0)
        .where(or_(takes.practice.is_(None), takes.practice != READ))
        .group_by(hits.velocity)
        .order_by(hits.velocity)
    )


def _scores(learner: str, latest: int) -> Select[Any]:
    """Choose the takes first: a sort that carries whole scores with it is slow."""
    takes, scores = schema.takes.c, schema.scores.c
    newest = (
        select(takes.take_id)
        .where(takes.learner == learner)
        .order_by(takes.played_at.desc(), takes.take_id)
        .limit(latest)
        .scalar_subquery()
    )
    by_hand = or_(takes.practice.is_(None), takes.practice != READ)
    return (
        select(scores.score)
        .select_from(with_scores())
        .where(scores.learner == learner, scores.take_id.in_(newest), scores.status == "scored", by_hand)
    )


def _by_pad(scores: Any) -> dict[str, list[float]]:
    pads: dict[str, list[float]] = {}
    for score in scores:
        for onset in score.get("onsets") or ():
            if onset.get("asynchrony_ms") is not None:
                pads.setdefault(onset["pad"], []).append(onset["asynchrony_ms"])
    return pads
