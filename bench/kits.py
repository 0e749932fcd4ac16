"""The kits of the 28 lessons: how fast they are chosen and first heard, what is empty, what they share.

    python -m bench.kits

Chosen with four seeds each. Overlap is how many of a kit's sounds another kit has too, of all pairs of
lessons, a sound that lies on several pads of a kit counted once. Rendering begins with an empty cache, in
one process; a desk does it while the page is being read.
"""

import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path
from statistics import mean, median

from academy.lessons.catalogue import catalogue
from academy.practice.lesson_kit import wanted_of
from academy.samples.kits import load_kit
from academy.samples.lesson_kit import LessonKit, Wanted, for_lesson
from academy.samples.lesson_kit.pieces import LessonPieces
from academy.samples.lesson_kit.tempo import can_follow
from academy.samples.library.library import Library

HOME = Path(__file__).parent.parent
SEEDS = range(4)
MOST_MS, MOST_OVERLAP, MOST_CPU_S = 20.0, 0.5, 2.0


def main() -> int:
    pads = load_kit(HOME / "data" / "kits" / "course").pads
    lessons = catalogue(HOME / "course").lessons
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(HOME / "data" / "sounds", Path(folder), Path(folder) / "own")
        wanted = [wanted_of(lesson, pads, seed) for seed in SEEDS for lesson in lessons]
        chosen, each_ms = [], []
        for want in wanted:
            begun = time.process_time()
            chosen.append((want, for_lesson(want, library.entries, library.words)))
            each_ms.append((time.process_time() - begun) * 1000)
        first = [kit for want, kit in chosen if want.seed == 0]
        cpu_s = [first_heard_s(kit, library, Path(folder)) for kit in first]
    empty = sum(slot.pad not in kit.choices for want, kit in chosen for slot in want.slots)
    least = min(len(kit.choices) for _, kit in chosen)
    beyond = sum(is_beyond(want, kit, library) for want, kit in chosen)
    shared = [shared_by(one, other) for one, other in combinations(first, 2)]
    different = {choice.sound_id for kit in first for choice in kit.choices.values()}
    places = sum(len(sounds_of(kit)) for kit in first)
    print(f"{len(chosen)} kits of {len(lessons)} lessons from {len(library.entries)} sounds")
    print(f"chosen in {median(each_ms):.1f} ms of CPU (median), {max(each_ms):.1f} ms (slowest)")
    print(f"pads needed and empty {empty}, smallest kit {least} pads, loops beyond BPM SYNC {beyond}")
    print(
        f"{len(different)} different sounds in {places} places; a pair of lessons shares {mean(shared):.2f}"
    )
    print(f"a kit first heard after {median(cpu_s):.2f} s of CPU (median), {max(cpu_s):.2f} s (slowest)")
    is_good = median(each_ms) <= MOST_MS and mean(shared) <= MOST_OVERLAP and max(cpu_s) <= MOST_CPU_S
    return 0 if is_good and not empty and not beyond and least >= 8 else 1


def first_heard_s(kit: LessonKit, library: Library, cache: Path) -> float:
    """Return the CPU seconds of rendering all that a kit plays."""
    for file in cache.glob("*.wav"):
        file.unlink()
    begun = time.process_time()
    LessonPieces(kit, library).pieces()
    return time.process_time() - begun


def is_beyond(want: Wanted, kit: LessonKit, library: Library) -> bool:
    """Say whether a kit has a loop that the unit cannot bring to the tempo of its exercises."""
    tempos = {slot.pad: want.tempos_of(slot) for slot in (*want.slots, *want.spare)}
    sounds = {pad: library.entry(choice.sound_id).sound for pad, choice in kit.choices.items()}
    return any(sound.bpm and not can_follow(sound.bpm, tempos[pad]) for pad, sound in sounds.items())


def sounds_of(kit: LessonKit) -> set[str]:
    return {choice.sound_id for choice in kit.choices.values()}


def shared_by(one: LessonKit, other: LessonKit) -> int:
    return len(sounds_of(one) & sounds_of(other))


if __name__ == "__main__":
    sys.exit(main())
