"""A question of the learner's own, in SQL, asked of a copy of the store by a process of its own.

DuckDB's `memory_limit` does not count long texts and lists, and its `interrupt` waits for the function at
work (minutes, for `levenshtein` of long texts). A process can be bounded in its memory, and ended.
"""

import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from academy.errors import QuestionError

MOST_ROWS = 200
PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave: names of the columns, rows, and whether there were more than are told."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool
    tables: tuple[str, ...]


def ask(copy: Path, question: str, most: int = MOST_ROWS, patience_s: float = PATIENCE_S) -> Answer:
    """Return the answer to a question about a DuckDB file that no other process has open.

    QuestionError, with DuckDB's words and the names of the tables, when it is no SQL that can be answered,
    and when it takes longer than `patience_s` seconds or more memory than a question may have.
    """
    if not question.strip().rstrip(";"):
        raise QuestionError("There is no question. Begin with: select * from attempts limit 10")
    # -P: a file of the lesson's folder that is called duckdb.py is not imported
    command = [sys.executable, "-P", "-m", "academy.store.answering", str(copy), str(most)]
    try:
        done = subprocess.run(command, input=question.encode(), capture_output=True, timeout=patience_s)
    except subprocess.TimeoutExpired as error:
        raise QuestionError(
            f"No answer came within {patience_s:.0f} seconds, and the question was ended. Ask for less: name "
            "the table that each column is from, join with `using (take_id)`, and set a limit."
        ) from error
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2] or f"code {done.returncode}"
        raise QuestionError(
            f"The question ended without an answer ({last}). If it needed too much memory, ask for fewer "
            "rows or shorter texts."
        )
    answer: Answer | str = pickle.loads(done.stdout)  # written by our own process a moment ago
    if isinstance(answer, str):
        raise QuestionError(answer)
    return answer
