"""Everything that can go wrong, as one tree.

AcademyError
├── NotationError(ValueError)    text is not a pattern: names line, lane, step, mark
├── LessonError(ValueError)      a lesson notebook breaks the format: names file, cell, key, cure
│   └── NotReady                 a lesson cannot be published yet: has everything that is to mend
├── TakeError(ValueError)        a take cannot be read: names file, line, event
├── SoundError(ValueError)       a sound file cannot be used: names it, what is wrong, the cure
├── CardError                    a card cannot take a kit: names the folder and what is in the way
├── DeviceError
│   ├── PortNotFound             no such MIDI port: names the ports there are
│   └── MidiUnavailable          this machine has no MIDI system that RtMidi can open
├── StoreError
│   ├── StoreBusy                another process owns the store: names it
│   ├── StoreUnanswered          the database is away or has no more room: its words
│   ├── StoreDamaged             the file is not readable: names the backup beside it
│   ├── StoreTooNew              written by a newer academy: names both versions
│   └── QuestionError            a question in SQL cannot be answered: DuckDB's words, the tables
├── MembershipError
│   ├── NotInPlan                a learner's plan does not hold it: what does, when a quota returns
│   ├── RequestReused            a request's id was used for another thing: names both
│   ├── PaymentError             a payment cannot be begun or looked up: says why and what to do
│   ├── MailNotTaken             a mail server did not take a letter: it is tried again
│   └── EventRefused             what claims to be an event of the payment's far end is none
├── DeskUnavailable              no desk answers: what was not saved, and what to do
├── SettingError(ValueError)     an environment setting has a value that cannot be used
├── HubError                     a hub that would not be safe does not start: what is wrong, the cure
├── BundleMissing                a widget was never built: names the command
└── PortTaken                    no free port for the server

A message has place, value, what was expected and the next step, in a musician's words.
"""

from collections.abc import Sequence


class AcademyError(Exception):
    """Root of every error that the academy raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone in a notebook (IPython's protocol); logs keep the traceback."""
        return [str(self)]


class NotationError(AcademyError, ValueError):
    """Text is not a pattern. `line` and `step` are 1-based; None when they do not apply."""

    def __init__(
        self, message: str, *, line: int | None = None, lane: str | None = None, step: int | None = None
    ) -> None:
        super().__init__(message)
        self.line = line
        self.lane = lane
        self.step = step


class LessonError(AcademyError, ValueError):
    """A lesson notebook breaks the format."""


class NotReady(LessonError):
    """A lesson cannot be published yet; `problems` are what is to mend, each with its place and cure."""

    def __init__(self, message: str, problems: Sequence[object]) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class TakeError(AcademyError, ValueError):
    """A take, or one event of it, cannot be read."""


class SoundError(AcademyError, ValueError):
    """A sound file cannot be read, or not as what it is said to be."""


class CardError(AcademyError):
    """Files cannot be written to a card or folder."""


class DeviceError(AcademyError):
    """The pads cannot be heard."""


class PortNotFound(DeviceError):
    """No MIDI port has the name asked for."""


class MidiUnavailable(DeviceError):
    """RtMidi finds no MIDI system on this machine."""


class StoreError(AcademyError):
    """The learner's file cannot be used."""


class StoreBusy(StoreError):
    """Another process owns the store."""


class StoreUnanswered(StoreError):
    """The database does not answer just now; ask again later."""


class StoreDamaged(StoreError):
    """The file is not a readable store; a copy was kept beside it."""


class StoreTooNew(StoreError):
    """The file was written by a newer version of the academy."""


class QuestionError(StoreError):
    """A question in SQL that the store cannot answer."""


class MembershipError(AcademyError):
    """A plan, a quota or a payment does not allow what was asked."""


class NotInPlan(MembershipError):
    """A learner's plan does not hold what was asked, or no more of it this month.

    `unlock` is the plan that would, None when none would do more.
    """

    def __init__(self, message: str, unlock: str | None = None) -> None:
        super().__init__(message)
        self.unlock = unlock


class RequestReused(MembershipError):
    """The id of a request was used before, for another thing."""


class PaymentError(MembershipError):
    """A payment cannot be begun, changed or looked up just now."""


class MailNotTaken(MembershipError, OSError):
    """A mail server did not take a letter, surely; it can be sent again."""


class EventRefused(MembershipError):
    """A message claims to be an event of the payment's far end and is not, or is too old or too new."""


class DeskUnavailable(AcademyError):
    """No desk answers, so nothing can be saved or read just now."""


class SettingError(AcademyError, ValueError):
    """An environment setting has a value that cannot be used."""


class HubError(AcademyError):
    """A hub that would not be safe; it does not start."""


class BundleMissing(AcademyError):
    """A widget's JavaScript was never built."""


class PortTaken(AcademyError):
    """No free network port was found for the server."""
