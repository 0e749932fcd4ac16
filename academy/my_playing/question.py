"""A question in SQL about all that was played: asked of a copy that is thrown away afterwards."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from academy.errors import DeskUnavailable, QuestionError

if TYPE_CHECKING:
    from academy.store.asking import Answer

LONGEST = 60


class CanBeCopied(Protocol):
    """What a question needs of a desk; `academy.client.Desk` is one."""

    def backup(self, path: Path) -> None:
        """Write a copy of the store."""
        ...


def ask_a_copy(desk: CanBeCopied | None, question: str) -> "Answer":
    """Let the desk write a copy, ask it, and throw it away; QuestionError says why there is no answer."""
    if desk is None:
        raise QuestionError(
            "There is nothing to ask: start the academy with `make start` or `academy start`."
        )
    with TemporaryDirectory(prefix="academy-question-") as folder:
        copy = Path(folder) / "copy.duckdb"
        try:
            desk.backup(copy)
        except DeskUnavailable as error:
            raise QuestionError(f"No copy could be made to ask: {error}") from error
        if not copy.exists():
            raise QuestionError(
                "The desk runs on another computer, and its copy is there. Questions in SQL are for an "
                "academy on your own computer; `academy export` brings your takes to you."
            )
        from academy.store.asking import ask  # a learner's environment on a hub has no store

        return ask(copy, question)


def shown(value: Any) -> str:
    """Return a value as a cell of a table: numbers short, moments to the minute, long text cut."""
    for kind, say in _SHOWN:
        if isinstance(value, kind):
            return say(value)
    text = "–" if value is None else " ".join(str(value).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


_SHOWN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "yes" if value else "no"),
    (float, lambda value: f"{value:.2f}".rstrip("0").rstrip(".")),
    (datetime, lambda value: f"{value:%Y-%m-%d %H:%M}"),
)


def as_json(answer: "Answer") -> dict[str, Any]:
    """Return an answer as the page shows it; `numeric` says which columns are set to the right."""
    columns = range(len(answer.columns))
    return {
        "columns": list(answer.columns),
        "rows": [[shown(value) for value in row] for row in answer.rows],
        "numeric": [all(_is_number(row[at]) for row in answer.rows) for at in columns],
        "more": answer.more,
        "tables": list(answer.tables),
    }


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
