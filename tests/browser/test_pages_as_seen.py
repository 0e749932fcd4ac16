"""Home, My playing and the report as they are seen: without takes, with one, with thousands.

What is looked at is the screenshot: the paper is the theme's, something stands on it, nothing is cut off.
"""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from conftest import Academy, serve
from courses import CHECKOUT
from PIL import Image
from playwright.sync_api import Page, expect
from years import fill

from academy.lessons.catalogue import catalogue

NewPage = Callable[..., Page]
TAKES = (0, 1, 3000)
LOOKS = ((1280, "light"), (400, "dark"))
SHOWN = {  # what is there, and what it says, with no take, one, thousands
    "index": (".hero", ("about even", "about even", "%")),
    "progress": (".nothing-yet, .playing .numbers", ("Nothing", "take1", "takes3,000")),
    "report": (".report", ("academy backup", "1", "3,000")),
}
PAPER = {"light": range(225, 256), "dark": range(0, 60)}


@pytest.fixture(scope="module", params=TAKES, ids=lambda takes: f"{takes}-takes")
def played(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, Academy]]:
    """An academy whose learner has played so many takes."""
    folder = tmp_path_factory.mktemp("played")
    if request.param:
        names = list(catalogue(CHECKOUT / "course").exercises)
        fill(folder / "academy.duckdb", request.param, names, last=datetime.now(UTC))
    academy = serve(folder)
    yield TAKES.index(request.param), academy
    academy.stop()


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_page_is_drawn_whole_in_the_colours_that_were_asked_for(
    played: tuple[int, Academy], new_page: NewPage, name: str, width: int, scheme: str
) -> None:
    stage, academy = played
    there, words = SHOWN[name]
    page = new_page(midi=False, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(academy.page(f"voila/render/{name}.ipynb"))
    expect(page.locator(there).first).to_contain_text(words[stage], timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    greys = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L").histogram()
    assert greys.index(max(greys)) in PAPER[scheme]
    assert 0.01 < 1 - max(greys) / sum(greys) < 0.8
