"""My playing in a real browser: without takes, with one, with thousands; light and dark, wide and narrow."""

import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Academy, desk_of, serve
from playwright.sync_api import Locator, Page, expect
from years import fill

NewPage = Callable[..., Page]
PAGE = "voila/render/progress.ipynb"
EXERCISES = ["first-hits/name-the-pad", "backbeat/kick-and-snare"]
PICTURES = ["calendar", "trend", "history", "pads", "velocity"]
TAKES = 3000
looks = pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (400, "light"), (400, "dark")]
)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """The server of a learner with thousands of takes."""
    folder = tmp_path_factory.mktemp("years")
    fill(folder / "academy.duckdb", TAKES, EXERCISES, last=datetime.now(UTC))
    served = serve(folder)
    yield served
    served.stop()


def opened(page: Page, academy: Academy) -> Locator:
    """Open the page and return the widget once its first words are there."""
    page.goto(academy.page(PAGE))
    mine = page.locator(".playing")
    expect(mine.locator(".numbers, .nothing-yet").first).to_be_visible(timeout=30_000)
    return mine


def drawn(mine: Locator, name: str) -> Locator:
    """Scroll to a picture and return its drawing once the kernel has sent it."""
    drawing = mine.locator(f".picture.{name} .drawing")
    drawing.scroll_into_view_if_needed()
    expect(drawing.locator("svg, .later").first).to_be_visible(timeout=30_000)
    return drawing


def does_not_scroll_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_nothing_played_yet_is_said_kindly_and_leads_to_the_first_exercise(
    new_page: NewPage, academy: Academy
) -> None:
    page = new_page(viewport={"width": 400, "height": 800})
    mine = opened(page, academy)
    expect(mine).to_contain_text("Your first take opens this page.")
    expect(mine.get_by_role("link")).to_have_attribute("href", "01-first-hits.ipynb#name-the-pad")
    assert does_not_scroll_sideways(page)


def test_the_first_take_opens_the_page_and_draws_no_line_through_one_point(
    new_page: NewPage, tmp_path: Path
) -> None:
    fill(tmp_path / "academy.duckdb", 1, EXERCISES, last=datetime.now(UTC))
    served = serve(tmp_path)
    page = new_page()
    try:
        mine = opened(page, served)
        expect(mine.locator(".numbers")).to_contain_text("day in a row")
        expect(mine.locator(".earned li")).to_have_text([re.compile("First take")])
        expect(drawn(mine, "calendar").locator("svg")).to_be_visible()
        for name in ("trend", "history", "pads", "velocity"):
            expect(drawn(mine, name).locator(".later")).to_contain_text("After ")
    finally:
        page.close()  # before its server is gone, which it would report
        served.stop()


@looks
def test_thousands_of_takes_are_drawn_in_the_colours_of_the_page(
    new_page: NewPage, years: Academy, width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    mine = opened(page, years)
    expect(mine.locator(".numbers")).to_contain_text("3,000")
    for name in PICTURES:
        expect(drawn(mine, name).locator("svg")).to_be_visible()
    page.locator(".question").scroll_into_view_if_needed()
    expect(page.locator(".question tbody tr")).to_have_count(2, timeout=30_000)
    assert does_not_scroll_sideways(page)
    ink = mine.locator(".trend svg text").first.evaluate("text => getComputedStyle(text).fill")
    soft = mine.locator("figcaption").first.evaluate("caption => getComputedStyle(caption).color")
    assert ink == soft
    size = mine.locator(".trend svg text").first.evaluate("text => text.getBoundingClientRect().height")
    assert size >= 11  # as large on a phone as on a desk
    assert len(page.screenshot(full_page=True)) > 50_000


def test_a_day_says_what_was_played_under_the_pointer_and_under_the_arrow_keys(
    new_page: NewPage, years: Academy
) -> None:
    page = new_page()
    mine = opened(page, years)
    calendar = drawn(mine, "calendar")
    expect(calendar.locator("svg")).to_be_visible()
    tip = calendar.locator(".tip")
    calendar.focus()
    page.keyboard.press("ArrowLeft")
    newest = tip.text_content()
    assert re.fullmatch(r"\w{3} \d+ \w{3} \d{4}: \d+ takes?", newest or "")
    page.keyboard.press("ArrowLeft")
    expect(tip).not_to_have_text(newest or "")
    page.keyboard.press("End")
    expect(tip).to_have_text(newest or "")
    mark = calendar.locator(".mark").bounding_box()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    assert mark
    page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    expect(tip).to_have_text(newest or "")


def test_the_history_is_of_the_exercise_that_is_chosen(new_page: NewPage, years: Academy) -> None:
    mine = opened(new_page(), years)
    drawn(mine, "history")
    caption = mine.locator(".history figcaption")
    expect(caption).to_contain_text("takes of")
    for title in ("Name the pad", "Kick and snare"):
        mine.get_by_label("Exercise", exact=True).select_option(label=choice(mine, title))
        expect(caption).to_contain_text(f"of {title}", timeout=15_000)


def choice(mine: Locator, title: str) -> str:
    """Return the label of an exercise as the choice has it, with its number of takes."""
    labels = mine.get_by_label("Exercise", exact=True).locator("option").all_text_contents()
    return next(label for label in labels if title in label)


@pytest.mark.parametrize(("kind", "begins"), [("PNG", b"\x89PNG"), ("SVG", b"<?xml"), ("PDF", b"%PDF")])
def test_a_picture_can_be_kept(new_page: NewPage, years: Academy, kind: str, begins: bytes) -> None:
    page = new_page()
    mine = opened(page, years)
    expect(drawn(mine, "trend").locator("svg")).to_be_visible()
    with page.expect_download() as waiting:
        mine.locator(".trend").get_by_role("button", name=f"as {kind}").click()
    assert waiting.value.suggested_filename == f"my-trend.{kind.lower()}"
    assert Path(waiting.value.path()).read_bytes().startswith(begins)


def test_a_question_of_ones_own_is_answered_and_a_mistake_is_a_sentence(
    new_page: NewPage, years: Academy
) -> None:
    before = copies()
    page = new_page()
    opened(page, years)
    asked = page.locator(".question")
    asked.scroll_into_view_if_needed()
    expect(asked.locator("tbody tr")).to_have_count(2, timeout=30_000)
    box = asked.get_by_role("textbox")
    box.fill("select count(*) as takes from takes")
    box.press("Control+Enter")
    expect(asked.locator("tbody")).to_have_text(str(TAKES), timeout=30_000)
    box.fill("drop table takes")
    asked.get_by_role("button", name="Ask").click()
    expect(asked.locator(".refused")).to_contain_text("read-only", timeout=30_000)
    assert len(desk_of(years).takes()) == TAKES
    assert copies() <= before


def copies() -> set[Path]:
    """Return the copies of stores that questions are asked of, and that must not stay."""
    return set(Path(tempfile.gettempdir()).glob("academy-question-*"))


def test_the_way_to_the_page_stands_on_every_page(new_page: NewPage, academy: Academy) -> None:
    page = new_page()
    page.goto(academy.page("voila/render/00-connect.ipynb"))
    page.get_by_role("link", name="My playing").click()
    expect(page.locator(".playing .nothing-yet")).to_be_visible(timeout=30_000)
