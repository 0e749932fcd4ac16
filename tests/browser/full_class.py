"""A class in a store, made at once: learners of whom some play, pay, download and ask; and who teaches."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from academy.store.store import Store, open_store

LEARNERS, WHO_PLAY = 130, 24
SOUNDS = ("dusty-kick", "rim-tight", "vinyl-crackle-a-very-long-name-of-a-sound-as-some-have")


def fill(file: Path, exercises: list[str], now: datetime) -> None:
    """Put the class into a new store; those with the lowest numbers played last."""
    chance = random.Random(404)
    with open_store(file, lambda: now) as store:
        for number in range(LEARNERS):
            store.members.sign_up(_name(number))
        for number in range(WHO_PLAY):
            _plays(store, _name(number), exercises, now - timedelta(days=3 * number), chance)
            _asks(store, _name(number), now, chance.uniform(0, 0.05))
        for number, plan in enumerate(("premium", "premium", "lifetime")):
            paid = {"changes": {}, "plan": plan, "why": "test", "event_id": plan + str(number)}
            store.members.settle(learner=_name(number), seen=0, **paid)
        for number, sound in enumerate(SOUNDS):
            kind = {"kind": "sample_download", "period": f"{now:%Y-%m}", "limit": None}
            store.members.use_quota(_name(number), item=sound, request_id=uuid4().hex, **kind)
        store.members.record("tess", "looked at a learner", _name(3))
        store.members.record("tess", "published a wish", _name(2), {"title": "Slow dembow"})


def _name(number: int) -> str:
    return f"learner-{number:03}"


def _plays(store: Store, name: str, exercises: list[str], last: datetime, chance: random.Random) -> None:
    for take in range(chance.randrange(2, 9)):
        hits = [{"time_s": 50.0, "velocity": 90}]
        at = last - timedelta(minutes=4 * take)
        played = {"id": f"{take}", "exercise": exercises[take], "played_at": at.isoformat(), "hits": hits}
        overall = chance.uniform(50, 99)
        score = {"status": "scored", "overall": overall, "constants": "1"}
        store.of(name).record(played | {"whole": True}, score, passed=overall > 60)


def _asks(store: Store, name: str, now: datetime, usd: float) -> None:
    counts = {"requests": 1, "tokens_in": 400, "tokens_out": 80, "unmeasured": 0, "ms": 900.0}
    about = {"purpose": "feedback", "prompt_version": "1", "outcome": "answered", "billed_usd": usd}
    store.begin_ai_run({"run_id": uuid4().hex, "at": now.astimezone(UTC), "learner": name, **about, **counts})
