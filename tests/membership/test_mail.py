"""Letters go out once, after the commit, through a real mail server on loopback."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from academy.membership.letters import TEXTS, letter, written
from academy.membership.mail import Post, deliver
from academy.store.members import Members

SENDER = "SP-404 Academy <hello@academy.example>"
INVOICE = {
    "number": "SP-7",
    "amount_paid": 1500,
    "currency": "usd",
    "hosted_invoice_url": "https://pay.example/7",
    "lines": {"private": True},
}


class Mailbox:
    """Keeps what it is handed; refuses while `refuses`, and drops the line after a letter while `drops`."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.refuses = self.drops = False

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuses:
            return "451 The queue is full"
        self.got.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        if self.drops:
            server.transport.abort()
        return "250 OK"


def serve(mailbox: Mailbox, **how: Any) -> Controller:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **how)
    controller.start()
    return controller


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def post(mailbox: Mailbox) -> Iterator[Post]:
    controller = serve(mailbox)
    yield Post("127.0.0.1", SENDER, controller.port, security="none", timeout_s=5)
    controller.stop()


def queue(members: Members, thing: str = "in_7") -> None:
    letters = letter("receipt", thing, "ana@example.org", INVOICE)
    members.settle(event_id=f"evt_{thing}", why="invoice.paid", letters=letters)


def test_a_receipt_goes_out_once(members: Members, post: Post, mailbox: Mailbox) -> None:
    queue(members)
    assert deliver(members, SENDER, post.send) == {"sent": 1, "failed": []}
    assert deliver(members, SENDER, post.send) == {"sent": 0, "failed": []}
    (message,) = mailbox.got
    assert (message["To"], message["From"]) == ("ana@example.org", SENDER)
    assert message["Subject"] == "Receipt SP-7 from SP-404 Academy"
    assert "15.00 USD" in message.get_content() and "https://pay.example/7" in message.get_content()


def test_several_senders_send_each_letter_once(members: Members, post: Post, mailbox: Mailbox) -> None:
    for number in range(6):
        queue(members, f"in_{number}")
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: deliver(members, SENDER, post.send)["sent"], range(4)))
    assert (sum(told), len(mailbox.got)) == (6, 6)


def test_a_letter_that_is_refused_waits_for_the_next_round(
    members: Members, post: Post, mailbox: Mailbox
) -> None:
    queue(members)
    mailbox.refuses = True
    outcome = deliver(members, SENDER, post.send)
    assert outcome["sent"] == 0 and "queue is full" in outcome["failed"][0]
    mailbox.refuses = False
    assert deliver(members, SENDER, post.send)["sent"] == 1


def test_a_server_that_is_away_keeps_letters_waiting(members: Members, mailbox: Mailbox) -> None:
    queue(members)
    away = serve(mailbox)
    away.stop()
    post = Post("127.0.0.1", SENDER, away.port, security="none", timeout_s=5)
    assert "does not answer" in deliver(members, SENDER, post.send)["failed"][0]
    assert members.waiting_letters() == ["in_7:receipt"]


def test_a_line_that_breaks_after_the_letter_sends_it_no_second_time(
    members: Members, post: Post, mailbox: Mailbox
) -> None:
    queue(members)
    mailbox.drops = True
    assert "may have gone out" in deliver(members, SENDER, post.send)["failed"][0]
    mailbox.drops = False
    assert deliver(members, SENDER, post.send) == {"sent": 0, "failed": []}
    assert len(mailbox.got) == 1


def test_a_password_is_never_sent_in_the_open(members: Members, post: Post, mailbox: Mailbox) -> None:
    queue(members)
    careful = Post("127.0.0.1", SENDER, post.port, user="hello", password="hush", timeout_s=5)
    assert "STARTTLS" in deliver(members, SENDER, careful.send)["failed"][0]
    assert mailbox.got == []
    assert "hush" not in repr(careful)


def test_a_server_with_a_known_certificate_is_signed_in_to(
    mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "certificate")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names, *files]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "certificate", tmp_path / "key")

    def known(_server: Any, _session: Any, _envelope: Any, _how: str, said: Any) -> AuthResult:
        return AuthResult(success=(said.login, said.password) == (b"hello", b"hush"))

    controller = serve(mailbox, tls_context=context, authenticator=known, auth_required=True)
    try:
        message = EmailMessage()
        message["From"], message["To"] = SENDER, "ana@example.org"
        post = Post("127.0.0.1", SENDER, controller.port, user="hello", password="hush", timeout_s=5)
        with pytest.raises(OSError, match="certificate verify failed"):
            post.send(message)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate"))
        post.send(message)
    finally:
        controller.stop()
    assert len(mailbox.got) == 1


def test_every_letter_reads_whole_and_keeps_no_more_than_it_says() -> None:
    (kept,) = letter("receipt", "in_7", "ana@example.org", INVOICE)
    assert set(kept["about"]) == {"number", "amount_paid", "currency", "hosted_invoice_url"}
    assert letter("receipt", "in_7", None, INVOICE) == ()
    for kind in TEXTS:
        for product in ("premium", "lifetime"):
            subject, text = written(kind, INVOICE | {"product": product})
            assert "\n" not in subject and "{" not in subject + text and "  " not in text
