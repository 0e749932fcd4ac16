"""Settings of payment and mail, for a desk that serves many learners; academy/settings.py reads them.

| variable | means | default |
|---|---|---|
| ACADEMY_STRIPE_KEY_FILE | a file with Stripe's secret key | none: nothing is sold |
| ACADEMY_STRIPE_WEBHOOK_SECRET_FILE | a file with the webhook's signing secret | needed with a key |
| ACADEMY_STRIPE_PRICE_PREMIUM, ACADEMY_STRIPE_PRICE_LIFETIME | ids of the prices | needed with a key |
| ACADEMY_STRIPE_URL | another server than Stripe's own, for trying things out | Stripe |
| ACADEMY_SMTP_HOST, ACADEMY_SMTP_PORT | the mail server | none: letters wait; 587 |
| ACADEMY_SMTP_SECURITY | starttls, tls or none | starttls |
| ACADEMY_SMTP_SENDER | who letters come from | needed with a host |
| ACADEMY_SMTP_USER, ACADEMY_SMTP_PASSWORD_FILE | how to sign in there | not signed in |

Secrets come from files that nobody but their owner can read, never from the environment itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from academy.errors import SettingError
from academy.secret_files import read_secret

KEY_FILE = "ACADEMY_STRIPE_KEY_FILE"
SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True)
class PaymentSettings:
    """What is needed to take payments; `prices` are Stripe's ids by product. Secrets are never shown."""

    key: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    prices: dict[str, str]
    address: str | None = None

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "PaymentSettings | None":
        """Read them once; None where nothing is sold, SettingError for what is missing or open to others."""
        if not environ.get(KEY_FILE):
            return None
        return cls(
            key=secret(environ, KEY_FILE),
            webhook_secret=secret(environ, "ACADEMY_STRIPE_WEBHOOK_SECRET_FILE"),
            prices={
                product: _needed(environ, f"ACADEMY_STRIPE_PRICE_{product.upper()}", KEY_FILE)
                for product in ("premium", "lifetime")
            },
            address=environ.get("ACADEMY_STRIPE_URL") or None,
        )


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server and how to sign in there. The password is never shown."""

    host: str
    sender: str
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "MailSettings | None":
        """Read them once; None where no mail is sent."""
        host, user = environ.get("ACADEMY_SMTP_HOST"), environ.get("ACADEMY_SMTP_USER") or None
        if not host:
            return None
        security = environ.get("ACADEMY_SMTP_SECURITY") or "starttls"
        if security not in SECURITY:
            raise SettingError(
                f"ACADEMY_SMTP_SECURITY is '{security}'; expected one of {', '.join(SECURITY)}."
            )
        port = environ.get("ACADEMY_SMTP_PORT") or "587"
        if not port.isdecimal():
            raise SettingError(f"ACADEMY_SMTP_PORT is '{port}'; expected a number, such as 587.")
        return cls(
            host=host,
            sender=_needed(environ, "ACADEMY_SMTP_SENDER", "ACADEMY_SMTP_HOST"),
            port=int(port),
            security=security,
            user=user,
            password=secret(environ, "ACADEMY_SMTP_PASSWORD_FILE") if user else None,
        )


def secret(environ: Mapping[str, str], name: str) -> str:
    """Return the secret in the file that a variable names; SettingError unless it is private."""
    return read_secret(Path(_needed(environ, name, "secrets")), name)


def _needed(environ: Mapping[str, str], name: str, because: str) -> str:
    said = environ.get(name)
    if not said:
        raise SettingError(f"{name} is not set, and is needed with {because}.")
    return said
