"""The report page's Python half: it reads when asked, and says what it cannot read."""

from collections.abc import Sequence
from typing import Any

import pytest

from academy.errors import StoreError
from academy.widgets.report import Report


def read(places: Sequence[str]) -> dict[str, Any]:
    if "gone" in places:
        raise StoreError("There is no gone.")
    return {"lessons": [], "skipped": [], "learners": len(places)}


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(Report, "send", lambda _self, message: sent.append(message))
    return sent


def test_other_files_are_read_when_the_page_asks(said: list[dict[str, Any]]) -> None:
    page = Report(read)
    page._answer(page, {"kind": "read", "id": "1", "places": ["a", "b"]}, [])
    assert (page.report["learners"], page.places, said) == (2, ["a", "b"], [{"kind": "told", "id": "1"}])


def test_what_cannot_be_read_is_said_and_the_last_report_stays(said: list[dict[str, Any]]) -> None:
    page = Report(read, ["a"])
    page._answer(page, {"kind": "read", "id": "1", "places": ["gone"]}, [])
    assert said == [{"kind": "refused", "id": "1", "message": "There is no gone."}]
    assert (page.report["learners"], page.places) == (1, ["a"])


def test_a_page_that_opens_on_nothing_readable_says_so() -> None:
    assert Report(read, ["gone"]).report["trouble"] == "There is no gone."
