"""From signing in to a lesson that was paid for and played, in a real browser on a real hub."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import ARGUMENTS, CHROMIUM, STEADY, STUB
from hub_places import PASSWORD, Learner, RealHub, needs_hub, own_token
from playing import play_midi, stage_of
from playwright.sync_api import Page, expect, sync_playwright
from shop import DESK, a_shop
from stripe_double import Double, running

from academy.lessons.catalogue import what_can_be_read

pytestmark = [needs_hub, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]
COURSE = Path(__file__).parents[2] / "course"
LOCKED = "07-sample-trim-play-modes.ipynb"
EVE, FINN = "eve", "finn"
EXERCISE = "one-shot-clap"


@pytest.fixture(scope="module")
def double() -> Iterator[Double]:
    with running() as far_end:
        yield far_end


@pytest.fixture(scope="module")
def shop(double: Double) -> Iterator[RealHub]:
    with a_shop(double, (EVE, FINN)) as hub:
        yield hub


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.grant_permissions(["midi"])
        context.add_init_script(STUB)
        context.add_init_script(STEADY)
        yield context.new_page()
        browser.close()


def text_of(exercise: str) -> str:
    found = what_can_be_read(COURSE).exercise(exercise)
    assert found is not None
    return found.text


def test_a_locked_lesson_is_paid_for_opens_and_is_played(shop: RealHub, page: Page) -> None:
    page.goto(f"{shop.url}/hub/login")
    page.get_by_label("Username").fill(EVE)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/voila/render/index.ipynb", timeout=90_000)

    home = page.get_by_role("region", name="Your course")
    expect(home).to_be_visible(timeout=60_000)
    lesson = home.locator("li.closed", has_text="Sample, trim")
    lesson.locator("xpath=ancestor::details").evaluate("level => { level.open = true }")
    expect(lesson).to_contain_text("Locked")
    lesson.get_by_role("link").first.click()

    page.wait_for_url(f"**/{LOCKED}")
    address = page.url
    expect(page.locator("main")).to_contain_text("This lesson is locked.")
    taste = stage_of(page, "taste")
    expect(taste.locator(".input")).to_contain_text("SP-404MKII", timeout=15_000)
    taste.get_by_role("button", name="Listen", exact=True).click()
    expect(taste).to_have_attribute("data-phase", "listening", timeout=15_000)
    assert page.locator(f"#{EXERCISE}").count() == 0
    page.get_by_role("link", name="See how").click()

    page.wait_for_url(f"**{DESK}/pricing")
    page.get_by_role("button", name="Get Premium").click()
    page.get_by_role("button", name="Pay").click()
    page.wait_for_url(f"**{DESK}/thanks**")
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible(timeout=30_000)

    page.goto(address)
    stage = stage_of(page, EXERCISE)
    expect(stage.locator(".input")).to_contain_text("SP-404MKII", timeout=15_000)
    text = text_of(f"sample-trim-play-modes/{EXERCISE}")
    play_midi(page, stage, late_ms=[25, 35], text=text)
    expect(stage.locator(".card")).to_be_visible(timeout=30_000)
    expect(stage.locator(".saving")).to_have_text("Saved", timeout=15_000)

    page.get_by_role("link", name="Sign out").click()
    page.goto(address)
    expect(page.get_by_label("Password")).to_be_visible(timeout=30_000)
    assert_nothing_of_it_is_bens(shop)
    assert takes_of(shop) == [(EVE, f"sample-trim-play-modes/{EXERCISE}")]


def assert_nothing_of_it_is_bens(shop: RealHub) -> None:
    """Ask the desk as another learner: neither the take nor what was paid for is theirs."""
    browser, _answer = shop.sign_in(FINN)
    ben = Learner(FINN, shop.url, browser, own_token(shop.url, browser, FINN), shop.open)
    assert ben.ask("GET", f"{DESK}/api/attempts").json() == []
    assert ben.ask("GET", f"{DESK}/api/lessons/sample-trim-play-modes").status_code == 402


def takes_of(shop: RealHub) -> list[tuple[str, str]]:
    """Return whose takes are in the desk's own store, once the desk has let go of it."""
    import duckdb

    shop.machine.stop("desk")
    (file,) = shop.machine.desk_folder.rglob("*.duckdb")
    with duckdb.connect(str(file), read_only=True) as store:
        return store.execute("select learner, exercise from takes").fetchall()
