"""One file of a learner's folder, listened to: what it is, or why it is skipped. Runs in a worker process."""

import re
import unicodedata
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from academy.errors import SoundError
from academy.samples.analysis.analyse import analyse
from academy.samples.analysis.findings import Findings
from academy.samples.export.reading import read_sound
from academy.samples.library.entry import Entry
from academy.samples.library.kept import Skipped
from academy.samples.library.peaks import peaks_of
from academy.samples.library.walking import Found
from academy.samples.sound import Sound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from academy.samples.export.audio import Audio

PREFIX = "my-"
"""How ids of the learner's own sounds begin; no sound of the academy is called so."""
LONGEST_S = 600.0
SHARED = tuple(
    field.name for field in fields(Findings) if field.name in {each.name for each in fields(Sound)}
)
"""What an analysis and a sound both have."""


def id_of(file: str) -> str:
    """Return the id of a file by its path in the folder: the same wherever the folder lies."""
    plain = unicodedata.normalize("NFC", file)
    words = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(plain).stem.lower()).strip("-")[:40]
    return f"{PREFIX}{words or 'sound'}-{sha256(plain.encode()).hexdigest()[:10]}"


def said_name(folder: Path, file: str) -> str:
    """Return the names that may say what a file is: its own, and that of the folder it lies in."""
    path = folder / file
    return f"{path.parent.name}/{path.name}"


def look(folder: Path, found: Found, earlier: "Mapping[str, Entry]") -> Entry | Skipped:
    """Return the entry of a file, or why it is skipped.

    `earlier` are entries of the same name by the hash of what they hold: a file that was only moved or
    touched is not analysed again.
    """
    path = folder / found.file
    try:
        _check_length(path)
        audio = read_sound(path)
    except SoundError as error:
        return Skipped(found.file, str(error), found.stamp)
    content = _hash(audio)
    stamp = f"{found.stamp}-{content}"
    if content in earlier:
        old = earlier[content]
        moved = replace(old.sound, id=id_of(found.file), path=Path(found.file))
        return replace(old, sound=moved, stamp=stamp)
    findings = analyse(audio.samples, audio.rate, said_name(folder, found.file))
    known = {name: getattr(findings, name) for name in SHARED}
    known["source"] = dict(findings.source)  # plain, so that it can go from process to process
    sound = Sound(**known, id=id_of(found.file), name=path.stem, path=Path(found.file), origin="learner")
    return Entry(sound, dict(findings.descriptors), peaks_of(audio.samples), stamp)


def _hash(audio: "Audio") -> str:
    return sha256(audio.samples.tobytes() + str(audio.rate).encode()).hexdigest()[:16]


def _check_length(path: Path) -> None:
    """Refuse what is no sample before all of it is in memory; what cannot be opened is said by the reader."""
    import soundfile

    try:
        length_s = soundfile.info(str(path)).duration
    except soundfile.LibsndfileError:
        return
    if LONGEST_S < length_s < 1e7:  # more is a header that does not know
        raise SoundError(
            f"{path.name} lasts {length_s / 60:.0f} minutes: no sample. Cut out the part you want."
        )
