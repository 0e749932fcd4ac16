"""The course home: what is offered is kept, the tree can be walked, and what opens is said where it opens."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from conftest import Academy, desk_of
from playing import play_midi, stage_of
from playwright.sync_api import Page, expect

NewPage = Callable[..., Page]
SCORE = {"status": "scored", "overall": 91.0, "constants": "2026-11"}


def a_take(number: int) -> dict[str, Any]:
    played_at = datetime.now(UTC) - timedelta(minutes=30 - number)
    hits = [{"time_s": 60.0, "pad": "A13", "velocity": 90}]
    known = {"id": f"earlier-{number}", "exercise": "backbeat/kick-and-snare", "whole": True}
    return known | {"played_at": played_at.isoformat(), "hits": hits}


def test_the_third_good_take_opens_lessons_and_home_shows_them(
    own_academy: Academy, new_page: NewPage
) -> None:
    page = new_page(steady=True)
    page.goto(own_academy.page("voila/render/index.ipynb"))
    expect(page.locator(".hero")).to_contain_text("about even")
    expect(page.locator(".week")).to_contain_text("0 of 60 minutes")
    expect(page.locator(".lesson-pad.open")).to_have_count(1)

    desk = desk_of(own_academy)
    for number in range(2):
        desk.record(a_take(number), SCORE, passed=True)
    page.goto(own_academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    expect(stage.locator(".input")).to_contain_text("SP-404MKII")
    play_midi(page, stage, late_ms=[0])
    expect(stage.locator(".toast").first).to_contain_text("Lesson 3 is open", timeout=20_000)
    expect(stage.locator(".toasts")).to_contain_text("Mastered: backbeat")

    page.goto(own_academy.page("voila/render/index.ipynb"))
    expect(page.locator(".lesson-pad.open")).to_have_count(4)
    expect(page.locator(".week .sum")).to_contain_text("2 of 60 minutes")
    first, *_ = reversed(desk.offers())
    assert (first["exercise"].split("/")[0], first["outcome"]) == ("first-hits", "other")


def test_the_tree_is_walked_by_keys_and_a_wish_is_kept(own_academy: Academy, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 400, "height": 900})
    page.goto(own_academy.page("voila/render/index.ipynb"))
    page.locator(".lesson-pad[aria-pressed=true]").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    chosen = page.locator(".chosen")
    expect(chosen).to_contain_text("Boom bap pocket")
    expect(chosen).to_contain_text("Opens when you master backbeat")
    chosen.get_by_role("button", name="Aim for this").click()
    expect(chosen.get_by_role("button", name="You aim for this")).to_be_focused()
    assert "swing-feel" in desk_of(own_academy).setting("wanted")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
