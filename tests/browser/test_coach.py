"""The coach as a learner meets it: facts at once, a model's words when they come, no jump of the page."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import Academy, desk_of, serve
from misbehaving import Server, good
from playing import play_midi, stage_of, target
from playwright.sync_api import Locator, Page, expect

from academy.midi.take import Hit, Take
from academy.patterns.notation import parse
from academy.practice.judging import score_take

NewPage = Callable[..., Page]
EXERCISE = "backbeat/kick-and-snare"
PADS = {"kick": "A13", "snare": "A15"}
VOICE = "Take a breath, drop your shoulders and enjoy the next round."


def keep_takes(academy: Academy, amount: int) -> None:
    """Keep takes as if they had been played before, each without a fault."""
    pattern = parse("tempo: 84\nkick x... .... x... ....\nsnare .... x... .... x...")
    hits = [Hit(time_s, PADS[lane], 90) for time_s, lane in target()]
    score = score_take(pattern, Take.of(hits, latency_ms=0.0), pads=PADS).as_json()
    for number in range(amount):
        take = {"id": f"earlier-{number}", "exercise": EXERCISE, "tempo": 84.0, "whole": True}
        take |= {"played_at": f"2026-11-0{number + 1}T12:00:00+00:00"}
        take |= {"hits": [{"time_s": hit.time_s, "pad": hit.pad, "velocity": 90} for hit in hits]}
        desk_of(academy).record(take, score, passed=True)


@pytest.fixture(scope="module")
def far_end() -> Iterator[Server]:
    with Server(good(voice=VOICE)) as server:
        yield server


@pytest.fixture(scope="module")
def coached(far_end: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """An academy with a language model on loopback, its library loaded."""
    with pytest.MonkeyPatch.context() as environ:
        environ.setenv("ACADEMY_AI_URL", far_end.url)
        academy = serve(tmp_path_factory.mktemp("coached"))
    keep_takes(academy, 1)
    assert desk_of(academy).coach_ready()
    yield academy
    academy.stop()


def play(page: Page, academy: Academy, late_ms: list[float]) -> Locator:
    """Play the exercise once in the lesson, and return its card."""
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    expect(stage.locator(".input")).to_contain_text("SP-404MKII")
    play_midi(page, stage, late_ms)
    card = stage.locator(".card")
    expect(card).to_be_visible(timeout=20_000)
    return card


def top_of(card: Locator) -> float:
    box = card.locator(".plots").bounding_box()
    assert box is not None
    return box["y"]


def test_a_models_words_settle_in_where_room_was_kept(
    coached: Academy, far_end: Server, new_page: NewPage
) -> None:
    spoken = threading.Event()

    def when_asked(body: Any) -> Any:
        spoken.wait(2)
        return good(voice=VOICE)(body)

    far_end.steps = [when_asked]
    page = new_page(steady=True)
    card = play(page, coached, [25, 35])
    expect(card.locator(".voice .from")).to_contain_text("reads the names")
    expect(card.locator(".advice")).to_contain_text("Every note is there")
    page.wait_for_function("scrollY === (window.was ?? NaN) || ((window.was = scrollY), false)")
    before, focused = top_of(card), page.evaluate("document.activeElement.textContent")
    spoken.set()
    expect(card.locator(".voice .sentence")).to_have_text(VOICE)
    expect(card.locator(".voice .from")).to_have_text("Words by a language model, facts by the course.")
    assert abs(top_of(card) - before) < 1
    assert page.evaluate("document.activeElement.textContent") == focused
    assert card.locator(".voice").get_attribute("aria-live") == "polite"


def test_when_the_model_is_too_late_the_rules_stand_and_it_is_said_why(
    coached: Academy, far_end: Server, new_page: NewPage
) -> None:
    far_end.steps = [far_end.hang()]
    card = play(new_page(steady=True), coached, [120, 140])
    advice = card.locator(".advice").inner_text()
    expect(card.locator(".voice .from")).to_have_text(
        "The language model did not answer in time. The course's own coach answers."
    )
    expect(card.locator(".voice .sentence")).to_be_hidden()
    assert card.locator(".advice").inner_text() == advice


def test_without_a_model_nothing_of_it_is_seen_and_the_fifth_take_offers_all_five(
    own_academy: Academy, new_page: NewPage
) -> None:
    keep_takes(own_academy, 4)
    card = play(new_page(steady=True), own_academy, [2, -2])
    expect(card.locator(".voice")).to_be_hidden()
    assert "language model" not in card.inner_text()
    together = card.locator(".lately")
    expect(together).to_have_class("lately due")
    expect(together.locator(".together")).to_be_hidden()
    together.locator("summary").click()
    expect(together.locator(".together")).to_be_visible()
    expect(together.locator("summary")).to_have_text("Your last five takes: see what they show together")
    expect(together.locator("li").first).to_contain_text("Your score holds")
