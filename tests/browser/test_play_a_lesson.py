"""A learner opens the course, plays, sees verdicts and a score, and finds the take in a file of their own."""

from collections.abc import Callable

import duckdb
import pytest
from conftest import Academy
from playing import play_keys, play_midi, stage_of, target
from playwright.sync_api import Page, expect

NewPage = Callable[..., Page]


def test_from_home_to_a_score_in_the_learners_own_file(new_page: NewPage, own_academy: Academy) -> None:
    academy, page = own_academy, new_page()
    page.goto(academy.page("voila/render/index.ipynb"))
    page.get_by_role("link", name="The backbeat").first.click()
    stage = stage_of(page, "kick-and-snare")
    expect(stage.locator(".input")).to_contain_text("SP-404MKII")

    play_midi(page, stage, late_ms=[25, 35])

    card = stage.locator(".card")
    expect(card).to_be_visible(timeout=15_000)
    expect(card.locator(".parts li").first).to_contain_text("100")
    expect(stage.locator(".numbers")).to_contain_text("+30 ms")
    assert stage.locator(".struck.late").count() == len(target())
    expect(stage.locator(".saving")).to_have_text("Saved")
    academy.stop()
    with duckdb.connect(str(academy.store), read_only=True) as plain:
        assert plain.execute("select exercise, bias_ms from attempts").fetchall() == [
            ("backbeat/kick-and-snare", pytest.approx(30, abs=3))
        ]
        assert plain.execute("select pad from hits order by number").fetchall()[:2] == [("A13",), ("A15",)]


def test_the_same_by_keyboard(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    play_keys(page, stage)
    expect(stage.locator(".card")).to_be_visible(timeout=15_000)
    expect(stage.locator(".card .parts li").first).to_contain_text("100")
