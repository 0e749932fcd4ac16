"""Which pads lit up: a light lasts 140 ms, so it is written down as it comes instead of looked for."""

from playwright.sync_api import Page

WATCH = """
(grid) => {
  window.lit = [];
  const seen = (changes) => {
    const was = (change) => (change.oldValue ?? "").split(" ").includes("by-hit");
    const newly = new Set(changes.filter((change) => !was(change)).map((change) => change.target));
    for (const pad of newly) if (pad.matches(".pad.by-hit")) lit.push(pad.getAttribute("aria-label"));
  };
  new MutationObserver(seen).observe(document.querySelector(grid), {
    subtree: true, attributeFilter: ["class"], attributeOldValue: true,
  });
}
"""
WAIT_MS = 5_000


def watch_lights(page: Page, grid: str = ".stage .grid") -> None:
    """Write down from now on each pad that a hit lights, by its label, in the grid of this selector."""
    page.evaluate(WATCH, grid)


def lit(page: Page) -> list[str]:
    """Return the labels of the pads that hits have lit since they are watched, in order."""
    labels: list[str] = page.evaluate("lit")
    return labels


def wait_for_lights(page: Page, many: int = 1) -> list[str]:
    """Return what is lit, once it is at least so many."""
    page.wait_for_function(f"lit.length >= {many}", timeout=WAIT_MS)
    return lit(page)
