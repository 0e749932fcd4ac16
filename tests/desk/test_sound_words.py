"""What somebody types in the search box: words that name a filter are one."""

from academy.desk.sound_words import understood
from academy.samples.library.query import Query


class FakeLibrary:
    """Stands in for the library: it knows what one sentence means."""

    def asked(self, words: str) -> Query:
        assert words == "kick lo-fi 90 bpm dusty vox"
        return Query(text="vox", kinds=("kick",), genres=("lo-fi",), bpm=90.0, moods=("dusty",))


def asked(**chosen: object) -> Query:
    query = Query(text="kick lo-fi 90 bpm dusty vox", **chosen)  # type: ignore[arg-type]
    return understood(FakeLibrary(), query)  # type: ignore[arg-type]


def test_words_that_name_a_filter_are_one_and_the_rest_stays_text() -> None:
    assert asked() == Query(text="vox", kinds=("kick",), genres=("lo-fi",), bpm=90.0, moods=("dusty",))


def test_what_was_chosen_stays_and_moods_add_up() -> None:
    query = asked(kinds=("snare",), bpm=(80.0, 95.0), moods=("warm",), sort="name", down=True)
    assert (query.kinds, query.bpm, query.moods) == (("snare",), (80.0, 95.0), ("warm", "dusty"))
    assert (query.sort, query.down) == ("name", True)


def test_without_words_a_query_is_as_it_was() -> None:
    query = Query(kinds=("kick",), loops=False)
    assert understood(FakeLibrary(), query) is query  # type: ignore[arg-type]
