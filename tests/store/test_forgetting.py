"""Who leaves is forgotten; what the house must keep stays under nobody's name."""

from sqlalchemy import create_engine, text

from academy.store.opening import with_driver
from academy.store.schema import tables
from academy.store.store import open_store

TAKE = {"id": "one", "exercise": "backbeat/first", "hits": [{"time_s": 0.5, "velocity": 90}]}
SCORE = {"status": "scored", "overall": 88.0, "constants": "2026-11"}


def test_every_row_of_a_learner_goes_and_the_others_rows_stay(store_url: str) -> None:
    with open_store(store_url) as store:
        for name in ("ana", "bo"):
            mine = store.of(name)
            mine.record(TAKE, SCORE, passed=True)
            mine.set_setting("device", {"mode": "B"})
            mine.rate({"lesson": "backbeat", "stars": 5})
            mine.opened("backbeat", {"backbeat/first": 2})
            store.members.use_quota(name, "kit_export", "kit", request_id="r", period="2026-11", limit=2)
            paid = {"changes": {"status": "active"}, "plan": "premium", "why": "invoice.paid"}
            store.members.settle(event_id=name, learner=name, **paid)
            store.members.record("tess", "looked", name)
        store.of("ana").forget()
        assert store.members.member("ana") is None and store.of("ana").takes() == []
        assert len(store.of("bo").takes()) == 1 and store.members.member("bo") is not None
        changes = sorted(change["learner"][:4] for change in store.members.plan_history())
        assert changes == ["bo", "gone"]
        assert sorted(row["whom"][:4] for row in store.members.audit_log()) == ["bo", "gone"]


def test_no_table_keeps_the_name_or_the_address(store_url: str) -> None:
    letter = {"letter_id": "in_1:receipt", "kind": "receipt", "address": "ana@example.org", "about": {}}
    with open_store(store_url) as store:
        store.of("ana").record(TAKE, SCORE, passed=True)
        store.members.record("ana", "asked", "ana")
        store.members.settle(why="invoice.paid", learner="ana", plan="premium", letters=(letter,))
        store.members.use_quota("ana", "kit_export", "kit", request_id="r", period="2026-11", limit=2)
        store.of("ana").forget()
    engine = create_engine(with_driver(store_url))
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            kept = str(connection.execute(text(f"select * from {table.name}")).all())
            assert "'ana'" not in kept and "ana@" not in kept, table.name
    engine.dispose()


def test_of_a_letter_that_was_sent_neither_the_name_nor_the_address_is_kept(store_url: str) -> None:
    letter = {"letter_id": "in_1:receipt", "kind": "receipt", "address": "ana@example.org", "about": {}}
    with open_store(store_url) as store:
        store.members.settle(why="invoice.paid", learner="ana", letters=(letter,))
        store.members.take_letter("in_1:receipt")
        store.members.letter_sent("in_1:receipt")
    engine = create_engine(with_driver(store_url))
    with engine.connect() as connection:
        assert connection.execute(text("select learner, address from letters")).all() == [(None, "")]
    engine.dispose()
