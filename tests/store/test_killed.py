"""Killed with -9 while writing: everything that was acknowledged is there."""

import subprocess
import sys
from pathlib import Path

from academy.store.store import open_store

WRITER = """
import sys
from academy.store.store import open_store
store = open_store(sys.argv[1])
hits = [{"time_s": n / 10, "pad": "A13", "velocity": 90} for n in range(50)]
for number in range(int(sys.argv[2]), 100000):
    take = {"id": str(number), "exercise": "backbeat/first", "hits": hits}
    store.record(take, {"status": "scored", "constants": "1"}, passed=False)
    print(number, flush=True)
"""


def test_nothing_acknowledged_is_lost_by_kill_minus_nine(tmp_path: Path) -> None:
    file = tmp_path / "academy.duckdb"
    acknowledged = -1
    for until in (3, 9, 11):
        command = [sys.executable, "-c", WRITER, str(file), str(acknowledged + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for line in writer.stdout:
                acknowledged = int(line)
                if acknowledged >= until:
                    writer.kill()
                    break
            acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
        with open_store(file) as store:
            kept = {int(take["take_id"]) for take in store.takes()}
            assert set(range(acknowledged + 1)) <= kept
            assert all(len((store.take(str(number)) or {"hits": ()})["hits"]) == 50 for number in kept)
            acknowledged = max(kept)
