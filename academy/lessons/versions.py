"""The versions of a lesson that learners were given, and the text of each.

    course/.versions/boom-bap-pocket.json                          every version, oldest first
    course/.versions/boom-bap-pocket/1.0.0-3f1c09d2a77b.ipynb      the text of one of them

A version is known by the hash of its text. The text that learners have now stands in the course; others
are kept as plain notebooks. Folders that begin with a dot are no lessons and are not listed in JupyterLab.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from academy.errors import LessonError
from academy.lessons.files import write_whole
from academy.lessons.front_text import read_front_text
from academy.lessons.notebook import Cell, Lesson, cells_of, has_front_matter
from academy.lessons.problem import shown

FOLDER = ".versions"


@dataclass(frozen=True)
class Version:
    """One published version: its number, the hash of its text, and the hash of each of its exercises.

    `published` is a time in ISO 8601; `file` is the name it had in the course; `approved_by` is the person
    who reviewed it, where one had to.
    """

    version: str
    hash: str
    published: str
    file: str
    exercises: Mapping[str, str]
    approved_by: str | None = None


def content_hash(cells: Iterable[Cell]) -> str:
    """Return the hash of what a learner gets: kinds and texts of the cells, and what the front matter says.

    The version is left out, and so are ids of cells, outputs, spaces at the ends of lines, empty lines
    around a cell and empty cells: saving in JupyterLab or tidying up changes no hash.
    """
    cells = list(cells)
    front: object = None
    if has_front_matter(cells):
        said = read_front_text(cells[0]["source"]).said
        if said is not None:
            front = {str(key): value for key, value in said.items() if key != "version"}
            cells = cells[1:]
    texts = [[cell["cell_type"], _tidy(cell["source"])] for cell in cells]
    text = json.dumps([front, [each for each in texts if each[1]]], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _tidy(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.splitlines()).strip("\n")


def history(course: Path, lesson_id: str) -> list[Version]:
    """Return the published versions of a lesson, oldest first; LessonError when they cannot be read."""
    index = _index(course, lesson_id)
    if not index.is_file():
        return []
    try:
        return [Version(**each) for each in json.loads(index.read_text(encoding="utf-8"))]
    except (ValueError, TypeError, OSError) as error:
        raise LessonError(
            f"{shown(index)}: not a list of versions ({error}). Take it back from git."
        ) from error


def latest(course: Path, lesson_id: str) -> Version | None:
    """Return the version that learners have now, None when the lesson was never published."""
    known = history(course, lesson_id)
    return known[-1] if known else None


def version_of(lesson: Lesson, published: str, approved_by: str | None = None) -> Version:
    """Return what is kept of a lesson as it is now."""
    exercises = {exercise.name: exercise.hash for exercise in lesson.exercises}
    text = content_hash(cells_of(lesson.path))
    return Version(lesson.front.version, text, published, lesson.path.name, exercises, approved_by)


def write_history(course: Path, lesson_id: str, versions: Sequence[Version]) -> None:
    """Write all versions of a lesson, oldest first."""
    rows = [{key: value for key, value in asdict(each).items() if value is not None} for each in versions]
    write_whole(_index(course, lesson_id), json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


def keep_text(course: Path, lesson_id: str, version: Version, text: str) -> Path:
    """Keep the notebook of a version; one that is kept already is left as it is."""
    kept = copy_of(course, lesson_id, version)
    if not kept.is_file():
        write_whole(kept, text)
    return kept


def text_of(course: Path, lesson_id: str, version: Version) -> Path | None:
    """Return the notebook in which a version can be read: its copy, or the lesson while it is that text.

    None when neither is there; git may have it then.
    """
    for place in (copy_of(course, lesson_id, version), course / version.file):
        if place.is_file() and content_hash(cells_of(place)) == version.hash:
            return place
    return None


def copy_of(course: Path, lesson_id: str, version: Version) -> Path:
    """Return the place where the text of a version is kept once it is superseded."""
    return course / FOLDER / lesson_id / f"{version.version}-{version.hash[:12]}.ipynb"


def _index(course: Path, lesson_id: str) -> Path:
    return course / FOLDER / f"{lesson_id}.json"
