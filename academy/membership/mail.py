"""Letters by SMTP, after what they tell of was committed."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any, Protocol

from academy.errors import MailNotTaken
from academy.membership.letters import written

Json = dict[str, Any]


class Outbox(Protocol):
    """What is asked of the store; academy/store/members.py."""

    def waiting_letters(self) -> list[str]:
        """Return ids of letters that are to be sent."""

    def take_letter(self, letter_id: str) -> Json | None:
        """Take a letter; None when another process did."""

    def letter_sent(self, letter_id: str) -> None:
        """Say that a letter is out."""

    def give_letter_back(self, letter_id: str, trouble: str) -> None:
        """Leave a letter to the next round."""


@dataclass(frozen=True, slots=True)
class Post:
    """A mail server. `security` is starttls, tls or none (for a server on this machine)."""

    host: str
    sender: str
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout_s: float = 20.0

    def send(self, message: EmailMessage) -> None:
        """Hand a message to the server.

        MailNotTaken when it surely was not taken; any other OSError when the line broke and nobody knows.
        """
        try:
            server = self._connect()
        except OSError as error:
            raise MailNotTaken(f"The mail server {self.host}:{self.port} does not answer: {error}") from error
        with server:
            try:
                server.send_message(message)
            except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
                raise MailNotTaken(f"The mail server {self.host} refused a letter: {error}") from error

    def _connect(self) -> smtplib.SMTP:
        tls = ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_s, context=tls)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)
        try:
            if self.security == "starttls":
                server.starttls(context=tls)
            if self.user and self.password:
                server.login(self.user, self.password)
        except OSError:
            server.close()
            raise
        return server


def deliver(outbox: Outbox, sender: str, send: Callable[[EmailMessage], None]) -> Json:
    """Send every letter that waits; returns how many were `sent` and what `failed`, each in a sentence.

    Call it after a payment event and now and then; several processes may at once. A letter that the server
    did not take waits for the next call; one that may have gone out is not sent again.
    """
    sent, failed = 0, []
    for letter_id in outbox.waiting_letters():
        letter = outbox.take_letter(letter_id)
        if letter is None:
            continue
        try:
            send(_message(letter, sender))
        except MailNotTaken as error:
            outbox.give_letter_back(letter_id, str(error))
            failed.append(f"{letter_id}: {error}")
        except OSError as error:
            failed.append(f"{letter_id} may have gone out, and is not sent again: {error}")
        else:
            outbox.letter_sent(letter_id)
            sent += 1
    return {"sent": sent, "failed": failed}


def _message(letter: Json, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = sender, letter["address"]
    message["Subject"], text = written(letter["kind"], letter["about"])
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or None)
    message.set_content(text)
    return message
