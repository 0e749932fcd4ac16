"""What a preview hears of its notebook: a new text, or a mistake with its place, until it is mended."""

import os
from pathlib import Path

import pytest

from academy.lessons.drafting import draft, notebook_text
from academy.serving.watching import Watched

TEXT = notebook_text(draft("Dembow", number=1))


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    (tmp_path / "index.ipynb").touch()
    file = tmp_path / "01-dembow.ipynb"
    file.write_text(TEXT, encoding="utf-8")
    return Watched(file, file.name)


def save(watched: Watched, text: str) -> None:
    """Save, at a later time whatever the clock of the file system."""
    before = watched.file.stat().st_mtime_ns
    watched.file.write_text(text, encoding="utf-8")
    os.utime(watched.file, ns=(before + 10**9, before + 10**9))


def test_a_new_word_is_a_new_text_and_an_output_is_none(watched: Watched) -> None:
    first = watched.state()
    assert (first["path"], first["problems"]) == ("01-dembow.ipynb", [])
    save(watched, TEXT.replace('"outputs": []', '"outputs": [{}]', 1))
    assert (watched.state()["text"], watched.state()["problems"]) == (first["text"], [])
    save(watched, TEXT.replace("Both drums", "Kick and snare"))
    assert watched.state()["text"] != first["text"]
    assert watched.state()["saved_ms"] > first["saved_ms"]


def test_a_mistake_has_its_place_and_goes_away_when_mended(watched: Watched) -> None:
    watched.state()
    save(watched, TEXT.replace("snare  .... x", "snare  .... 9"))
    (problem,) = watched.state()["problems"]
    assert (problem["cell"], problem["line"]) == ("first-bar", 7)
    assert problem["says"].startswith("lane 'snare', step 5: '9' is not one of")
    save(watched, TEXT)
    assert watched.state()["problems"] == []


def test_half_a_notebook_has_no_text_that_a_page_could_show(watched: Watched) -> None:
    save(watched, TEXT[:300])
    state = watched.state()
    assert state["text"] is None
    assert "not a notebook" in state["problems"][0]["says"]


def test_a_notebook_that_went_away_is_said(watched: Watched) -> None:
    watched.file.unlink()
    state = watched.state()
    assert (state["text"], state["path"]) == (None, "01-dembow.ipynb")
    assert "01-dembow.ipynb is not there any more" in state["problems"][0]["says"]
    watched.file.write_text(TEXT, encoding="utf-8")
    assert watched.state()["problems"] == []
