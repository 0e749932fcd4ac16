"""A question of the learner's own, in SQL, asked of a copy of the store.

The copy is opened read-only and cut off from files and network, so that no question can change anything.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from academy.errors import QuestionError

MOST_ROWS = 200
_TABLES = "select table_name from information_schema.tables where table_schema = 'main' order by table_name"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave: names of the columns, rows, and whether there were more than are told."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool
    tables: tuple[str, ...]


def ask(copy: Path, question: str, most: int = MOST_ROWS) -> Answer:
    """Return the answer to a question about a DuckDB file that no other process has open.

    QuestionError, with DuckDB's words and the names of the tables, when it is no SQL that can be answered.
    """
    import duckdb

    if not question.strip().rstrip(";"):
        raise QuestionError("There is no question. Begin with: select * from attempts limit 10")
    with duckdb.connect(str(copy), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        tables = tuple(name for (name,) in connection.execute(_TABLES).fetchall() if name != "migrations")
        try:
            result = connection.execute(question)
            columns = tuple(column[0] for column in result.description or ())
            rows = result.fetchmany(most + 1)
        except duckdb.Error as error:
            raise QuestionError(_sentence(str(error), tables)) from error
    return Answer(columns, tuple(rows[:most]), len(rows) > most, tables)


def _sentence(said: str, tables: tuple[str, ...]) -> str:
    """Return DuckDB's first line as a sentence of ours, with the place it points at where it names one."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    place = next((line for line in lines if line.startswith("LINE ")), "")
    first = lines[0].rstrip(".!") if lines else "no reason given"
    where = f" ({place.partition(':')[0].lower()}: {place.partition(':')[2].strip()})" if place else ""
    return f"DuckDB cannot answer that: {first}{where}. The tables are {', '.join(tables)}."
