"""What several rooms are tested on: a DuckDB file, and a PostgreSQL server of our own."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda folder: folder.parent.name)
numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start Debian's PostgreSQL in a temporary folder, reached by a socket alone; gives its URL."""
    if BINARIES is None:
        pytest.skip("PostgreSQL is not installed; on Debian: apt install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="academy-pg-"))  # short: a socket's path has 107 letters
    account: dict[str, str] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = {"user": "postgres", "group": "postgres"}
        shutil.chown(folder, "postgres", "postgres")

    def run(program: str, *arguments: str) -> None:
        command = [str(BINARIES / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **account)  # type: ignore[call-overload]

    run("initdb", "-U", "academy", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    options = ("listen_addresses=''", f"unix_socket_directories='{folder}'", "timezone=America/New_York")
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", " ".join(f"-c {one}" for one in options), "start")
    yield f"postgresql://academy@/postgres?host={folder}"
    run("pg_ctl", "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@contextmanager
def empty_schema(postgres: str) -> Iterator[str]:
    """Make an empty schema of the server, and drop it at the end; gives its URL."""
    import psycopg

    name = f"test_{next(numbers)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"create schema {name}")
        yield f"{postgres}&options=-csearch_path%3D{name}"
        connection.execute(f"drop schema {name} cascade")


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """Give an empty schema of the server."""
    with empty_schema(postgres) as url:
        yield url


@pytest.fixture(scope="module", params=["duckdb", "postgresql"])
def shared_store_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give a store of each kind to all tests of a file, which run once on each."""
    if request.param == "postgresql":
        with empty_schema(request.getfixturevalue("postgres")) as url:
            yield url
    else:
        yield f"duckdb:///{tmp_path_factory.mktemp('store') / 'academy.duckdb'}"


@pytest.fixture(params=["duckdb", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give an empty store of each kind, one test each."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"duckdb:///{tmp_path / 'academy.duckdb'}"
