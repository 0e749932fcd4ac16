"""Chopper in a real browser: a loop opened, cut, played, kept, and heard on the stage of the lesson."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from conftest import Academy, desk_of
from playwright.sync_api import Locator, Page, expect

from academy.client import DESK_FILE

NewPage = Callable[..., Page]
PAGE = "voila/render/chopper.ipynb"
LESSON = "chop-a-break"
HEAR = """
// Every sound that a page decodes: its seconds and its level.
window.decoded = [];
const decode = BaseAudioContext.prototype.decodeAudioData;
BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
  const buffer = await decode.call(this, bytes);
  const samples = buffer.getChannelData(0);
  let power = 0;
  for (const value of samples) power += value * value;
  window.decoded.push({ seconds: buffer.duration, rms: Math.sqrt(power / samples.length) });
  return buffer;
};
"""
PLAYED = """
// What a page starts to play, in seconds.
window.played = [];
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...when) {
  window.played.push(this.buffer.duration);
  return start.apply(this, when);
};
"""
looks = pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (400, "light"), (400, "dark")]
)


def opened(page: Page, academy: Academy) -> Locator:
    """Open the page and return the widget once its first loop can be heard."""
    page.goto(academy.page(PAGE))
    chop = page.locator(".chop")
    expect(chop).to_have_attribute("data-phase", "ready", timeout=60_000)
    return chop


def cut_at_hits(chop: Locator) -> Locator:
    """Cut at the hits and return the cuts once they are there."""
    chop.get_by_role("button", name="At the hits").click()
    marks = chop.locator(".mark")
    expect(marks).to_have_count(15, timeout=15_000)
    return marks


def ms_of(mark: Locator) -> int:
    return int(mark.get_attribute("aria-valuenow") or "-1")


@looks
def test_the_first_loop_is_there_in_eight_parts_on_the_pads(
    new_page: NewPage, academy: Academy, width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    chop = opened(page, academy)
    expect(chop.locator(".mark")).to_have_count(7)
    expect(chop.locator(".grid .used")).to_have_count(8)
    expect(chop.locator(".loop[aria-current]")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    painted = """canvas => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
      .reduce((sum, value, at) => sum + (at % 4 === 3 && value > 0 ? 1 : 0), 0)"""
    assert chop.locator(".strip canvas").evaluate(painted) > 1000


def test_a_cut_moves_by_keys_is_taken_away_and_comes_back(new_page: NewPage, academy: Academy) -> None:
    page = new_page()
    chop = opened(page, academy)
    marks = cut_at_hits(chop)
    third = marks.nth(2)
    third.focus()
    before = ms_of(third)
    page.keyboard.press("ArrowRight")
    assert ms_of(third) == before + 1
    page.keyboard.press("Shift+ArrowLeft")
    assert ms_of(third) == before - 9
    expect(chop.get_by_role("button", name="By hand")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Delete")
    expect(marks).to_have_count(14)
    expect(third).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(marks).to_have_count(15)
    assert ms_of(third) == before
    page.keyboard.press("Control+Shift+z")
    assert ms_of(third) == before + 1


def test_cuts_outlast_a_reload_until_one_starts_over(new_page: NewPage, academy: Academy) -> None:
    page = new_page()
    chop = opened(page, academy)
    chop.locator(".loop").nth(1).click()
    expect(chop.locator(".mark")).to_have_count(7, timeout=15_000)
    name = chop.locator(".bench h2").text_content() or ""
    over = chop.get_by_role("button", name="Start over")
    expect(over).to_have_attribute("aria-disabled", "true")
    marks = cut_at_hits(chop)
    marks.nth(2).focus()
    page.keyboard.press("Delete")
    places = [ms_of(marks.nth(at)) for at in range(14)]
    chop = opened(page, academy)
    expect(chop.locator(".bench h2")).to_have_text(name)
    expect(marks).to_have_count(14)
    assert [ms_of(marks.nth(at)) for at in range(14)] == places
    over.click()
    expect(marks).to_have_count(7, timeout=15_000)
    expect(over).to_have_attribute("aria-disabled", "true")


def test_a_click_and_a_key_cut_by_hand_and_the_mouse_drags(new_page: NewPage, academy: Academy) -> None:
    page = new_page()
    chop = opened(page, academy)
    chop.get_by_role("button", name="By hand").click()
    chop.get_by_role("button", name="Take all cuts away").click()
    view, marks = chop.locator(".view"), chop.locator(".mark")
    expect(marks).to_have_count(0)
    box = view.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 100)
    expect(marks).to_have_count(1)
    expect(marks).to_be_focused()
    whole = int(marks.get_attribute("aria-valuemax") or "0")
    assert abs(ms_of(marks) - whole / 2) < 10
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + 100, steps=5)
    page.mouse.up()
    assert abs(ms_of(marks) - whole / 4) < 15
    view.focus()
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("a")
    expect(marks).to_have_count(2)
    page.mouse.click(box["x"] + 1, box["y"] + 100)
    expect(chop.locator(".bench .said")).to_contain_text("a cut here already")


def test_slices_sound_from_keys_pads_and_midi(new_page: NewPage, academy: Academy) -> None:
    page = new_page()
    page.add_init_script(PLAYED)
    chop = opened(page, academy)
    seconds = float(chop.locator(".mark").first.get_attribute("aria-valuenow") or "0") / 1000
    chop.locator(".grid .pad").nth(2).click()
    expect(chop.locator(".slice.sounding")).to_have_text("3")
    page.keyboard.press("2")
    expect(chop.locator(".slice.sounding")).to_have_text("2")
    expect(chop.get_by_label("Pads by")).to_have_value(re.compile("SP-404MKII"))
    page.evaluate("midiStub.play('SP-404MKII', [[performance.now() + 50, 48, 90]])")  # pad 1 of bank A
    expect(chop.locator(".slice.sounding")).to_have_text("1")
    assert [round(length, 2) for length in page.evaluate("played")] == [round(seconds, 2)] * 3


def test_slices_that_are_kept_sound_on_the_stage_of_the_lesson(
    own_academy: Academy, new_page: NewPage
) -> None:
    page = new_page()
    page.add_init_script(HEAR)
    chop = opened(page, own_academy)
    marks = cut_at_hits(chop)
    marks.nth(0).focus()
    page.keyboard.press("ArrowRight")
    edges = [0, *(ms_of(marks.nth(n)) for n in range(8))]
    chop.get_by_role("button", name="Practise with these slices").click()
    link = chop.get_by_role("link", name="Open Chop a break")
    expect(link).to_be_visible(timeout=15_000)
    expect(chop.locator(".keep .said")).to_contain_text("plays your slices 1 to 8")
    kept = {piece["pad"]: piece for piece in desk_of(own_academy).kit(LESSON)["pieces"]}
    assert kept["B1"]["own"] and kept["B1"]["start"] == 0
    link.click()
    stage = page.locator("#in-order .stage")
    expect(stage).to_be_visible(timeout=30_000)
    stage.locator(".grid .pad").first.click()
    page.wait_for_function("decoded.length >= 8", timeout=60_000)
    heard: list[dict[str, Any]] = page.evaluate("decoded")
    lengths = [(after - before) / 1000 for before, after in pairwise(edges)]
    for seconds in lengths:
        like = [one for one in heard if abs(one["seconds"] - seconds) < 0.0015]
        assert like and max(one["rms"] for one in like) > 0.01


def test_a_page_without_its_desk_says_what_is_missing(own_academy: Academy, new_page: NewPage) -> None:
    page = new_page()
    chop = opened(page, own_academy)
    (own_academy.store.parent / ".academy" / DESK_FILE).unlink()
    chop.get_by_role("button", name="Chords").click()
    expect(chop.locator(".chooser [role=status]")).to_contain_text("none is running", timeout=15_000)
    chop.get_by_role("button", name="Practise with these slices").click()
    expect(chop.locator(".keep .said")).to_contain_text("Not kept: ")
    expect(chop.locator(".mark")).to_have_count(7)
