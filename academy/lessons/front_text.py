"""The text of a lesson's front matter: from a raw cell to values, and the line of each key."""

from dataclasses import dataclass, field
from typing import Any

import yaml

FENCE = "---"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe; ten times as fast where PyYAML came with libyaml, as its wheels do."""


@dataclass
class FrontText:
    """What the first cell says. `faults` are (line, what is wrong, the cure); lines count from 1."""

    said: dict[Any, Any] | None = None
    lines: dict[Any, int] = field(default_factory=dict)
    faults: list[tuple[int | None, str, str]] = field(default_factory=list)


def read_front_text(source: str) -> FrontText:
    """Read YAML between two lines of `---`; whatever can be read is read, and every fault is kept."""
    found = FrontText()
    lines = source.rstrip().splitlines()
    if not lines or lines[0].strip() != FENCE:
        found.faults.append((1, "the front matter does not begin with ---", "Put --- above it."))
    if len(lines) < 2 or lines[-1].strip() != FENCE:
        found.faults.append((len(lines) or 1, "the front matter does not end with ---", "Put --- below it."))
    # the fences become empty lines, so that lines keep their numbers
    ends = [line if line.strip() != FENCE else "" for line in (lines[0], lines[-1])] if lines else []
    text = "\n".join(ends if len(lines) < 2 else [ends[0], *lines[1:-1], ends[1]])
    try:
        node, said = _read_yaml(text)
    except (yaml.YAMLError, ValueError) as error:
        found.faults.append(_not_yaml(error, lines))
        return found
    if not isinstance(node, yaml.MappingNode) or not isinstance(said, dict):
        what = "the front matter is empty" if said is None else "the front matter holds no keys"
        found.faults.append((1, what, "Write lines such as 'title: Boom bap pocket'."))
        return found
    found.said = said
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if key.value in found.lines:
            first = found.lines[key.value]
            found.faults.append((line, f"'{key.value}' stands in line {first} already", "Keep one of them."))
        found.lines.setdefault(key.value, line)
    return found


def _read_yaml(text: str) -> tuple[yaml.Node | None, Any]:
    """Return the tree of a YAML text, which knows its lines, and its value; a text is read once for both."""
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def _not_yaml(error: Exception, lines: list[str]) -> tuple[int | None, str, str]:
    mark = getattr(error, "problem_mark", None)
    why = " ".join(str(getattr(error, "problem", None) or error).split()).rstrip(".")
    cure = "Write 'key: value'; a value with : # > [ { or * in it needs quotes."
    if mark is None or mark.line >= len(lines):
        return None, f"the front matter is not YAML: {why}", cure
    return mark.line + 1, f"'{lines[mark.line].strip()}' is not YAML: {why}", cure
