"""Take the pictures of docs/: every page, played, at laptop and phone width, light and dark.

Run `python docs/pictures.py` from the top folder; it needs chromium and two minutes.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent / "tests" / "browser"))

from conftest import ARGUMENTS, CHROMIUM, STEADY, STUB, Academy, serve  # noqa: E402
from playing import NOTES, downbeat_ms, stage_of, target  # noqa: E402

WIDTHS = {"laptop": 1400, "phone": 400}
LATE_MS = [-14, 22, -9, 31, 4, 38, -21, 27]
VELOCITIES = [112, 84, 96, 71]


def main() -> None:
    """Serve the academy, play a take in each light and width, and keep the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        academy = serve(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        looks = [(scheme, *size) for scheme in ("light", "dark") for size in WIDTHS.items()]
        try:
            for scheme, name, width in looks:
                pictures(browser, academy, scheme, name, width)
            for scheme, name, width in looks:  # last, for what it measures would count in the takes
                tap_test(browser, academy, scheme, name, width)
        finally:
            browser.close()
            academy.stop()


def pictures(browser: Browser, academy: Academy, scheme: str, name: str, width: int) -> None:
    """Take each page, and a stage at rest, unfolded, waiting, in the middle of a take, and after it."""
    page = new_page(browser, scheme, width)

    def keep(shot: str, *, whole: bool = True) -> None:
        page.screenshot(path=DOCS / f"{shot}-{name}-{scheme}.png", full_page=whole)

    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    keep("lesson")

    def part(shot: str) -> None:
        stage.screenshot(path=DOCS / f"{shot}-{name}-{scheme}.png")

    settings = stage.get_by_text("Sound, input and practice")
    settings.click()
    part("settings")
    settings.click()
    wait(page, lambda: part("wait"))
    play(page, lambda: part("playing"))
    stage.locator(".card").wait_for(timeout=20_000)
    stage.evaluate("stage => stage.scrollIntoView()")
    part("stage")
    page.goto(academy.page("voila/render/index.ipynb"))
    page.locator(".lessons").wait_for(timeout=20_000)
    keep("home")
    page.goto(academy.page("voila/render/00-connect.ipynb"))
    page.locator(".connect-page").wait_for(timeout=20_000)
    page.wait_for_timeout(500)
    keep("connect")
    page.context.close()


def tap_test(browser: Browser, academy: Academy, scheme: str, name: str, width: int) -> None:
    """Take the tap test with its result."""
    page = new_page(browser, scheme, width)
    page.goto(academy.page("voila/render/00-connect.ipynb"))
    page.get_by_text("SP-404MKII is ready.").wait_for(timeout=20_000)
    tap(page)
    page.locator(".connect-page .step").nth(3).screenshot(path=DOCS / f"tap-test-{name}-{scheme}.png")
    page.context.close()


def new_page(browser: Browser, scheme: str, width: int) -> Page:
    """Open a page with a unit plugged in."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    context.grant_permissions(["midi"])
    context.add_init_script(STUB)
    context.add_init_script(STEADY)
    return context.new_page()


def wait(page: Page, in_the_middle: Callable[[], None]) -> None:
    """Find the first note in Wait mode, and look at the second."""
    stage = stage_of(page, "kick-and-snare")
    stage.get_by_role("button", name="Wait", exact=True).click()
    for name in ("Pad 13", "Pad 15"):
        stage.locator(f'.expected[aria-label^="{name}"]').wait_for()
        if name == "Pad 13":
            page.evaluate("midiStub.send('SP-404MKII', [0x90, 36, 90], performance.now())")
    page.wait_for_timeout(900)  # the playhead runs to the note and stands
    in_the_middle()
    page.keyboard.press("Escape")


def tap(page: Page) -> None:
    """Take the tap test as steadily as a person can: a tap follows each click."""
    page.evaluate(
        """late => {
          const dots = [...document.querySelectorAll(".dots i")];
          const tap = () => midiStub.send("SP-404MKII", [0x90, 36, 90], performance.now());
          new MutationObserver(changes => {
            for (const { target } of changes) {
              const at = dots.indexOf(target);
              if (target.className === "now" && at > 1) setTimeout(tap, 30 + late[at % late.length] / 2);
            }
          }).observe(dots[0].parentElement, { subtree: true, attributeFilter: ["class"] });
        }""",
        LATE_MS,
    )
    page.get_by_role("button", name="Start the clicks").click()
    page.get_by_role("button", name="Test again").wait_for(timeout=20_000)
    page.wait_for_timeout(300)


def play(page: Page, in_the_middle: Callable[[], None]) -> None:
    """Play the exercise as a learner of a few weeks would."""
    stage = stage_of(page, "kick-and-snare")
    stage.get_by_role("button", name="Play", exact=True).click()
    zero = downbeat_ms(stage)
    notes = target()
    hits = [
        [zero + at * 1000 + LATE_MS[n % len(LATE_MS)], NOTES[lane], VELOCITIES[n % len(VELOCITIES)]]
        for n, (at, lane) in enumerate(notes)
        if n != 5
    ]
    playing = page.evaluate_handle(
        "hits => { window.played = midiStub.play('SP-404MKII', hits); return 0; }", hits
    )
    playing.dispose()
    page.wait_for_function("at => performance.now() > at", arg=zero + notes[6][0] * 1000 + 120)
    in_the_middle()
    page.evaluate("window.played")


if __name__ == "__main__":
    main()
