"""What one learner of a hub costs: memory and CPU of their server and pages, of Hub, proxy and desk for it.

    python -m bench.learner_server

A real hub with learners of their own accounts (root on Debian): each signs in, and opens home, then a lesson
through Voilà; then the lesson's kernel gets takes. Memory is PSS: what is shared is counted once.
"""

import json
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

sys.path[:0] = [str(Path(__file__).parent.parent / "tests" / name) for name in ("hub", "membership")]

from hub_places import IS_ROOT, Learner, RealHub, a_hub, own_token  # noqa: E402

from academy.hub.accounts import unix_name  # noqa: E402

NAMES = ("bench1", "bench2", "bench3")
PAGES = ("index.ipynb", "02-backbeat.ipynb")
TAKES = 30
PLAYED = f"""
import time
from ipywidgets.widgets.widget import _instances
stage = next(one for one in _instances.values() if type(one).__name__ == "PracticeStage")
said = stage.exercise
pass_s = said["bars"] * said["beats_per_bar"] * 60 / said["tempo"]
hits = [
    {{"time_s": at * pass_s + one["time_s"] + 0.004 * (number % 5 - 2), "pad": one["pad"], "velocity": 90}}
    for at in range(said["passes"]) for number, one in enumerate(said["onsets"])
]
begun, walls = time.process_time(), []
for number in range({TAKES}):
    at = time.perf_counter()
    take = {{"id": f"take-{{number}}", "exercise": stage.exercise["id"], "hits": hits}}
    stage._answer(stage, {{"kind": "take", "id": number, "take": take}}, [])
    walls.append(time.perf_counter() - at)
    assert stage.result["saved"] and stage.result["passed"], stage.result
print(1000 * (time.process_time() - begun) / {TAKES}, 1000 * sorted(walls)[{TAKES} // 2])
"""


@dataclass(frozen=True)
class Cost:
    """What one learner needs: MB in memory, seconds of CPU to come in, ms of CPU for a take."""

    memory_mb: float
    start_cpu_s: float
    take_cpu_ms: float


def of_account(name: str) -> list[psutil.Process]:
    return [one for one in psutil.process_iter() if one.username() == unix_name(name)]


def of(hub: RealHub, name: str) -> list[psutil.Process]:
    one = psutil.Process(hub.machine.running[name].pid)
    return [one, *one.children(recursive=True)] if name == "proxy" else [one]


def cpu_s(processes: list[psutil.Process]) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in processes)


def memory_mb(processes: list[psutil.Process]) -> float:
    return sum(one.memory_full_info().pss for one in processes) / 1e6


def step(what: str, name: str, before_mb: float, before_s: float) -> tuple[float, float]:
    """Print what a step added to a learner's processes."""
    processes = of_account(name)
    now_mb, now_s = memory_mb(processes), cpu_s(processes)
    print(f"  {what}: {now_mb - before_mb:+.0f} MB, {now_s - before_s:.1f} s CPU")
    return now_mb, now_s


def come_in(hub: RealHub, name: str) -> Cost:
    """Let a learner in who opens home and a lesson and plays, and return what it cost."""
    print(name)
    browser, _answer = hub.sign_in(name)
    one = Learner(name, hub.url, browser, own_token(hub.url, browser, name), hub.open)
    begun = time.perf_counter()
    browser.get(f"{hub.url}/hub/spawn", allow_redirects=True)
    while one.ask("GET", f"/user/{name}/api").status_code != 200:
        time.sleep(0.05)
    print(f"  ready after {time.perf_counter() - begun:.1f} s")
    mb, s = step("server", name, 0, 0)
    for page in PAGES:
        begun = time.perf_counter()
        answer = browser.get(f"{hub.url}/user/{name}/voila/render/{page}", timeout=90)
        assert answer.status_code == 200 and "Traceback" not in answer.text, answer.text[-2000:]
        mb, s = step(f"{page} in {time.perf_counter() - begun:.1f} s", name, mb, s)
    kernels = one.ask("GET", f"/user/{name}/api/kernels").json()
    kernel = max(kernels, key=lambda each: each["last_activity"])["id"]
    one.attach(kernel)
    cpu_ms, wall_ms = map(float, one.run(PLAYED).split()[-2:])
    print(f"  a take: {cpu_ms:.1f} ms CPU of its kernel, {wall_ms:.0f} ms until it is kept")
    mb, _ = step(f"{TAKES} takes", name, mb, s)
    return Cost(mb, s, cpu_ms)


def measured() -> Cost:
    """Print all of it and return the median of these learners."""
    with a_hub(NAMES) as hub:
        services = {name: of(hub, name) for name in hub.machine.running}
        before = {name: cpu_s(each) for name, each in services.items()}
        costs = [come_in(hub, name) for name in NAMES]
        for name, processes in services.items():
            each_s = (cpu_s(processes) - before[name]) / len(NAMES)
            print(f"{name}: {memory_mb(processes):.0f} MB, {each_s:.2f} s CPU for each of these learners")
    return Cost(
        *(
            statistics.median(getattr(one, field) for one in costs)
            for field in ("memory_mb", "start_cpu_s", "take_cpu_ms")
        )
    )


if __name__ == "__main__":
    if not IS_ROOT:
        sys.exit("Unix accounts for learners need root on Debian.")
    print(json.dumps(measured().__dict__))
