"""A lesson's kit as this desk has it: the academy's choices, with the learner's own in their place.

A kept sound that is no longer in the library, or no longer in the learner's plan, is said, and stays kept
until the learner chooses anew. What the academy chose for a lesson sounds in it under any plan; other choices
of kit are for plans with the whole library, since each of them plays other sounds.
"""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from academy.desk.seat import Seat
from academy.desk.sound_gate import sound_gate
from academy.errors import NotInPlan, SoundError, TakeError
from academy.lessons.kits import DEFAULT_KIT
from academy.membership.plans import PREMIUM
from academy.practice.lesson_kit import KEPT, SEEDS, wanted_of

if TYPE_CHECKING:
    from academy.lessons.notebook import Lesson
    from academy.samples.lesson_kit import LessonKit, Wanted

Json = dict[str, Any]
WORDS = ("sound", "start", "end")


class KeptKit:
    """A lesson's kit with the learner's choices `own` in it.

    `lost` are pads whose sound is gone, `locked` those whose sound is not in the learner's plan.
    """

    def __init__(
        self, office: Seat, lesson: "Lesson", wanted: "Wanted", own: Mapping[str, Mapping[str, Any]]
    ) -> None:
        from academy.samples.lesson_kit import changed

        self._office, self._lesson, self._wanted = office, lesson, wanted
        self._library = office.sounds.library()
        there = {entry.id for entry in self._library.entries} if own else set()
        sounds = {pad: said.get("sound") for pad, said in own.items()}
        self.lost = {pad: said for pad, said in sounds.items() if isinstance(said, str) and said not in there}
        chosen = office.sounds.kit(wanted)
        self._gate = sound_gate(office)
        self._plays = {choice.sound_id for choice in chosen.choices.values()}
        known = {pad: said for pad, said in sounds.items() if isinstance(said, str) and said in there}
        self.locked = {pad: said for pad, said in known.items() if not self._may_play(said)}
        gone = self.lost.keys() | self.locked.keys()
        self.own = {pad: said for pad, said in own.items() if pad not in gone}
        self.kit: LessonKit = changed(chosen, self.own)

    def as_json(self) -> Json:
        """Return the kit for a page."""
        needed = {slot.pad for slot in self._wanted.slots}
        pieces = [self._piece(pad, needed) for pad in self.kit.choices]
        gone = [
            f"Your sound on pad {pad}, {sound}, is not in the library now; the academy's choice plays."
            for pad, sound in self.lost.items()
        ]
        gone += [
            f"Your sound on pad {pad}, {sound}, is part of premium; the academy's choice plays."
            for pad, sound in self.locked.items()
        ]
        return {
            "lesson": self._lesson.id,
            "title": self._lesson.title,
            "seed": self._wanted.seed,
            "kept": bool(self.own or self.lost or self.locked or self._wanted.seed),
            "says": " ".join([self.kit.says, *gone]),
            "pieces": pieces,
        }

    def audio(self, pad: str, form: str) -> bytes:
        """Return what a pad plays, as `ogg` or `wav`; SoundError when the kit has nothing there."""
        from academy.samples.audition import ogg_of
        from academy.samples.export.reading import read_sound
        from academy.samples.forms import as_wav
        from academy.samples.lesson_kit.pieces import cut_wav

        choice = self.kit.choices.get(pad)
        if choice is None:
            raise SoundError(f"This kit has nothing on pad '{pad}'. Its pads: {', '.join(self.kit.choices)}.")
        if choice.cut is None:
            return self._office.sounds.sound(choice.sound_id, form)
        file = self._library.file(choice.sound_id)
        cut = read_sound(cut_wav(file, choice.cut, f"Pad {pad}"), f"pad {pad}")
        return as_wav(cut) if form == "wav" else ogg_of(cut.samples, cut.rate)

    def digest(self) -> str:
        """Return what changes with the sounds on the pads and where they are cut: 16 hexadecimal digits."""
        lies = [(choice.pad, choice.sound_id, choice.cut) for choice in self.kit.choices.values()]
        return hashlib.sha256(repr(lies).encode()).hexdigest()[:16]

    def zipped(self) -> tuple[str, bytes]:
        """Return the kit for the unit's card: the name of a ZIP file, and its bytes."""
        from academy.midi.device import load_device
        from academy.practice.lesson_kit import export_of
        from academy.samples.export.zipping import zip_of

        mode_a = load_device(self._office.settings.home / "data" / "sp404mk2.toml").mode_a()
        pads = self._office.shelf.kits()[DEFAULT_KIT]
        card = export_of(self._lesson, self.kit, self._library, pads, mode_a)
        return f"{card.folder}.zip", zip_of(card.folder, card.files)

    def _may_play(self, sound_id: str) -> bool:
        return sound_id in self._plays or self._gate.is_open(sound_id)

    def _piece(self, pad: str, needed: set[str]) -> Json:
        choice = self.kit.choices[pad]
        sound = self._library.entry(choice.sound_id).sound
        return {
            "pad": pad,
            "lane": choice.lane,
            "sound": sound.id,
            "name": sound.name,
            "kind": sound.kind,
            "bpm": sound.bpm,
            "key": sound.key,
            "start": choice.cut and choice.cut.start,
            "end": choice.cut and choice.cut.end,
            "why": choice.why,
            "needed": pad in needed,
            "own": pad in self.own,
            "alternates": [
                {
                    "sound": other,
                    "name": self._library.entry(other).sound.name,
                    "why": why,
                    "is_open": self._may_play(other),
                }
                for other, why in choice.alternates
            ],
        }


def lesson_kit(office: Seat, lesson_id: str, seed: int | None = None) -> KeptKit:
    """Return a lesson's kit: the learner's, or with a seed what the academy alone chooses by it.

    NotInPlan when the learner's plan has not the lesson, or not other choices than the first.
    """
    lesson = _lesson(office, lesson_id)
    if seed is not None:
        _check_seed(office, seed)
        return KeptKit(office, lesson, _wanted(office, lesson, seed), {})
    own, seeds = ((office.store().setting(name) or {}).get(lesson_id) for name in (KEPT, SEEDS))
    seed = (seeds or 0) if _may_choose(office) else 0
    return KeptKit(office, lesson, _wanted(office, lesson, seed), own or {})


def keep_kit(office: Seat, lesson_id: str, pads: Any, seed: int | None = None) -> None:
    """Keep the learner's choices for a lesson, and the seed by which the academy chooses the other pads.

    Without a seed the one that was kept stays; without `pads` all is as the academy chose it at first.
    SoundError names a pad, sound or cut that cannot be; NotInPlan what the plan has not.
    """
    lesson = _lesson(office, lesson_id)
    _check_seed(office, seed or 0)
    if pads is not None:
        if not isinstance(pads, dict) or not all(isinstance(said, dict) for said in pads.values()):
            raise SoundError(f"pads is {pads!r}; expected {{'A13': {{'sound': its id}}}}, or null.")
        pads = {pad: {word: said.get(word) for word in WORDS} for pad, said in pads.items()}
        _check(office, KeptKit(office, lesson, _wanted(office, lesson, 0), pads))
    with office.sounds.changing:
        _set(office, KEPT, lesson_id, pads)
        if pads is None or seed is not None:
            _set(office, SEEDS, lesson_id, seed)


def _set(office: Seat, setting: str, lesson_id: str, value: Any) -> None:
    """Keep a lesson's value in a setting that has one of each; nothing leaves it out."""
    kept = dict(office.store().setting(setting) or {})
    kept.pop(lesson_id, None)
    if value:
        kept[lesson_id] = value
    office.store().set_setting(setting, kept)


def _check(office: Seat, kit: KeptKit) -> None:
    """Refuse a sound that is not there or not in the plan, and a cut beyond the end of one."""
    library = office.sounds.library()
    for locked in kit.locked.values():
        sound_gate(office).check(library.entry(locked))
    for lost in kit.lost.values():
        library.entry(lost)
    for pad in kit.own:
        choice = kit.kit.choices[pad]
        sound = library.entry(choice.sound_id).sound
        frames = round(sound.duration_s * sound.rate)
        if choice.cut is not None and choice.cut.end > frames:
            raise SoundError(
                f"Pad {pad} ends at frame {choice.cut.end}, and {sound.name} has {frames}. Cut it anew."
            )


def _lesson(office: Seat, lesson_id: str) -> "Lesson":
    lesson = office.lesson(lesson_id)
    if lesson is None:
        raise TakeError(f"No lesson here is called '{lesson_id}'.")
    return lesson


def _may_choose(office: Seat) -> bool:
    return office.plan().samples is None


def _check_seed(office: Seat, seed: int) -> None:
    if seed and not _may_choose(office):
        raise NotInPlan("Other choices for a lesson's kit are part of premium.", PREMIUM)


def _wanted(office: Seat, lesson: "Lesson", seed: int) -> "Wanted":
    return wanted_of(lesson, office.shelf.kits()[DEFAULT_KIT], seed)
