"""What a lesson notebook may carry besides its text, and how the rest is cleaned away.

An allow-list: named cell ids, kernelspec and language, nothing else. Cleaning never changes what a
cell says, and writes it as JupyterLab does, so that saving there is no difference.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from academy.lessons.files import write_whole
from academy.lessons.notebook import notebook_of
from academy.lessons.problem import value_shown

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}
CODE = {"outputs", "execution_count"}
KEPT = ("id", "cell_type", "metadata", "source", "attachments")
CURE = "Run `academy check --fix`."
_NAME = re.compile(r"(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*")
_GENERATED = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4})*(-[0-9a-f]{12})?")


def dirt_of_notebook(notebook: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a notebook as a whole carries that it should not, in words."""
    if (notebook.get("nbformat"), notebook.get("nbformat_minor")) != (4, 5):
        version = f"{notebook.get('nbformat')}.{notebook.get('nbformat_minor')}"
        yield f"the notebook's format is {version}; expected 4.5"
    metadata = notebook.get("metadata")
    if not isinstance(metadata, dict):
        yield f"the notebook's metadata is {value_shown(metadata)}; expected kernelspec and language_info"
        return
    stray = [key for key in metadata if key not in ("kernelspec", "language_info")]
    if stray:
        yield f"the notebook has metadata besides kernelspec and language_info: {', '.join(stray)}"
    kernel = metadata.get("kernelspec", KERNELSPEC)
    if not isinstance(kernel, dict) or kernel.get("name") != KERNELSPEC["name"]:
        yield f"the kernelspec is {value_shown(kernel)}; expected python3"
    language = metadata.get("language_info", LANGUAGE)
    if language != LANGUAGE:
        yield f"the language_info is {value_shown(language)}; expected the name python alone"


def dirt_of_cell(cell: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a cell carries that it should not, in words."""
    kind = cell["cell_type"]
    expected = {"id", "cell_type", "metadata", "source"} | (CODE if kind == "code" else set())
    missing = sorted(expected - set(cell) - {"id"})
    if missing:
        yield f"it lacks {', '.join(missing)}; JupyterLab expects it"
    stray = sorted(set(cell) - expected - {"attachments"})
    if stray:
        yield f"it has {', '.join(stray)}; no {kind} cell has that"
    if cell.get("outputs") and kind == "code":
        yield f"it has outputs: {value_shown(cell['outputs'])}; expected none"
    if cell.get("execution_count") is not None and kind == "code":
        yield f"it has the execution count {value_shown(cell['execution_count'])}; expected none"
    metadata = cell.get("metadata", {})
    if metadata != {}:
        yield f"it has metadata: {value_shown(metadata)}; expected none"
    if not is_name(cell.get("id")):
        yield f"its id is {value_shown(cell.get('id', ''))}; expected a name such as 'first-bar'"


def is_name(cell_id: Any) -> bool:
    """Say whether a cell's id is a name, as opposed to one that a program made."""
    return isinstance(cell_id, str) and bool(_NAME.fullmatch(cell_id)) and not _GENERATED.fullmatch(cell_id)


def clean(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return the notebook without outputs, counts and stray metadata; ids become names."""
    cells = notebook["cells"]
    used = {cell["id"] for cell in cells if is_name(cell.get("id"))}
    seen: set[str] = set()
    fresh = []
    for number, cell in enumerate(cells, start=1):
        kept = {key: value for key, value in cell.items() if key in KEPT} | {"metadata": {}}
        kept["source"] = "".join(cell["source"]).splitlines(keepends=True)
        if cell["cell_type"] == "code":
            kept |= {"execution_count": None, "outputs": []}
        if not is_name(cell.get("id")) or cell["id"] in seen:
            kept["id"] = _name_for(cell, number, used)
        seen.add(kept["id"])
        used.add(kept["id"])
        fresh.append(kept)
    metadata = {"kernelspec": KERNELSPEC, "language_info": LANGUAGE}
    return {"cells": fresh, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def clean_file(file: Path) -> None:
    """Clean a notebook where it lies; LessonError when it is none. A clean file is not touched."""
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    text = json.dumps(clean(notebook_of(file)), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if text == before:
        return
    write_whole(file, text)


def _name_for(cell: Mapping[str, Any], number: int, used: set[str]) -> str:
    """Name a cell after its first words, such as the exercise it holds."""
    lines = "".join(cell["source"]).strip().splitlines()
    words = re.findall(r"[a-z0-9]+", lines[0].lower())[:4] if lines else []
    name = "-".join(words)[:40].strip("-")
    if not is_name(name):
        name = f"cell-{number}"
    if name not in used:
        return name
    count = 2
    while f"{name}-{count}" in used:
        count += 1
    return f"{name}-{count}"
