"""The catalogue of the academy's sounds, and how they are found."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from recipes_of_the_library import FOLDER, book

from academy.errors import SoundError
from academy.samples.library.building import CATALOGUE
from academy.samples.library.catalogue import read_catalogue, write_catalogue
from academy.samples.library.entry import Entry, row
from academy.samples.library.index import Index
from academy.samples.library.query import Query
from academy.samples.library.words import read_words
from academy.samples.sound import KINDS


@cache
def entries() -> tuple[Entry, ...]:
    return read_catalogue(FOLDER / CATALOGUE)[0]


@cache
def index() -> Index:
    return Index(entries(), read_words(FOLDER / "words.toml"))


def sounds(query: Query) -> list[Entry]:
    by_id = {entry.id: entry for entry in entries()}
    return [by_id[sound_id] for sound_id in index().search(query).ids]


def test_the_catalogue_is_of_the_recipes_as_they_are_now() -> None:
    assert {entry.id: entry.stamp for entry in entries()} == {
        name: recipe.digest for name, recipe in book().recipes.items()
    }


def test_every_sound_is_measured_and_has_its_waveform() -> None:
    assert all(entry.features and len(entry.peaks) == 512 for entry in entries())


def test_a_catalogue_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "few.parquet", entries()[:5])
    assert read_catalogue(tmp_path / "few.parquet")[0] == entries()[:5]


def test_words_of_a_musician_become_a_query() -> None:
    query = Query.of("kick 90 bpm Cm dusty", read_words(FOLDER / "words.toml"), moods=["dusty"])
    assert (query.kinds, query.bpm, query.key, query.moods) == (("kick",), 90, "Cm", ("dusty",))


def test_a_query_of_a_page_names_what_it_cannot_be() -> None:
    with pytest.raises(SoundError, match="A query has no 'colour'"):
        Query.from_json({"colour": "red"})
    with pytest.raises(SoundError, match="no kind 'gong'"):
        Query(kinds=("gong",))


@given(
    some.sampled_from(KINDS),
    some.sampled_from(["warm", "dusty", "bright"]),
    some.floats(60, 180),
    some.sampled_from([None, True, False]),
)
def test_whatever_is_asked_besides_only_takes_away(
    kind: str, mood: str, bpm: float, loops: bool | None
) -> None:
    wide = Query(kinds=(kind,))
    narrow = replace(wide, moods=(mood,), bpm=bpm, loops=loops)
    assert set(index().search(narrow).ids) <= set(index().search(wide).ids)


def test_half_and_double_tempo_come_after_the_tempo_itself() -> None:
    tempos = [entry.sound.bpm for entry in sounds(Query(kinds=("drum_loop",), bpm=90))]
    assert tempos and all(bpm is not None and 86 < bpm < 94 for bpm in tempos[:3])
    assert all(
        bpm is not None and min(abs(bpm * by / 90 - 1) for by in (0.5, 1, 2)) <= 0.041 for bpm in tempos
    )


def test_a_key_finds_its_relative_only_where_that_is_wanted() -> None:
    wanted = Query(kinds=("chord_loop",), key="Am")
    keys = {(entry.sound.key, entry.sound.mode) for entry in sounds(wanted)}
    strict = {(entry.sound.key, entry.sound.mode) for entry in sounds(replace(wanted, compatible=False))}
    assert ("C", "major") in keys and strict == {("A", "minor")}


def test_more_like_this_finds_the_twin_first() -> None:
    twin = replace(entries()[100], sound=replace(entries()[100].sound, id="twin"))
    found = Index((*entries(), twin), read_words(FOLDER / "words.toml")).search(Query(like=entries()[100].id))
    assert found.ids[0] == "twin"


def test_counts_say_what_each_choice_would_leave() -> None:
    found = index().search(Query())
    assert found.total == len(entries())
    assert found.facets["kind"]["kick"] == index().search(Query(kinds=("kick",))).total


def test_a_row_for_a_page_says_who_says_what() -> None:
    told = row(next(entry for entry in entries() if entry.sound.kind == "drum_loop"))
    assert told["source"]["bpm"] == "recipe" and told["origin"] == "built-in"
