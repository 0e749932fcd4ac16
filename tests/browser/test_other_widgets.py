"""A lesson with widgets of other makers names the template academy-full, and needs nothing from elsewhere."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from conftest import Academy, serve
from courses import CHECKOUT, code, new_home, prose, write_notebook
from playing import play_midi
from playwright.sync_api import Page, expect

NewPage = Callable[..., Page]
SLIDER = "import ipywidgets\nipywidgets.IntSlider(value=7, description='swing')"
FRONT_MATTER = """---
id: mixed
number: 1
title: Mixed
topic: rhythm
level: 1
tier: free
minutes: 5
version: 1.0.0
objectives: [Play beside a slider]
teaches: [mixed]
sources: [none]
---"""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """The backbeat lesson with a slider and a formula in it, once for each template."""
    home = new_home(tmp_path_factory.mktemp("home"))
    folder = tmp_path_factory.mktemp("academy")
    lesson = json.loads((CHECKOUT / "course" / "02-backbeat.ipynb").read_text(encoding="utf-8"))
    (stage,) = [cell for cell in lesson["cells"] if cell.get("id") == "kick-and-snare"]
    cells = [{"cell_type": "raw", "source": FRONT_MATTER, "metadata": {}}, code("%load_ext academy"), stage]
    cells += [prose("A sixteenth lasts $\\frac{15}{T}$ seconds."), code(SLIDER)]
    write_notebook(home, "full", cells, voila={"template": "academy-full"})
    cells[0] = cells[0] | {"source": FRONT_MATTER.replace("mixed", "light").replace("1\n", "2\n", 1)}
    write_notebook(home, "light", cells)
    go_on = folder / "go-on"
    wait = f"from pathlib import Path\nwhile not Path({str(go_on)!r}).exists(): pass\nprint('gone on')"
    front = cells[0] | {"source": FRONT_MATTER.replace("mixed", "long").replace("1\n", "3\n", 1)}
    write_notebook(
        home, "long", [front, code("%load_ext academy"), code("print('first')"), code(wait), stage]
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ACADEMY_HOME", str(home))
        served = serve(folder)
    yield served
    served.stop()


def asked_elsewhere(page: Page) -> list[str]:
    """Return a list that grows by each address outside this computer that the page asks for, in vain."""
    asked: list[str] = []

    def stop(route: object, request: object) -> None:
        asked.append(request.url)  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.context.route(lambda url: urlsplit(url).hostname not in ("127.0.0.1", None), stop)
    return asked


def test_a_slider_and_the_stage_share_a_page_that_asks_for_nothing_elsewhere(
    new_page: NewPage, mixed: Academy
) -> None:
    page = new_page(quiet=False)
    asked = asked_elsewhere(page)
    page.goto(mixed.page("voila/render/full.ipynb"))
    slider = page.locator(".widget-slider")
    expect(slider).to_be_visible(timeout=60_000)
    expect(slider.locator(".widget-readout")).to_have_text("7")
    expect(page.locator("mjx-container").first).to_be_visible(timeout=30_000)

    stage = page.locator(".stage")
    expect(stage.locator(".input")).to_contain_text("SP-404MKII", timeout=30_000)
    play_midi(page, stage, late_ms=[10])
    expect(stage.locator(".card .parts li").first).to_contain_text("100", timeout=20_000)
    expect(stage.locator(".saving")).to_have_text("Saved")
    assert asked == []


def test_a_light_page_names_the_template_that_another_makers_widget_needs(
    new_page: NewPage, mixed: Academy
) -> None:
    page = new_page(quiet=False)
    page.goto(mixed.page("voila/render/light.ipynb"))
    expect(page.locator(".slot .failed")).to_contain_text("academy-full", timeout=20_000)
    expect(page.locator(".stage")).to_be_visible()


def test_what_a_cell_gives_is_there_while_the_next_one_still_runs(new_page: NewPage, mixed: Academy) -> None:
    page = new_page()
    page.goto(mixed.page("voila/render/long.ipynb"), wait_until="commit")
    printed = page.locator(".slot .printed")
    expect(printed).to_have_text("first\n", timeout=20_000)
    expect(page.locator(".slot .waiting")).to_have_count(2)
    mixed.store.with_name("go-on").touch()
    expect(printed).to_have_text(["first\n", "gone on\n"], timeout=20_000)
    expect(page.locator(".stage .pad").first).to_be_visible(timeout=20_000)
