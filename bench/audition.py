"""What a click on a sound costs, and what it costs others: a real desk over HTTP, as a kernel asks it.

    python -m bench.audition [EACH]

Of every kind the longest sounds and some more, each asked for twice: cold, when it has to be rendered and
packed, and warm. What a page shows is made ahead, so that a click is mostly warm. Then takes are kept while
cold loops are asked for by four others at once.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "desk"))

from waiting import desk_of

from academy.client import Desk
from academy.settings import Settings

EACH = 6
SHOWN = 20
MOST_COLD_MS, MOST_WARM_MS = 150.0, 15.0
"""Of the medians over all kinds."""
MOST_KB = 150.0
MOST_TIMES = 5.0
"""How much longer keeping a take may take, by the medians, while loops are being rendered."""

Row = dict[str, Any]


def ms_of(work: Callable[[], Any]) -> float:
    """Return how long work takes."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def some_of(rows: list[Row], count: int) -> list[Row]:
    """Return the longest sounds and others spread over the rest, half of each."""
    longest = sorted(rows, key=lambda row: -row["duration_s"])
    rest = longest[count // 2 :]
    return longest[: count // 2] + rest[:: max(1, len(rest) // (count - count // 2))][: count - count // 2]


def clicks(desk: Desk, each: int, but: set[str]) -> tuple[list[float], list[float], list[float]]:
    """Print what sounds of each kind take, `but` those that are ready; return all cold ms, warm ms, kB."""
    cold: list[float] = []
    warm: list[float] = []
    sizes: list[float] = []
    print(f"{'kind':12} sounds  cold ms: median worst   warm ms: median worst   kB: median worst")
    for kind in desk.sounds({}, 0, 0)["facets"]["kind"]:
        rows = desk.sounds({"kind": [kind]}, 0, 500)["rows"]
        ids = [row["id"] for row in some_of([row for row in rows if row["id"] not in but], each)]
        first = [ms_of(lambda name=name: desk.audio(name)) for name in ids]  # type: ignore[misc]
        again = [ms_of(lambda name=name: desk.audio(name)) for name in ids]  # type: ignore[misc]
        kb = [len(desk.audio(name)) / 1000 for name in ids]
        shown = [f"{statistics.median(all_):8.1f} {max(all_):7.1f}" for all_ in (first, again, kb)]
        print(f"{kind:12} {len(ids):6}         {shown[0]}          {shown[1]}    {shown[2]}")
        cold, warm, sizes = cold + first, warm + again, sizes + kb
    return cold, warm, sizes


def ready_ahead(desk: Desk, cache: Path) -> set[str]:
    """Print how soon the first loops of a page can be heard at once, though nobody clicked."""
    began, there = time.perf_counter(), len(list(cache.glob("*.ogg")))
    rows = desk.sounds({"kind": ["melody_loop"], "sort": "name", "down": True}, 0, SHOWN)["rows"]
    while len(list(cache.glob("*.ogg"))) < there + len(rows):
        time.sleep(0.01)
    print(f"{SHOWN} loops on a page are ready {time.perf_counter() - began:.1f} s after they are shown")
    return {row["id"] for row in rows}


def takes_beside(desk: Desk, ids: list[str]) -> list[float]:
    """Return the ms of keeping a take, over and over while four others ask for sounds not rendered yet."""
    waiting = list(ids)

    def ask() -> None:
        while waiting:
            desk.audio(waiting.pop())

    others = [threading.Thread(target=ask) for _ in range(4)]
    for other in others:
        other.start()
    took: list[float] = []
    while any(other.is_alive() for other in others):
        took.append(take_ms(desk, f"beside-{len(took)}"))
    return took


def take_ms(desk: Desk, take_id: str) -> float:
    """Return how long keeping a take takes."""
    take = {"id": take_id, "exercise": "backbeat/first", "hits": []}
    return ms_of(lambda: desk.record(take, {"status": "empty", "constants": "1"}, passed=False))


def measured(desk: Desk, cache: Path, each: int) -> int:
    """Print all figures; return 0 when they are reached."""
    desk.sounds({}, 0, 0)
    cold, warm, sizes = clicks(desk, each, ready_ahead(desk, cache))
    for name, all_ in (("cold", cold), ("warm", warm)):
        print(f"{name}: median {statistics.median(all_):.1f} ms, worst {max(all_):.1f} ms")
    print(f"median {statistics.median(sizes):.1f} kB, largest {max(sizes):.1f} kB")
    fresh = [row["id"] for row in desk.sounds({"kind": ["melody_loop", "chord_loop"]}, 0, 500)["rows"]][-40:]
    alone = [take_ms(desk, f"alone-{number}") for number in range(30)]
    takes = takes_beside(desk, fresh)
    print(f"a take alone: median {statistics.median(alone):.1f} ms, worst {max(alone):.1f} ms")
    print(
        f"a take beside {len(fresh)} cold loops, four at once: median {statistics.median(takes):.1f} ms, "
        f"worst {max(takes):.1f} ms, of {len(takes)}"
    )
    good = statistics.median(cold) <= MOST_COLD_MS and statistics.median(warm) <= MOST_WARM_MS
    good &= max(sizes) <= MOST_KB and statistics.median(takes) <= MOST_TIMES * statistics.median(alone)
    return 0 if good else 1


def main() -> int:
    each = int(sys.argv[1]) if len(sys.argv) > 1 else EACH
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        environ = {"ACADEMY_STORE": str(folder / "academy.duckdb"), "JUPYTER_RUNTIME_DIR": place}
        options = ["--ServerApp.jpserver_extensions={'academy.desk': True}", "--ServerApp.open_browser=False"]
        options += ["--ServerApp.port=0", "--ServerApp.allow_root=True", f"--ServerApp.root_dir={place}"]
        command = [sys.executable, "-m", "jupyter_server", *options]
        server = subprocess.Popen(command, env=os.environ | environ, stderr=subprocess.PIPE, text=True)
        try:
            settings = Settings.from_env(environ, folder)
            return measured(desk_of(server, settings), settings.state_dir / "sounds", each)
        finally:
            server.kill()
            server.communicate()


if __name__ == "__main__":
    sys.exit(main())
