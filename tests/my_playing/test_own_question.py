"""A question is asked of a copy, which is gone afterwards."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from academy.errors import DeskUnavailable, QuestionError
from academy.my_playing import ask_a_copy
from academy.my_playing.question import as_json, shown
from academy.store.asking import Answer
from academy.store.store import open_store


class CopyingDesk:
    """A desk that copies its store wherever it is asked to, and remembers where."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked = folder, Path()

    def backup(self, path: Path) -> None:
        self.asked = path
        with open_store(self.folder / "academy.duckdb") as store:
            store.backup(path)


class AwayDesk:
    def backup(self, path: Path) -> None:
        raise DeskUnavailable("It sleeps.")


class FarDesk:
    def backup(self, path: Path) -> None:
        """Write on another computer: nothing appears here."""


def test_the_copy_is_thrown_away(tmp_path: Path) -> None:
    desk = CopyingDesk(tmp_path)
    assert ask_a_copy(desk, "select count(*) from takes").rows == ((0,),)
    assert desk.asked.name and not desk.asked.parent.exists()
    with pytest.raises(QuestionError, match="taks"):
        ask_a_copy(desk, "select * from taks")
    assert not desk.asked.parent.exists()


@pytest.mark.parametrize(
    ("desk", "words"),
    [(None, "start the academy"), (AwayDesk(), "It sleeps."), (FarDesk(), "another computer")],
)
def test_where_no_copy_can_be_had_the_reason_is_said(desk: CopyingDesk | None, words: str) -> None:
    with pytest.raises(QuestionError, match=words):
        ask_a_copy(desk, "select 1")


def test_values_are_shown_short() -> None:
    moment = datetime(2026, 11, 25, 19, 5, tzinfo=UTC)
    values = (None, True, 3, 2.50, 1 / 3, moment, "a\nb", "x" * 100)
    assert [shown(value) for value in values] == [
        *("–", "yes", "3", "2.5", "0.33", "2026-11-25 19:05", "a b", "x" * 59 + "…"),
    ]


def test_columns_of_numbers_are_told_apart() -> None:
    said = as_json(Answer(("name", "best"), (("a", 1.0), ("b", None)), more=False, tables=("takes",)))
    assert said["numeric"] == [False, True]
    assert said["rows"] == [["a", "1"], ["b", "–"]]
