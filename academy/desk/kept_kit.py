"""A lesson's kit as this desk has it: the academy's choices, with the learner's own in their place.

A kept sound that is no longer in the library is said, and stays kept until the learner chooses anew.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from academy.desk.seat import Seat
from academy.errors import SoundError, TakeError
from academy.lessons.kits import DEFAULT_KIT
from academy.practice.lesson_kit import KEPT, wanted_of

if TYPE_CHECKING:
    from academy.lessons.notebook import Lesson
    from academy.samples.lesson_kit import LessonKit, Wanted

Json = dict[str, Any]
WORDS = ("sound", "start", "end")


class KeptKit:
    """A lesson's kit with the learner's choices `own` in it; `lost` are pads whose sound is gone."""

    def __init__(
        self, office: Seat, lesson: "Lesson", wanted: "Wanted", own: Mapping[str, Mapping[str, Any]]
    ) -> None:
        from academy.samples.lesson_kit import changed

        self._office, self._lesson, self._wanted = office, lesson, wanted
        self._library = office.sounds.library()
        there = {entry.id for entry in self._library.entries} if own else set()
        sounds = {pad: said.get("sound") for pad, said in own.items()}
        self.lost = {pad: said for pad, said in sounds.items() if isinstance(said, str) and said not in there}
        self.own = {pad: said for pad, said in own.items() if pad not in self.lost}
        self.kit: LessonKit = changed(office.sounds.kit(wanted), self.own)

    def as_json(self) -> Json:
        """Return the kit for a page."""
        needed = {slot.pad for slot in self._wanted.slots}
        pieces = [self._piece(pad, needed) for pad in self.kit.choices]
        gone = [
            f"Your sound on pad {pad}, {sound}, is not in the library now; the academy's choice plays."
            for pad, sound in self.lost.items()
        ]
        return {
            "lesson": self._lesson.id,
            "title": self._lesson.title,
            "seed": self._wanted.seed,
            "kept": bool(self.own or self.lost),
            "says": " ".join([self.kit.says, *gone]),
            "pieces": pieces,
        }

    def audio(self, pad: str) -> bytes:
        """Return what a pad plays; SoundError when the kit has nothing there."""
        from academy.samples.export.reading import read_sound
        from academy.samples.forms import as_wav
        from academy.samples.lesson_kit.pieces import cut_wav

        choice = self.kit.choices.get(pad)
        if choice is None:
            raise SoundError(f"This kit has nothing on pad '{pad}'. Its pads: {', '.join(self.kit.choices)}.")
        file, sound = self._library.file(choice.sound_id), self._library.entry(choice.sound_id).sound
        if choice.cut is None:
            return as_wav(read_sound(file), is_loop=sound.is_loop)
        return as_wav(read_sound(cut_wav(file, choice.cut, f"Pad {pad}"), f"pad {pad}"))

    def zipped(self) -> tuple[str, bytes]:
        """Return the kit for the unit's card: the name of a ZIP file, and its bytes."""
        from academy.midi.device import load_device
        from academy.practice.lesson_kit import export_of
        from academy.samples.export.zipping import zip_of

        mode_a = load_device(self._office.settings.home / "data" / "sp404mk2.toml").mode_a()
        pads = self._office.shelf.kits()[DEFAULT_KIT]
        card = export_of(self._lesson, self.kit, self._library, pads, mode_a)
        return f"{card.folder}.zip", zip_of(card.folder, card.files)

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
                {"sound": other, "name": self._library.entry(other).sound.name, "why": why}
                for other, why in choice.alternates
            ],
        }


def lesson_kit(office: Seat, lesson_id: str, seed: int | None = None) -> KeptKit:
    """Return a lesson's kit: the learner's, or with a seed what the academy chooses by it."""
    lesson = _lesson(office, lesson_id)
    kept = {} if seed is not None else (office.store().setting(KEPT) or {}).get(lesson_id, {})
    return KeptKit(office, lesson, _wanted(office, lesson, seed or 0), kept)


def keep_kit(office: Seat, lesson_id: str, pads: Any) -> None:
    """Keep the learner's choices for a lesson; SoundError names a pad, sound or cut that cannot be."""
    lesson = _lesson(office, lesson_id)
    if pads is not None:
        if not isinstance(pads, dict) or not all(isinstance(said, dict) for said in pads.values()):
            raise SoundError(f"pads is {pads!r}; expected {{'A13': {{'sound': its id}}}}, or null.")
        pads = {pad: {word: said.get(word) for word in WORDS} for pad, said in pads.items()}
        _check(office, KeptKit(office, lesson, _wanted(office, lesson, 0), pads))
    with office.sounds.changing:
        kept = dict(office.store().setting(KEPT) or {})
        kept.pop(lesson_id, None)
        if pads:
            kept[lesson_id] = pads
        office.store().set_setting(KEPT, kept)


def _check(office: Seat, kit: KeptKit) -> None:
    """Refuse a sound that is not there, and a cut beyond the end of one."""
    library = office.sounds.library()
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
    lesson = office.shelf.catalogue().lesson(lesson_id)
    if lesson is None:
        raise TakeError(f"No lesson here is called '{lesson_id}'.")
    return lesson


def _wanted(office: Seat, lesson: "Lesson", seed: int) -> "Wanted":
    return wanted_of(lesson, office.shelf.kits()[DEFAULT_KIT], seed)
