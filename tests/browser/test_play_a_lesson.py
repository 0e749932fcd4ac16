"""A learner opens the course, plays, sees verdicts and a score, and finds the take in a file of their own."""

from collections.abc import Callable

import duckdb
import pytest
from conftest import Academy, desk_of
from playing import play_keys, play_midi, stage_of, target
from playwright.sync_api import Page, expect

NewPage = Callable[..., Page]
PADS = {"kick": "A13", "snare": "A15"}


def test_from_home_to_a_score_in_the_learners_own_file(own_academy: Academy, new_page: NewPage) -> None:
    academy, page = own_academy, new_page(steady=True)
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
    page.close()  # a page whose server is gone says so in its console
    academy.stop()
    with duckdb.connect(str(academy.store), read_only=True) as plain:
        assert plain.execute("select exercise, bias_ms from attempts").fetchall() == [
            ("backbeat/kick-and-snare", pytest.approx(30, abs=3))
        ]
        assert plain.execute("select pad from hits order by number").fetchall()[:2] == [("A13",), ("A15",)]


def test_every_key_is_a_hit_at_the_time_of_its_event(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False, steady=True)
    page.add_init_script(
        "window.pressed = []; addEventListener('keydown', key => pressed.push(key.timeStamp), true)"
    )
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    zero = play_keys(page, stage)
    expect(stage.locator(".card")).to_be_visible(timeout=15_000)
    expect(stage.locator(".saving")).to_have_text("Saved")

    desk = desk_of(academy)
    (attempt,) = desk.attempts("backbeat/kick-and-snare")
    hits = desk.take(attempt["take_id"])["hits"]
    assert [hit["pad"] for hit in hits] == [PADS[lane] for _, lane in target()]
    pressed_s = [(stamp - zero) / 1000 for stamp in page.evaluate("pressed")]
    assert [hit["time_s"] for hit in hits] == pytest.approx(pressed_s, abs=0.005)
