"""What a desk does by itself at night."""

import asyncio
from datetime import UTC, datetime

from academy.desk.counter.groups import Groups
from academy.desk.counter.rounds import Rounds
from academy.desk.counter.till import Till
from academy.store.store import open_store

NO_HUB = Groups("http://127.0.0.1:9", "")


def test_where_nothing_is_sold_too_counts_of_months_before_are_deleted(store_url: str) -> None:
    with open_store(store_url) as store:
        till = Till(lambda: store, None, "https://academy.example")
        for month in ("2026-10", "2026-11"):
            asked = {"request_id": month, "period": month, "limit": 2}
            store.members.use_quota("ana", "kit_export", "kit", **asked)
        rounds = Rounds(till, None, NO_HUB, lambda *_said, **_more: None, lambda: False)
        asyncio.run(rounds.once(datetime(2026, 11, 26, 12, tzinfo=UTC)))
        till.close()
        assert store.members.quota_used("ana", "2026-10") == {}
        assert store.members.quota_used("ana", "2026-11") == {"kit_export": 1}
