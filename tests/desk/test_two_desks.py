"""Two desks on one PostgreSQL, each a process of its own: whatever both are asked at once is decided once."""

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from desk_process import Desk
from stripe_double import Double, running, signed

from academy.membership.plans import period_of
from academy.store.store import open_store

SOUND = "kick-dusty-05"  # one of the fifty of the free plan
PARALLEL, RACES = 16, 20


@pytest.fixture
def double() -> Iterator[Double]:
    with running() as far_end:
        yield far_end


@pytest.fixture
def desks(postgres_url: str, double: Double) -> Iterator[tuple[Desk, Desk]]:
    both = Desk(postgres_url, double.address), Desk(postgres_url, double.address)
    try:
        for one in both:  # one after the other: the first makes the tables
            one.start()
        yield both
    finally:
        for one in both:
            one.kill()


def at_once(desks: tuple[Desk, Desk], times: int, ask: Callable[[Desk, int], int | None]) -> list[int | None]:
    """Ask `times` times, both desks in turn and many at once; return the statuses."""
    with ThreadPoolExecutor(PARALLEL) as pool:
        return list(pool.map(lambda number: ask(desks[number % 2], number), range(times)))


def test_sixty_downloads_over_two_desks_are_ten(desks: tuple[Desk, Desk], postgres_url: str) -> None:
    def download(desk: Desk, number: int) -> int | None:
        return desk.ask("GET", f"api/sounds/{SOUND}/audio?form=wav&request_id=r{number}", "ann")

    answers = at_once(desks, 60, download)
    assert (answers.count(200), answers.count(402)) == (10, 50)
    with open_store(postgres_url) as store:
        assert store.members.quota_used("ann", period_of(datetime.now(UTC))) == {"sample_download": 10}


def test_whoever_asks_both_desks_for_the_last_download_gets_one(
    desks: tuple[Desk, Desk], postgres_url: str
) -> None:
    """Both desks meet at the limit itself, for many learners: a race that is possible is then met, too."""
    names = [f"learner{number}" for number in range(RACES)]
    period = period_of(datetime.now(UTC))
    with open_store(postgres_url) as store:
        for name, number in itertools.product(names, range(9)):
            asked = {"request_id": f"before{number}", "period": period, "limit": 10}
            assert store.members.use_quota(name, "sample_download", SOUND, **asked)["granted"]

    for name in names:

        def last(desk: Desk, number: int, name: str = name) -> int | None:
            return desk.ask("GET", f"api/sounds/{SOUND}/audio?form=wav&request_id=r{number}", name)

        assert sorted(at_once(desks, 8, last)) == [200] + [402] * 7  # type: ignore[type-var]
    with open_store(postgres_url) as store:
        used = {store.members.quota_used(name, period)["sample_download"] for name in names}
    assert used == {10}


def test_a_request_that_both_desks_get_is_counted_once(desks: tuple[Desk, Desk], postgres_url: str) -> None:
    path = f"api/sounds/{SOUND}/audio?form=wav&request_id=again"
    assert set(at_once(desks, 12, lambda desk, _: desk.ask("GET", path, "ann"))) == {200}
    with open_store(postgres_url) as store:
        assert store.members.quota_used("ann", period_of(datetime.now(UTC))) == {"sample_download": 1}


def test_a_payment_that_both_desks_hear_of_changes_once(
    desks: tuple[Desk, Desk], double: Double, postgres_url: str
) -> None:
    asked = {"learner": "ann", "product": "premium"}
    session = {"customer": None, "mode": "subscription", "subscription_data": {"metadata": asked}}
    double.sessions["one"] = session | {"id": "one", "object": "checkout.session", "metadata": asked}
    for event in double.pay("one"):
        body, signature = signed(event)
        headers = {"Stripe-Signature": signature}

        def deliver(desk: Desk, _: int, body: bytes = body, headers: dict[str, str] = headers) -> int | None:
            return desk.ask("POST", "stripe/webhook", body=body, headers=headers)

        assert set(at_once(desks, 8, deliver)) == {200}
    with open_store(postgres_url) as store:
        changes = [(row["learner"], row["to_plan"]) for row in store.members.plan_history()]
    assert changes == [("ann", "premium")]


def test_a_take_that_both_desks_get_is_kept_once(desks: tuple[Desk, Desk], postgres_url: str) -> None:
    take = {"id": "ann-1", "exercise": "backbeat/one", "hits": [{"time_s": 1.0, "velocity": 9}]}
    body = {"take": take, "score": {"status": "scored", "overall": 9.0, "constants": "1"}}
    assert set(at_once(desks, 12, lambda desk, _: desk.ask("POST", "api/takes", "ann", json=body))) == {200}
    with open_store(postgres_url) as store:
        assert [kept["take_id"] for kept in store.of("ann").takes()] == ["ann-1"]
