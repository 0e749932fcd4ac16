"""Plans change once per event and only from what was seen; letters go to one sender; the log is added to."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from academy.store.members import Members
from academy.store.opening import with_driver
from academy.store.store import open_store

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
PAID = {
    "event_id": "evt_1",
    "why": "invoice.paid",
    "learner": "ana",
    "plan": "premium",
    "changes": {"status": "active", "paid_until": NOW, "customer": "cus_1"},
    "letters": (
        {"letter_id": "evt_1:receipt", "kind": "receipt", "address": "ana@example.org", "about": {}},
    ),
    "notes": ({"did": "paid", "about": {"usd": 15}},),
}


@pytest.fixture
def members(store_url: str) -> Iterator[Members]:
    with open_store(store_url, lambda: NOW) as store:
        yield store.members


def test_an_event_changes_the_plan_once(members: Members) -> None:
    members.sign_up("ana")
    assert [members.settle(**PAID) for _ in range(2)] == ["done", "repeat"]
    row = members.member("ana")
    assert row is not None
    assert (row["plan"], row["status"], row["paid_until"], row["version"]) == ("premium", "active", NOW, 1)
    (change,) = members.plan_history("ana")
    assert (change["from_plan"], change["to_plan"], change["why"]) == ("free", "premium", "invoice.paid")
    assert [(note["did"], note["whom"], note["about"]) for note in members.audit_log()] == [
        ("paid", "ana", {"usd": 15})
    ]
    assert members.waiting_letters() == ["evt_1:receipt"]
    assert members.found(customer="cus_1") == row
    assert members.found(customer=None, subscription="other") is None


def test_what_was_decided_on_an_older_row_changes_nothing(members: Members) -> None:
    members.settle(**PAID)
    late = PAID | {"event_id": "evt_2", "plan": "free", "letters": ()}
    assert members.settle(**late) == "overtaken"
    assert not members.knows_event("evt_2")
    assert members.settle(**late, seen=1) == "done"
    assert [row["plan"] for row in members.all()] == ["free"]


def test_of_eight_racing_deliveries_one_is_done(members: Members) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: members.settle(**PAID), range(8)))
    assert sorted(answers) == ["done"] + ["repeat"] * 7
    assert len(members.plan_history()) == len(members.audit_log()) == 1


def test_a_change_that_fails_leaves_its_event_to_be_delivered_again(members: Members) -> None:
    with pytest.raises(DBAPIError):
        members.settle(**PAID | {"changes": {"customer": "cus_2", "lifetime": None}})
    assert not members.knows_event("evt_1")
    assert members.member("ana") is None


def test_a_letter_is_taken_by_one_sender(members: Members) -> None:
    members.settle(**PAID)
    with ThreadPoolExecutor(8) as pool:
        taken = [one for one in pool.map(lambda _: members.take_letter("evt_1:receipt"), range(8)) if one]
    assert [one["address"] for one in taken] == ["ana@example.org"]
    assert members.waiting_letters() == []
    assert [one["letter_id"] for one in members.stuck_letters(datetime.max.replace(tzinfo=UTC))] == [
        "evt_1:receipt"
    ]
    members.give_letter_back("evt_1:receipt", "busy")
    assert members.waiting_letters() == ["evt_1:receipt"]
    members.take_letter("evt_1:receipt")
    members.letter_sent("evt_1:receipt")
    members.give_letter_back("evt_1:receipt", "too late")
    assert members.waiting_letters() == members.stuck_letters(datetime.max.replace(tzinfo=UTC)) == []


KILLED = """
import os, signal, sys
from academy.membership.mail import deliver
from academy.store.opening import with_driver
from academy.store.store import open_store
members = open_store(sys.argv[1]).members
for number in range(3):
    letter = {"letter_id": f"in_{number}", "kind": "receipt", "address": "ana@example.org", "about": {}}
    members.settle(event_id=f"evt_{number}", why="invoice.paid", letters=(letter,))
deliver(members, "hello@academy.example", lambda message: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_desk_that_is_killed_while_it_sends_leaves_the_rest_to_the_next(store_url: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, store_url])
    assert killed.returncode == -signal.SIGKILL
    with open_store(store_url) as store:
        assert [store.members.knows_event(f"evt_{number}") for number in range(3)] == [True] * 3
        assert store.members.waiting_letters() == ["in_1", "in_2"]
        (stuck,) = store.members.stuck_letters(datetime.max.replace(tzinfo=UTC))
        assert stuck["letter_id"] == "in_0"


def test_a_store_from_before_payment_gains_its_tables(tmp_path: Path) -> None:
    file = tmp_path / "academy.duckdb"
    open_store(file).close()
    with duckdb.connect(str(file)) as connection:
        for table in ("learners", "plan_changes", "quota_use", "quota_requests", "payment_events", "letters"):
            connection.execute(f"drop table {table}")
        connection.execute("drop table audit")
        connection.execute("drop table openings")
        connection.execute("drop table wishes")
        connection.execute("drop table house_keys")
        connection.execute("delete from migrations where number >= 5")
    with open_store(file) as store:
        store.members.sign_up("ana")
        assert store.members.member("ana") is not None


def test_letters_from_before_they_had_learners_are_still_sent(store_url: str) -> None:
    with open_store(store_url) as store:
        store.members.settle(**PAID)
    engine = create_engine(with_driver(store_url))
    with engine.begin() as older:
        older.execute(text("alter table letters drop column learner"))
        older.execute(text("delete from migrations where number >= 9"))
    engine.dispose()
    with open_store(store_url) as store:
        taken = store.members.take_letter("evt_1:receipt")
        assert taken is not None and taken["address"] == "ana@example.org"
        next_one = PAID["letters"][0] | {"letter_id": "evt_2:receipt"}
        store.members.settle(event_id="evt_2", why="invoice.paid", learner="ana", letters=(next_one,))
        store.of("ana").forget()
        assert store.members.waiting_letters() == []


def test_two_desks_that_are_told_the_same_do_it_once(postgres_url: str) -> None:
    with open_store(postgres_url) as one, open_store(postgres_url) as other, ThreadPoolExecutor(2) as pool:
        for number in range(20):
            event = PAID | {"event_id": f"evt_{number}", "seen": number}
            told = pool.map(lambda store, event=event: store.members.settle(**event), (one, other))
            assert sorted(told) == ["done", "repeat"]
        row = one.members.member("ana")
        assert row is not None and row["version"] == 20
