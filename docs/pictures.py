"""Take the pictures of docs/: every page, played, at laptop and phone width, light and dark.

Run `python docs/pictures.py` from the top folder; it needs chromium and half a minute.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent / "tests" / "browser"))

from conftest import ARGUMENTS, CHROMIUM, STUB, Academy, serve  # noqa: E402
from playing import NOTES, downbeat_ms, stage_of, target  # noqa: E402

WIDTHS = {"laptop": 1400, "phone": 400}
LATE_MS = [-14, 22, -9, 31, 4, 38, -21, 27]
VELOCITIES = [112, 84, 96, 71]


def main() -> None:
    """Serve the academy, play a take in each light and width, and keep the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        academy = serve(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            for scheme in ("light", "dark"):
                for name, width in WIDTHS.items():
                    pictures(browser, academy, scheme, name, width)
        finally:
            browser.close()
            academy.stop()


def pictures(browser: Browser, academy: Academy, scheme: str, name: str, width: int) -> None:
    """Take home, connect, a stage at rest, in the middle of a take, and after it."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    context.grant_permissions(["midi"])
    context.add_init_script(STUB)
    page = context.new_page()

    def keep(shot: str, *, whole: bool = True) -> None:
        page.screenshot(path=DOCS / f"{shot}-{name}-{scheme}.png", full_page=whole)

    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    keep("lesson")
    play(page, academy, lambda: stage.screenshot(path=DOCS / f"playing-{name}-{scheme}.png"))
    stage.locator(".card").wait_for(timeout=20_000)
    stage.evaluate("stage => stage.scrollIntoView()")
    stage.screenshot(path=DOCS / f"stage-{name}-{scheme}.png")
    page.goto(academy.page("voila/render/index.ipynb"))
    page.locator(".lessons").wait_for(timeout=20_000)
    keep("home")
    page.goto(academy.page("voila/render/00-connect.ipynb"))
    page.locator(".connect-page").wait_for(timeout=20_000)
    page.wait_for_timeout(500)
    keep("connect")
    context.close()


def play(page: Page, academy: Academy, in_the_middle: object) -> None:
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
    in_the_middle()  # type: ignore[operator]
    page.evaluate("window.played")


if __name__ == "__main__":
    main()
