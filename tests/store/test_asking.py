"""A question in SQL is answered from a copy, and changes nothing, whatever it is."""

from pathlib import Path

import pytest

from academy.errors import QuestionError
from academy.store.asking import ask
from academy.store.store import open_store


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy with three takes, made while the store is open."""
    with open_store(tmp_path / "academy.duckdb") as store:
        for number in range(3):
            take = {"id": str(number), "exercise": "backbeat/first", "hits": []}
            store.record(take, {"status": "scored", "overall": 70.0 + number, "constants": "1"}, passed=True)
        store.backup(tmp_path / "copy.duckdb")
    return tmp_path / "copy.duckdb"


def test_a_question_gives_columns_rows_and_the_names_of_the_tables(copy: Path) -> None:
    answer = ask(copy, "select exercise, max(overall) as best from attempts group by exercise")
    assert (answer.columns, answer.rows, answer.more) == (
        ("exercise", "best"),
        (("backbeat/first", 72.0),),
        False,
    )
    assert {"attempts", "takes", "hits", "scores"} <= set(answer.tables)


def test_more_rows_than_are_shown_are_said(copy: Path) -> None:
    answer = ask(copy, "select take_id from takes order by take_id", most=2)
    assert (answer.rows, answer.more) == ((("0",), ("1",)), True)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("selec 1", 'syntax error at or near "selec" .line 1: selec 1.'),
        ("select * from taks", "Table with name taks does not exist.*The tables are .*attempts,"),
        ("  ; ", "There is no question"),
        ("-- only a comment", "There is no question"),
        ("delete from takes", "read-only"),
        ("copy takes to 'x.csv'", "disabled"),
        ("select * from read_csv('/etc/passwd')", "disabled"),
        ("select * from '/etc/passwd'", "does not exist"),
        ("attach 'other.duckdb' as other", "disabled"),
        ("install httpfs", "disabled"),
        ("load httpfs", "disabled"),
        ("select 1; delete from takes", "read-only"),
        ("select * from question", "does not exist"),
        ("set enable_external_access = true", "locked|Cannot"),
        ("set memory_limit = '100GB'", "locked|Cannot"),
        ("select repeat('x', 4000000000)", "more memory than it may have"),
        ("select string_agg(repeat('x', 1000000), '') from range(1000)", "more memory than it may have"),
        ("select repeat('x', 500000) from range(100)", "too long to be shown"),
        ("select interval '10000000 years'", "cannot be shown"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_with_duckdbs_words(
    copy: Path, question: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = copy.read_bytes()
    with pytest.raises(QuestionError, match=words) as caught:
        ask(copy, question)
    assert "\n" not in str(caught.value)
    assert copy.read_bytes() == before
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize(
    "question",
    [
        "select count(*) from range(100000) a, range(100000) b, range(1000) c",
        "select levenshtein(repeat('a', 200000), repeat('b', 200000))",  # DuckDB's own interrupt waits for it
    ],
)
def test_a_question_without_end_is_ended(copy: Path, question: str) -> None:
    with pytest.raises(QuestionError, match="within 1 seconds, and the question was ended"):
        ask(copy, question, patience_s=1.0)


def test_a_file_of_the_lessons_folder_is_not_run_in_duckdbs_place(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "duckdb.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert ask(copy, "select 'grüß'").rows == (("grüß",),)
