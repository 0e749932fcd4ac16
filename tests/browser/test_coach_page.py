"""The coach's page: inviting when nothing was played, then a plan whose beats are played there; questions."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from conftest import Academy, desk_of, serve
from courses import CHECKOUT
from misbehaving import Server, answer
from playwright.sync_api import Page, expect

from academy.lessons.catalogue import catalogue
from academy.lessons.kits import kits_in
from academy.midi.take import Hit, Take
from academy.practice.judging import score_take

NewPage = Callable[..., Page]
EXERCISE = "backbeat/kick-and-snare"
VOICE = "Take this one while your coffee is still warm, and let it surprise you."
QUOTE = "If your hands hurry, say the count aloud."


def play_badly(academy: Academy, takes: int = 3) -> None:
    """Keep takes of which every second note is missing, and right ones of all exercises before it."""
    course, pads = catalogue(CHECKOUT / "course"), kits_in(CHECKOUT / "data" / "kits")["course"]
    names = [one.id for one in course.lessons[0].exercises for _ in range(3)] + [EXERCISE] * takes
    for number, name in enumerate(names):
        exercise = course.exercise(name)
        assert exercise is not None
        onsets = exercise.pattern.target(pads).onsets[:: 2 if name == EXERCISE else 1]
        hits = [Hit(one.time_s, one.pad, one.velocity, one.time_s + 0.05) for one in onsets]
        score = score_take(exercise.pattern, Take.of(hits, latency_ms=0.0), pads=pads).as_json()
        at = datetime.now(UTC) - timedelta(minutes=len(names) - number)
        take = {
            "id": f"take-{number}",
            "exercise": name,
            "whole": True,
            "hits": [],
            "played_at": at.isoformat(),
        }
        desk_of(academy).record(take, score, passed=name != EXERCISE)


def answering(body: dict[str, Any]) -> Any:
    """Answer what is next by the second candidate, and any question by one sentence."""
    said = json.loads(next(one for one in body["messages"] if one["role"] == "user")["content"])
    told: dict[str, Any] = {"answer": QUOTE, "places": ["p1"]}
    if "candidates" in said:
        second = said["candidates"][1]
        told = {"exercise": second["exercise"], "reason": second["reasons"][0], "voice": VOICE}
    return answer(told)(body)


@pytest.fixture(scope="module")
def coached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """An academy with a language model on loopback, its library loaded, and takes that need work."""
    with Server(answering) as far_end, pytest.MonkeyPatch.context() as environ:
        environ.setenv("ACADEMY_AI_URL", far_end.url)
        academy = serve(tmp_path_factory.mktemp("coached"))
        try:
            play_badly(academy)
            assert desk_of(academy).coach_ready()
            yield academy
        finally:
            academy.stop()


def coach_page(page: Page, academy: Academy) -> None:
    page.goto(academy.page("voila/render/coach.ipynb"))
    expect(page.locator(".coach .body > *").first).to_be_visible(timeout=30_000)
    expect(page.locator(".ask textarea")).to_be_visible(timeout=30_000)


def test_before_the_first_take_it_says_what_to_play_and_nothing_of_models(
    new_page: NewPage, academy: Academy
) -> None:
    page = new_page(midi=False)
    coach_page(page, academy)
    expect(page.locator(".coach .empty")).to_contain_text("Play a few takes")
    link = page.locator(".coach .empty a")
    expect(link).to_have_attribute("href", "01-first-hits.ipynb#name-the-pad")
    expect(page.locator("main")).not_to_contain_text("language model")


def test_a_question_is_asked_by_keys_and_answered_by_the_course(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    coach_page(page, academy)
    box = page.get_by_label("Your question to the coach")
    box.fill("What is swing?")
    box.press("Enter")
    place = page.locator(".ask .places a").first
    expect(place).to_contain_text("11. Swing on purpose", timeout=20_000)
    assert (place.get_attribute("href") or "").startswith("11-swing-on-purpose.ipynb#")
    expect(page.locator(".ask blockquote")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("language model")
    box.fill(" ")
    box.press("Enter")
    expect(page.locator(".ask .refused")).to_contain_text("There is no question yet")


def test_a_variation_is_played_on_the_page_and_its_take_is_kept(new_page: NewPage, coached: Academy) -> None:
    page = new_page(midi=False)
    coach_page(page, coached)
    first = page.locator("[data-variation]").first
    name = first.get_attribute("data-variation")
    first.press("Enter")
    stage = page.locator(".on-stage .stage")
    expect(stage).to_be_visible(timeout=20_000)
    expect(stage).to_be_focused()
    expect(page.locator("[data-variation]").first).to_have_attribute("aria-pressed", "true")
    stage.get_by_role("button", name="Play", exact=True).click()
    expect(stage).to_have_attribute("data-phase", "playing", timeout=20_000)
    page.keyboard.press("z")
    expect(stage.locator(".card")).to_be_visible(timeout=60_000)
    assert [row["exercise"] for row in desk_of(coached).attempts(limit=1)] == [name]
    page.get_by_role("button", name="Other variations").click()
    expect(page.get_by_role("button", name="Other variations")).to_be_enabled(timeout=20_000)


def test_an_answer_of_a_model_is_a_quotation_with_its_name(new_page: NewPage, coached: Academy) -> None:
    page = new_page(midi=False)
    coach_page(page, coached)
    page.get_by_label("Your question to the coach").fill("Why do I rush?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".ask blockquote")).to_have_text(QUOTE, timeout=20_000)
    expect(page.locator(".ask figcaption")).to_contain_text("a language model. It may be wrong")
    expect(page.locator(".ask .facts li").first).to_contain_text("Kick and snare")
    expect(page.locator(".coach .costs")).to_contain_text("cost nothing")


def test_the_model_writes_in_the_language_that_is_chosen(new_page: NewPage, coached: Academy) -> None:
    page = new_page(midi=False)
    coach_page(page, coached)
    page.get_by_label("It writes in").select_option("Deutsch")
    expect(page.locator(".coach .said")).to_have_text("From now on it writes in Deutsch.")
    page.reload()
    expect(page.get_by_label("It writes in")).to_have_value("de", timeout=30_000)
    desk_of(coached).set_setting("language", "en")


def test_the_model_chooses_what_is_next_without_moving_the_page(new_page: NewPage, coached: Academy) -> None:
    page = new_page(midi=False)
    page.goto(coached.page("voila/render/index.ipynb"))
    advice = page.locator(".hero .advice")
    expect(advice).to_be_visible(timeout=30_000)
    tops = page.evaluate("document.querySelector('.week').getBoundingClientRect().top + scrollY")
    expect(advice).to_contain_text(VOICE, timeout=20_000)
    assert page.evaluate("document.querySelector('.week').getBoundingClientRect().top + scrollY") == tops
    (chosen,) = [row for row in desk_of(coached).offers() if row["offer"]["chosen_by"] == "ai"]
    page.reload()
    hero = page.locator(".hero")
    expect(hero.locator(".advice.said")).to_contain_text("Chosen by the coach", timeout=30_000)
    expect(hero.locator("h2")).to_have_text(chosen["offer"]["exercise_title"])


def test_the_lesson_that_was_completed_is_rated_by_keys(own_academy: Academy, new_page: NewPage) -> None:
    play_badly(own_academy, takes=0)
    page = new_page(midi=False)
    page.goto(own_academy.page("voila/render/index.ipynb"))
    asked = page.locator(".just-done")
    expect(asked).to_contain_text("How did you like First hits?", timeout=30_000)
    asked.get_by_label("3 of 5: fine").check(force=True)
    expect(asked).to_contain_text("Kept. Thank you.")
    page.keyboard.press("ArrowRight")
    expect(asked.locator(".word")).to_have_text("good")
    asked.locator("textarea").fill("more of it")
    asked.get_by_role("button", name="Keep the note").click()
    expect(asked.locator("[role=status]")).to_have_text("Kept. Thank you.")
    page.reload()
    expect(page.locator(".home .parts")).to_be_visible(timeout=30_000)
    expect(page.locator(".just-done")).to_have_count(0)
    (kept,) = desk_of(own_academy).ratings()
    assert (kept["lesson"], kept["stars"], kept["note"]) == ("first-hits", 4, "more of it")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(new_page: NewPage, coached: Academy, scheme: str) -> None:
    page = new_page(midi=False, viewport={"width": 400, "height": 800}, color_scheme=scheme)
    coach_page(page, coached)
    page.locator(".costs summary").click()
    expect(page.locator(".costs svg")).to_be_visible(timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
