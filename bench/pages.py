"""How soon a lesson page can be played, beside a stock Voilà page that says hello, in the same run.

    python -m bench.pages [LOADS]

Both servers keep kernels warm. A page of ours is there when its first pad lights up under a hit and its
kernel has answered the stage; the stock page when its one slider has moved and its kernel's callback has
written what it heard. Loads take turns, each in a new browser context; ours must need at most half the time.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "browser"))

from conftest import ARGUMENTS, CHROMIUM, serve

LOADS = 7
MOST_SHARE = 0.5
REFILL_S = 8.0
STOCK_PORT = 8597
HELLO = """\
import ipywidgets
slider, said = ipywidgets.IntSlider(), ipywidgets.Label()
slider.observe(lambda change: setattr(said, 'value', f'heard {change.new}'), 'value')
ipywidgets.VBox([slider, said])
"""

OURS = """
(() => {
  const Socket = WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (new TextDecoder().decode(data).includes('"pong"')) window.answered ??= performance.now();
      });
    }
  };
  new MutationObserver(() => {
    const pad = document.querySelector(".stage .pad");
    if (!pad || window.seen) return;
    window.seen = performance.now();
    pad.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, pointerId: 1, pressure: 0.5 }));
  }).observe(document, { subtree: true, childList: true });
  new MutationObserver(() => {
    if (!window.lit && document.querySelector(".stage .pad.by-hit")) window.lit = performance.now();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
})();
"""
STOCK = """
new MutationObserver(() => {
  const handle = document.querySelector(".noUi-handle");
  if (handle && !window.seen) {
    window.seen = performance.now();
    handle.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  }
  const said = [...document.querySelectorAll(".widget-label")].map((label) => label.textContent);
  if (said.includes("heard 1")) window.answered ??= window.lit = performance.now();
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


@contextmanager
def stock_server(folder: Path) -> Iterator[str]:
    """Serve the hello page with stock Voilà and two preheated kernels."""
    cell = {"cell_type": "code", "id": "hello", "metadata": {}, "outputs": [], "execution_count": None}
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": [cell | {"source": HELLO}]}
    (folder / "hello.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    options = ["--no-browser", f"--port={STOCK_PORT}", "--preheat_kernel=True", "--pool_size=2"]
    server = subprocess.Popen(
        [sys.executable, "-m", "voila", "hello.ipynb", *options],
        cwd=folder,
        env=os.environ | {"JUPYTER_CONFIG_DIR": str(folder), "JUPYTER_RUNTIME_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{STOCK_PORT}/"
    try:
        wait_for(f"{address}voila/static/voila.js", server)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers, at most a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, "the stock server ended"
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"{address} does not answer")


def only_here(route: Route) -> None:
    """Refuse what a page wants from elsewhere at once, as no network does slowly."""
    if "127.0.0.1" in route.request.url or "localhost" in route.request.url:
        route.continue_()
    else:
        route.abort()


def load(browser: Browser, address: str, watch: str) -> tuple[float, float]:
    """Open a page in a new context; return ms until its widget is seen, and until it has been answered."""
    context = browser.new_context()
    try:
        page = context.new_page()
        page.route(lambda url: "127.0.0.1" not in url, only_here)
        page.add_init_script(watch)
        page.goto(address, wait_until="commit")
        page.wait_for_function("window.lit && window.answered", timeout=60_000)
        seen, lit, answered = page.evaluate("[seen, lit, answered]")
        page.close(run_before_unload=False)
        return seen, max(lit, answered)
    finally:
        context.close()


def main() -> int:
    loads = int(sys.argv[1]) if len(sys.argv) > 1 else LOADS
    if CHROMIUM is None:
        print("skipped: no chromium here")
        return 0
    measured: dict[str, list[tuple[float, float]]] = {"stock hello": [], "lesson": []}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "stock").mkdir()
        academy = serve(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            with stock_server(Path(folder) / "stock") as stock:
                for number in range(loads + 1):
                    for name, address, watch in (
                        ("stock hello", stock, STOCK),
                        ("lesson", academy.page("voila/render/02-backbeat.ipynb"), OURS),
                    ):
                        time.sleep(REFILL_S)
                        took = load(browser, address, watch)
                        if number:  # the first loads fill the servers' caches
                            measured[name].append(took)
        finally:
            browser.close()
            academy.stop()
    for name, times in measured.items():
        seen, answered = (statistics.median(each) for each in zip(*times, strict=True))
        worst = max(each[1] for each in times)
        print(f"{name:12} seen {seen:6.0f} ms, first hit answered {answered:6.0f} ms (worst {worst:.0f})")
    stock_ms, ours_ms = (statistics.median(each[1] for each in times) for times in measured.values())
    print(f"a lesson needs {ours_ms / stock_ms:.2f} of the stock page's time (at most {MOST_SHARE})")
    return 0 if ours_ms <= MOST_SHARE * stock_ms else 1


if __name__ == "__main__":
    sys.exit(main())
