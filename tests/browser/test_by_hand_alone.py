"""The stage by keyboard, by screen reader, and by two fingers at once."""

from collections.abc import Callable

from conftest import Academy
from lights import lit, wait_for_lights, watch_lights
from playing import stage_of
from playwright.sync_api import Locator, Page, expect

NewPage = Callable[..., Page]


def focused(page: Page) -> str:
    """Return the name of what has the focus."""
    name: str = page.evaluate(
        "() => { const it = document.activeElement; return it.ariaLabel || it.textContent.trim(); }"
    )
    return name


def awaited(stage: Locator, name: str) -> None:
    expect(stage.locator(".expected")).to_have_attribute("aria-label", name)


def test_a_stage_is_played_without_a_mouse(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    stage.get_by_role("button", name="Wait", exact=True).focus()
    page.keyboard.press("Enter")
    awaited(stage, "Pad 13, kick, key Z")
    for _ in range(6):  # play, memory, stop, tempo, repeat, ramp: then one stop for all the pads
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "Pad 13, kick, key Z"
    page.keyboard.press("Space")
    awaited(stage, "Pad 15, snare, key C")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    awaited(stage, "Pad 13, kick, key Z")
    page.keyboard.press("z")
    awaited(stage, "Pad 15, snare, key C")
    page.keyboard.press("Escape")
    expect(stage).to_have_attribute("data-phase", "idle")
    page.keyboard.press("Tab")
    assert focused(page) == "Sound, input and practice"


def test_digits_typed_into_a_field_are_no_hits(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    watch_lights(page)
    stage.get_by_role("button", name="latency not measured").click()
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    expect(stage.get_by_role("button", name="latency +12 ms")).to_be_visible()
    assert lit(page) == []


def test_two_fingers_play_two_pads_and_the_page_stands_still(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False, viewport={"width": 400, "height": 800}, has_touch=True, is_mobile=True)
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    stage.locator(".grid").scroll_into_view_if_needed()
    spots = []
    for number, name in enumerate(["Pad 13, kick", "Pad 15, snare"]):
        box = stage.get_by_role("button", name=name).bounding_box()
        assert box is not None
        spots.append({"x": box["x"] + 20, "y": box["y"] + 20, "id": number})
    at = page.evaluate("scrollY")
    watch_lights(page)
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": spots})
    assert len(wait_for_lights(page, 2)) == 2
    moved = [spots[0] | {"y": spots[0]["y"] - 150}, spots[1]]
    touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": moved})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert page.evaluate("scrollY") == at
    assert page.evaluate("document.documentElement.scrollWidth") == 400
