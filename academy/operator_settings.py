"""Settings of who looks after a hub: where backups go, and who may read the desk's figures.

| variable | means | default |
|---|---|---|
| ACADEMY_BACKUP_FOLDER | where the desk writes a dated copy of the store | none: no copies |
| ACADEMY_BACKUP_HOURS | how many hours apart | 24 |
| ACADEMY_BACKUP_KEEP | how many of the newest are kept | 14 |
| ACADEMY_METRICS_TOKEN_FILE | the token with which Prometheus reads /services/desk/metrics | none |
| ACADEMY_SOUNDS_URL | where desks share rendered sounds: s3://BUCKET/FOLDER | none: each has its own |
| ACADEMY_SOUNDS_ENDPOINT | the S3 server, such as https://ACCOUNT.r2.cloudflarestorage.com | Amazon's |
| ACADEMY_SOUNDS_REGION | its region | `auto` with an endpoint, else AWS_DEFAULT_REGION |
| ACADEMY_SOUNDS_KEY | the access key's id | whatever AWS's own settings say |
| ACADEMY_SOUNDS_SECRET_FILE | a file of mode 0600 with its secret | needed with a key |
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from academy.errors import SettingError
from academy.secret_files import read_secret

HOURS, KEEP = 24.0, 14


@dataclass(frozen=True, slots=True)
class DepotSettings:
    """The depot of rendered sounds that desks share. The secret is never shown."""

    url: str
    endpoint: str | None = None
    region: str | None = None
    key: str | None = None
    secret: str | None = field(default=None, repr=False)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "DepotSettings | None":
        """Read them once; None where each desk keeps its own sounds."""
        url = environ.get("ACADEMY_SOUNDS_URL")
        if not url:
            return None
        if not (urlsplit(url).scheme and urlsplit(url).path.strip("/")):
            raise SettingError(
                f"ACADEMY_SOUNDS_URL is '{url}'; expected a folder in a bucket, such as s3://BUCKET/sounds."
            )
        key, file = environ.get("ACADEMY_SOUNDS_KEY"), environ.get("ACADEMY_SOUNDS_SECRET_FILE")
        if bool(key) != bool(file):
            there, missing = ("KEY", "SECRET_FILE") if key else ("SECRET_FILE", "KEY")
            raise SettingError(
                f"ACADEMY_SOUNDS_{there} is set and ACADEMY_SOUNDS_{missing} is not; expected both or none."
            )
        return cls(
            url=url,
            endpoint=environ.get("ACADEMY_SOUNDS_ENDPOINT") or None,
            region=environ.get("ACADEMY_SOUNDS_REGION") or None,
            key=key or None,
            secret=read_secret(Path(file), "ACADEMY_SOUNDS_SECRET_FILE") if file else None,
        )


@dataclass(frozen=True, slots=True)
class OperatorSettings:
    """What an operator asked of the desk. The token is never shown."""

    backup_folder: Path | None = None
    backup_hours: float = HOURS
    backups_kept: int = KEEP
    metrics_token: str | None = field(default=None, repr=False)
    depot: DepotSettings | None = None

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "OperatorSettings":
        """Read them once; SettingError names the variable, its value and what was expected."""
        folder = environ.get("ACADEMY_BACKUP_FOLDER")
        if folder and not Path(folder).is_absolute():
            raise SettingError(
                f"ACADEMY_BACKUP_FOLDER is '{folder}'; expected a whole path, such as /var/backups/academy."
            )
        file = environ.get("ACADEMY_METRICS_TOKEN_FILE")
        return cls(
            backup_folder=Path(folder) if folder else None,
            backup_hours=_number(environ, "ACADEMY_BACKUP_HOURS", HOURS, "hours, such as 24"),
            backups_kept=int(_number(environ, "ACADEMY_BACKUP_KEEP", KEEP, "a number from 1 on", 1)),
            metrics_token=read_secret(Path(file), "ACADEMY_METRICS_TOKEN_FILE") if file else None,
            depot=DepotSettings.from_env(environ),
        )


def _number(
    environ: Mapping[str, str], name: str, otherwise: float, expected: str, least: float = 0
) -> float:
    said = environ.get(name)
    if not said:
        return otherwise
    try:
        number = float(said)
    except ValueError:
        number = math.nan
    if not (least <= number < math.inf and number > 0):
        raise SettingError(f"{name} is '{said}'; expected {expected}.")
    return number
