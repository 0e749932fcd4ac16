"""How the version of a lesson goes up: by what changed for those who learn with it."""

from collections.abc import Mapping
from typing import Literal

Step = Literal["patch", "minor", "major"]


def step_between(before: Mapping[str, str], after: Mapping[str, str]) -> Step:
    """Return the step from the exercises of one version to those of the next, as name and hash.

    major: an exercise is gone, so scores of it stand alone; minor: an exercise is new or is
    played otherwise; patch: only words changed.
    """
    if before.keys() - after.keys():
        return "major"
    return "patch" if dict(before) == dict(after) else "minor"


def raised(version: str, step: Step) -> str:
    """Return the version one step up: `raised("1.4.2", "minor")` is 1.5.0."""
    major, minor, patch = parts_of(version)
    up = {
        "major": (major + 1, 0, 0),
        "minor": (major, minor + 1, 0),
        "patch": (major, minor, patch + 1),
    }
    return ".".join(map(str, up[step]))


def parts_of(version: str) -> tuple[int, int, int]:
    """Return the three numbers of a version, to be compared."""
    major, minor, patch = map(int, version.split("."))
    return major, minor, patch
