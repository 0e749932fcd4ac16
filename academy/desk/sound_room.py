"""The library of a desk: opened when it is first asked for, and anew when the learner's folder has grown."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.desk.ahead import Ahead
from academy.desk.folder_reading import OwnFolder
from academy.errors import SoundError
from academy.operator_settings import DepotSettings
from academy.settings import Settings
from academy.store.store import Store

if TYPE_CHECKING:
    from academy.samples.depot import Depot
    from academy.samples.lesson_kit import LessonKit, Wanted
    from academy.samples.library.entry import Entry
    from academy.samples.library.library import Library
    from academy.samples.library.moods import Mood

CORRECTIONS, MOODS, FOLDER = "sound_corrections", "sound_moods", "own_folder"
"""Settings of the store: what the learner says of their sounds, and moods, by id; and where these lie."""
AT_ONCE = 2
"""Threads to look up, and as many for what takes time; more would keep takes waiting for Python's lock."""
MOST_KITS = 100

Corrections = Mapping[str, Mapping[str, Any]]


def depot_of(said: DepotSettings | None) -> "Depot | None":
    """Return the depot that an operator asked for; SettingError when this machine cannot speak to it."""
    if said is None:
        return None
    from academy.samples.depot import Depot

    return Depot.at(said.url, time.monotonic, said.endpoint, said.region, said.key, said.secret)


class SoundRoom:
    """Everything a desk does with sounds; may be asked from any thread.

    It has threads of its own: `quick` ones to look something up, `slow` ones to render, decode and pack.

    Rendered sounds and auditions are kept in `cache`, what is known of the learner's files in `own`. Who
    holds `changing` may read a setting, change it and keep it: nobody else does so meanwhile.
    """

    def __init__(self, settings: Settings, store: Callable[[], Store]) -> None:
        self.data = settings.home / "data" / "sounds"
        self.cache = settings.state_dir / "sounds"
        self.own = settings.state_dir / "own-sounds"
        self.quick = ThreadPoolExecutor(AT_ONCE, "academy-sounds")
        self.slow = ThreadPoolExecutor(AT_ONCE, "academy-renders")
        self.folder = OwnFolder(self.own, self.open_anew)
        self._depot = depot_of(settings.operating.depot)
        self._store = store
        self._library: Library | None = None
        self._kits: dict[Wanted, LessonKit] = {}
        self._ahead = Ahead(self._audition)
        self.changing = threading.RLock()

    def library(self) -> "Library":
        """Return the library; the first time also go on reading the learner's folder where it was."""
        if self._library is None:
            with self.changing:
                if self._library is None:
                    self.open_anew()
                    folder = self._store().setting(FOLDER)
                    if folder:
                        self.folder.begin(Path(folder))
        assert self._library is not None
        return self._library

    def open_anew(self) -> None:
        """Read again what is known of the learner's files."""
        from academy.samples.band.band import Band
        from academy.samples.library.library import Library

        with self.changing:
            band = Band.found(self.data, self.cache, depot=self._depot)
            library = Library.open(self.data, self.cache, self.own, band, self._depot)
            try:
                library.corrected(self._corrections(), self._moods())
            except SoundError as error:  # kept by another version: the sounds are there all the same
                library.notes += (f"What you said of your sounds cannot be taken: {error}",)
            self._library, self._kits = library, {}

    def correct(self, sound_id: str, values: Mapping[str, Any]) -> None:
        """Keep what the learner says of a sound; nothing at all takes back what was said before."""
        with self.changing:
            library = self.library()
            library.entry(sound_id)
            kept = dict(self._corrections())
            before = kept.pop(sound_id, {})
            if values:
                kept[sound_id] = {**before, **values}
            library.corrected(kept, self._moods())
            self._kits = {}
            self._store().set_setting(CORRECTIONS, kept)

    def keep_mood(self, entry: "Entry", mood: "Mood") -> None:
        """Keep the mood of a sound of the learner's own; SoundError for one of the academy's."""
        from academy.samples.library.moods import check_own

        check_own(entry)
        with self.changing:
            kept = {**self._moods(), entry.id: mood}
            self.library().corrected(self._corrections(), kept)
            self._kits = {}
            self._store().set_setting(MOODS, {name: each.as_json() for name, each in kept.items()})

    def kit(self, wanted: "Wanted") -> "LessonKit":
        """Return the kit that the academy chooses for a lesson; it is the same until the sounds change."""
        from academy.samples.lesson_kit import for_lesson

        library, kits = self.library(), self._kits
        if wanted not in kits:
            if len(kits) >= MOST_KITS:
                kits.clear()
            kits[wanted] = for_lesson(wanted, library.entries, library.words)
        return kits[wanted]

    def use_folder(self, folder: Path | None) -> None:
        """Begin to read a folder of the learner's, or forget it; SoundError when it cannot be read."""
        self.library()
        if folder is None:
            self.folder.forget()
        else:
            self.folder.begin(folder)
        self._store().set_setting(FOLDER, None if folder is None else str(folder))

    def make_ahead(self, whose: str, sound_ids: Sequence[str]) -> None:
        """Begin to make auditions of what a learner's page shows, instead of what it showed before."""
        self._ahead.want(whose, sound_ids)

    def sound(self, sound_id: str, form: str, effect: str | None = None) -> bytes:
        """Return a sound in one of the forms of `academy/samples/forms.py`, through an effect or dry."""
        from academy.samples.forms import in_form

        library = self.library()
        return in_form(form, library.entry(sound_id), library.file(sound_id), self.cache, effect)

    def _audition(self, sound_id: str) -> None:
        with suppress(SoundError, OSError):  # said when the sound is asked for
            self.sound(sound_id, "ogg")

    def close(self) -> None:
        """Stop reading and making; what was found is kept."""
        self._ahead.stop()
        self.folder.stop()
        for pool in (self.quick, self.slow):
            pool.shutdown(wait=False, cancel_futures=True)
        if self._depot:
            self._depot.close()

    def _moods(self) -> "dict[str, Mood]":
        from academy.samples.library.moods import Mood

        kept = self._store().setting(MOODS) or {}
        return {sound_id: Mood.from_json(said) for sound_id, said in kept.items()}

    def _corrections(self) -> Corrections:
        return self._store().setting(CORRECTIONS) or {}
