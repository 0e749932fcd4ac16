"""Take the pictures of docs/: every page, played, at laptop and phone width, light and dark.

Run `python docs/pictures.py` from the top folder; it needs chromium and three minutes. The language model
of the pictures is a far end on this machine that says one sentence.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS.parent / "tests" / folder) for folder in ("browser", "ai")]

from conftest import ARGUMENTS, CHROMIUM, STEADY, STUB, Academy, desk_of, serve  # noqa: E402
from misbehaving import Server, answer, chosen  # noqa: E402
from playing import NOTES, downbeat_ms, stage_of, target  # noqa: E402
from years import fill  # noqa: E402

from academy.lessons.catalogue import catalogue  # noqa: E402

WIDTHS = {"laptop": 1400, "phone": 400}
LATE_MS = [-14, 22, -9, 31, 4, 38, -21, 27]
VELOCITIES = [112, 84, 96, 71]
PAGES = {"index": "home", "progress": "my-playing", "coach": "coach", "report": "report"}
PAGES |= {"sounds": "sounds", "chopper": "chopper"}


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
            academy.stop()
            a_player_of_years(browser, Path(folder) / "years", looks)
        finally:
            browser.close()
            academy.stop()


def a_player_of_years(browser: Browser, folder: Path, looks: list[tuple[str, str, int]]) -> None:
    """Take the pages that tell of much playing, and a card that a language model has spoken on."""
    folder.mkdir()
    names = [one.id for lesson in catalogue(DOCS.parent / "course").lessons[:6] for one in lesson.exercises]
    fill(folder / "academy.duckdb", 1200, names)
    with Server(said_by_a_model) as far_end:
        os.environ["ACADEMY_AI_URL"] = far_end.url
        academy = serve(folder)
        del os.environ["ACADEMY_AI_URL"]
        try:
            assert desk_of(academy).coach_ready()
            for scheme, name, width in looks:
                seasoned(browser, academy, scheme, name, width)
        finally:
            academy.stop()


def said_by_a_model(body: dict[str, Any]) -> Any:
    """Choose among facts, or the second of what could come next, with a sentence that claims nothing."""
    said = json.loads(next(one for one in body["messages"] if one["role"] == "user")["content"])
    if "candidates" in said:
        second = said["candidates"][1]
        voice = "Put the kettle on, and take your time with this."
        picked = {"exercise": second["exercise"], "reason": second["reasons"][0], "voice": voice}
    elif "steps" in said:
        picked = chosen(body, "Take a breath, drop your shoulders and enjoy the next round.")
    else:
        picked = {"answer": "If your hands hurry, say the count aloud.", "places": ["p1"]}
    return answer(picked)(body)


def seasoned(browser: Browser, academy: Academy, scheme: str, name: str, width: int) -> None:
    """Take home, my playing, the coach, the report, sounds, the chopper, and the card."""
    page = new_page(browser, scheme, width)
    for shot, there in (
        ("index", ".hero h2"),
        ("progress", ".playing svg"),
        ("coach", ".coach .body"),
        ("report", ".report table"),
        ("sounds", ".sounds .list canvas"),
        ("chopper", ".chop[data-phase=ready]"),
    ):
        page.goto(academy.page(f"voila/render/{shot}.ipynb"))
        page.locator(there).first.wait_for(timeout=30_000)
        page.wait_for_timeout(1500)
        page.screenshot(path=DOCS / f"{PAGES[shot]}-{name}-{scheme}.png", full_page=True)
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    play(page, lambda: None)
    stage.locator(".card").wait_for(timeout=20_000)
    page.wait_for_timeout(3000)
    stage.locator(".card").screenshot(path=DOCS / f"card-with-model-{name}-{scheme}.png")
    page.context.close()


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
