"""What a lesson notebook may carry besides its text, and how the rest is cleaned away.

An allow-list: named cell ids, kernelspec and language, nothing else.
"""

import re
from typing import Any

NOTEBOOK_METADATA = {"kernelspec", "language_info"}
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GENERATED = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4})*(-[0-9a-f]{12})?")


def dirt_of_cell(cell: dict[str, Any]) -> list[str]:
    """Return what a cell carries that it should not, in words."""
    found = []
    if cell.get("outputs"):
        found.append("it has outputs")
    if cell.get("execution_count") is not None:
        found.append("it has an execution count")
    if cell.get("metadata"):
        found.append(f"it has metadata ({', '.join(cell['metadata'])})")
    name = cell.get("id", "")
    if not _NAME.fullmatch(name) or _GENERATED.fullmatch(name):
        found.append(f"its id '{name}' is no name such as 'first-bar'")
    return found


def clean(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook without outputs, counts and stray metadata; ids become names."""
    used: set[str] = set()
    cells = []
    for number, cell in enumerate(notebook["cells"], start=1):
        fresh = {key: value for key, value in cell.items() if key not in ("outputs", "execution_count")}
        fresh["metadata"] = {}
        if cell.get("cell_type") == "code":
            fresh |= {"outputs": [], "execution_count": None}
        name = cell.get("id", "")
        if not _NAME.fullmatch(name) or _GENERATED.fullmatch(name) or name in used:
            fresh["id"] = _name_for(cell, number, used)
        used.add(fresh["id"])
        cells.append(fresh)
    return {
        "cells": cells,
        "metadata": {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _name_for(cell: dict[str, Any], number: int, used: set[str]) -> str:
    """Name a cell after its first words, such as the exercise it holds."""
    first = "".join(cell.get("source", "")).strip().splitlines()[:1]
    words = re.findall(r"[a-z0-9]+", first[0].lower())[:4] if first else []
    name = "-".join(words) or f"cell-{number}"
    return name if name not in used else f"{name}-{number}"
