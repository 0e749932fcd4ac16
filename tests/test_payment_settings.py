"""Secrets come from private files alone, and are never shown."""

from pathlib import Path

import pytest

from academy.errors import SettingError
from academy.payment_settings import MailSettings, PaymentSettings
from academy.settings import Settings


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    names = ("STRIPE_KEY", "STRIPE_WEBHOOK_SECRET", "SMTP_PASSWORD")
    for name in names:
        (tmp_path / name).write_text(f"hush-{name}\n")
        (tmp_path / name).chmod(0o600)
    return {f"ACADEMY_{name}_FILE": str(tmp_path / name) for name in names} | {
        "ACADEMY_STRIPE_PRICE_PREMIUM": "price_1",
        "ACADEMY_STRIPE_PRICE_LIFETIME": "price_2",
        "ACADEMY_SMTP_HOST": "mail.example.org",
        "ACADEMY_SMTP_SENDER": "Academy <hello@example.org>",
        "ACADEMY_SMTP_USER": "hello",
    }


def test_payment_and_mail_are_read_and_their_secrets_never_shown(
    environ: dict[str, str], tmp_path: Path
) -> None:
    settings = Settings.from_env(environ | {"HOME": str(tmp_path)}, tmp_path)
    assert settings.payment is not None and settings.mail is not None
    assert (settings.payment.key, settings.payment.webhook_secret) == (
        "hush-STRIPE_KEY",
        "hush-STRIPE_WEBHOOK_SECRET",
    )
    assert settings.payment.prices == {"premium": "price_1", "lifetime": "price_2"}
    assert (settings.mail.password, settings.mail.port) == ("hush-SMTP_PASSWORD", 587)
    assert "hush" not in repr(settings) + str(settings)


def test_without_them_nothing_is_sold_and_no_mail_is_sent() -> None:
    assert PaymentSettings.from_env({}) is MailSettings.from_env({}) is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o601])
def test_a_secret_that_others_can_open_is_refused(environ: dict[str, str], tmp_path: Path, mode: int) -> None:
    for name, read in (("STRIPE_WEBHOOK_SECRET", PaymentSettings), ("SMTP_PASSWORD", MailSettings)):
        (tmp_path / name).chmod(mode)
        with pytest.raises(SettingError, match=rf"{name}_FILE .*mode {mode:04o}.*chmod 600") as refused:
            read.from_env(environ)
        assert "hush" not in str(refused.value)


def test_a_secret_is_needed_there_and_not_empty(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "STRIPE_KEY").write_text("\n")
    with pytest.raises(SettingError, match="is empty"):
        PaymentSettings.from_env(environ)
    (tmp_path / "STRIPE_KEY").unlink()
    with pytest.raises(SettingError, match="cannot be read"):
        PaymentSettings.from_env(environ)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ACADEMY_STRIPE_PRICE_LIFETIME", "", "is not set"),
        ("ACADEMY_STRIPE_WEBHOOK_SECRET_FILE", "", "is not set"),
        ("ACADEMY_SMTP_SENDER", "", "is not set"),
        ("ACADEMY_SMTP_PORT", "mail", "expected a number"),
        ("ACADEMY_SMTP_SECURITY", "some", "one of starttls, tls, none"),
    ],
)
def test_half_a_setting_is_refused_by_name(environ: dict[str, str], name: str, value: str, said: str) -> None:
    with pytest.raises(SettingError, match=f"{name} .*{said}"):
        PaymentSettings.from_env(environ | {name: value})
        MailSettings.from_env(environ | {name: value})
