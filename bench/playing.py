"""How much later "My playing" opens with ten thousand takes than with none.

    python -m bench.playing [LOADS]

Two servers with warm kernels, one with an empty store, one with a learner of three years; loads take turns,
each in a new browser context. A page is open when its numbers (or its first words) are there; when its first
picture is there is printed beside it. The difference of the medians must stay below a second.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "browser"))

from conftest import ARGUMENTS, CHROMIUM, serve
from years import fill

from academy.lessons.catalogue import catalogue

COURSE = Path(__file__).parent.parent / "course"
LOADS = 5
TAKES = 10_000
REFILL_S = 8.0
MOST_MS = 1000.0
WATCH = """
new MutationObserver(() => {
  const there = (selector) => document.querySelector(`.playing ${selector}, .playing .nothing-yet`);
  if (there(".numbers")) window.opened ??= performance.now();
  if (there(".drawing svg")) window.drawn ??= performance.now();
}).observe(document, { subtree: true, childList: true });
"""


def load(browser: Browser, address: str) -> tuple[float, float]:
    """Open the page in a new context; return ms until it is open, and until its first picture is there."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(address, wait_until="commit")
        page.wait_for_function("window.opened && window.drawn", timeout=60_000)
        opened, drawn = page.evaluate("[opened, drawn]")
        return opened, drawn
    finally:
        context.close()


def main() -> int:
    loads = int(sys.argv[1]) if len(sys.argv) > 1 else LOADS
    if CHROMIUM is None:
        print("skipped: no chromium here")
        return 0
    stores = {"no takes": 0, f"{TAKES:,} takes": TAKES}
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in stores}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        servers = {}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            for name, takes in stores.items():
                home = Path(folder) / str(takes)
                home.mkdir()
                if takes:
                    fill(home / "academy.duckdb", takes, list(catalogue(COURSE).exercises))
                servers[name] = serve(home)
            for number in range(loads + 1):
                for name, academy in servers.items():
                    time.sleep(REFILL_S)
                    took = load(browser, academy.page("voila/render/progress.ipynb"))
                    if number:  # the first loads fill the servers' caches
                        measured[name].append(took)
        finally:
            browser.close()
            for academy in servers.values():
                academy.stop()
    for name, times in measured.items():
        opened, drawn = (statistics.median(each) for each in zip(*times, strict=True))
        worst = max(each[0] for each in times)
        print(f"{name:13} open {opened:6.0f} ms (worst {worst:.0f}), first picture {drawn:6.0f} ms")
    empty_ms, full_ms = (statistics.median(each[0] for each in times) for times in measured.values())
    print(f"{TAKES:,} takes open {full_ms - empty_ms:.0f} ms later (at most {MOST_MS:.0f})")
    return 0 if full_ms - empty_ms <= MOST_MS else 1


if __name__ == "__main__":
    sys.exit(main())
