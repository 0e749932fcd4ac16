"""Lessons for tests: a small one without a mistake, to break in one place at a time."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Cell = dict[str, Any]

FRONT = """---
id: dembow
number: 1
title: Dembow
topic: rhythm
level: 1
tier: free
minutes: 10
version: 1.0.0
objectives: [Play a dembow]
teaches: [dembow]
sources: [by ear]
---"""
EXERCISE = """%%exercise first-bar
tempo: 95

kick   x... x... x... x...
snare  ...x ..x. ...x ..x."""
KITS = {"course": {"kick": "A13", "snare": "A15", "hat": "A11"}}


def raw(source: str, name: str = "front-matter") -> Cell:
    """Return a raw cell."""
    return {"cell_type": "raw", "id": name, "metadata": {}, "source": source}


def prose(source: str, name: str = "words") -> Cell:
    """Return a cell of Markdown."""
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def code(source: str, name: str = "code") -> Cell:
    """Return a cell of code."""
    empty = {"execution_count": None, "outputs": []}
    return {"cell_type": "code", "id": name, "metadata": {}, "source": source} | empty


def lesson(front: str = FRONT, exercise: str = EXERCISE, more: Sequence[Cell] = ()) -> list[Cell]:
    """Return the cells of a lesson."""
    return [raw(front), code("%load_ext academy", "set-up"), code(exercise, "first-bar"), *more]


def write(path: Path, cells: Sequence[Cell], /, **said: Any) -> Path:
    """Write a notebook and return its path."""
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5} | said
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def skills(number: int, teaches: str, requires: str = "") -> str:
    """Return the front matter of a lesson that teaches and requires skills."""
    front = FRONT.replace("number: 1", f"number: {number}").replace("id: dembow", f"id: lesson-{number}")
    return front.replace("teaches: [dembow]", f"teaches: [{teaches}]\nrequires: [{requires}]")
