"""Takes and targets from files, by their endings: `.mid`, `.take` and `.json`."""

import json
from collections.abc import Mapping
from pathlib import Path

from academy.errors import TakeError
from academy.midi.device import PadMap
from academy.midi.midi_file import take_from_midi, target_from_midi
from academy.midi.take import Take
from academy.midi.take_json import take_from_json
from academy.midi.take_text import parse_take
from academy.patterns.model import Target

MIDI_ENDINGS = (".mid", ".midi", ".smf")


def read_take(
    file: Path | bytes, *, pad_map: PadMap, lanes: Mapping[str, str] | None = None, name: str = "take.mid"
) -> Take:
    """Read a take from a file, or from bytes called `name`; TakeError names file and place.

    `lanes` gives the pad of a lane's name, for takes written by hand.
    """
    data, name = (file, name) if isinstance(file, bytes) else (_bytes_of(file), file.name)
    ending = Path(name).suffix.lower()
    if ending in MIDI_ENDINGS:
        return take_from_midi(data, pad_map, name)
    text = _text_of(data, name)
    if ending == ".json":
        try:
            said = json.loads(text)
        except ValueError as error:
            raise TakeError(f"{name}: not JSON: {error}.") from error
        if not isinstance(said, dict):
            raise TakeError(f'{name}: expected an object such as {{"hits": [...]}}.')
        return take_from_json(said, lanes)
    if ending == ".take":
        return parse_take(text, lanes, name)
    raise TakeError(f"{name}: takes are .mid, .take or .json files.")


def read_target(file: Path, pad_map: PadMap) -> Target:
    """Read a MIDI file as the pattern to play, its tempo map as it is and nothing quantised."""
    return target_from_midi(_bytes_of(file), pad_map, file.name)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise TakeError(f"{file} cannot be read: {error.strerror or error}.") from error


def _text_of(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TakeError(f"{name}: not text in UTF-8 (byte {error.start}).") from error
