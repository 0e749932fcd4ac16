"""Choose the sounds of a lesson's kit: genre, tempo, mood and key decide, and a little chance.

The same lesson and seed give the same kit, since chance is drawn for each sound by its name. The academy
chooses among the sounds that every copy of the course has; a learner's own, and those of a soundfont, stand
among the alternates.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from academy.errors import SoundError
from academy.samples.lesson_kit.candidate import BAR, Wish, by_kind, half_of, instrument_of
from academy.samples.lesson_kit.keys import Key, height_of
from academy.samples.lesson_kit.kit import Choice, Cut, LessonKit, Slot, Wanted
from academy.samples.lesson_kit.parts import EIGHT, EXTRA, PARTS, Part, part_of
from academy.samples.lesson_kit.reasons import kit_says, reason, reason_of_twin
from academy.samples.library.words import ANY, Words
from academy.samples.sound import Sound

if TYPE_CHECKING:
    from academy.samples.library.entry import Entry

PIECES, ALTERNATES, SLICES = 8, 4, 8
PITCHED = ("bass", "808", "keys", "stab", "pad", "pluck", "chord_loop", "melody_loop")
NO_WORDS = Words()


def for_lesson(wanted: Wanted, entries: Sequence["Entry"], words: Words = NO_WORDS) -> LessonKit:
    """Return the kit of a lesson; SoundError names a pad that its exercises need and no sound can fill.

    `words` say which genres and moods are near to each other; without them a word means only itself.
    """
    return _Chooser(wanted, entries, words).kit()


class _Chooser:
    """One kit in the making. `chosen` are the sounds by lane, `key` is known once a pitched one is there."""

    def __init__(self, wanted: Wanted, entries: Sequence["Entry"], words: Words) -> None:
        self.wanted = wanted
        self.words = words
        self.kinds = by_kind(entries)
        self.genre = wanted.genre
        self.key: Key | None = None
        self.chosen: dict[str, list[Entry]] = {}
        self.choices: dict[str, Choice] = {}
        self.empty: list[Slot] = []

    def kit(self) -> LessonKit:
        """Fill the pads, those first that others depend on."""
        spare = _spare(self.wanted)
        slots = [(slot, False) for slot in self.wanted.slots] + [(slot, True) for slot in spare]
        lanes = {slot.lane for slot, _ in slots}
        for slot, is_spare in sorted(slots, key=lambda each: _turn(part_of(each[0].lane, is_spare=each[1]))):
            part = part_of(slot.lane, is_spare=is_spare)
            try:
                self._fill(slot, part, lanes)
            except SoundError:
                if not is_spare:
                    raise
                self.empty.append(slot)
        choices = dict(sorted(self.choices.items(), key=lambda each: (each[0][0], int(each[0][1:]))))
        says = kit_says(self.wanted, self.genre, len(choices), self.key, self.empty)
        return LessonKit(self.wanted.lesson, choices, says, self.wanted.seed)

    def _fill(self, slot: Slot, part: Part, lanes: set[str]) -> None:
        twin = part.twin
        if twin and twin not in self.chosen:
            self.chosen[twin] = self._ranked(slot, replace(PARTS[twin], above=PARTS[twin].above), lanes)
        if twin:
            ranked = self.chosen[twin]
            self.chosen.setdefault(slot.lane, ranked)
            is_again = any(choice.lane == twin for choice in self.choices.values()) and not part.slice
        else:
            ranked, is_again = self._ranked(slot, part, lanes), False
            self.chosen[slot.lane] = ranked
        best, others = ranked[0], ranked[1 : 1 + ALTERNATES]
        why = reason_of_twin(twin or "") if is_again else self._why(slot, part, best.sound)
        self.choices[slot.pad] = Choice(
            slot.pad,
            slot.lane,
            best.sound.id,
            cut_of(best.sound, part),
            why,
            tuple((entry.sound.id, self._why(slot, part, entry.sound)) for entry in others),
        )

    def _why(self, slot: Slot, part: Part, sound: Sound) -> str:
        tempos = self.wanted.tempos_of(slot)
        return reason(sound, part, self.genre, self.wanted.vibe, tempos, self.key, self.words)

    def _ranked(self, slot: Slot, part: Part, lanes: set[str]) -> list["Entry"]:
        """Return the sound of a pad and what could stand there instead."""
        liked = self.chosen.get(part.like or "")
        wish = Wish(
            part=part,
            genre=self.genre,
            vibe=self.wanted.vibe,
            tempos=self.wanted.tempos_of(slot),
            key=self._key(part),
            instrument=instrument_of(liked[0].sound) if liked else None,
            used={ranked[0].sound.id for ranked in self.chosen.values()},
            chance=f"{self.wanted.seed}/{self.wanted.lesson}/{slot.pad}",
        )
        able = [entry for entry in self._able(wish, lanes, liked)]
        scored = sorted(able, key=lambda entry: (-wish.score(entry, self.words), entry.sound.id))
        if not scored:
            raise SoundError(self._nothing(slot, part, wish))
        best = next((entry for entry in scored if entry.sound.recipe), scored[0])
        self._settle(best.sound)
        return [best, *_varied([entry for entry in scored if entry is not best])]

    def _able(self, wish: Wish, lanes: set[str], liked: "list[Entry] | None") -> Iterator["Entry"]:
        part = wish.part
        of_kind = [entry for kind in part.kinds for entry in self.kinds.get(kind, ())]
        tuned = half_of(part.register, of_kind) if part.register else None
        above = _notes_above(lanes) if part.above == 0 else ()
        heights = {(instrument_of(one.sound), height_of(one.sound)) for one in of_kind} if above else set()
        for entry in of_kind:
            sound = entry.sound
            if not wish.can_stand(sound) or (tuned is not None and sound.id not in tuned):
                continue
            if part.above is not None and liked and not _stands_above(liked[0].sound, sound, part.above):
                continue
            height, instrument = height_of(sound), instrument_of(sound)
            if above and (height is None or any((instrument, height + n) not in heights for n in above)):
                continue
            yield entry

    def _key(self, part: Part) -> Key | None:
        """Return the kit's key where a part has one; a bass that comes first is at home in what it plays."""
        return self.key if any(kind in PITCHED for kind in part.kinds) else None

    def _settle(self, sound: Sound) -> None:
        """Let the first sounds decide what was left open: the key, and the style of a lesson without one."""
        if self.key is None and sound.kind in PITCHED and sound.key:
            self.key = Key(sound.key, sound.mode or "minor")
        if self.genre in ANY and sound.genres and not sound.is_loop:
            self.genre = sound.genres[0]

    def _nothing(self, slot: Slot, part: Part, wish: Wish) -> str:
        there = sum(len(self.kinds.get(kind, ())) for kind in part.kinds)
        kinds = " or ".join(kind.replace("_", " ") for kind in part.kinds)
        tempos = " and ".join(f"{tempo:g}" for tempo in sorted(set(wish.tempos)))
        needs = f", that BPM SYNC can bring to {tempos} BPM" if "loop" in kinds else ""
        needs += f", that fits {self.key}" if wish.key else ""
        return (
            f"The kit of '{self.wanted.lesson}' has nothing for pad {slot.pad} ({slot.lane}): it wants "
            f"a {kinds}{needs}, and none of the {there} there are will do. Add one to your own folder, or to "
            "data/sounds."
        )


def cut_of(sound: Sound, part: Part) -> Cut | None:
    """Return the part of a drum loop that a pad plays: its first bar, or an eighth of that bar."""
    if not (part.slice or part.is_bar) or not sound.beats:
        return None
    bar = sound.duration_s * sound.rate * BAR / sound.beats
    if part.slice:
        return Cut(round(bar * (part.slice - 1) / SLICES), round(bar * part.slice / SLICES))
    return Cut(0, round(bar)) if sound.beats > BAR else None


def _spare(wanted: Wanted) -> list[Slot]:
    """Return the pads that make the kit one of eight pieces: what is missing of the eight, then others."""
    free = {slot.lane: slot for slot in wanted.spare}
    lanes = {slot.lane for slot in wanted.slots}
    taken = [free[lane] for lane, others in EIGHT.items() if lane in free and not lanes & set(others)]
    lanes |= {slot.lane for slot in taken}
    for lane in EXTRA:
        if len(wanted.slots) + len(taken) < PIECES and lane in free and lane not in lanes:
            taken.append(free[lane])
    return taken


def _turn(part: Part) -> tuple[bool, bool, bool]:
    """Return when a part is chosen: loops first, since they are few and decide the key; twins last."""
    return part.twin is not None, part.like is not None, "loop" not in part.kinds[0]


def _notes_above(lanes: set[str]) -> set[int]:
    """Return the notes above the root that a kit's other basses play, in semitones."""
    return {PARTS[lane].above or 0 for lane in lanes if lane in PARTS and PARTS[lane].like == "bass"}


def _stands_above(root: Sound, sound: Sound, above: int) -> bool:
    low, high = height_of(root), height_of(sound)
    is_one = instrument_of(root) == instrument_of(sound)
    return is_one and low is not None and high is not None and high == low + above


def _varied(ranked: list["Entry"]) -> list["Entry"]:
    """Put the best of each instrument before the others, so that alternates differ."""
    seen: set[str] = set()
    first: list[Entry] = []
    rest: list[Entry] = []
    for entry in ranked:
        instrument = instrument_of(entry.sound)
        (rest if instrument in seen else first).append(entry)
        seen.add(instrument)
    return first + rest
