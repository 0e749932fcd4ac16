"""An instructor names a folder of learners' files, and sees how far they come, by keys and on a phone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Academy
from playwright.sync_api import Page, expect

from academy.store.store import open_store

NewPage = Callable[..., Page]
EXERCISES = ("first-hits/name-the-pad", "first-hits/pulse", "first-hits/eighths", "first-hits/soft-and-loud")


@pytest.fixture
def klass(tmp_path: Path) -> Path:
    """Two who completed the first lesson, one of them begins the second; one who stopped a month ago."""
    today = datetime.now(UTC)
    plays = {
        "ana": [(name, 90.0, today) for name in (*EXERCISES, "backbeat/kick-and-snare")],
        "bo": [(name, 80.0, today) for name in EXERCISES],
        "cy": [(name, 60.0, today - timedelta(days=30)) for name in EXERCISES[:2]],
    }
    for name, row in plays.items():
        with open_store(tmp_path / f"{name}.duckdb") as store:
            for number, (exercise, overall, moment) in enumerate(row):
                take = {"id": f"{name}-{number}", "exercise": exercise, "whole": True, "hits": []}
                take["played_at"] = (moment + timedelta(seconds=number)).isoformat()
                score = {"status": "scored", "overall": overall, "constants": "1"}
                store.record(take, score, passed=overall >= 70)
    (tmp_path / "broken.duckdb").write_bytes(b"no store" * 999)
    return tmp_path


def read(page: Page, academy: Academy, places: Path | str) -> None:
    page.goto(academy.page("voila/render/report.ipynb"))
    page.get_by_label("Learners' files, or a folder of them").fill(str(places))
    page.keyboard.press("Enter")


def test_a_folder_becomes_a_funnel_and_a_table(new_page: NewPage, academy: Academy, klass: Path) -> None:
    page = new_page(midi=False)
    read(page, academy, klass)
    report = page.locator(".report")
    expect(report.locator(".places dd")).to_have_text(["0", "2", "1", "0"], timeout=20_000)
    expect(report.locator(".places")).to_contain_text("3 learners, 11 takes: too few for more than a hint")
    expect(report.locator(".funnel li").first).to_contain_text("2 of 3 done ▼ 1 stopped: Pulse (1)")
    expect(report.locator(".trouble")).to_contain_text("broken.duckdb cannot be read")
    rows = report.locator("tbody tr.lesson")
    expect(rows.first.locator("td")).to_have_text(["3", "2", "▼ 1", "10", "77", "80", "4", "0"])


def test_the_table_is_sorted_and_unfolded_by_keys(new_page: NewPage, academy: Academy, klass: Path) -> None:
    page = new_page(midi=False)
    read(page, academy, klass)
    titles = page.locator("tbody tr.lesson th")
    expect(titles.first).to_contain_text("First hits", timeout=20_000)
    heading = page.get_by_role("columnheader", name="Mean")
    heading.get_by_role("button").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(titles.first).to_contain_text("The backbeat")
    expect(heading.get_by_role("button")).to_be_focused()
    fold = page.get_by_role("button", name="First hits")
    fold.press("Enter")
    expect(fold).to_be_focused()
    expect(page.locator("tr.exercise")).to_have_count(4)


def test_nothing_played_says_what_to_ask_learners_for(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    page.goto(academy.page("voila/render/report.ipynb"))
    expect(page.locator(".report .empty code").first).to_have_text(
        "academy backup mine.duckdb", timeout=20_000
    )
    read(page, academy, "/no/such/folder")
    expect(page.locator(".report .said")).to_contain_text("There is no /no/such/folder.", timeout=20_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(new_page: NewPage, academy: Academy, klass: Path, scheme: str) -> None:
    page = new_page(midi=False, viewport={"width": 400, "height": 800}, color_scheme=scheme)
    read(page, academy, klass)
    expect(page.locator(".report table")).to_be_visible(timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
