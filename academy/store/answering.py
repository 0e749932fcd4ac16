"""The process in which a question is answered: `python -m academy.store.answering COPY MOST < question`.

The copy is opened read-only and cut off from files, network and extensions, so that no question can change or
read anything else. On stdout comes a pickled Answer, or the sentence why there is none.
"""

import pickle
import sys
from pathlib import Path

from academy.store.asking import Answer

MOST_MEMORY = 2 << 30  # bytes of addresses; DuckDB itself takes a few hundred million
MOST_REPLY = 8 << 20  # bytes; 200 rows of a learner's longest text are far less
_TABLES = "select table_name from information_schema.tables where table_schema = 'main' order by table_name"
_SETTINGS = (
    "set TimeZone = 'UTC'",
    "set memory_limit = '512MB'",
    "set threads = 2",
    "set temp_directory = ''",  # nothing is written beside the copy either
    "set enable_external_access = false",
    "set lock_configuration = true",
)


def main() -> None:
    """Answer the question on stdin about the copy named on the command line."""
    _bound_memory()
    said = answer(Path(sys.argv[1]), sys.stdin.buffer.read().decode(), int(sys.argv[2]))
    reply = pickle.dumps(said)
    if len(reply) > MOST_REPLY:
        reply = pickle.dumps("The answer is too long to be shown. Ask for fewer rows or shorter texts.")
    sys.stdout.buffer.write(reply)


def answer(copy: Path, question: str, most: int) -> Answer | str:
    """Return the answer, or a sentence with DuckDB's words and the names of the tables."""
    import duckdb

    with duckdb.connect(str(copy), read_only=True) as connection:
        for setting in _SETTINGS:
            connection.execute(setting)
        tables = tuple(name for (name,) in connection.execute(_TABLES).fetchall() if name != "migrations")
        try:
            result = connection.execute(question)
            if result is None:  # a comment alone
                return "There is no question. Begin with: select * from attempts limit 10"
            columns = tuple(column[0] for column in result.description or ())
            rows = result.fetchmany(most + 1)
        except duckdb.OutOfMemoryException:
            return "The question needs more memory than it may have. Ask for fewer rows or shorter texts."
        except duckdb.Error as error:
            return _sentence(str(error), tables)
        except (OverflowError, ValueError) as error:
            return f"The answer holds a value that cannot be shown ({error}). Wrap it: cast(... as varchar)."
    return Answer(columns, tuple(rows[:most]), len(rows) > most, tables)


def _bound_memory() -> None:
    """Bound the memory of this process where the system can (not on Windows; macOS does not hold it)."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    allowed = MOST_MEMORY if most == resource.RLIM_INFINITY else min(MOST_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, most))


def _sentence(said: str, tables: tuple[str, ...]) -> str:
    """Return DuckDB's first line as a sentence of ours, with the place it points at where it names one."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    place = next((line for line in lines if line.startswith("LINE ")), "")
    first = lines[0].rstrip(".!") if lines else "no reason given"
    where = f" ({place.partition(':')[0].lower()}: {place.partition(':')[2].strip()})" if place else ""
    return f"DuckDB cannot answer that: {first}{where}. The tables are {', '.join(tables)}."


if __name__ == "__main__":
    main()
