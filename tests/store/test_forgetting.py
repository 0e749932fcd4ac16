"""Who leaves is forgotten; what the house must keep stays under nobody's name."""

from pathlib import Path

from sqlalchemy import create_engine, text

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
            mine.opened("backbeat")
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


def test_no_table_keeps_the_name(tmp_path: Path) -> None:
    file = tmp_path / "academy.duckdb"
    with open_store(file) as store:
        store.of("ana").record(TAKE, SCORE, passed=True)
        store.members.record("ana", "asked", "ana")
        store.of("ana").forget()
    engine = create_engine(f"duckdb:///{file}")
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            assert "'ana'" not in str(connection.execute(text(f"select * from {table.name}")).all())
    engine.dispose()
