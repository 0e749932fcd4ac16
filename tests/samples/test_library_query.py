"""Words and JSON become the fields of a query; what cannot be is said with what was expected."""

from typing import Any

import pytest
from library_sounds import DATA

from academy.errors import SoundError
from academy.samples.library.keys import Key, fit_of_keys, read_key
from academy.samples.library.query import Query
from academy.samples.library.words import read_words

WORDS = read_words(DATA / "words.toml")


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("", Query()),
        (
            "kick lo-fi 90 bpm Cm mellow",
            Query(kinds=("kick",), genres=("lo-fi",), bpm=90.0, key="Cm", moods=("mellow",)),
        ),
        (
            "drum loops boom bap 84-96 bpm",
            Query(kinds=("drum_loop",), genres=("boom bap",), bpm=(84.0, 96.0)),
        ),
        ("open hat, snare", Query(kinds=("open_hat", "snare"))),
        ("drum and bass 174bpm", Query(genres=("drum and bass",), bpm=174.0)),
        ("LoFi pads F# minor", Query(genres=("lo-fi",), kinds=("pad",), key="F#m")),
        ("rhodes in C", Query(text="rhodes", key="C")),
        ("Bb sax loop", Query(key="A#", text="sax", loops=True)),
        ("a conga", Query(text="a conga")),
        ("one shot 808", Query(loops=False, kinds=("808",))),
    ],
)
def test_words_are_read_as_what_they_ask_for(words: str, query: Query) -> None:
    assert Query.of(words, WORDS) == query


def test_without_a_table_genres_and_moods_stay_text() -> None:
    assert Query.of("kick lo-fi mellow") == Query(kinds=("kick",), text="lo-fi mellow")


@pytest.mark.parametrize("words", ["kick lo-fi 90 bpm Cm mellow", "pad 80-90 bpm", "rhodes loop", ""])
def test_json_and_back_is_the_same_query(words: str) -> None:
    query = Query.of(words, WORDS)
    assert Query.from_json(query.as_json()) == query


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"colour": "red"}, "A query has no 'colour'; expected text, kind"),
        ({"kind": ["boot"]}, "There is no kind 'boot'; expected one of kick"),
        ({"kind": "kick"}, "'kind' of a query is 'kick'; expected a list of words"),
        ({"bpm": "fast"}, "expected a tempo such as 90"),
        ({"bpm": True}, "expected a tempo such as 90"),
        ({"bpm": [95, 80]}, "expected 20 to 400"),
        ({"bpm": 0}, "expected 20 to 400"),
        ({"bpm": float("nan")}, "expected 20 to 400"),
        ({"key": "H"}, "'H' is no key"),
        ({"sort": "colour"}, "expected one of fit, name"),
        ({"origin": "mars"}, "expected one of built-in, learner"),
        ({"loops": "yes"}, "expected true, false or null"),
    ],
)
def test_what_cannot_be_asked_is_said(said: dict[str, Any], expected: str) -> None:
    with pytest.raises(SoundError) as caught:
        Query.from_json(said)
    assert expected in str(caught.value)


def test_keys_are_read_as_musicians_write_them() -> None:
    written = ("Cm", "c minor", "Bb major", "F#", "E♭m", "H", "Cmaj7")
    assert [read_key(text) for text in written] == [
        Key("C", "minor"),
        Key("C", "minor"),
        Key("A#", "major"),
        Key("F#"),
        Key("D#", "minor"),
        None,
        None,
    ]


def test_a_relative_fits_better_than_a_neighbour_and_the_parallel_not_at_all() -> None:
    a_minor = Key("A", "minor")
    fits = {
        name: fit_of_keys(a_minor, name, mode)
        for name, mode in {"C": "major", "E": "minor", "D": "minor"}.items()
    }
    assert fits == {"C": 0.8, "E": 0.6, "D": 0.6}
    assert fit_of_keys(a_minor, "A", "major") == 0.0
    assert fit_of_keys(a_minor, "A", None) == 1.0  # a bass note
