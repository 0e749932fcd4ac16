"""The front matter of a lesson: which keys there are, what each may be, and what is said of a mistake."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from academy.lessons.problem import value_shown

TOPICS = ("rhythm", "sampling", "effects", "sequencing", "performance")
TIERS = ("free", "premium")
AI = "ai"
"""The author of a lesson that no person wrote."""
OF_AI = ("model", "prompt_version", "cost_usd")
"""What the front matter of such a lesson must say besides, and no other may."""


@dataclass(frozen=True)
class Key:
    """One key: whether a value is right, the words for what was expected, and a line that is right."""

    is_right: Callable[[Any], bool]
    expected: str
    example: str
    required: bool = True


def _words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and low <= value <= high


def _number(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: type(value) in (int, float) and low <= value <= high


def _list_of(is_right: Callable[[Any], bool], least: int = 0) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(is_right, value))


def _table(keys: Mapping[str, Callable[[Any], bool]]) -> Callable[[Any], bool]:
    """Every key may be left out, no other key may stand there, and at least one stands there."""
    return lambda value: (
        isinstance(value, Mapping)
        and bool(value)
        and all(key in keys and keys[key](part) for key, part in value.items())
    )


def _tempi(value: Any) -> bool:
    return _list_of(_number(20, 300))(value) and len(value) == 2 and value[0] <= value[1]


def _author(value: Any) -> bool:
    return _words(value) and (value == AI or value.strip().lower() != AI)


SKILL = r"[a-z0-9]+(-[a-z0-9]+)*"
_SUCCESS = _table({"pass": _number(0, 100), "attempts": _whole(1, 100)})
_KIT = _table({"genre": _words, "bpm": _tempi, "vibe": _list_of(_words, 1)})

KEYS: dict[str, Key] = {
    "id": Key(_matches(SKILL), "a name in kebab-case, such as boom-bap-pocket", "id: boom-bap-pocket"),
    "number": Key(_whole(1, 999), "its place in the course, a whole number from 1", "number: 4"),
    "title": Key(_words, "a few words", "title: Boom bap pocket"),
    "topic": Key(lambda value: value in TOPICS, f"one of {', '.join(TOPICS)}", "topic: rhythm"),
    "level": Key(_whole(1, 3), "1 beginner, 2 intermediate or 3 advanced", "level: 1"),
    "tier": Key(lambda value: value in TIERS, "free or premium", "tier: free"),
    "minutes": Key(_whole(1, 180), "minutes, a whole number from 1 to 180", "minutes: 15"),
    "version": Key(_matches(r"\d+\.\d+\.\d+"), "a version such as 1.0.0", "version: 1.0.0"),
    "objectives": Key(
        _list_of(_words, 1), "a list of at least one sentence", "objectives: [Hold a steady backbeat]"
    ),
    "teaches": Key(
        _list_of(_matches(SKILL), 1), "a list of skills in kebab-case", "teaches: [syncopated-kick]"
    ),
    "requires": Key(
        _list_of(_matches(SKILL)), "a list of skills in kebab-case", "requires: [backbeat]", required=False
    ),
    "success": Key(
        _SUCCESS,
        "a table of pass (0 to 100) and attempts (1 to 100)",
        "success: {pass: 70, attempts: 1}",
        required=False,
    ),
    "kit": Key(
        _KIT,
        "a table of genre, bpm (lowest and highest) and vibe",
        "kit: {genre: hip-hop, bpm: [80, 95], vibe: [mellow, warm]}",
        required=False,
    ),
    "firmware": Key(
        _matches(r">=\d+\.\d+"), "the lowest firmware, in quotes", 'firmware: ">=1.0"', required=False
    ),
    "early_until": Key(
        lambda value: type(value) is date,
        "the day from which all who have premium see it",
        "early_until: 2027-01-15",
        required=False,
    ),
    "sources": Key(
        _list_of(_words, 1),
        "a list of at least one source",
        'sources: ["Roland SP-404MK2 Reference Manual v5.50, p. 66"]',
    ),
    "author": Key(_author, "a name, or ai in small letters", "author: Jay", required=False),
    "model": Key(_words, "the name of the model that wrote it", "model: a-model-2", required=False),
    "prompt_version": Key(
        _words, "the version of the prompt, in quotes", 'prompt_version: "3"', required=False
    ),
    "cost_usd": Key(_number(0, 1000), "what it cost in US dollars", "cost_usd: 0.04", required=False),
}


@dataclass(frozen=True)
class Mistake:
    """What is wrong with one key, and the cure."""

    key: str
    says: str
    cure: str


def mistakes_in(said: Mapping[Any, Any]) -> list[Mistake]:
    """Return every unknown key, wrong value and missing key, each with what was expected."""
    found = [_unknown(key) for key in said if key not in KEYS]
    meant = {near for key in said if key not in KEYS for near in _near(key)}
    for name, key in KEYS.items():
        cure = f"Write it such as {key.example}"
        if name not in said:
            if key.required and name not in meant:
                found.append(Mistake(name, f"'{name}' is missing; expected {key.expected}", cure))
        elif not key.is_right(said[name]):
            says = f"'{name}' is {value_shown(said[name])}; expected {key.expected}"
            found.append(Mistake(name, says, cure))
    return [*found, *_mistakes_of_author(said)]


def _mistakes_of_author(said: Mapping[Any, Any]) -> Iterator[Mistake]:
    by_ai = said.get("author") == AI
    for name in OF_AI:
        cure = f"Write it such as {KEYS[name].example}"
        if by_ai and name not in said:
            says = f"'{name}' is missing, and the author is {AI}; expected {KEYS[name].expected}"
            yield Mistake(name, says, cure)
        elif not by_ai and name in said:
            says = f"'{name}' is only for lessons with author: {AI}"
            yield Mistake(name, says, "Take it out, or say who wrote the lesson.")


def _near(key: Any) -> list[str]:
    return difflib.get_close_matches(str(key), KEYS, n=1)


def _unknown(key: Any) -> Mistake:
    near = _near(key)
    known = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(KEYS)}"
    cure = "Rename it, or take it out." if near else "Take it out."
    return Mistake(key, f"'{key}' is no key of the front matter; {known}", cure)


@dataclass(frozen=True)
class Success:
    """What completes a lesson: a score, reached on each exercise in so many attempts."""

    pass_mark: float = 70.0
    attempts: int = 1


@dataclass(frozen=True)
class FrontMatter:
    """The front matter of a lesson, checked."""

    id: str
    number: int
    title: str
    topic: str
    level: int
    tier: str
    minutes: int
    version: str
    objectives: tuple[str, ...]
    teaches: tuple[str, ...]
    sources: tuple[str, ...]
    requires: tuple[str, ...] = ()
    success: Success = field(default_factory=Success)
    kit: Mapping[str, Any] = field(default_factory=dict)
    firmware: str = ">=1.0"
    early_until: date | None = None
    author: str | None = None
    model: str | None = None
    prompt_version: str | None = None
    cost_usd: float | None = None

    @property
    def is_by_ai(self) -> bool:
        """Say whether no person wrote the lesson, so that one must approve it."""
        return self.author == AI

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "FrontMatter":
        """Build it from values without mistakes (see `mistakes_in`)."""
        plain: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in said.items()
        }
        success = said.get("success") or {}
        plain["success"] = Success(float(success.get("pass", 70)), success.get("attempts", 1))
        return cls(**plain)
