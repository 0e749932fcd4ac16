"""Drafts are looked at, heard, approved as they are shown, rejected with a reason, and published."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Academy, desk_of, serve
from courses import CHECKOUT, new_home
from playwright.sync_api import Page, expect
from test_stage_kit import COURSE, DECODED, hash_of

from academy.lessons.decision import decision_about
from academy.lessons.drafting import draft, write_draft

NewPage = Callable[..., Page]


@dataclass
class School:
    """A served course with one draft."""

    academy: Academy
    course: Path
    draft: Path


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    home = new_home(tmp_path / "home")
    course = home / "course"
    for name in ("index", "review", "01-first-hits", "02-backbeat"):
        shutil.copy(CHECKOUT / "course" / f"{name}.ipynb", course)
    file = write_draft(draft("Dembow", number=29), "dembow", 29, course / "drafts")
    mend(file, '"  - \\"To fill in: where presses and facts come from, with pages\\"', '"  - by ear')
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ACADEMY_HOME", str(home))
        academy = serve(tmp_path)
    yield School(academy, course, file)
    academy.stop()


def mend(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def open_page(page: Page, school: School) -> None:
    page.goto(school.academy.page("voila/render/review.ipynb"))
    expect(page.locator(".review .draft[open]")).to_be_visible(timeout=30_000)


def test_a_draft_is_looked_at_and_heard(school: School, new_page: NewPage) -> None:
    page = new_page(midi=False)
    open_page(page, school)
    expect(page.locator(".checks")).to_contain_text("nothing to mend")
    page.get_by_role("button", name="Look and listen").press("Enter")
    expect(page.locator(".one-bar").first).to_have_attribute(
        "aria-label", "Bar 1. kick: 1, 5, 9, 13; snare: 5, 13"
    )
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_focused()
    page.get_by_role("button", name="Listen", exact=True).click()
    expect(page.locator(".step.now").first).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(".step.now")).to_have_count(0)
    edit = page.get_by_role("link", name="Edit in JupyterLab")
    assert (edit.get_attribute("href") or "").endswith("/lab/tree/drafts/29-dembow.ipynb")


def test_listen_plays_the_kit_that_the_draft_will_have(school: School, new_page: NewPage) -> None:
    page = new_page(midi=False)
    page.add_init_script(DECODED)
    open_page(page, school)
    desk = desk_of(school.academy)
    assert {piece["pad"] for piece in desk.kit("dembow")["pieces"]} >= {"A13", "A15"}
    page.get_by_role("button", name="Look and listen").click()
    page.get_by_role("button", name="Listen", exact=True).click()
    expect(page.locator(".step.now").first).to_be_visible(timeout=20_000)
    heard = {each["hash"] for each in page.evaluate("decoded")}
    assert {hash_of(desk.kit_audio("dembow", pad)) for pad in ("A13", "A15")} <= heard
    assert hash_of(COURSE.wav("kick")) not in heard
    expect(page.locator(".heard .play [role=status]")).to_have_text("")


def test_a_text_that_changed_meanwhile_is_shown_before_it_is_decided(
    school: School, new_page: NewPage
) -> None:
    page = new_page(midi=False)
    open_page(page, school)
    page.get_by_label("Your name").fill("Jay")
    mend(school.draft, "minutes: 10", "minutes: 11")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".said")).to_contain_text("was changed since you looked at it")
    expect(page.locator(".about")).to_contain_text("11 minutes")
    assert decision_about(school.draft) is None
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".said")).to_have_text("Kept: approved by Jay.")
    expect(page.locator(".draft")).to_contain_text("Review: approved by Jay")
    expect(page.get_by_role("button", name="Approve")).to_be_focused()


def test_a_draft_is_rejected_with_a_reason_then_approved_and_published(
    school: School, new_page: NewPage
) -> None:
    page = new_page(midi=False)
    open_page(page, school)
    page.get_by_label("Your name").fill("Jay")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".said")).to_have_text("Say why, for those who mend it.")
    page.get_by_label("Your name").fill("Jay")
    page.get_by_label("Reason").fill("The hats of bar 2 are missing")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".draft")).to_contain_text("rejected by Jay")
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("button", name="Publish")).to_be_enabled()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".said")).to_contain_text("is published as 1.0.0", timeout=20_000)
    expect(page.locator(".review .empty")).to_contain_text("No drafts are waiting")
    assert (school.course / "29-dembow.ipynb").is_file()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(school: School, new_page: NewPage, scheme: str) -> None:
    page = new_page(midi=False, viewport={"width": 400, "height": 800}, color_scheme=scheme)
    open_page(page, school)
    page.get_by_role("button", name="Look and listen").click()
    expect(page.locator(".one-bar").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
