"""How smoothly 10,000 sounds scroll in the browser of the page "Sounds", and how soon a click is heard.

    python -m bench.browser_rows [ROWS]

A learner's folder of so many sounds is made of the academy's own, repeated. In Chromium the list is scrolled
by a row and a half a frame, then by leaps; the times between frames are printed beside those at rest, since a
busy machine is late by itself, and how long the rows of a leap take to be there. Then sounds are clicked that
were never rendered, and once more in a new page.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "browser"))

from conftest import ARGUMENTS, CHROMIUM, serve

from academy.samples.library.catalogue import read_catalogue
from academy.samples.library.kept import Kept
from academy.settings import Settings

CATALOGUE = Path(__file__).parent.parent / "data" / "sounds" / "catalogue.parquet"
ROWS = 10_000
FRAMES, LEAPS, CLICKS = 600, 20, 24
MEDIAN_MS, LATE_MS, LEAP_MS, CLICK_MS = 17.0, 50.0, 250.0, 600.0
SCROLL = """
([frames, step]) => new Promise((done) => {
  const list = document.querySelector(".sounds .list");
  const times = [];
  let last = null;
  const next = (now) => {
    if (last !== null) times.push(now - last);
    last = now;
    list.scrollTop += step;
    if (times.length < frames) requestAnimationFrame(next); else done(times);
  };
  requestAnimationFrame(next);
})
"""
LEAP = """
async (part) => {
  const list = document.querySelector(".sounds .list");
  const from = performance.now();
  list.scrollTop = part * list.scrollHeight;
  const box = list.getBoundingClientRect();
  const isThere = () => {
    const row = document.elementFromPoint(box.left + 60, box.top + box.height / 2)?.closest(".row");
    const isSeen = row && Math.abs(row.dataset.at * 52 - list.scrollTop) < box.height;
    return isSeen && !row.classList.contains("coming");
  };
  do await new Promise((frame) => requestAnimationFrame(frame)); while (!isThere());
  return performance.now() - from;
}
"""
CLICK = """
async (at) => {
  const list = document.querySelector(".sounds .list");
  list.scrollTop = at * 52;
  const row = () => document.querySelector(`.sounds .row[data-at="${at}"]:not(.coming)`);
  while (!row()) await new Promise((frame) => requestAnimationFrame(frame));
  const decode = BaseAudioContext.prototype.decodeAudioData;
  const from = performance.now();
  return new Promise((done) => {
    BaseAudioContext.prototype.decodeAudioData = function (bytes) {
      BaseAudioContext.prototype.decodeAudioData = decode;
      done([performance.now() - from, bytes.byteLength]);
      return decode.call(this, bytes);
    };
    row().click();
  });
}
"""


def fill(store: Path, folder: Path, rows: int) -> None:
    """Keep a learner's folder of so many sounds beside a store, as if it had been indexed."""
    known, _ = read_catalogue(CATALOGUE)
    sounds = {}
    for number in range(rows):
        entry = known[number % len(known)]
        path = Path(f"{number // len(known):03}") / f"{entry.id}.wav"
        sound = replace(entry.sound, id=f"my-{number:06}", origin="learner", path=path, recipe=None)
        sounds[path.as_posix()] = replace(entry, sound=sound)
    settings = Settings.from_env({"ACADEMY_STORE": str(store)}, store.parent)
    Kept(settings.state_dir / "own-sounds", folder, sounds).write()


def opened(browser: Browser, address: str) -> Page:
    """Return the page once its first rows are there."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address)
    page.locator(".sounds .row:not(.coming)").first.wait_for(timeout=60_000)
    return page


def chosen(page: Page, origin: str) -> int:
    """Show only the sounds of one origin; return how many there are."""
    before = page.locator(".sounds .count").text_content()
    page.get_by_role("button", name=origin, exact=True).click()
    page.wait_for_function(
        "before => document.querySelector('.sounds .count').textContent !== before", arg=before
    )
    return int((page.locator(".sounds .count").text_content() or "0").split()[0].replace(",", ""))


def share(times: Sequence[float], part: float) -> float:
    """Return the time that this part of the times does not exceed."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def scrolled(page: Page) -> bool:
    """Scroll the list, print the figures, and say whether they are reached."""
    late = {}
    for name, step in (("at rest", 0), ("scrolling", 78)):
        times: list[float] = page.evaluate(SCROLL, [FRAMES, step])
        median, late[name] = statistics.median(times), share(times, 0.99)
        print(f"frames {name}: median {median:.1f} ms, 99 % {late[name]:.1f} ms, worst {max(times):.1f} ms")
    leaps: list[float] = [page.evaluate(LEAP, (7 * leap % LEAPS + 0.5) / LEAPS) for leap in range(LEAPS)]
    leap_ms = statistics.median(leaps)
    print(f"{LEAPS} leaps: rows there after a median of {leap_ms:.0f} ms, worst {max(leaps):.0f} ms")
    is_smooth = median <= MEDIAN_MS and late["scrolling"] <= max(LATE_MS, 1.5 * late["at rest"])
    return is_smooth and leap_ms <= LEAP_MS


def clicked(page: Page, many: int, when: str) -> bool:
    """Click sounds all over the list, print the figures, and say whether they are reached."""
    took = [page.evaluate(CLICK, (2 * n + 1) * many // (2 * CLICKS)) for n in range(CLICKS)]
    times = [each[0] for each in took]
    median, worst = float(statistics.median(times)), max(times)
    size = statistics.median(each[1] for each in took) / 1000
    print(f"click to sound, {when}: median {median:.0f} ms, worst {worst:.0f} ms; median {size:.0f} kB")
    return median <= CLICK_MS


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    if CHROMIUM is None:
        print("skipped: no chromium here")
        return 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        os.environ.pop("ACADEMY_STORE", None)
        fill(home / "academy.duckdb", home / "mine", rows)
        academy = serve(home)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        address = academy.page("voila/render/sounds.ipynb")
        try:
            page = opened(browser, address)
            print(f"{chosen(page, 'My own'):,} rows")
            reached = scrolled(page)
            page.close()
            for when in ("never rendered", "rendered before"):
                page = opened(browser, address)
                reached &= clicked(page, chosen(page, "Built in"), when)
                page.close()
        finally:
            browser.close()
            academy.stop()
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
