"""Settings: the only reader of the environment.

| variable | means | default |
|---|---|---|
| ACADEMY_HOME | the folder that holds course/ and data/ | the checkout, else the installed copy |
| ACADEMY_STORE | the store: a file, `duckdb:///FILE`, a PostgreSQL URL | `~/SP-404 Academy/academy.duckdb` |
| ACADEMY_SERVICE_URL | the desk of a hub | none: the desk on this machine |
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from academy.errors import SettingError

FOLDER = "SP-404 Academy"
SCHEMES = ("duckdb", "postgresql", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the course is, where takes are kept, and how the desk is found.

    `store` is a database URL; `state_dir` holds what running processes tell each other (the
    desk's address and token), readable by its owner only.
    """

    home: Path
    store: str
    state_dir: Path
    service_url: str | None = None

    @classmethod
    def from_env(cls, environ: Mapping[str, str], cwd: Path) -> "Settings":
        """Read the settings once; SettingError names the variable, its value and what was expected."""
        store = _store(environ, cwd)
        keep = Path(store.removeprefix("duckdb:///")).parent if store.startswith("duckdb") else _own(environ)
        return cls(
            home=_home(environ, cwd),
            store=store,
            state_dir=keep / ".academy",
            service_url=environ.get("ACADEMY_SERVICE_URL") or None,
        )

    @property
    def course(self) -> Path:
        """The folder of the lessons."""
        return self.home / "course"

    @property
    def drafts(self) -> Path:
        """The folder of lessons that are not published yet."""
        return self.course / "drafts"


def _own(environ: Mapping[str, str]) -> Path:
    person = environ.get("HOME") or environ.get("USERPROFILE")
    return (Path(person) if person else Path.home()) / FOLDER


def _home(environ: Mapping[str, str], cwd: Path) -> Path:
    said = environ.get("ACADEMY_HOME")
    if said:
        if not _has_course(cwd / said):
            raise SettingError(
                f"ACADEMY_HOME is '{said}', which has no course/ and data/ in it. "
                "Point it at the folder you cloned, or leave it out."
            )
        return (cwd / said).resolve()
    checkout = Path(__file__).resolve().parent.parent
    installed = Path(sys.prefix) / "share" / "sp404-academy"
    for place in (checkout, cwd, *cwd.parents, installed):
        if _has_course(place):
            return place
    raise SettingError(
        f"No course found: neither {checkout} nor {cwd} nor {installed} has course/ and data/. "
        "Start from the folder you cloned, or set ACADEMY_HOME to it."
    )


def _has_course(place: Path) -> bool:
    return (place / "course").is_dir() and (place / "data").is_dir()


def _store(environ: Mapping[str, str], cwd: Path) -> str:
    said = environ.get("ACADEMY_STORE")
    if not said:
        return f"duckdb:///{_own(environ) / 'academy.duckdb'}"
    scheme, found, path = said.partition("://")
    if not found:
        return f"duckdb:///{(cwd / said).resolve()}"
    if scheme not in SCHEMES or not path.strip("/"):
        raise SettingError(
            f"ACADEMY_STORE is '{said}'; expected a file, 'duckdb:///FILE' or 'postgresql://...'."
        )
    return said
