"""Deleting a learner: every row that has their name, in one transaction.

What the house must keep (what models cost, who changed which plan, the audit log) stays under nobody's name.
What was counted this month stays under none from the beginning (quotas.py).
"""

from uuid import uuid4

from sqlalchemy import Connection, delete, update

from academy.store.member_tables import audit, plan_changes
from academy.store.schema import ai_runs, tables

KEPT = (ai_runs, plan_changes)


def forget(connection: Connection, learner: str) -> None:
    """Delete every row of a learner's, or take the name off it; end their subscription first."""
    nobody = f"gone-{uuid4()}"
    for table in tables.sorted_tables:
        if "learner" in table.c and table not in KEPT:
            connection.execute(delete(table).where(table.c.learner == learner))
    named = [*(table.c.learner for table in KEPT), audit.c.who, audit.c.whom]
    for column in named:
        unnamed = update(column.table).where(column == learner).values({column.name: nobody})
        connection.execute(unnamed)
