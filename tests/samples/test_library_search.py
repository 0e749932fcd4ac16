"""A filter only takes away, counts are what choosing would leave, and the nearest sound is the twin."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_sounds import entry

from academy.samples.library.index import Index
from academy.samples.library.query import SORTS, Query
from academy.samples.library.words import Words
from academy.samples.recipes.harmony import NAMES
from academy.samples.sound import KINDS

WORDS = Words({"club": ("house", "techno")}, {"live": ("acoustic",)})
GENRES, MOODS = ("house", "techno", "lo-fi"), ("warm", "acoustic", "dark")

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["k", "kick", "warm", "dusty kicks", "zz"]),
    "kinds": st.lists(st.sampled_from(KINDS), min_size=1, max_size=3).map(tuple),
    "genres": st.lists(st.sampled_from([*GENRES, "club", "any", "polka"]), min_size=1, max_size=2).map(tuple),
    "moods": st.lists(st.sampled_from([*MOODS, "live"]), min_size=1, max_size=2).map(tuple),
    "bpm": st.sampled_from([90.0, (80.0, 100.0), 170]),
    "key": st.sampled_from(["C", "Cm", "F#m", "A"]),
    "loops": st.booleans(),
    "origin": st.sampled_from(["built-in", "learner"]),
    "like": st.sampled_from(["0", "1", "nobody"]),
}
QUERIES = st.fixed_dictionaries({}, optional=FIELDS | {"sort": st.sampled_from(SORTS), "down": st.booleans()})


@st.composite
def libraries(draw: st.DrawFn) -> Index:
    def one(number: int) -> Any:
        return entry(
            str(number),
            draw(st.sampled_from([None, *KINDS])),
            draw(st.one_of(st.none(), st.floats(0, 10))),
            name=draw(st.sampled_from(["Kick 01", "dusty_KICK", "Pad", "ünder"])),
            genres=tuple(draw(st.sets(st.sampled_from(GENRES)))),
            tags=tuple(draw(st.sets(st.sampled_from(MOODS)))),
            bpm=draw(st.sampled_from([None, 45.0, 90.0, 92.0, 170.0])),
            key=draw(st.sampled_from([None, *NAMES])),
            mode=draw(st.sampled_from([None, "major", "minor"])),
            origin=draw(st.sampled_from(["built-in", "learner"])),
        )

    return Index([one(number) for number in range(draw(st.integers(0, 12)))], WORDS)


@settings(deadline=None, max_examples=60)
@given(libraries(), QUERIES)
def test_a_filter_only_takes_away(index: Index, fields: dict[str, Any]) -> None:
    query = Query(**fields)
    found = index.search(query)
    assert found.total == len(found.ids) == len(set(found.ids))
    for name in fields:
        if name not in ("sort", "down"):
            wider = index.search(replace(query, **{name: getattr(Query(), name)}))
            assert set(found.ids) <= set(wider.ids)


@settings(deadline=None, max_examples=60)
@given(libraries(), QUERIES)
def test_a_count_is_what_choosing_it_would_leave(index: Index, fields: dict[str, Any]) -> None:
    query = Query(**fields)
    facets = index.search(query).facets
    for kind in KINDS:
        assert index.search(replace(query, kinds=(kind,))).total == facets["kind"].get(kind, 0)
    for genre in index.genres:
        assert index.search(replace(query, genres=(genre,))).total == facets["genre"].get(genre, 0)
    for mood in index.moods:
        chosen = replace(query, moods=(*query.moods, mood))
        assert index.search(chosen).total == facets["mood"].get(mood, 0)


@settings(deadline=None, max_examples=60)
@given(libraries(), QUERIES)
def test_the_order_changes_nothing_but_the_order(index: Index, fields: dict[str, Any]) -> None:
    query = Query(**fields)
    orders = {frozenset(index.search(replace(query, sort=sort)).ids) for sort in SORTS}  # type: ignore[arg-type]
    assert orders == {frozenset(index.search(query).ids)}


@settings(deadline=None)
@given(st.lists(st.floats(0, 1000), min_size=1, max_size=10), st.floats(0, 1000))
def test_the_nearest_sound_is_the_twin_and_never_the_sound_itself(others: list[float], value: float) -> None:
    rest = [entry(f"other {number}", measured=each + 1001) for number, each in enumerate(others)]
    index = Index([*rest, entry("sound", measured=value), entry("twin", measured=value)], WORDS)
    found = index.search(Query(like="sound")).ids
    assert found[0] == "twin" and "sound" not in found and len(found) == len(others) + 1


def ids(entries: list[Any], **asked: Any) -> tuple[str, ...]:
    return Index(entries, WORDS).search(Query(**asked)).ids


def test_half_and_double_tempos_fit_after_the_tempo_itself_and_a_kick_goes_with_any() -> None:
    tempos = {"half": 45.0, "none": 130.0, "near": 93.0, "far": 94.0, "double": 180.0, "same": 90.0}
    loops = [entry(name, "drum_loop", bpm=bpm) for name, bpm in tempos.items()]
    loops += [entry("unknown", "drum_loop"), entry("kick"), entry("vinyl", "texture")]
    assert ids(loops, bpm=90) == ("same", "near", "half", "double", "kick", "vinyl")
    assert ids(loops, bpm=(92.0, 95.0)) == ("near", "far", "kick", "vinyl")


def test_a_key_finds_its_relative_and_neighbours_unless_only_itself_is_wanted() -> None:
    pads = [
        entry(f"{key}{mode}", "pad", key=key, mode=mode)
        for key, mode in (("G", "minor"), ("D#", "major"), ("C", "major"), ("C", "minor"), ("F", "minor"))
    ]
    pads += [entry("note", "bass", root="C1"), entry("snare", "snare"), entry("unheard", "pad")]
    assert ids(pads, key="Cm") == ("Cminor", "note", "D#major", "Gminor", "Fminor", "snare")
    assert ids(pads, key="Cm", compatible=False) == ("Cminor", "note", "snare")


def test_text_finds_how_words_begin_and_what_is_written_so_comes_first() -> None:
    names = ("Kickdrum", "Kick", "dustyKick_04", "Sidekick")
    assert ids([entry(name, None, name=name) for name in names], text="kick") == (
        "Kick",
        "dustyKick_04",
        "Kickdrum",
    )
    folder = entry("x", None, path=Path("Old Breaks/x.wav"), origin="learner")
    assert ids([folder], text="break old") == ("x",)
    assert ids([entry("Conga 01", "percussion")], text="congas") == ("Conga 01",)


def test_a_word_that_no_sound_has_finds_what_goes_with_it() -> None:
    sounds = [entry("a", genres=("techno",)), entry("b", genres=("house",)), entry("c", genres=("lo-fi",))]
    assert ids(sounds, genres=("club",)) == ("b",)  # the first beside it
    assert ids([entry("a", tags=("acoustic",)), entry("b", tags=("live",))], moods=("live",)) == ("b", "a")
    assert set(ids(sounds, genres=("any",))) == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("sort", "up"),
    [
        ("name", ("a", "b", "c")),
        ("kind", ("c", "a", "b")),
        ("bpm", ("b", "a", "c")),
        ("key", ("a", "b", "c")),
        ("length", ("c", "b", "a")),
    ],
)
def test_what_is_not_known_comes_last_both_ways(sort: Any, up: tuple[str, ...]) -> None:
    sounds = [
        entry("b", "chord_loop", bpm=80.0, key="D", mode="minor", duration_s=2),
        entry("c", "kick", duration_s=1),
        entry("a", "snare", bpm=90.0, key="C", duration_s=3),
    ]
    assert ids(sounds, sort=sort) == up
    down = ids(sounds, sort=sort, down=True)
    assert down == up[::-1] if sort in ("name", "kind", "length") else down == (up[1], up[0], "c")
