"""Every page of the course runs, also where nothing is kept."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from whole_course import HOME, PAGES

from academy.lessons.notebook import cells_of

VIEW = "application/vnd.jupyter.widget-view+json"
SAMPLE = {
    "index",
    "00-connect",
    "01-first-hits",
    "05-first-pattern",
    "13-chop-a-break",
    "22-dilla-time",
    "28-the-set",
}


@pytest.fixture
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("ACADEMY_STORE", str(tmp_path / "academy.duckdb"))


def run(notebook: nbformat.NotebookNode) -> tuple[list[str], list[nbformat.NotebookNode]]:
    """Run a notebook in the course's folder; return the cells that show a widget, and what is printed."""
    client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(HOME / "course")}})
    client.execute()
    outputs = [(cell["id"], output) for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [name for name, output in outputs if VIEW in output.get("data", {})]
    return shown, [output for _, output in outputs if "data" not in output]


@pytest.mark.usefixtures("empty_home")
@pytest.mark.parametrize("page", [page for page in PAGES if page.stem in SAMPLE], ids=lambda page: page.stem)
def test_a_page_runs_and_shows_its_widgets_without_a_desk(page: Path) -> None:
    shown, printed = run(nbformat.read(page, as_version=4))
    assert shown == [cell["id"] for cell in cells_of(page) if cell["cell_type"] == "code"][1:]
    assert printed == []


@pytest.mark.usefixtures("empty_home")
def test_the_cells_of_all_other_pages_run_in_one_kernel() -> None:
    """Starting a kernel for each page would take a minute; one of them runs all their cells."""
    together = nbformat.v4.new_notebook()
    together.cells = [nbformat.v4.new_code_cell("%load_ext academy", id="set-up")]
    for page in PAGES:
        if page.stem not in SAMPLE:
            _, *cells = [cell for cell in cells_of(page) if cell["cell_type"] == "code"]
            together.cells += [
                nbformat.v4.new_code_cell(cell["source"], id=f"{page.stem[:2]}-{cell['id']}")
                for cell in cells
            ]
    shown, printed = run(together)
    assert shown == [cell["id"] for cell in together.cells][1:]
    assert printed == []
