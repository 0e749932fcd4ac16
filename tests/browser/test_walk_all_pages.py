"""Every page of the course opens in Voilà and runs in JupyterLab: all its stages, no failed cell, no error.

One server, one tab for each of the two; the course is a copy, since JupyterLab may save what it runs.
"""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from conftest import NOISE, STUB, Academy, serve
from courses import CHECKOUT, new_home
from playing import run_all
from playwright.sync_api import Browser, Page, expect

PAGES = sorted(file.name for file in (CHECKOUT / "course").glob("*.ipynb"))
TALL = {"width": 1280, "height": 9000}  # JupyterLab draws the cells that are in view
NOTEBOOK = ".jp-NotebookPanel:not(.lm-mod-hidden)"


@dataclass
class Walked:
    """A tab that walks from page to page, and what went wrong since the last look."""

    page: Page
    academy: Academy
    errors: list[str] = field(default_factory=list)

    def wrong(self) -> list[str]:
        """Return the errors since the last time this was asked."""
        said, self.errors[:] = [error for error in self.errors if not NOISE.search(error)], []
        return said


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """A server with a copy of the course."""
    home = new_home(tmp_path_factory.mktemp("home"))
    for name in PAGES:
        shutil.copy(CHECKOUT / "course" / name, home / "course")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ACADEMY_HOME", str(home))
        served = serve(tmp_path_factory.mktemp("academy"))
    yield served
    served.stop()


def walk(browser: Browser, academy: Academy) -> Iterator[Walked]:
    context = browser.new_context(viewport=TALL)  # type: ignore[arg-type]
    context.grant_permissions(["midi"])
    context.add_init_script(STUB)
    walked = Walked(context.new_page(), academy)
    walked.page.on("pageerror", lambda error: walked.errors.append(str(error)))
    walked.page.on("console", lambda said: walked.errors.append(said.text) if said.type == "error" else None)
    yield walked
    context.close()


@pytest.fixture(scope="module")
def voila(browser: Browser, copied: Academy) -> Iterator[Walked]:
    yield from walk(browser, copied)


@pytest.fixture(scope="module")
def lab(browser: Browser, copied: Academy) -> Iterator[Walked]:
    """One JupyterLab for all notebooks."""
    for walked in walk(browser, copied):
        walked.page.goto(copied.page("lab"))
        expect(walked.page.locator(".jp-DirListing-item").first).to_be_visible(timeout=60_000)
        yield walked


def cells_of(name: str) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads((CHECKOUT / "course" / name).read_text(encoding="utf-8"))[
        "cells"
    ]
    return [cell | {"source": "".join(cell["source"])} for cell in cells]


def exercises(name: str) -> int:
    """How many stages a page has."""
    return sum(cell["source"].startswith("%%exercise") for cell in cells_of(name))


def widgets(name: str) -> int:
    """How many cells show something: all code but the one that loads the academy."""
    code = [cell["source"] for cell in cells_of(name) if cell["cell_type"] == "code"]
    return sum(not source.startswith("%load_ext") for source in code)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_in_voila_with_all_its_stages(voila: Walked, name: str) -> None:
    page = voila.page
    page.goto(voila.academy.page(f"voila/render/{name}"))
    expect(page.locator(".slot .academy")).to_have_count(widgets(name), timeout=30_000)
    expect(page.locator(".slot .stage")).to_have_count(exercises(name))
    expect(page.locator(".slot :is(.waiting, .failed, .printed)")).to_have_count(0)
    assert voila.wrong() == []


@pytest.mark.parametrize("name", PAGES)
def test_a_notebook_runs_in_jupyterlab_with_all_its_stages(lab: Walked, name: str) -> None:
    page = lab.page
    page.locator(".jp-DirListing-item").filter(has_text=re.compile(rf"^{re.escape(name)}")).dblclick()
    try:
        run_all(page)
        shown = page.locator(f"{NOTEBOOK} .jp-OutputArea-output .academy")
        expect(shown).to_have_count(widgets(name), timeout=60_000)
        expect(page.locator(f"{NOTEBOOK} .stage")).to_have_count(exercises(name))
        expect(page.locator(f"{NOTEBOOK} [data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)
    finally:
        close(lab)  # the next notebook starts from an empty JupyterLab, whatever became of this one
    assert lab.wrong() == []


def close(lab: Walked) -> None:
    """Close the notebook without saving it, and end its kernel."""
    page, academy = lab.page, lab.academy
    page.locator("#jp-main-dock-panel .lm-TabBar-tab.lm-mod-current .lm-TabBar-tabCloseIcon").click()
    page.locator(".jp-Dialog").get_by_role("button", name="Discard").click()
    expect(page.locator(NOTEBOOK)).to_have_count(0)
    sessions = f"{academy.url}/api/sessions"
    told = {"Authorization": f"token {academy.token}"}
    for session in page.request.get(sessions, headers=told).json():
        page.request.delete(f"{sessions}/{session['id']}", headers=told)
    expect(page.locator("#jp-bottom-panel")).not_to_contain_text("Idle")
