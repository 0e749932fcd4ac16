"""How a lesson was liked: the last word stands, and nothing but one to five stars is kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from academy.errors import TakeError
from academy.store.reading import read_learner
from academy.store.store import open_store

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_the_last_word_on_a_lesson_stands(tmp_path: Path) -> None:
    with open_store(tmp_path / "academy.duckdb", lambda: NOW) as store:
        store.rate({"lesson": "backbeat", "stars": 2, "note": "too  fast", "lesson_version": "1.0.0"})
        store.rate({"lesson": "backbeat", "stars": 5})
        (kept,) = store.ratings()
    assert (kept["stars"], kept["note"], kept["rated_at"]) == (5, None, NOW.isoformat())
    assert read_learner(tmp_path / "academy.duckdb")[1] == [kept]


@pytest.mark.parametrize("stars", [0, 6, 3.5, "4", None, True])
def test_stars_are_whole_numbers_from_one_to_five(tmp_path: Path, stars: Any) -> None:
    with open_store(tmp_path / "academy.duckdb") as store:
        with pytest.raises(TakeError, match="stars is"):
            store.rate({"lesson": "backbeat", "stars": stars})
        with pytest.raises(TakeError, match="501 letters"):
            store.rate({"lesson": "backbeat", "stars": 4, "note": "x" * 501})
        with pytest.raises(TakeError, match="names the lesson"):
            store.rate({"stars": 4})
        assert store.ratings() == []
