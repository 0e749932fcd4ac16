"""Quotas hold in a race, count a request once, and bind its id to one thing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from academy.errors import RequestReused
from academy.store.members import Members
from academy.store.opening import with_driver
from academy.store.store import open_store


@pytest.fixture
def members(store_url: str) -> Iterator[Members]:
    with open_store(store_url) as store:
        yield store.members


def download(members: Members, item: str, request_id: str, **changed: Any) -> dict[str, Any]:
    asked = {"request_id": request_id, "period": "2026-11", "limit": 10} | changed
    return members.use_quota(asked.pop("learner", "ana"), "sample_download", item, **asked)


def test_eight_racing_threads_get_exactly_the_limit(members: Members) -> None:
    def calls(thread: int) -> int:
        return sum(download(members, "kick", f"{thread}-{call}")["granted"] for call in range(20))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(calls, range(8))) == 10
    assert members.quota_used("ana", "2026-11") == {"sample_download": 10}


def test_eight_threads_with_one_request_count_it_once(members: Members) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: download(members, "kick", "one"), range(8)))
    assert [answer["granted"] for answer in answers] == [True] * 8
    assert [answer["repeat"] for answer in answers].count(False) == 1
    assert members.quota_used("ana", "2026-11") == {"sample_download": 1}


def test_a_request_is_bound_to_its_item(members: Members) -> None:
    assert download(members, "kick", "one") == {"granted": True, "repeat": False, "used": 1}
    assert download(members, "kick", "one", period="2026-12", limit=0)["repeat"]
    with pytest.raises(RequestReused, match=r"was for 'kick' .* now asks for 'snare'"):
        download(members, "snare", "one")
    with pytest.raises(RequestReused):
        members.use_quota("ana", "kit_export", "kick", request_id="one", period="2026-11", limit=2)
    assert members.quota_used("ana", "2026-11") == {"sample_download": 1}


def test_a_refused_request_may_be_tried_again(members: Members) -> None:
    refused = {"granted": False, "repeat": False, "used": 0}
    assert [download(members, "kick", "one", limit=0) for _ in range(2)] == [refused] * 2
    assert download(members, "snare", "one", limit=1)["granted"]
    assert not download(members, "hat", "two", limit=1)["granted"]
    assert download(members, "hat", "two", limit=None) == {"granted": True, "repeat": False, "used": 2}


def test_each_learner_and_month_has_its_own_quota(members: Members) -> None:
    for learner, period in (("ana", "2026-11"), ("ben", "2026-11"), ("ana", "2026-12")):
        assert download(members, "kick", period, learner=learner, period=period, limit=1)["granted"]


def test_two_desks_on_one_database_share_one_limit(postgres_url: str) -> None:
    with open_store(postgres_url) as one, open_store(postgres_url) as other:

        def calls(thread: int) -> int:
            members = (one, other)[thread % 2].members
            return sum(download(members, "kick", f"{thread}-{call}")["granted"] for call in range(20))

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(calls, range(8))) == 10


def test_who_is_deleted_and_comes_back_finds_the_months_counts_and_another_month_is_whole(
    store_url: str,
) -> None:
    with open_store(store_url) as store:
        download(store.members, "kick", "one", limit=1)
        store.of("ana").forget()
        assert not download(store.members, "kick", "one", limit=1)["granted"]
        assert store.members.quota_used("ana", "2026-11") == {"sample_download": 1}
        assert download(store.members, "kick", "one", limit=1, period="2026-12")["granted"]


def test_counts_go_when_their_month_is_over(members: Members) -> None:
    for period in ("2026-10", "2026-11", "2026-12"):
        download(members, "kick", period, period=period)
    assert members.drop_counts_before("2026-12") == 2
    assert members.quota_used("ana", "2026-11") == {}
    assert members.quota_used("ana", "2026-12") == {"sample_download": 1}


def test_a_store_that_counted_under_names_counts_on_without_them(store_url: str) -> None:
    with open_store(store_url) as store:
        download(store.members, "kick", "one", limit=2)
    engine = create_engine(with_driver(store_url))
    with engine.begin() as older:
        older.execute(text("update quota_use set learner = 'ana'"))
        older.execute(text("drop table house_keys"))
        older.execute(text("delete from migrations where number >= 8"))
    engine.dispose()
    with open_store(store_url) as store:
        assert download(store.members, "snare", "two", limit=2)["used"] == 2
    with engine.connect() as connection:
        assert "ana" not in connection.execute(text("select learner from quota_use")).scalars().all()
    engine.dispose()
