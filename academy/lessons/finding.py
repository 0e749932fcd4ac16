"""Where in the course something is told: sections of the lessons, found by plain words, rare words first."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from academy.lessons.catalogue import Catalogue
from academy.lessons.notebook import Lesson, cells_of, is_exercise

HEADING = re.compile(r"^#{1,3}\s+(.+?)\s*#*$", re.MULTILINE)
WORD = re.compile(r"[^\W_]+")
MOST_TEXT = 360
IN_HEADING = 3.0
"""A word in a heading weighs so many in the text below it."""
LEAST_WEIGHT = 0.6
PAGES = re.compile(r"\bp\.\s*[\d, \-–]+")
COMMON = frozenset(
    re.findall(
        r"\w+",
        "a about after all also am an and any are as at be before but by can cannot do does doing for from "
        "get give had has have how i if in into is it its just like make me more most much my no not of off "
        "on one only or other out over play played playing please put say should so some tell than that the "
        "their them then there these they this to too up us use want was way we what when where which while "
        "who why will with would you your",
    )
)
SAME = {
    "rush": "early",
    "hurry": "early",
    "drag": "late",
    "quiet": "soft",
    "velocity": "loud",
    "fx": "effect",
}
"""What learners say, in the words of the lessons."""
MOST_OF_A_LESSON = 2


@dataclass(frozen=True)
class Section:
    """A part of a lesson below one heading; `sources` are those of the lesson, with their pages."""

    lesson: str
    number: int
    heading: str
    text: str
    url: str
    sources: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The lesson and the heading."""
        return f"{self.lesson} {self.heading}"

    def as_json(self) -> dict[str, Any]:
        """Return the section as JSON; its address is relative to the course."""
        said = {"lesson": self.lesson, "number": self.number, "heading": self.heading}
        return said | {"text": self.text, "url": self.url, "sources": list(self.sources)}


def find(catalogue: Catalogue, asked: str, most: int) -> list[Section]:
    """Return the sections that speak of what is asked, the best first; none when no word is found."""
    wanted = set(words_of(asked))
    sections = [section for lesson in catalogue.lessons for section in sections_of(lesson)]
    counted = [(Counter(words_of(one.title)), Counter(words_of(one.text))) for one in sections]
    seen = {word: sum(word in head or word in text for head, text in counted) for word in wanted}
    rare = {word: max(0.1, math.log(len(sections) / (1 + seen[word]))) for word in wanted}
    weights = [_weight(head, text, rare) for head, text in counted]
    best = [at for at, weight in enumerate(weights) if weight >= LEAST_WEIGHT]
    best.sort(key=lambda at: -weights[at])
    found: list[Section] = []
    for section in (sections[at] for at in best):
        is_new = section.url not in {one.url for one in found}
        if is_new and sum(one.number == section.number for one in found) < MOST_OF_A_LESSON:
            found.append(_shortened(section, wanted))
    return found[:most]


def _weight(head: Mapping[str, int], text: Mapping[str, int], rare: Mapping[str, float]) -> float:
    hits = {word: IN_HEADING * (word in head) + min(text.get(word, 0), 3) for word in rare}
    return sum(rare[word] * hits[word] for word in rare) / (1 + len(rare))


def words_of(text: str) -> list[str]:
    """Return the words of a text that say something, without the endings that only grammar needs."""
    return [_stem(word) for word in WORD.findall(text.casefold()) if word not in COMMON and len(word) > 1]


def sections_of(lesson: Lesson) -> Iterator[Section]:
    """Yield the prose of a lesson, a cell each, named by its heading or by the exercise it stands above."""
    cells, sources = cells_of(lesson.path), tuple(lesson.front.sources)
    titles = {one.cell_id: one.pattern.title or one.name for one in lesson.exercises}
    for at, cell in enumerate(cells):
        if cell["cell_type"] != "markdown":
            continue
        below = next((one["id"] for one in cells[at:] if is_exercise(one)), None)
        if below is None:
            below = next((one["id"] for one in reversed(cells[:at]) if is_exercise(one)), "")
        heads = HEADING.findall(cell["source"])
        heading = _bare(heads[-1]) if heads else titles.get(below, lesson.title)
        text = _bare(HEADING.sub("", cell["source"]))
        url = f"{lesson.path.name}#{below}" if below else lesson.path.name
        yield Section(lesson.title, lesson.number, heading, text, url, sources)


def _shortened(section: Section, wanted: Iterable[str]) -> Section:
    """Return the section with its sentences that speak of what is wanted, and sources that do."""
    sentences = re.split(r"(?<=[.:!?])\s+", section.text)
    weights = [len(set(words_of(one)) & set(wanted)) for one in sentences]
    begin = max(range(len(sentences)), key=lambda at: (weights[at], -at))
    text = " ".join(sentences[begin:])
    if len(text) > MOST_TEXT:
        text = text[:MOST_TEXT].rsplit(" ", 1)[0] + " …"
    mine = [one for one in section.sources if set(words_of(one)) & set(wanted)]
    sources = mine or [one for one in section.sources if PAGES.search(one)]
    return replace(section, text=text, sources=tuple(sources[:2]))


def _bare(text: str) -> str:
    """Return Markdown as the words that are read."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*(?:[-*>#]+|\d+\.)\s", " ", text, flags=re.MULTILINE)
    return " ".join(re.sub(r"[*`_|]", "", text).split())


def _stem(word: str) -> str:
    word = SAME.get(word, word)
    for ending in ("ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word
