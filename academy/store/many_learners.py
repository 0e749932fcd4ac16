"""Change 4: each row of playing is told whose it is, so that one desk can keep the takes of many.

A key cannot be altered in DuckDB, so the rows are put aside, the table is made anew, and they come back.
"""

from sqlalchemy import Connection, Table, inspect, text

from academy.store import schema

OF_A_LEARNER = ("takes", "hits", "scores", "calibrations", "settings", "offers", "ratings")


def many_learners(connection: Connection) -> None:
    """Give all rows to OWN, whose computer this has been."""
    old = [schema.tables.tables[name] for name in OF_A_LEARNER if _is_old(connection, name)]
    if not old:
        return
    connection.execute(text("drop view attempts"))
    for table in old:
        _made_anew(connection, table)
    connection.execute(text(schema.ATTEMPTS))


def _is_old(connection: Connection, name: str) -> bool:
    return "learner" not in {column["name"] for column in inspect(connection).get_columns(name)}


def _made_anew(connection: Connection, table: Table) -> None:
    name, aside = table.name, f"{table.name}_before"
    quote = connection.dialect.identifier_preparer.quote_identifier  # `at` is a word of DuckDB's own
    columns = ", ".join(quote(column["name"]) for column in inspect(connection).get_columns(name))
    connection.execute(text(f"create table {aside} as select * from {name}"))
    connection.execute(text(f"drop table {name}"))
    table.create(connection)
    connection.execute(
        text(f"insert into {name} (learner, {columns}) select '{schema.OWN}', {columns} from {aside}")
    )
    connection.execute(text(f"drop table {aside}"))
