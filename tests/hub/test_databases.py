"""A PostgreSQL of the academy on a learner's machine: it asks who comes, and a kernel does not get in."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hub_places import Learner, free_port, needs_hub

pytestmark = needs_hub
BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda folder: folder.parent.name)
ROLES = ("postgres", "academy-desk", "academy", "ann")
ENTER = """
import socket, struct
def enter(where, role):
    '''Speak as a client does; True when the server lets it in without another word.'''
    kind = socket.AF_UNIX if isinstance(where, str) else socket.AF_INET
    with socket.socket(kind) as line:
        line.settimeout(10)
        line.connect(where)
        words = b'user\\0' + role.encode() + b'\\0database\\0postgres\\0\\0'
        line.sendall(struct.pack('!ii', 8 + len(words), 196608) + words)
        said = line.recv(9)
    return said[:1] == b'R' and struct.unpack('!i', said[5:9])[0] == 0
print([(type(at).__name__, role) for at in places for role in roles if enter(at, role)])
"""


@dataclass
class Server:
    """A PostgreSQL whose socket and port are open to every account: its question is all that guards it."""

    folder: Path
    port: int

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL's under its own account."""
        assert BINARIES is not None
        command = [str(BINARIES / program), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, user="postgres", group="postgres"
        )

    def attack(self, learner: Learner) -> str:
        """Let a learner's kernel knock at every door under every name; return those that opened."""
        places = [f"{self.folder}/.s.PGSQL.{self.port}", ("127.0.0.1", self.port)]
        return learner.run(f"places, roles = {places!r}, {ROLES!r}\n{ENTER}")


@pytest.fixture
def server() -> Iterator[Server]:
    if BINARIES is None:
        pytest.skip("PostgreSQL is not installed; on Debian: apt install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="academy-pg-"))
    shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o755)
    one = Server(folder, free_port())
    one.run("initdb", "-U", "postgres", "--auth-local=peer", "--auth-host=scram-sha-256", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -c port={one.port} -c unix_socket_directories={folder}"
    one.run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    yield one
    one.run("pg_ctl", "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder)


def test_a_kernel_does_not_enter_a_database_that_asks_who_comes(ann: Learner, server: Server) -> None:
    assert server.attack(ann) == "[]"


def test_the_same_attack_enters_a_database_that_trusts_this_machine(ann: Learner, server: Server) -> None:
    """Else the test above would prove nothing; docs/operating.md says how the academy's is set up."""
    (server.folder / "data" / "pg_hba.conf").write_text(
        "local all all trust\nhost all all 127.0.0.1/32 trust\n"
    )
    server.run("pg_ctl", "reload")
    assert "('str', 'postgres')" in server.attack(ann) and "('tuple', 'postgres')" in server.attack(ann)
