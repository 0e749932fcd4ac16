"""Playing an exercise in a page, by MIDI or by keys, with deviations that are known."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page, expect

from academy.patterns.notation import parse

if TYPE_CHECKING:
    from conftest import Academy

NOTES = {"kick": 36, "snare": 38, "hat": 42, "open-hat": 46, "clap": 39}
KEYS = {"kick": "KeyZ", "snare": "KeyC", "hat": "KeyD", "open-hat": "KeyE", "clap": "KeyV"}
TEXT = "tempo: 84\nkick x... .... x... ....\nsnare .... x... .... x..."
"""The exercise backbeat/kick-and-snare: kick on 1 and 3, snare on 2 and 4, two passes."""

Hit = tuple[float, str, int]


def target(tempo: float | None = None, text: str = TEXT) -> list[tuple[float, str]]:
    """Return (seconds, lane) of each note of all passes."""
    pattern = parse(text)
    lanes = {lane.name: lane.name for lane in pattern.lanes}
    return [(onset.time_s, onset.lane) for onset in pattern.target(lanes, tempo=tempo).onsets]


def stage_of(page: Page, exercise: str) -> Locator:
    """Return the stage of an exercise once it is there."""
    stage = page.locator(f"#{exercise} .stage")
    expect(stage).to_be_visible(timeout=30_000)
    return stage


def run_all(page: Page) -> None:
    """Run the notebook that JupyterLab shows; what is run before its kernel is ready would be lost."""
    expect(page.locator(".jp-Notebook")).to_be_visible(timeout=60_000)
    expect(page.locator("#jp-bottom-panel")).to_contain_text("Idle", timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def open_in_jupyterlab(page: Page, academy: "Academy", notebook: str) -> Locator:
    """Open a notebook in JupyterLab, run all its cells, and return its first stage."""
    page.goto(academy.page(f"lab/tree/{notebook}"))
    run_all(page)
    stage = page.locator(".stage").first
    stage.wait_for(state="attached", timeout=60_000)
    stage.scroll_into_view_if_needed()
    expect(stage.locator(".input")).to_contain_text("SP-404MKII", timeout=15_000)
    return stage


def downbeat_ms(stage: Locator) -> float:
    """Return the page time of the first downbeat, as the settled clock says it just before it comes."""
    expect(stage).to_have_attribute("data-phase", "playing", timeout=15_000)
    return float(stage.get_attribute("data-downbeat-ms") or "nan")


def play_midi(
    page: Page, stage: Locator, late_ms: Sequence[float], velocity: int = 90, text: str = TEXT
) -> None:
    """Press Play and play every note by MIDI, each as late as `late_ms` says (over and over)."""
    stage.get_by_role("button", name="Play", exact=True).click()
    zero = downbeat_ms(stage)
    hits = [
        [zero + time_s * 1000 + late_ms[n % len(late_ms)], NOTES[lane], velocity]
        for n, (time_s, lane) in enumerate(target(text=text))
    ]
    page.evaluate("hits => midiStub.play('SP-404MKII', hits)", hits)


def play_keys(page: Page, stage: Locator) -> float:
    """Press Play, play every note with real key presses as well as a machine can; return the downbeat."""
    stage.get_by_role("button", name="Play", exact=True).click()
    zero = downbeat_ms(stage)
    for time_s, lane in target():
        page.evaluate(
            "at => new Promise(done => setTimeout(done, at - performance.now()))", zero + time_s * 1000
        )
        page.keyboard.press(KEYS[lane])
    return zero
