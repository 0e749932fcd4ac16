"""How much later home, "My playing" and the report open with ten thousand takes than with none.

    python -m bench.playing [LOADS]

Two servers with warm kernels, one with an empty store, one with a learner of three years; pages and servers
take turns, each load in a new browser context. A page is open when its own words are there, with takes its
numbers. The difference of the medians must stay below a second for each page.
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
"""How long a server takes at most to make a fresh kernel ready for the next page."""
MOST_MS = 1000.0
OPEN = {
    "index": ".home .hero",
    "progress": ".playing .numbers, .playing .nothing-yet",
    "report": ".report .body > *",
}
WATCH = """
new MutationObserver(() => {
  if (document.querySelector(%r)) window.opened ??= performance.now();
}).observe(document, { subtree: true, childList: true });
"""


def load(browser: Browser, address: str, there: str) -> float:
    """Open a page in a new context; return the ms until it is open."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.add_init_script(WATCH % there)
        page.goto(address, wait_until="commit")
        page.wait_for_function("window.opened", timeout=60_000)
        return float(page.evaluate("opened"))
    finally:
        context.close()


def told(page: str, empty: list[float], full: list[float]) -> bool:
    """Print what a page took; say whether it opens soon enough."""
    empty_ms, full_ms = statistics.median(empty), statistics.median(full)
    later_ms = full_ms - empty_ms
    print(
        f"{page:9} no takes {empty_ms:5.0f} ms, {TAKES:,} takes {full_ms:5.0f} ms (worst {max(full):.0f}): ",
        end="",
    )
    print(f"{later_ms:.0f} ms later (at most {MOST_MS:.0f})")
    return later_ms <= MOST_MS


def main() -> int:
    loads = int(sys.argv[1]) if len(sys.argv) > 1 else LOADS
    if CHROMIUM is None:
        print("skipped: no chromium here")
        return 0
    took: dict[tuple[str, int], list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        servers = {}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            for takes in (0, TAKES):
                home = Path(folder) / str(takes)
                home.mkdir()
                if takes:
                    fill(home / "academy.duckdb", takes, list(catalogue(COURSE).exercises))
                servers[takes] = serve(home)
            for number in range(loads + 1):
                for page, there in OPEN.items():
                    for takes, academy in servers.items():
                        time.sleep(REFILL_S)
                        ms = load(browser, academy.page(f"voila/render/{page}.ipynb"), there)
                        if number:  # the first loads fill the servers' caches
                            took.setdefault((page, takes), []).append(ms)
        finally:
            browser.close()
            for academy in servers.values():
                academy.stop()
    soon = [told(page, took[page, 0], took[page, TAKES]) for page in OPEN]
    return 0 if all(soon) else 1


if __name__ == "__main__":
    sys.exit(main())
