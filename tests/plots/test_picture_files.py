"""A picture on the page takes the page's colours; a picture to keep is the same for everybody."""

import re
from xml.etree import ElementTree

import matplotlib
import pytest
from played import take, told

from academy.plots.gallery import PICTURES, as_file, on_page
from academy.plots.sheet import INK
from academy.plots.told import Told

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def much() -> Told:
    """Enough for all pictures."""
    pads = {"A13": [-15.0, -11.0] * 20, "A16": [9.0, 8.0] * 20}
    takes = [take(n, 60 + n, bias_ms=float(-n)) for n in range(30)]
    return told(*takes, velocities={35: 20, 90: 40, 110: 30}, pads=pads, title="<First> & last")


@pytest.mark.parametrize("name", PICTURES)
def test_every_colour_on_the_page_is_one_of_the_theme(name: str, much: Told) -> None:
    svg, _ = on_page(name, much, 700)
    drawn = re.sub(r"var\(--[a-z]+, #[0-9a-f]{6}\)", "", svg)
    assert set(re.findall(r"#[0-9a-f]{6}\b(?=[;\"])", drawn)) == set()
    named = set(re.findall(r"var\(--([a-z]+)", svg))
    assert named and named <= set(INK)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_on_the_page_brings_no_style_and_no_title_that_others_would_feel(
    name: str, much: Told
) -> None:
    root = ElementTree.fromstring(on_page(name, much, 700)[0])
    tags = {element.tag for element in root.iter()}
    assert not tags & {f"{SVG}style", f"{SVG}title", f"{SVG}metadata"}
    assert f"{SVG}text" in tags


@pytest.mark.parametrize("name", PICTURES)
def test_every_spot_lies_on_its_picture(name: str, much: Told) -> None:
    for width in (260, 1100):
        _, drawn = on_page(name, much, width)
        for spot in drawn.spots:  # type: ignore[union-attr]
            assert -0.1 <= spot.x < spot.x + spot.width <= 1.1
            assert -0.2 <= spot.y < spot.y + spot.height <= 1.2


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_the_same_takes_give_the_same_file_and_it_has_its_title(kind: str, much: Told) -> None:
    first = as_file("history", much, kind)
    assert first == as_file("history", much, kind)
    assert first and first.startswith({"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[kind])
    if kind == "svg":
        assert b"&lt;First&gt; &amp; last" in first  # the caption, as text for readers


def test_a_learners_own_settings_of_matplotlib_neither_change_a_picture_nor_are_changed(
    much: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = as_file("trend", much, "svg")
    monkeypatch.setitem(matplotlib.rcParams, "lines.linewidth", 9.0)
    assert as_file("trend", much, "svg") == before
    assert matplotlib.rcParams["lines.linewidth"] == 9.0


def test_two_pictures_of_a_page_share_no_id(much: Told) -> None:
    ids = [set(re.findall(r' id="(\w+)"', on_page(name, much, 700)[0])) for name in PICTURES]
    assert sum(map(len, ids)) == len(set().union(*ids)) > 0
