"""What somebody looks for: from the fields of a page, or from words as a musician types them."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

from academy.errors import SoundError
from academy.samples.library import asking
from academy.samples.library.keys import key_named
from academy.samples.library.words import Words
from academy.samples.sound import KINDS, Origin

Json = Mapping[str, Any]
Sort = Literal["fit", "name", "kind", "bpm", "key", "length"]
Tempo = float | tuple[float, float]
SORTS: tuple[str, ...] = get_args(Sort)
ORIGINS: tuple[str, ...] = get_args(Origin)
SLOWEST, FASTEST = 20.0, 400.0
_FIELDS = {
    "text": "text",
    "kind": "kinds",
    "genre": "genres",
    "mood": "moods",
    "bpm": "bpm",
    "key": "key",
    "compatible": "compatible",
    "loops": "loops",
    "origin": "origin",
    "like": "like",
    "sort": "sort",
    "down": "down",
}
_LISTS = ("kinds", "genres", "moods")


@dataclass(frozen=True)
class Query:
    """What is looked for; a field that is empty or None asks for nothing. Every field only takes away.

    A sound has one of `kinds`, answers one of `genres` and all of `moods` (by `data/sounds/words.toml`), and
    has each word of `text` beginning a word of its own. `bpm` is a tempo (met within 4 %) or (lowest,
    highest); half and double tempos fit too. `key` is such as "Cm" or "F#"; `compatible` lets relative and
    neighbouring keys fit. What has no tempo (a kick, a texture) goes with any tempo, and what has no key
    with any key: they come after what has one. `like` is the id of a sound that others are to be near.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    bpm: Tempo | None = None
    key: str | None = None
    compatible: bool = True
    loops: bool | None = None
    origin: Origin | None = None
    like: str | None = None
    sort: Sort = "fit"
    down: bool = False

    def __post_init__(self) -> None:
        for name, value, known in (("sort", self.sort, SORTS), ("origin", self.origin, (None, *ORIGINS))):
            if value not in known:
                expected = ", ".join(str(each) for each in known if each)
                raise SoundError(f"{name} is '{value}'; expected one of {expected}.")
        wrong = [kind for kind in self.kinds if kind not in KINDS]
        if wrong:
            raise SoundError(f"There is no kind '{wrong[0]}'; expected one of {', '.join(KINDS)}.")
        if self.key is not None:
            key_named(self.key)
        if self.bpm is not None:
            low, high = self.bpm if isinstance(self.bpm, tuple) else (self.bpm, self.bpm)
            if not SLOWEST <= low <= high <= FASTEST:
                raise SoundError(
                    f"bpm is {self.bpm}; expected {SLOWEST:g} to {FASTEST:g}, or the lowest and the highest."
                )

    @classmethod
    def of(
        cls,
        words: str,
        known: Words | None = None,
        genres: Collection[str] = (),
        moods: Collection[str] = (),
    ) -> "Query":
        """Read words such as "kick lo-fi 90 bpm Cm mellow"; what is none of the fields stays as `text`.

        Kinds, tempo, key and "loop" are known here; genres and moods by the table `known` and those given.
        """
        return cls(**asking.fields_of(words, known or Words(), genres, moods))

    @classmethod
    def from_json(cls, said: Json) -> "Query":
        """Read a query as a page sends it; SoundError names the field and what was expected."""
        strange = sorted(set(said) - set(_FIELDS))
        if strange:
            raise SoundError(f"A query has no '{strange[0]}'; expected {', '.join(_FIELDS)}.")
        return cls(**{_FIELDS[name]: _read(_FIELDS[name], value) for name, value in said.items()})

    def as_json(self) -> dict[str, Any]:
        """Return the query as a page sends it."""
        values = asdict(self)
        return {
            name: list(values[mine]) if isinstance(values[mine], tuple) else values[mine]
            for name, mine in _FIELDS.items()
        }


@dataclass(frozen=True)
class Result:
    """What was found: how many, their ids in order, and how many there would be of each kind, genre, mood.

    A number of `facets` is what choosing that kind or genre (instead of those chosen) or that mood (besides
    those chosen) would leave; the largest come first.
    """

    total: int
    ids: tuple[str, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))


def _read(name: str, value: Any) -> Any:
    if name in _LISTS and _are(value, str):
        return tuple(value)
    if name in ("compatible", "down") and isinstance(value, bool):
        return value
    if name in ("text", "sort") and isinstance(value, str):
        return value
    if name == "bpm" and (value is None or _is_number(value)):
        return value
    if name == "bpm" and _are(value, (int, float)) and len(value) == 2:
        return (float(value[0]), float(value[1]))
    if name == "loops" and (value is None or isinstance(value, bool)):
        return value
    if name in ("key", "origin", "like") and (value is None or isinstance(value, str)):
        return value or None
    asked = next(json for json, mine in _FIELDS.items() if mine == name)
    raise SoundError(f"'{asked}' of a query is {value!r}; {_EXPECTED.get(asked, 'expected a word or null')}.")


_EXPECTED = {
    "text": "expected words",
    "sort": f"expected one of {', '.join(SORTS)}",
    "bpm": "expected a tempo such as 90, or two such as [80, 95]",
    "compatible": "expected true or false",
    "down": "expected true or false",
    "loops": "expected true, false or null",
    **dict.fromkeys(("kind", "genre", "mood"), "expected a list of words"),
}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _are(value: Any, kind: type | tuple[type, ...]) -> bool:
    return isinstance(value, list | tuple) and all(
        isinstance(each, kind) and not isinstance(each, bool) for each in value
    )
