"""The same stage in JupyterLab."""

from collections.abc import Callable

from conftest import Academy
from playing import NOTES, downbeat_ms, open_in_jupyterlab, target
from playwright.sync_api import Page, expect


def test_the_stage_plays_and_scores_in_jupyterlab(new_page: Callable[..., Page], academy: Academy) -> None:
    page = new_page(quiet=False)
    stage = open_in_jupyterlab(page, academy, "02-backbeat.ipynb")
    cells = page.locator(".jp-Cell").count()

    stage.get_by_role("button", name="Play", exact=True).click()
    zero = downbeat_ms(stage)
    hits = [[zero + at * 1000 + 10, NOTES[lane], 90] for at, lane in target()]
    page.evaluate("hits => midiStub.play('SP-404MKII', hits)", hits)

    expect(stage.locator(".card")).to_be_visible(timeout=20_000)
    expect(stage.locator(".card .parts li").first).to_contain_text("100")
    for key in "axcv":
        page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == cells
