"""Courses of a test's own: notebooks in a folder that the academy serves as its home."""

import json
from pathlib import Path
from typing import Any

import academy

CHECKOUT = Path(academy.__file__).parent.parent
KERNEL = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}


def code(source: str) -> dict[str, Any]:
    """Return a code cell."""
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}


def prose(source: str) -> dict[str, Any]:
    """Return a cell of Markdown."""
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def write_notebook(home: Path, name: str, cells: list[dict[str, Any]], **metadata: Any) -> None:
    """Put a notebook into the course; the cells are named by their place."""
    named = [cell | {"id": f"cell-{number}"} for number, cell in enumerate(cells)]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": KERNEL | metadata, "cells": named}
    (home / "course" / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def new_home(folder: Path) -> Path:
    """Make a home with an empty course, and with the checkout's data and configuration."""
    (folder / "course").mkdir(parents=True)
    for shared in ("data", "jupyter_config"):
        (folder / shared).symlink_to(CHECKOUT / shared)
    return folder
