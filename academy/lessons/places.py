"""Where drafts lie, and which course they are for."""

from pathlib import Path

DRAFTS = "drafts"
HOME = "index.ipynb"


def course_of(folder: Path) -> Path:
    """Return the course that the lessons of a folder belong to.

    Drafts lie in `drafts/` of their course, or in a folder beside one that is named `course`; a folder
    with a home page, and any other, is a course itself.
    """
    place = folder.resolve()
    if (place / HOME).is_file():
        return folder
    if place.name == DRAFTS and (place.parent / HOME).is_file():
        return place.parent
    beside = place.parent / "course"
    return beside if beside.is_dir() and beside != place else folder


def are_drafts(folder: Path) -> bool:
    """Say whether the lessons of a folder are drafts of a course."""
    return course_of(folder) is not folder
