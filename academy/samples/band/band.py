"""The band as sounds of the library: known when its soundfont is there, played when they are wanted.

What is known of each was measured once and lies in `data/sounds/band.parquet`
(`python -m academy.samples.band.band` measures it anew).
"""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from academy.errors import SoundError
from academy.samples.band.fluid import INSTALL, Synth, find_synth
from academy.samples.band.parts import Part, read_parts
from academy.samples.library.catalogue import read_catalogue, write_catalogue
from academy.samples.library.entry import Entry
from academy.samples.library.peaks import SILENCE

if TYPE_CHECKING:
    from academy.samples.depot import Depot
    from academy.samples.recipes.waves import Wave

PARTS, MEASURED = "band.toml", "band.parquet"


class Band:
    """The sounds of a soundfont as WAV files in `cache`, levelled as the recipes are."""

    def __init__(
        self,
        synth: Synth,
        parts: Mapping[str, Part],
        known: Mapping[str, Entry],
        cache: Path,
        depot: "Depot | None" = None,
    ) -> None:
        self._synth = synth
        self._parts = parts
        self._cache = cache
        self._depot = depot
        self.entries = tuple(_entry(part, known.get(name)) for name, part in parts.items())

    @classmethod
    def found(
        cls, data: Path, cache: Path, synth: Synth | None = None, depot: "Depot | None" = None
    ) -> "Band | None":
        """Return the band when its soundfont is installed (or `synth` is given), else None."""
        synth = synth or find_synth()
        if synth is None or not (data / PARTS).is_file():
            return None
        file = data / MEASURED
        known = {entry.id: entry for entry in read_catalogue(file)[0]} if file.is_file() else {}
        return cls(synth, read_parts(data / PARTS), known, cache, depot)

    def has(self, sound_id: str) -> bool:
        """Say whether a sound is one of the band's."""
        return sound_id in self._parts

    def path(self, sound_id: str) -> Path:
        """Return a sound's file, played now if it is not there yet; SoundError says why it cannot be."""
        from academy.samples.rendering import wave_at

        part = self._parts[sound_id]
        place = self._cache / f"{sound_id}-{part.digest}.wav"
        return wave_at(place, lambda: self._played(part), self._depot)

    def _played(self, part: Part) -> "Wave":
        from academy.samples.recipes.finish import finished

        length_s = part.sound.duration_s
        raw = self._synth.play(part.program, part.notes, part.hold_s, length_s, part.strum_ms)
        if not raw.any():
            raise SoundError(
                f"'{part.sound.name}' is silent: {self._synth.font.name} has no such instrument."
            )
        return finished(raw, str(part.sound.kind), looped=False)


def measure(data: Path, cache: Path) -> int:
    """Play every sound of the band, write down what it measures, and return how many there are."""
    from academy.samples.library.building import measured

    band = Band.found(data, cache)
    if band is None:
        raise SoundError(INSTALL)
    entries = [measured(entry.sound, band.path(entry.id), entry.stamp) for entry in band.entries]
    write_catalogue(data / MEASURED, entries)
    return len(entries)


def _entry(part: Part, known: Entry | None) -> Entry:
    """Return a part with what was measured of it, unless it has changed since."""
    if known is not None and known.stamp == part.digest:
        return replace(
            known, sound=replace(part.sound, peak_db=known.sound.peak_db, rms_db=known.sound.rms_db)
        )
    return Entry(part.sound, {}, SILENCE, part.digest)


if __name__ == "__main__":
    measure(Path(sys.argv[1]), Path(sys.argv[2]))
