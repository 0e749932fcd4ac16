"""A take as JSON, as the page sends it, the desk keeps it and `.json` files hold it."""

from collections.abc import Mapping
from typing import Any

from academy.errors import TakeError
from academy.midi.take import Hit, Take

_NUMBERS = {"tempo", "passes", "latency_ms"}
_WORDS = {"id", "exercise", "mode", "device", "played_at"}
_FIELDS = _NUMBERS | _WORDS


def take_from_json(said: Mapping[str, Any], pads: Mapping[str, str] | None = None) -> Take:
    """Read a take; TakeError names the hit or field that cannot be read.

    `pads` gives the pad of a lane's name, for takes written by hand.
    """
    hits = said.get("hits")
    if not isinstance(hits, list):
        raise TakeError('a take needs "hits": a list of {"time_s": ..., "pad": "A13", "velocity": ...}')
    return Take.of(
        [_hit(number, hit, pads or {}) for number, hit in enumerate(hits, start=1)],
        bars=_bars(said.get("bars")),
        about={key: value for key, value in said.items() if key not in _FIELDS | {"hits", "bars"}},
        **{key: _field(key, said[key]) for key in _FIELDS if said.get(key) is not None},
    )


def take_as_json(take: Take) -> dict[str, Any]:
    """Write a take; `take_from_json` gives it back."""
    said: dict[str, Any] = dict(take.about)
    said |= {key: getattr(take, key) for key in sorted(_FIELDS)}
    said["bars"] = None if take.bars is None else list(take.bars)
    said["hits"] = [
        {
            "time_s": hit.time_s,
            "pad": hit.pad,
            "velocity": hit.velocity,
            "release_s": hit.release_s,
            "note": hit.note,
            "channel": hit.channel,
        }
        for hit in take.hits
    ]
    return said


def _field(key: str, value: Any) -> Any:
    is_right = isinstance(value, str) if key in _WORDS else _is_number(value)
    if not is_right:
        kind = "word" if key in _WORDS else "number"
        raise TakeError(f"the take's {key} is {value!r}; expected a {kind}.")
    return value


def _bars(said: Any) -> tuple[int, int] | None:
    if said is None:
        return None
    if not (isinstance(said, list | tuple) and len(said) == 2 and all(type(bar) is int for bar in said)):
        raise TakeError(f"the take's 'bars' are {said!r}; expected the first and the last, such as [1, 2].")
    return said[0], said[1]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _hit(number: int, said: Any, pads: Mapping[str, str]) -> Hit:
    try:
        pad = said.get("pad")
        velocity = int(said["velocity"])
        if velocity != float(said["velocity"]) or not isinstance(pad, str | None):
            raise ValueError(said)
        return Hit(
            time_s=float(said["time_s"]),
            pad=None if pad is None else pads.get(pad, pad),
            velocity=velocity,
            release_s=None if said.get("release_s") is None else float(said["release_s"]),
            note=said.get("note"),
            channel=said.get("channel"),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise TakeError(
            f'hit {number}: {said!r}; expected {{"time_s": 0.5, "pad": "A13", "velocity": 100}}'
        ) from error
