"""The front matter of a lesson: which keys there are, what each may be, and what is said of a mistake."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

TOPICS = ("rhythm", "sampling", "effects", "sequencing", "performance")
TIERS = ("free", "premium")


@dataclass(frozen=True)
class Key:
    """One key: whether a value is right, and the words for what was expected."""

    is_right: Callable[[Any], bool]
    expected: str
    required: bool = True


def _words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and low <= value <= high


def _list_of(is_right: Callable[[Any], bool], least: int = 0) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(is_right, value))


def _success(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and set(value) <= {"pass", "attempts"}
        and isinstance(value.get("pass", 70), int | float)
        and 0 <= value.get("pass", 70) <= 100
        and _whole(1, 100)(value.get("attempts", 1))
    )


SKILL = r"[a-z0-9]+(-[a-z0-9]+)*"
KEYS: dict[str, Key] = {
    "id": Key(_matches(SKILL), "a name in kebab-case, such as boom-bap-pocket"),
    "number": Key(_whole(1, 999), "its place in the course, a whole number from 1"),
    "title": Key(_words, "a few words"),
    "topic": Key(lambda value: value in TOPICS, f"one of {', '.join(TOPICS)}"),
    "level": Key(_whole(1, 3), "1 beginner, 2 intermediate or 3 advanced"),
    "tier": Key(lambda value: value in TIERS, "free or premium"),
    "minutes": Key(_whole(1, 180), "minutes, a whole number from 1 to 180"),
    "version": Key(_matches(r"\d+\.\d+\.\d+"), "a version such as 1.0.0"),
    "objectives": Key(_list_of(_words, 1), "a list of at least one sentence"),
    "teaches": Key(_list_of(_matches(SKILL), 1), "a list of skills in kebab-case"),
    "requires": Key(_list_of(_matches(SKILL)), "a list of skills in kebab-case", required=False),
    "success": Key(_success, "{pass: 0 to 100, attempts: 1 or more}", required=False),
    "kit": Key(lambda value: isinstance(value, Mapping), "a table such as {genre: hip-hop}", required=False),
    "firmware": Key(
        _matches(r">=\d+\.\d+"), "the lowest firmware in quotes, such as '>=1.0'", required=False
    ),
    "sources": Key(_list_of(_words, 1), "a list of at least one source"),
    "author": Key(_words, "a name", required=False),
}


@dataclass(frozen=True)
class Mistake:
    """What is wrong with one key."""

    key: str
    says: str


def mistakes_in(said: Mapping[str, Any]) -> list[Mistake]:
    """Return every unknown key, wrong value and missing key, each with what was expected."""
    found = [
        Mistake(key, f"'{key}' is no key of the front matter; known are {', '.join(KEYS)}")
        for key in said
        if key not in KEYS
    ]
    for name, key in KEYS.items():
        if name not in said:
            if key.required:
                found.append(Mistake(name, f"'{name}' is missing; expected {key.expected}"))
        elif not key.is_right(said[name]):
            found.append(Mistake(name, f"'{name}' is {said[name]!r}; expected {key.expected}"))
    return found


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
    author: str | None = None

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "FrontMatter":
        """Build it from values without mistakes (see `mistakes_in`)."""
        plain: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in said.items()
        }
        success = said.get("success") or {}
        plain["success"] = Success(float(success.get("pass", 70)), success.get("attempts", 1))
        return cls(**plain)
