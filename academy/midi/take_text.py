"""A take as text, which a drummer can write and read: headers, then one hit a line.

exercise: backbeat/kick-and-snare
tempo: 84
0.000  kick   101
0.714  A15    96   0.780        # seconds, pad or lane, velocity, and when it was released
expect: missed 0, extra 0       # golden takes say what must come out
"""

from collections.abc import Mapping

from academy.errors import TakeError
from academy.midi.take import Hit, Take
from academy.patterns.pads import is_pad

_NUMBERS = {"tempo", "latency_ms"}
_WORDS = {"exercise", "device", "mode", "id", "played_at"}
_WHOLE = {"passes"}


def parse_take(text: str, pads: Mapping[str, str] | None = None, name: str = "take") -> Take:
    """Read a take; TakeError names line and value. `pads` gives the pad of a lane's name."""
    said: dict[str, object] = {}
    expect: list[str] = []
    hits: list[Hit] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        key, colon, value = line.partition(":")
        if colon and key.strip() == "expect":
            expect.append(value.strip())
        elif colon:
            said[key.strip()] = _header(key.strip(), value.strip(), f"{name}, line {number}")
        else:
            hits.append(_hit(line, pads or {}, f"{name}, line {number}"))
    return Take.of(hits, about={"expect": tuple(expect)} if expect else {}, **said)


def render_take(take: Take) -> str:
    """Write a take as text."""
    lines = [
        f"{key}: {getattr(take, key)}"
        for key in ("exercise", "tempo", "passes", "mode", "latency_ms", "device")
        if getattr(take, key) is not None
    ]
    for hit in take.hits:
        release = "" if hit.release_s is None else f" {hit.release_s:.5f}"
        lines.append(f"{hit.time_s:.5f} {hit.pad or '?'} {hit.velocity}{release}")
    return "\n".join(lines) + "\n"


def _header(key: str, value: str, where: str) -> object:
    try:
        if key in _NUMBERS:
            return float(value)
        if key in _WHOLE:
            return int(value)
    except ValueError as error:
        raise TakeError(f"{where}: {key} is '{value}'; expected a number.") from error
    if key in _WORDS:
        return value
    known = ", ".join(sorted(_NUMBERS | _WORDS | _WHOLE))
    raise TakeError(f"{where}: '{key}' is no header of a take; known are {known}, expect.")


def _hit(line: str, pads: Mapping[str, str], where: str) -> Hit:
    parts = line.split()
    try:
        time_s, pad, velocity = float(parts[0]), parts[1], int(parts[2])
        release_s = float(parts[3]) if len(parts) > 3 else None
    except (ValueError, IndexError) as error:
        raise TakeError(
            f"{where}: '{line}'; expected seconds, pad and velocity, such as '0.512 A13 101'."
        ) from error
    pad = pads.get(pad, pad)
    if pad != "?" and not is_pad(pad):
        known = f" or one of {', '.join(pads)}" if pads else ""
        raise TakeError(f"{where}: '{pad}' is no pad; expected a name such as A13{known}.")
    return Hit(time_s, None if pad == "?" else pad, velocity, release_s)
