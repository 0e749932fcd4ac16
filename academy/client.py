"""How a kernel, a page's Python half or a command talks to the desk: HTTP with a private token.

A laptop's desk leaves its address and token in `desk.json`, readable by its owner only; a hub tells each
learner's server the address, and its token says who the learner is.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from academy.line import Line
from academy.settings import Settings

Json = dict[str, Any]

DESK_FILE = "desk.json"
VARIATIONS_S, LESSON_S = 25.0, 70.0
"""How long new material is waited for: a model has 20 seconds for variations, 60 for a lesson."""
COACH_S = 3.5
QUESTION_S = 9.5
"""How long a model is waited for: the desk chooses within three seconds; a question takes up to nine."""
LESSONS_S = 5.0
"""How long a page waits for what is new of the course; without an answer it is read as it is there."""
READY_S = 60.0
"""How long a model's library may take to load; three seconds, on a machine with nothing else to do."""
COPIED_S = 600.0
"""How long a copy of everything is waited for."""
SOUND_S = 30.0
"""How long a sound is waited for: mostly milliseconds; the learner's own may last an hour."""


@dataclass(frozen=True, slots=True)
class Desk(Line):
    """A running desk at `url`; every method raises DeskUnavailable when it does not answer.

    A desk whose store cannot be used is unavailable too, and its sentence says why.
    """

    def record(self, take: Json, score: Json, *, passed: bool, lesson_version: str | None = None) -> Json:
        """Keep a take and its score, once; return whether it was new, and the exercise's attempts."""
        body = {"take": take, "score": score, "passed": passed, "lesson_version": lesson_version}
        return dict(self.ask("POST", "takes", body))

    def attempts(
        self, exercise: str | None = None, limit: int | None = None, since: datetime | None = None
    ) -> list[Json]:
        """Return scored takes, newest first; with `since` those that were played then or later."""
        asked = {"exercise": exercise, "limit": limit, "since": since and since.isoformat()}
        query = urlencode({key: value for key, value in asked.items() if value is not None})
        return list(self.ask("GET", f"attempts?{query}"))

    def learner(self, exercise: str, limit: int) -> Json:
        """Return what a stage shows of its learner: attempts, calibrations, settings."""
        return dict(self.ask("GET", f"learner?{urlencode({'exercise': exercise, 'limit': limit})}"))

    def takes(self, exercise: str | None = None) -> list[Json]:
        """Return all takes without their hits, oldest first."""
        return list(self.ask("GET", "takes" + (f"?{urlencode({'exercise': exercise})}" if exercise else "")))

    def take(self, take_id: str) -> Json | None:
        """Return a take with its hits and score, None if it was never kept."""
        answer = self.ask("GET", f"takes/{quote(take_id, safe='')}", missing=None)
        return None if answer is None else dict(answer)

    def lessons(self) -> Json:
        """Return the learner's plan and a row for each lesson: whether it is open, and a digest of it."""
        return dict(self.ask("GET", "lessons", wait_s=LESSONS_S))

    def handed_out(self, lesson_id: str) -> Json:
        """Return a lesson's notebook; `is_open` says whether it is the lesson, or its front page."""
        return dict(self.ask("GET", f"lessons/{quote(lesson_id, safe='')}", locked_too=True))

    def draft(self, wish_id: str) -> Json:
        """Return the draft of a lesson on request as a notebook, to an instructor."""
        return dict(self.ask("GET", f"drafts/{quote(wish_id, safe='')}"))

    def my_plan(self) -> Json:
        """Return the learner's plan, what is left of this month, and where to see more."""
        return dict(self.ask("GET", "plan"))

    def teaching(self) -> Json:
        """Return what an instructor sees of the whole course; DeskUnavailable for anybody else."""
        return dict(self.ask("GET", "teaching", wait_s=SOUND_S))

    def learners(self, find: str = "") -> Json:
        """Return learners with that in their name, for who teaches: `rows`, and how many were `found`."""
        return dict(self.ask("GET", f"teaching/learners?find={quote(find)}", wait_s=SOUND_S))

    def attempts_of(self, learner: str) -> list[Json]:
        """Return a learner's attempts, newest first, to an instructor."""
        return list(self.ask("GET", f"teaching/learners/{quote(learner, safe='')}"))

    def playing(self) -> Json:
        """Return what the page "My playing" draws: takes, velocities, asynchronies by pad."""
        return dict(self.ask("GET", "playing"))

    def calibrations(self) -> list[Json]:
        """Return the calibrated latency of each input, output and browser."""
        return list(self.ask("GET", "calibrations"))

    def set_calibration(self, calibration: Json) -> None:
        """Keep one calibrated latency."""
        self.ask("PUT", "calibrations", calibration)

    def setting(self, key: str) -> Any:
        """Return one setting, None if it was never set."""
        return self.ask("GET", f"settings/{quote(key, safe='')}")["value"]

    def set_setting(self, key: str, value: Any) -> None:
        """Keep one setting."""
        self.ask("PUT", f"settings/{quote(key, safe='')}", {"value": value})

    def keep_offer(self, offer: Json) -> Json:
        """Keep a recommendation, once by its id; return whether it was new."""
        return dict(self.ask("POST", "offers", offer))

    def settle_offer(self, offer_id: str, outcome: str, take_id: str | None) -> None:
        """Say what became of a recommendation, once."""
        self.ask("PUT", f"offers/{quote(offer_id, safe='')}", {"outcome": outcome, "take_id": take_id})

    def offers(self, *, unsettled: bool = False) -> list[Json]:
        """Return recommendations newest first; with `unsettled` those of which nothing is known yet."""
        return list(self.ask("GET", "offers" + ("?unsettled=1" if unsettled else "")))

    def coach_feedback(self, take_id: str) -> Json:
        """Return what the coach says of a kept take: the rules' feedback, as a model orders it or not.

        `voice`, `source` (`ai` or `rules`), `why` and `outcome` say who answered. TakeError when the desk
        has no such take, or no lesson has its exercise.
        """
        return dict(self.ask("POST", "coach/feedback", {"take_id": take_id}, wait_s=COACH_S))

    def variations(self, exercise: str, **said: Any) -> Json:
        """Return variations of an exercise; `wish`, `count`, `seed`, `ai` say which, and by whom."""
        body = {"exercise": exercise, **said}
        return dict(self.ask("POST", "coach/variations", body, wait_s=VARIATIONS_S))

    def compose_lesson(self, title: str, **said: Any) -> Json:
        """Have the desk write a draft of a lesson; `topic`, `level`, `skills`, `seed` and `ai` say which."""
        return dict(self.ask("POST", "coach/lesson", {"title": title, **said}, wait_s=LESSON_S))

    def plan(self, seed: int = 0) -> Json:
        """Return what to do about weak skills: exercises of the course, and variations where it hurts."""
        return dict(self.ask("GET", f"coach/plan?seed={seed}"))

    def coach_ready(self) -> bool:
        """Say whether a language model can be asked; waits while its library is being loaded."""
        return bool(self.ask("GET", "coach/ready", wait_s=READY_S)["ready"])

    def coach_next(self) -> Json:
        """Return what to play next: `offer`, `source` (`ai` or `rules`), `why` and `outcome`."""
        return dict(self.ask("POST", "coach/next", {}, wait_s=COACH_S))

    def coach_question(self, text: str) -> Json:
        """Return the answer to a question: `facts`, `places`, and `quote` where a model answered."""
        return dict(self.ask("POST", "coach/question", {"text": text}, wait_s=QUESTION_S))

    def sounds(self, query: Json, start: int = 0, count: int = 60) -> Json:
        """Search the library: `total`, `start`, `rows`, and `facets`: how many there are of each."""
        body = {"query": query, "start": start, "count": count}
        return dict(self.ask("POST", "sounds", body, wait_s=SOUND_S))

    def sound(self, sound_id: str) -> Json:
        """Return what is known of one sound; SoundError when there is none such."""
        return dict(self.ask("GET", _of(sound_id), wait_s=SOUND_S))

    def audio(
        self, sound_id: str, form: str = "ogg", effect: str | None = None, request_id: str | None = None
    ) -> bytes:
        """Return a sound as `ogg` to listen to, `wav` (48 kHz, 16 bit), `card` for the unit, or `daw`.

        `ogg` may be heard through an effect, such as `vinyl`. The other forms are downloads: NotInPlan when
        the month's are used up, and the same `request_id` again is the same download.
        """
        asked = urlencode({"form": form, "effect": effect or "", "request_id": request_id or uuid4().hex})
        return bytes(self.fetch(f"{_of(sound_id)}/audio?{asked}", wait_s=SOUND_S).data)

    def correct_sound(self, sound_id: str, values: Json) -> Json:
        """Keep what the learner says of a sound; return what is known now. `{}` takes all of it back."""
        return dict(self.ask("PUT", _of(sound_id), values, wait_s=SOUND_S))

    def sound_mood(self, sound_id: str) -> Json:
        """Ask a model for the mood of a sound of the learner's own: `row`, and `why` none answered."""
        return dict(self.ask("POST", f"{_of(sound_id)}/mood", {}, wait_s=QUESTION_S))

    def say_mood(self, sound_id: str, words: list[str]) -> Json:
        """Keep the mood that the learner says, none with no words; return what is known now."""
        return dict(self.ask("PUT", f"{_of(sound_id)}/mood", {"words": words}, wait_s=SOUND_S))

    def slices(self, sound_id: str, how: str = "transients", count: int = 16) -> Json:
        """Return where a sound is cut: `rate`, `frames`, `bpm`, `slices` of `start` and `end` in frames.

        `how` is `equal` for `count` parts alike, or `transients` for at most `count`, each at a new sound.
        """
        asked = urlencode({"how": how, "count": count})
        return dict(self.ask("GET", f"{_of(sound_id)}/slices?{asked}", wait_s=SOUND_S))

    def snap(self, sound_id: str, frame: int) -> Json:
        """Return the `frame` nearest to this one at which a cut makes no click."""
        return dict(self.ask("GET", f"{_of(sound_id)}/snap?{urlencode({'frame': frame})}", wait_s=SOUND_S))

    def own_folder(self) -> Json:
        """Return how far the learner's folder is: `folder`, `state`, `done`, `total`, `skipped`, `says`."""
        return dict(self.ask("GET", "own-folder"))

    def index_folder(self, folder: str | None) -> Json:
        """Begin to read a folder of the learner's sounds and return at once; None forgets the folder."""
        return dict(self.ask("PUT", "own-folder", {"folder": folder}, wait_s=SOUND_S))

    def kit(self, lesson: str, seed: int | None = None) -> Json:
        """Return a lesson's kit: `pieces` by pad, each with its sound, `why` it is there, and alternates."""
        asked = "" if seed is None else f"?seed={seed}"
        return dict(self.ask("GET", _kit(lesson) + asked, wait_s=SOUND_S))

    def keep_kit(self, lesson: str, pads: Json | None, seed: int | None = None) -> Json:
        """Keep the learner's choices, `{pad: {"sound", "start", "end"}}`; None goes back to the academy's.

        By `seed` the academy chooses the other pads; without one, by the seed it chose by before.
        """
        said = {"pads": pads} if seed is None else {"pads": pads, "seed": seed}
        return dict(self.ask("PUT", _kit(lesson), said, wait_s=SOUND_S))

    def kit_audio(self, lesson: str, pad: str) -> bytes:
        """Return what a pad of a lesson's kit plays, cut as the kit says, at 48 kHz.

        WAV from one's own computer, Ogg Vorbis from a desk for many.
        """
        return bytes(self.fetch(f"{_kit(lesson)}/pads/{quote(pad, safe='')}", wait_s=SOUND_S).data)

    def kit_zip(self, lesson: str, request_id: str | None = None) -> tuple[str, bytes]:
        """Return a lesson's kit for the unit's card: the name of a ZIP file, and its bytes.

        NotInPlan when the month's exports are used up; the same `request_id` again is the same export.
        """
        asked = urlencode({"request_id": request_id or uuid4().hex})
        answer = self.fetch(f"{_kit(lesson)}/zip?{asked}", wait_s=READY_S)
        return answer.headers["Content-Disposition"].partition("filename=")[2].strip('"'), bytes(answer.data)

    def rate(self, rating: Json) -> None:
        """Keep how a lesson was liked: `lesson`, `stars` from 1 to 5, `note`."""
        self.ask("PUT", "ratings", rating)

    def ratings(self) -> list[Json]:
        """Return how lessons were liked, newest first."""
        return list(self.ask("GET", "ratings"))

    def costs(self, month: str | None = None) -> Json:
        """Return what language models cost in a month such as 2026-11, this one by default."""
        return dict(self.ask("GET", "costs" + (f"?month={quote(month)}" if month else "")))

    def backup(self, path: Path) -> None:
        """Have the desk write a copy of the store to `path` on its machine."""
        self.ask("POST", "backup", {"path": str(path)}, wait_s=COPIED_S)

    def own_copy(self, path: Path) -> None:
        """Write the learner's own rows to a new file, wherever the desk runs."""
        with path.open("xb") as file:
            file.write(self.fetch("own-copy", wait_s=READY_S).data)

    def health(self) -> Json:
        """Return what the desk says of itself: ok, pid, schema; as `coach` whether a model is set up."""
        return dict(self.ask("GET", "health"))


def find_desk(settings: Settings) -> Desk | None:
    """Return the hub's desk where the settings name one, else the one that is running on this machine.

    None when there is none, or when its note cannot be read.
    """
    if settings.service_url and settings.hub_token:
        return Desk(settings.service_url, settings.hub_token)
    note = settings.state_dir / DESK_FILE
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
        return Desk(said["url"], said["token"])
    except (OSError, ValueError, KeyError):
        return None


def _of(sound_id: str) -> str:
    return f"sounds/{quote(sound_id, safe='')}"


def _kit(lesson: str) -> str:
    return f"lesson-kits/{quote(lesson, safe='')}"
