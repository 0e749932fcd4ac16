"""An instructor reads the Teaching page of a full class, on a laptop in light and on a phone in dark."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Academy, serve
from full_class import fill
from playwright.sync_api import Page, expect

from academy.lessons.catalogue import what_can_be_read

NewPage = Callable[..., Page]
COURSE = Path(__file__).parents[2] / "course"
LAPTOP = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
PHONE = {"viewport": {"width": 400, "height": 800}, "color_scheme": "dark"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    folder = tmp_path_factory.mktemp("class")
    fill(folder / "academy.duckdb", list(what_can_be_read(COURSE).exercises), datetime.now(UTC))
    served = serve(folder)
    yield served
    served.stop()


@pytest.fixture(params=[LAPTOP, PHONE], ids=["laptop", "phone"])
def page(request: pytest.FixtureRequest, new_page: NewPage, full: Academy) -> Page:
    one = new_page(midi=False, **request.param)
    one.goto(full.page("voila/render/teaching.ipynb"))
    expect(one.get_by_role("region", name="Teaching", exact=True)).to_be_visible(timeout=30_000)
    return one


def test_it_fits_and_each_part_that_scrolls_says_what_it_is(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    scrolls = page.locator(".teaching .scroll")
    names = ["Lessons", "Learners", "Plans", "Costs by learner", "Downloads", "The audit log"]
    assert [one.get_attribute("aria-label") for one in scrolls.all()] == names
    expect(page.get_by_role("listitem").filter(has_text="Models cost each learner")).to_contain_text(
        "130 learners"
    )


def test_twelve_weeks_are_drawn_and_the_last_goes_on(page: Page) -> None:
    weeks = page.locator(".teaching .weeks li")
    expect(weeks).to_have_count(12)
    expect(weeks.last).to_contain_text(", so far")
    expect(weeks.nth(-2)).to_contain_text("learners")


def test_learners_are_found_by_a_part_of_their_name_with_the_keys(page: Page) -> None:
    rows = page.get_by_role("region", name="Learners", exact=True).locator("tbody tr")
    expect(rows).to_have_count(100)
    expect(page.get_by_text("Shown are the 100 who played last, 30 more are not")).to_be_visible()
    words = page.get_by_role("searchbox", name="A part of a learner's name")
    words.fill("R-12")
    words.press("Enter")
    expect(rows).to_have_count(10)
    expect(page.get_by_text("10 learners with “R-12” in the name")).to_be_visible()
    words.fill("nobody")
    words.press("Enter")
    expect(page.get_by_text("Nobody has that in their name.")).to_be_visible()
    words.fill("")
    words.press("Enter")
    expect(rows).to_have_count(100)


def test_a_learners_attempts_are_shown_and_reached(page: Page) -> None:
    page.get_by_role("button", name="learner-001", exact=True).click()
    attempts = page.get_by_role("region", name="Attempts of learner-001")
    expect(attempts.locator("tbody tr").first).to_contain_text("first-hits/name-the-pad")
    expect(page.locator(".teaching .one")).to_be_focused()
    page.get_by_role("button", name="Look again").click()
    expect(attempts).to_be_visible()


def test_who_looked_is_read_with_what_it_was_about(page: Page) -> None:
    log = page.get_by_role("region", name="The audit log").get_by_role("row")
    expect(log.filter(has_text="published a wish")).to_contain_text("title: Slow dembow")
