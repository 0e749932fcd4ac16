"""Several stages on one page, and a cell that is run again: one plays, one hears, nothing is left behind."""

import re
from collections.abc import Callable

from conftest import Academy
from playing import open_in_jupyterlab, stage_of
from playwright.sync_api import Page, expect

NewPage = Callable[..., Page]
COUNT = """
(() => {
  const left = window.left = { intervals: new Set(), contexts: 0, listeners: 0 };
  const [every, clear] = [setInterval, clearInterval];
  window.setInterval = (...said) => {
    const id = every(...said);
    if (new Error().stack.includes("blob:")) left.intervals.add(id); // a widget's, not JupyterLab's
    return id;
  };
  window.clearInterval = id => { left.intervals.delete(id); clear(id); };
  const counted = class extends AudioContext { constructor(...said) { super(...said); left.contexts++; } };
  window.AudioContext = counted;
  const on = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, fn, said) {
    if (type === "midimessage" || (this === document.body && /^key/.test(type))) {
      left.listeners++;
      said?.signal?.addEventListener("abort", () => left.listeners--);
    }
    return on.call(this, type, fn, said);
  };
})();
"""


def left(page: Page) -> list[int]:
    """Return how many intervals, audio contexts, and listeners to ports and to the page's keys there are."""
    found: list[int] = page.evaluate("[left.intervals.size, left.contexts, left.listeners]")
    return found


def test_one_stage_plays_at_a_time_and_one_hears_the_unit(new_page: NewPage, academy: Academy) -> None:
    page = new_page()
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    first, second = stage_of(page, "kick-and-snare"), stage_of(page, "quarter-hats")
    expect(second.locator(".input")).to_contain_text("SP-404MKII")
    first.get_by_role("button", name="Wait", exact=True).click()
    expect(first).to_have_attribute("data-phase", "waiting", timeout=15_000)
    second.get_by_role("button", name="Listen", exact=True).click()
    expect(second).to_have_attribute("data-phase", "listening", timeout=15_000)
    expect(first).to_have_attribute("data-phase", "idle")

    page.keyboard.press("Escape")
    expect(second).to_have_attribute("data-phase", "idle")
    page.evaluate("document.activeElement.blur()")
    second.evaluate("stage => stage.scrollIntoView({ block: 'center' })")
    page.evaluate("midiStub.send('SP-404MKII', [0x90, 35, 90], performance.now())")
    expect(page.locator(".stage[data-phase=countin]")).to_have_count(1)


def test_a_cell_run_again_and_again_leaves_nothing_behind(new_page: NewPage, academy: Academy) -> None:
    page = new_page(quiet=False)
    page.context.add_init_script(COUNT)
    open_in_jupyterlab(page, academy, "02-backbeat.ipynb")
    cell = page.locator(".jp-CodeCell").nth(1)
    stage = cell.locator(".stage")
    listen = stage.get_by_role("button", name="Listen", exact=True)
    listen.click()
    expect(stage).to_have_attribute("data-phase", "listening", timeout=15_000)
    stage.get_by_role("button", name="Stop", exact=True).click()
    before = left(page)
    assert before[:2] == [0, 1]
    for _ in range(4):
        run = cell.locator(".jp-InputPrompt").inner_text()
        listen.click()
        cell.locator(".cm-content").click()
        expect(cell.locator(".cm-editor.cm-focused")).to_be_visible()
        expect(cell).to_have_class(re.compile("jp-mod-active"))
        page.keyboard.press("Control+Enter")
        expect(cell.locator(".jp-InputPrompt")).not_to_have_text(run)
        expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\d"))
        expect(stage.locator(".input")).to_contain_text("SP-404MKII", timeout=15_000)
        expect(stage).to_have_attribute("data-phase", "idle")
    assert left(page) == before
