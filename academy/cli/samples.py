"""`academy samples` searches the library; `academy analyze` says what is known of any sound file."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.cli.command import add, answer, sentence_of
from academy.errors import SoundError
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.samples.analysis.findings import Findings
    from academy.samples.library.entry import Entry
    from academy.samples.library.library import Library

SHOWN = 20


def register(commands: Any) -> None:
    """Add the commands of this file."""
    samples = add(
        commands,
        "samples",
        "Search the sounds: kinds, genres, moods, tempo, key, words.",
        "academy samples kick lo-fi warm",
        run_samples,
    )
    samples.add_argument("words", nargs="*", metavar="QUERY", help="such as: chord loop 80-90 bpm Cm mellow")
    samples.add_argument("--like", metavar="ID", help="only sounds near this one, the nearest first")
    samples.add_argument("--count", type=int, default=SHOWN, metavar="N", help=f"how many to show ({SHOWN})")
    samples.add_argument("--json", action="store_true", help="print what a program can read")
    samples.add_argument(
        "--rebuild", action="store_true", help="measure the academy's sounds anew; for those who edit recipes"
    )
    analyze = add(
        commands,
        "analyze",
        "Say what sound files are: kind, loop, tempo, key, level.",
        "academy analyze break.wav",
        run_analyze,
    )
    analyze.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="sound files, or folders of them"
    )
    analyze.add_argument("--json", action="store_true", help="print what a program can read")


def run_samples(said: argparse.Namespace, settings: Settings) -> int:
    """Print the sounds that were asked for, or how many there are of each kind."""
    from dataclasses import replace

    from academy.samples.library.entry import row
    from academy.samples.library.library import Library

    data, cache = settings.home / "data" / "sounds", settings.state_dir / "sounds"
    if said.rebuild:
        return _rebuild(data, cache)
    library = Library.open(data, cache, settings.state_dir / "own-sounds")
    result = library.search(replace(library.asked(" ".join(said.words)), like=said.like))
    entries = [library.entry(sound_id) for sound_id in result.ids[: max(0, said.count)]]
    if said.json:
        rows = [{name: value for name, value in row(entry).items() if name != "peaks"} for entry in entries]
        facets = {name: dict(counts) for name, counts in result.facets.items()}
        answer({"total": result.total, "rows": rows, "facets": facets, "notes": list(library.notes)})
        return 0
    if said.words or said.like:
        _print(result.total, entries)
    else:
        _overview(library)
    for note in library.notes:
        print(f"academy: {note}", file=sys.stderr)
    return 0


def _print(total: int, entries: "list[Entry]") -> None:
    for entry in entries:
        sound = entry.sound
        bpm = "" if sound.bpm is None else f"{sound.bpm:g}"
        key = f"{sound.key or ''}{'m' if sound.mode == 'minor' else ''}"
        about = ", ".join((*sound.genres, *sound.tags))
        kind = (sound.kind or "unknown").replace("_", " ")
        print(f"{sound.id:<28} {kind:<12} {bpm:>6} {key:<4} {sound.duration_s:6.2f} s  {about}")
    print(f"{len(entries)} of {total} sounds" if total else "No sound is all of this. Ask for less.")


def _overview(library: "Library") -> None:
    from academy.samples.library.query import Query

    facets = library.search(Query()).facets
    print(f"{len(library.entries)} sounds")
    for name, title in (("kind", "kinds"), ("genre", "genres"), ("mood", "moods")):
        print(f"{title}: " + ", ".join(f"{word.replace('_', ' ')} {n}" for word, n in facets[name].items()))


def _rebuild(data: Path, cache: Path) -> int:
    from academy.samples.library.building import build_catalogue

    def progress(done: int, total: int) -> None:
        print(f"\r{done} of {total} rendered", end="" if done < total else "\n", file=sys.stderr)

    count, measured = build_catalogue(data, cache, progress=progress)
    print(f"{count} sounds in {data / 'catalogue.parquet'}, {measured} of them measured anew.")
    return 0


def run_analyze(said: argparse.Namespace, settings: Settings) -> int:
    """Print what each file is; exit 2 when one of several could not be read, after all others."""
    from academy.samples.analysis.analyse import analyse_file

    files = list(_files(said.paths))
    answers, bad = [], 0
    for path in files:
        try:
            found = analyse_file(path)
        except SoundError as error:
            if len(files) == 1:
                raise
            bad += 1
            answers.append({"file": str(path), "error": sentence_of(error)})
            if not said.json:
                print(f"{path}\n  {sentence_of(error)}")
            continue
        answers.append({"file": str(path), **_as_json(found)})
        if not said.json:
            print(f"{path}\n  {_sentence(found)}")
    if said.json:
        answer(answers)
    if bad:
        print(f"academy: {bad} of {len(files)} files could not be read.", file=sys.stderr)
    return 2 if bad else 0


def _files(paths: list[Path]) -> Iterator[Path]:
    from academy.samples.library.walking import files_of

    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found, skipped = files_of(path)
        if not found and not skipped:
            raise SoundError(f"{path} holds no sound files: WAV, AIFF, FLAC, MP3 or OGG.")
        yield from (path / each.file for each in found)
        yield from (path / each.file for each in skipped)


def _as_json(found: "Findings") -> dict[str, Any]:
    values = {name: getattr(found, name) for name in found.__dataclass_fields__}
    return values | {"descriptors": dict(found.descriptors), "source": dict(found.source)}


def _sentence(found: "Findings") -> str:
    """Return what is known in one line; a value that only the ear says comes with how sure it is."""

    def sure(name: str, field: str) -> str:
        confidence = getattr(found, f"{name}_confidence")
        heard = found.source.get(field) == "audio" and confidence is not None
        return f" ({100 * confidence:.0f} % sure)" if heard else ""

    parts = [(found.kind or "kind unknown").replace("_", " ") + sure("kind", "kind")]
    parts.append("loop" if found.is_loop else "one-shot")
    if found.bpm:
        other = f" or {found.bpm_alt:g}" if found.bpm_alt else ""
        parts.append(f"{found.bpm:g}{other} BPM{sure('bpm', 'bpm')}")
    if found.key:
        parts.append(f"{found.key} {found.mode or ''}".strip() + sure("key", "key"))
    if found.root:
        parts.append(f"root {found.root}{sure('root', 'root')}")
    parts.append(f"{found.duration_s:.2f} s")
    parts.append("silent" if found.rms_db is None else f"{found.rms_db:g} dB RMS")
    return ", ".join(parts)
