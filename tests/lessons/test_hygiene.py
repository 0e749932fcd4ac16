"""Cleaning takes away what a lesson should not carry, and never changes what a cell says."""

import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from notebooks import code, lesson, prose, write

from academy.lessons.hygiene import clean, clean_file, dirt_of_cell, dirt_of_notebook, is_name
from academy.lessons.notebook import read_lesson

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
IDS = st.one_of(st.none(), TEXT, st.sampled_from(["first-bar", "0a1b2c3d", "cell-1", "kick", "kick-2"]))
SOURCES = st.one_of(TEXT, st.lists(TEXT, max_size=3), st.just("kick\nsnare\r\n"), st.just("kick!"))
METADATA = st.dictionaries(st.sampled_from(["tags", "trusted", "slideshow"]), TEXT, max_size=2)


@st.composite
def cells(draw: st.DrawFn) -> dict[str, Any]:
    """Any cell that some program may have saved."""
    kind = draw(st.sampled_from(["raw", "markdown", "code"]))
    cell: dict[str, Any] = {"cell_type": kind, "source": draw(SOURCES)}
    name = draw(IDS)
    if name is not None:
        cell["id"] = name
    if draw(st.booleans()):
        cell["metadata"] = draw(METADATA)
    if kind == "code" and draw(st.booleans()):
        cell |= {"outputs": [{"output_type": "stream"}], "execution_count": draw(st.integers(1, 9))}
    if kind == "markdown" and draw(st.booleans()):
        cell["attachments"] = {"beat.png": {"image/png": "iVBORw0KGgo="}}
    return cell


@st.composite
def notebooks(draw: st.DrawFn) -> dict[str, Any]:
    """Any notebook of format 4."""
    metadata = draw(st.dictionaries(st.sampled_from(["kernelspec", "widgets", "language_info"]), METADATA))
    minor = draw(st.integers(0, 5))
    saved = draw(st.lists(cells(), max_size=6))
    return {"cells": saved, "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}


def said_by(notebook: dict[str, Any]) -> list[tuple[str, str, object]]:
    """Return all that a notebook says: kinds, texts and pictures of its cells."""
    return [
        (cell["cell_type"], "".join(cell["source"]), cell.get("attachments")) for cell in notebook["cells"]
    ]


@given(notebooks())
def test_cleaning_never_changes_what_a_cell_says(notebook: dict[str, Any]) -> None:
    assert said_by(clean(notebook)) == said_by(notebook)


@given(notebooks())
def test_what_was_cleaned_is_clean_valid_and_stays_as_it_is(notebook: dict[str, Any]) -> None:
    cleaned = clean(notebook)
    assert not list(dirt_of_notebook(cleaned))
    assert not [dirt for cell in cleaned["cells"] for dirt in dirt_of_cell(cell)]
    assert clean(cleaned) == cleaned
    nbformat.validate(json.loads(json.dumps(cleaned)))


@given(notebooks())
def test_names_are_kept_and_no_two_cells_share_one(notebook: dict[str, Any]) -> None:
    before = [cell.get("id") for cell in notebook["cells"]]
    after = [cell["id"] for cell in clean(notebook)["cells"]]
    assert len(set(after)) == len(after)
    for place, name in enumerate(before):
        if is_name(name) and name not in before[:place]:
            assert after[place] == name


def test_a_cell_without_a_name_gets_that_of_its_exercise() -> None:
    notebook = {"cells": [code("%%exercise first-bar\ntempo: 90", "0a1b2c3d"), prose("", "X")]}
    assert [cell["id"] for cell in clean(notebook)["cells"]] == ["exercise-first-bar", "cell-2"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (code("x") | {"outputs": [{"a": 1}]}, "it has outputs: [{'a': 1}]; expected none"),
        (code("x") | {"execution_count": 3}, "it has the execution count 3; expected none"),
        (prose("x") | {"metadata": {"tags": ["a"]}}, "it has metadata: {'tags': ['a']}; expected none"),
        (prose("x", "0a1b2c3d"), "its id is '0a1b2c3d'; expected a name such as 'first-bar'"),
        (prose("x", "First bar"), "its id is 'First bar'; expected a name"),
        (prose("x", "a" * 65), "expected a name"),
        (prose("x", "f3b1c2d4-1234-4abc-9def-0123456789ab"), "expected a name"),
        ({"cell_type": "code", "id": "a", "source": ""}, "it lacks execution_count, metadata, outputs"),
        (prose("x") | {"outputs": []}, "it has outputs; no markdown cell has that"),
        (prose("x") | {"tags": 1}, "it has tags; no markdown cell has that"),
    ],
)
def test_dirt_is_named_with_its_value(cell: dict[str, Any], words: str) -> None:
    (dirt,) = dirt_of_cell(cell)
    assert words in dirt


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"nbformat_minor": 4}, "the notebook's format is 4.4; expected 4.5"),
        ({"metadata": {"widgets": {}, "toc": 1}}, "besides kernelspec and language_info: widgets, toc"),
        (
            {"metadata": {"kernelspec": {"name": "mine"}}},
            "the kernelspec is {'name': 'mine'}; expected python3",
        ),
        (
            {"metadata": {"language_info": {"name": "python", "version": "3.11"}}},
            "expected the name python alone",
        ),
        ({"metadata": None}, "the notebook's metadata is None"),
    ],
)
def test_dirt_of_the_whole_notebook_is_named(said: dict[str, Any], words: str) -> None:
    notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | said
    (dirt,) = dirt_of_notebook(notebook)
    assert words in dirt


def test_a_file_is_cleaned_where_it_lies_and_reads_the_same(tmp_path: Path) -> None:
    dirty = [cell | {"metadata": {"tags": []}} for cell in lesson()]
    file = write(tmp_path / "a.ipynb", dirty, metadata={"widgets": {}})
    before = read_lesson(file)
    clean_file(file)
    assert "widgets" not in file.read_text()
    assert read_lesson(file) == before
    assert os.listdir(tmp_path) == ["a.ipynb"]


def test_a_clean_file_is_not_touched(tmp_path: Path) -> None:
    file = write(tmp_path / "a.ipynb", lesson())
    clean_file(file)
    os.utime(file, (1, 1))
    clean_file(file)
    assert file.stat().st_mtime == 1


def test_a_cleaned_file_reads_as_jupyterlab_writes_it(tmp_path: Path) -> None:
    file = write(tmp_path / "a.ipynb", lesson(more=[prose("Größe, 50 %\nnext", "last")]))
    clean_file(file)
    assert file.read_text(encoding="utf-8") == nbformat.writes(nbformat.read(file, as_version=4)) + "\n"
