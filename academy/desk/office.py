"""Owning the store for as long as a server runs, and telling other processes where the desk is."""

import asyncio
import json
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from academy.ai.request import Asks
from academy.ai.service import Service
from academy.client import DESK_FILE, find_desk
from academy.desk.auth import OwnToken, Who
from academy.desk.copying import Copying
from academy.desk.remembered import Remembered
from academy.desk.seat import Seat
from academy.desk.shares import Shares
from academy.desk.shelf import Shelf
from academy.desk.sound_room import SoundRoom
from academy.desk.thinking import EACH, Thinking
from academy.errors import StoreBusy, StoreDamaged, StoreError, StoreTooNew
from academy.settings import Settings
from academy.store.store import Store, open_store

LARGE_TAKES, LARGE_TAKES_EACH = 16, 2
"""How many large takes may be on their way at once, in all and of one learner: 128 MB at most."""
KEEP = timedelta(minutes=1)
"""How old the figures may be that an instructor sees."""


class Office:
    """The store of this server, once it is ours.

    A second server finds the store busy and waits for its turn: each request asks again, so it
    takes over when the first is gone. Clients find whoever owns it by `desk.json`. A file that
    cannot be read is tried again when it has changed; until then every answer says what is wrong.
    `is_learners_own` says that this machine is the learner's: only then are folders of it read for them.
    `who` tells whose each request is; each gets a seat, from which it sees its learner's rows alone.
    `host` is what links to the pages of a hub's desk begin with, where they have a host name of their own.
    """

    def __init__(
        self,
        settings: Settings,
        url: Callable[[], str],
        opener: Callable[[str], Store] = open_store,
        *,
        is_learners_own: bool = True,
        who: Who | None = None,
        host: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.now = now
        self.host = host
        self._settings = settings
        self._url = url
        self._open = opener
        self._store: Store | None = None
        self._refusal: tuple[object, StoreError] | None = None
        self._lock = threading.Lock()
        own = OwnToken()
        self.token, self.who = own.token, who or own
        self.shelf = Shelf(settings)
        self.sounds = SoundRoom(settings, self.store)
        self.is_learners_own = is_learners_own
        self._models = Service(settings.ai, self.store, lambda: self.now())
        self.ai: Asks = self._models
        self.thinking = Thinking() if is_learners_own else Thinking(each=EACH)
        self.copying = Copying()
        self.arriving = Shares(LARGE_TAKES, LARGE_TAKES_EACH)
        self.looking = asyncio.Lock()
        self.glance = Remembered[dict[str, Any]](lambda: self.now(), KEEP)

    def of(self, learner: str, *, teaches: bool = False) -> Seat:
        """Return a learner's seat; to one who teaches everything is open."""
        opens_all = self.is_learners_own or teaches or self._settings.opens_all
        return Seat(self, learner, opens_all=opens_all, teaches=teaches)

    @property
    def course(self) -> str:
        """The name under which the ledger keeps what the course's learners spent together."""
        return self._settings.home.name

    @property
    def settings(self) -> Settings:
        """Where the course is and what models may cost."""
        return self._settings

    def warm(self) -> None:
        """Begin to load the language models' library in a thread, where a model is configured."""
        self._models.warm()

    @property
    def note(self) -> Path:
        """The file that tells kernels and commands where the desk is."""
        return self._settings.state_dir / DESK_FILE

    @property
    def is_open(self) -> bool:
        """Say whether this server owns the store."""
        return self._store is not None

    def store(self) -> Store:
        """Return the store, opening it first if need be; StoreBusy and its kin say why it cannot be."""
        with self._lock:
            if self._store is None:
                self._store = self._opened()
                self._tell()
            return self._store

    def try_to_own(self) -> StoreError | None:
        """Open the store now; returns the reason when it cannot be, so that a server starts all the same."""
        try:
            self.store()
        except StoreBusy:
            return None  # another server is the desk; this one waits for its turn
        except StoreError as error:
            return error
        return None

    def close(self) -> None:
        """Take the note away and let go of the store."""
        self.sounds.close()
        with self._lock:
            told = find_desk(self._settings)
            if told is not None and told.token == self.token:
                self.note.unlink(missing_ok=True)
            if self._store is not None:
                self._store.close()
                self._store = None

    def _opened(self) -> Store:
        """Open the store; one that cannot be read is named in answers too, and copied only once."""
        state = self._state_of_file()
        if self._refusal is not None and self._refusal[0] == state:
            raise self._refusal[1].with_traceback(None)
        try:
            store = self._open(self._settings.store)
        except (StoreDamaged, StoreTooNew) as error:
            self._refusal = (state, error)
            self._tell()
            raise
        except OSError as error:
            raise StoreError(
                f"Your playing cannot be kept: {error.filename}: {error.strerror}. "
                "Set ACADEMY_STORE to a file in a folder that you may write to, then start again."
            ) from error
        self._refusal = None
        return store

    def _state_of_file(self) -> object:
        try:
            state = os.stat(self._settings.store.removeprefix("duckdb:///"))
        except OSError:
            return None
        return state.st_ino, state.st_size, state.st_mtime_ns

    def _tell(self) -> None:
        """Write address and token for this user's other processes only, in one step."""
        self.note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.note.with_suffix(f".{os.getpid()}")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"url": self._url(), "token": self.token, "pid": os.getpid()}, file)
        os.replace(draft, self.note)
