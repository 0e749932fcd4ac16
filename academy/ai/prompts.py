"""Prompts are files: `prompts/NAME.md`, whose first line is `version: N`. Change the text and raise it."""

from functools import cache
from importlib.resources import files

from academy.ai.request import Prompt

HEAD = "version:"


@cache
def prompt(name: str) -> Prompt:
    """Return a prompt by the name of its file; ValueError when its first line is no version."""
    text = files("academy.ai").joinpath("prompts", f"{name}.md").read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    version = first.removeprefix(HEAD).strip()
    if not first.startswith(HEAD) or not version or not rest.strip():
        raise ValueError(f"prompts/{name}.md: line 1 is '{first}'; expected '{HEAD} N', then the prompt.")
    return Prompt(name, version, rest.strip())
