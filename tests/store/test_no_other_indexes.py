"""Only keys are indexed: DuckDB 1.5 answers wrongly from other indexes after a crash."""

from pathlib import Path

import duckdb

from academy.store.store import open_store


def test_a_store_in_duckdb_has_no_index_but_its_keys(tmp_path: Path) -> None:
    file = tmp_path / "academy.duckdb"
    open_store(file).close()
    with duckdb.connect(str(file)) as connection:
        assert connection.execute("select index_name from duckdb_indexes()").fetchall() == []
        keys = "select count(*) from duckdb_constraints() where constraint_type = 'PRIMARY KEY'"
        assert connection.execute(keys).fetchall()[0][0] > 10
