"""A depot of rendered sounds that many desks share: a bucket in object storage (S3, R2), or a folder.

A sound is rendered by the first desk that wants it; the others fetch it. A depot that is slow, empty or
gone costs one rendering and no sound: a desk can always make what it cannot fetch.
"""

import logging
import threading
import wave
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING, Any

from academy.errors import SettingError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

log = logging.getLogger(__name__)
REST_S = 60.0
"""How long a depot that failed is left alone: listeners do not wait for it one after the other."""
MOST_WAITING = 64
"""Sounds that wait to be kept; what is beyond is kept by the next desk that renders it."""
CONNECT_S, READ_S = 2, 5


class Depot:
    """The files of a depot by name. `fetch` and `keep` may be called from any thread and never fail.

    `clock` counts seconds. A name holds the digest of what its sound is made from, so what is kept under it
    stays true.
    """

    def __init__(self, files: "AbstractFileSystem", folder: str, clock: Callable[[], float]) -> None:
        self._files = files
        self._folder = folder.rstrip("/")
        self._clock = clock
        self._rests_until = -float("inf")
        self._waiting = threading.BoundedSemaphore(MOST_WAITING)
        self._keeper = ThreadPoolExecutor(1, "academy-depot")

    @classmethod
    def at(
        cls,
        url: str,
        clock: Callable[[], float],
        endpoint: str | None = None,
        region: str | None = None,
        key: str | None = None,
        secret: str | None = None,
    ) -> "Depot":
        """Return the depot at an fsspec address; SettingError when this machine cannot speak to it.

        The rest is for addresses that begin with s3:// and may be left to botocore's own ways of finding it.
        """
        s3 = s3_options(endpoint, region, key, secret)
        storage = {"s3": s3, "file": {"auto_mkdir": True}}.get(url.partition("://")[0], {})
        try:
            from fsspec.core import url_to_fs

            files, folder = url_to_fs(url, **storage)
        except (ImportError, ValueError) as error:
            raise SettingError(
                f"ACADEMY_SOUNDS_URL is '{url}', which cannot be used: {error}. "
                'Expected an address such as s3://BUCKET/sounds; for S3, `pip install "sp404-academy[s3]"`.'
            ) from error
        return cls(files, folder, clock)

    def fetch(self, name: str) -> bytes | None:
        """Return a whole WAV file, or None where there is none, it is damaged, or the depot rests."""
        if self._clock() < self._rests_until:
            return None
        try:
            found: bytes = self._files.cat_file(f"{self._folder}/{name}")
        except FileNotFoundError:
            return None
        except Exception as error:  # noqa: BLE001 - each store has errors of its own; rendering answers all
            self._rest(f"'{name}' cannot be fetched", error)
            return None
        if not is_whole(found):
            log.warning("The depot's '%s' is no whole WAV file; it is rendered and kept anew.", name)
            return None
        return found

    def keep(self, name: str, sound: bytes) -> None:
        """Keep a file, later and beside everything else; whoever listens does not wait for it."""
        if self._clock() < self._rests_until or not self._waiting.acquire(blocking=False):
            return
        try:
            self._keeper.submit(self._keep, name, sound)
        except RuntimeError:  # closed meanwhile
            self._waiting.release()

    def close(self) -> None:
        """Keep what still waits, and begin nothing more; at a depot that fails nothing waits."""
        self._keeper.shutdown(wait=True)

    def _keep(self, name: str, sound: bytes) -> None:
        try:
            if self._clock() >= self._rests_until:
                self._files.pipe_file(f"{self._folder}/{name}", sound)
        except Exception as error:  # noqa: BLE001 - as above
            self._rest(f"'{name}' cannot be kept", error)
        finally:
            self._waiting.release()

    def _rest(self, what: str, error: Exception) -> None:
        self._rests_until = self._clock() + REST_S
        log.warning(
            "The depot %s is left alone for %.0f s: %s (%s: %s). Sounds are rendered here meanwhile.",
            *(self._folder, REST_S, what, type(error).__name__, error),
        )


def is_whole(file: bytes) -> bool:
    """Say whether bytes are a WAV file with all the frames that it speaks of, and at least one."""
    try:
        with wave.open(BytesIO(file)) as opened:
            frames: int = opened.getnframes()
            size: int = opened.getnchannels() * opened.getsampwidth()
            read: bytes = opened.readframes(frames)
    except (wave.Error, EOFError):
        return False
    return frames > 0 and len(read) == frames * size


def s3_options(
    endpoint: str | None, region: str | None, key: str | None, secret: str | None
) -> dict[str, Any]:
    """Return what s3fs is told: whom to speak to, how long to wait, and to send no checksums R2 refuses."""
    waits = {"connect_timeout": CONNECT_S, "read_timeout": READ_S, "retries": {"max_attempts": 1}}
    checksums = {
        "request_checksum_calculation": "when_required",
        "response_checksum_validation": "when_required",
    }
    return {
        "key": key,
        "secret": secret,
        "endpoint_url": endpoint,
        "client_kwargs": {"region_name": region or "auto"} if endpoint else {},
        "config_kwargs": waits | checksums,
        "use_listings_cache": False,
    }
