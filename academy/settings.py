"""Settings: the only reader of the environment.

| variable | means | default |
|---|---|---|
| ACADEMY_HOME | the folder that holds course/ and data/ | the checkout, else the installed copy |
| ACADEMY_STORE | the store: a file, `duckdb:///FILE`, a PostgreSQL URL | `~/SP-404 Academy/academy.duckdb` |
| ACADEMY_SERVICE_URL | the desk of a hub | none: the desk on this machine |
| JUPYTERHUB_API_TOKEN | what a hub gives each server; for the Hub and the desk alone | none |
| ACADEMY_OPENS_ALL | `yes`: a hub whose learners may open everything, without plans | no |
| ACADEMY_HUB_... | a hub's own settings: see HubSettings | |
| ACADEMY_AI_KEY | a key for language models | OPENROUTER_API_KEY, else none: no model is asked |
| ACADEMY_AI_URL | an OpenAI-compatible server (also ACADEMY_AI_BASE_URL); needs no key | OpenRouter |
| ACADEMY_AI_MODEL | the model for small tasks | a small Qwen |
| ACADEMY_AI_MODEL_LARGE | the model for whole lessons | with a URL ACADEMY_AI_MODEL, else a large Qwen |
| ACADEMY_AI_LEARNER_USD, ACADEMY_AI_COURSE_USD | what models may cost a month, in US dollars | 0.05, 50 |

Those of payment and mail stand in academy/payment_settings.py, operators' in academy/operator_settings.py.
"""

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from academy.errors import SettingError
from academy.operator_settings import OperatorSettings
from academy.payment_settings import MailSettings, PaymentSettings

FOLDER = "SP-404 Academy"
SCHEMES = ("duckdb", "postgresql", "postgresql+psycopg")
OPENROUTER = "https://openrouter.ai/api/v1"
SMALL = "qwen/qwen3-30b-a3b-instruct-2507"
LARGE = "qwen/qwen3-235b-a22b-2507"
LEARNER_USD, COURSE_USD = 0.05, 50.0
DESK_LABEL = "desk--service"  # in host names; academy/hub/hosts.py


@dataclass(frozen=True, slots=True)
class AiSettings:
    """Which language models may be asked, and what they may cost.

    `key` is never shown. `speaks_openrouter` says that the server tells what each answer cost. Budgets are
    US dollars in a calendar month (UTC): for one learner, and for all learners of the course together.
    """

    key: str | None = field(default=None, repr=False)
    url: str = OPENROUTER
    small: str = SMALL
    large: str = LARGE
    learner_usd: float = LEARNER_USD
    course_usd: float = COURSE_USD
    speaks_openrouter: bool = True

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "AiSettings":
        """Read the settings once. A key for OpenRouter is never sent to another server."""
        said = (environ.get("ACADEMY_AI_URL") or environ.get("ACADEMY_AI_BASE_URL") or "").strip()
        url = _server(said) if said else OPENROUTER
        host = urlsplit(url).hostname or ""
        is_openrouter = host == "openrouter.ai" or host.endswith(".openrouter.ai")
        key = environ.get("ACADEMY_AI_KEY") or (environ.get("OPENROUTER_API_KEY") if is_openrouter else None)
        small = environ.get("ACADEMY_AI_MODEL") or SMALL
        return cls(
            key=(key or "").strip() or None,
            url=url,
            small=small,
            large=environ.get("ACADEMY_AI_MODEL_LARGE") or (LARGE if is_openrouter else small),
            learner_usd=_dollars(environ, "ACADEMY_AI_LEARNER_USD", LEARNER_USD),
            course_usd=_dollars(environ, "ACADEMY_AI_COURSE_USD", COURSE_USD),
            speaks_openrouter=is_openrouter,
        )

    @property
    def is_local(self) -> bool:
        """Say whether the server is one's own: it wants no key, and answers cost nothing."""
        return self.key is None and not self.speaks_openrouter

    @property
    def is_configured(self) -> bool:
        """Say whether there is a model to ask."""
        return self.key is not None or self.is_local


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
    hub_token: str | None = field(default=None, repr=False)
    ai: AiSettings = AiSettings()
    payment: PaymentSettings | None = None
    mail: MailSettings | None = None
    opens_all: bool = False
    operating: OperatorSettings = field(default_factory=OperatorSettings)

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
            hub_token=environ.get("JUPYTERHUB_API_TOKEN") or None,
            ai=AiSettings.from_env(environ),
            payment=PaymentSettings.from_env(environ),
            mail=MailSettings.from_env(environ),
            opens_all=_yes(environ.get("ACADEMY_OPENS_ALL")),
            operating=OperatorSettings.from_env(environ),
        )

    @property
    def course(self) -> Path:
        """The folder of the lessons."""
        return self.home / "course"

    @property
    def drafts(self) -> Path:
        """The folder of lessons that are not published yet."""
        return self.course / "drafts"


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """A provider that people sign in with: its address as an issuer, and the client it knows us as.

    The client's secret is the file `oidc-client-secret` among the hub's secrets.
    """

    issuer: str
    client_id: str


@dataclass(frozen=True, slots=True)
class HubSettings:
    """One hub: where it answers, where it keeps things, who may come in.

    `folder` is the Hub's own (database, `secrets/` with a file of mode 0600 each), `learner_env` the Python
    environment of learners' servers. `url` is what browsers open. With `has_own_proxy` False the proxy is a
    unit of its own, and learners' servers stay reachable while the Hub starts anew. Without `oidc` a
    closed class signs in: `learners`, `instructors` and `admins` alone. With `has_subdomains` each learner's
    pages, and the desk's, have a host name of their own below that of `url`.

    Hub, proxy and desk speak at ports below 1024: at another one a learner's process could take the place of
    one that starts anew, and be believed.
    """

    folder: Path = Path("/var/lib/sp404-academy/hub")
    learner_env: Path = Path("/opt/sp404-academy/learner")
    url: str = "http://127.0.0.1:8000"
    api_url: str = "http://127.0.0.1:881"
    proxy_api_url: str = "http://127.0.0.1:801"
    desk_url: str = "http://127.0.0.1:810"
    desk_account: str = "academy-desk"
    has_own_proxy: bool = False
    admins: tuple[str, ...] = ()
    instructors: tuple[str, ...] = ()
    learners: tuple[str, ...] = ()
    oidc: OidcSettings | None = None
    has_subdomains: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "HubSettings":
        """Read ACADEMY_HUB_ and each field's name in capitals; lists are divided by commas.

        The provider is ACADEMY_OIDC_ISSUER and ACADEMY_OIDC_CLIENT_ID; SettingError when one is missing.
        ACADEMY_HUB_SUBDOMAINS is `has_subdomains`; SettingError when `url` has no name to put others below.
        """
        said = {name: environ.get(f"ACADEMY_HUB_{name.upper()}", "").strip() for name in cls.__slots__}
        places = {name: Path(said[name]) for name in ("folder", "learner_env") if said[name]}
        names = ("url", "api_url", "proxy_api_url", "desk_url", "desk_account")
        lists = {
            name: tuple(filter(None, (one.strip() for one in said[name].split(","))))
            for name in ("admins", "instructors", "learners")
        }
        texts = {name: said[name].rstrip("/") for name in names if said[name]}
        own_proxy, subdomains = _yes(said["has_own_proxy"]), _yes(environ.get("ACADEMY_HUB_SUBDOMAINS"))
        if subdomains:
            _refuse_a_number(texts.get("url", ""))
        flags = {"has_own_proxy": own_proxy, "has_subdomains": subdomains}
        return cls(**places, **texts, **lists, **flags, oidc=_oidc(environ))  # type: ignore[arg-type]

    @property
    def hub_host(self) -> str:
        """What links to the Hub from another host begin with; nothing where all have one host name."""
        return self.url if self.has_subdomains else ""

    @property
    def desk_host(self) -> str:
        """What links to the desk's pages from another host begin with; nothing where all have one."""
        return self.url.replace("://", f"://{DESK_LABEL}.", 1) if self.has_subdomains else ""

    @property
    def teachers(self) -> frozenset[str]:
        """The names of instructors and admins as the Hub writes them: a closed class's in small letters."""
        names = (*self.instructors, *self.admins)
        return frozenset(names if self.oidc else (name.lower() for name in names))

    def secret(self, name: str) -> Path:
        """Return the file of one secret."""
        return self.folder / "secrets" / name


def _refuse_a_number(url: str) -> None:
    host = urlsplit(url).hostname or ""
    if not host or ":" in host or host.rpartition(".")[2].isdecimal():
        raise SettingError(
            f"ACADEMY_HUB_SUBDOMAINS needs a host name in ACADEMY_HUB_URL, which is '{url}'; expected such "
            "as https://academy.example. Set it, or leave ACADEMY_HUB_SUBDOMAINS out."
        )


def _oidc(environ: Mapping[str, str]) -> OidcSettings | None:
    issuer = (environ.get("ACADEMY_OIDC_ISSUER") or "").strip().rstrip("/")
    client = (environ.get("ACADEMY_OIDC_CLIENT_ID") or "").strip()
    if bool(issuer) != bool(client):
        raise SettingError(
            "A provider needs both ACADEMY_OIDC_ISSUER and ACADEMY_OIDC_CLIENT_ID; one is missing."
        )
    return OidcSettings(issuer, client) if issuer else None


def _yes(said: str | None) -> bool:
    return (said or "").strip().lower() in ("1", "yes", "true")


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


def _server(said: str) -> str:
    parts = urlsplit(said)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingError(
            f"ACADEMY_AI_URL is '{said}'; expected the address of a server, such as http://127.0.0.1:11434/v1."
        )
    return said.rstrip("/")


def _dollars(environ: Mapping[str, str], name: str, otherwise: float) -> float:
    said = environ.get(name)
    if not said:
        return otherwise
    try:
        amount = float(said)
    except ValueError:
        amount = math.nan
    if not 0 <= amount < math.inf:
        raise SettingError(f"{name} is '{said}'; expected US dollars a month, such as {otherwise:g}.")
    return amount
