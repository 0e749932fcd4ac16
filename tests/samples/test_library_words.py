"""The table of words is read, says what is wrong with it, and knows every genre and vibe of the lessons."""

from pathlib import Path

import pytest
from library_sounds import DATA, own_entry
from recipes_of_the_library import book

from academy.errors import SoundError
from academy.lessons.catalogue import catalogue
from academy.samples.library.described import described
from academy.samples.library.spelling import normal, words_in
from academy.samples.library.words import Words, read_words

WORDS = read_words(DATA / "words.toml")
GENRES = {genre for sound in book().sounds for genre in sound.genres}
TAGS = {tag for sound in book().sounds for tag in sound.tags}


def test_a_word_answers_itself_first_and_any_asks_for_nothing() -> None:
    assert WORDS.of_genre("Hip Hop")[:2] == ("hip-hop", "boom bap")
    assert (WORDS.of_genre("any"), WORDS.of_genre("polka")) == ((), ("polka",))
    words = Words({"club": ("house", "techno")})
    fits = [words.fit_of_genre("club", [genre]) for genre in ("club", "house", "techno", "jazz")]
    assert fits == [1.0, pytest.approx(0.8), pytest.approx(0.6), 0.0]


def test_every_line_leads_to_sounds_that_there_are() -> None:
    for table, there, answers in (
        (WORDS.genres, GENRES, WORDS.of_genre),
        (WORDS.moods, TAGS, WORDS.of_mood),
    ):
        assert [word for word in table if not set(answers(word)) & there] == []


def test_genres_and_vibes_of_all_lessons_are_answered_by_sounds() -> None:
    kits = [lesson.front.kit for lesson in catalogue(DATA.parents[1] / "course").lessons]
    asked = {kit["genre"] for kit in kits} - {"any"}
    assert [genre for genre in asked if not set(WORDS.of_genre(genre)) & GENRES] == []
    vibes = {mood for kit in kits for mood in kit["vibe"]}
    assert [mood for mood in vibes if not set(WORDS.of_mood(mood)) & TAGS] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[colours]\n", "has a part \\[colours\\]; expected \\[genres\\] and \\[moods\\]"),
        ('[genres]\nclub = "house"\n', "\\[genres\\] club: expected words, such as"),
        ("[genres\n", "words.toml cannot be read as TOML"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "words.toml"
    file.write_text(text)
    with pytest.raises(SoundError, match=says):
        read_words(file)


def test_words_are_spelt_alike_and_cut_where_musicians_cut_them() -> None:
    assert {normal(word) for word in ("Lo Fi", "lofi", "LO-FI", "lo_fi")} == {"lo-fi"}
    assert words_in("MPC60_KickLoFi 01 F#m r&b") == ["mpc", "60", "kick", "lo", "fi", "01", "f#m", "r&b"]


def test_a_learners_file_is_told_by_its_name_and_by_what_stands_out_in_it() -> None:
    yardstick = [own_entry(f"{number}.wav", measured=float(number)) for number in range(8)]
    file = own_entry("Lo Fi Kit/mellowKick.wav", measured=100.0, name="mellowKick")
    (told,) = described([file], yardstick, WORDS)
    assert (told.sound.genres, told.sound.tags[0]) == (("lo-fi",), "mellow")
    assert {"bright", "deep", "long"} <= set(told.sound.tags)
    says = {word: told.sound.source[word] for word in ("genres.lo-fi", "tags.mellow", "tags.bright")}
    assert says == {"genres.lo-fi": "name", "tags.mellow": "name", "tags.bright": "audio"}
