"""One widget that uses everything anywidget offers sees the same on the light page as under stock anywidget.

To be run at each upgrade of anywidget, ipywidgets and Voilà. Left out on purpose: hot reload of a changed
module (a tool for authors, who work in JupyterLab), throttling (stock joins saves while the kernel is
busy; the light page sends each), and what stock gets wrong: it sends the whole buffer of a view of a part,
and forgets `change` after a listener has set something.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Academy, serve
from courses import code, new_home, write_notebook
from playing import run_all
from playwright.sync_api import Page

HERE = Path(__file__).parent
NewPage = Callable[..., Page]
Log = list[list[Any]]
ENDS = ["initialize ended", "view 1 ended", "view 2 ended"]


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """A course whose one page shows the probe twice, once for each template."""
    home = new_home(tmp_path_factory.mktemp("home"))
    widget = (HERE / "conformance.py").read_text(encoding="utf-8")
    esm = (HERE / "conformance.js").read_text(encoding="utf-8")
    cells = [code(widget), code(f"probe = Probe({json.dumps(esm)})\nprobe"), code("probe")]
    write_notebook(home, "light", cells)
    write_notebook(home, "full", cells, voila={"template": "academy-full"})
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ACADEMY_HOME", str(home))
        served = serve(tmp_path_factory.mktemp("academy"))
    yield served
    served.stop()


def log_of(page: Page) -> Log:
    """Return what the probe noted until it was closed."""
    ended = "conformance.filter(([said]) => /ended$/.test(said)).length"
    page.wait_for_function(f"globalThis.conformance && {ended} === {len(ENDS)}", timeout=60_000)
    return list(page.evaluate("conformance"))


@pytest.fixture(scope="module")
def light(browser: Any, probed: Academy) -> Log:
    page = browser.new_page()
    page.goto(probed.page("voila/render/light.ipynb"))
    log = log_of(page)
    page.close()
    return log


def parted(log: Log) -> tuple[Log, Log]:
    """Part a log at the end of the widget: the order of what ends is left to the client."""
    end = log.index(["---", "the end"])
    return log[:end], sorted(log[end:], key=json.dumps)


def test_the_probe_sees_everything_without_failing(light: Log) -> None:
    assert [line for line in light if line[0] == "failed"] == []
    parts = ["state", "changes", "listenersThatSet", "fromTheKernel", "messages", "commands", "holding"]
    assert [line[1] for line in light if line[0] == "---"] == [*parts, "listeners", "the end"]


@pytest.mark.parametrize("address", ["lab/tree/light.ipynb", "voila/render/full.ipynb"])
def test_a_widget_sees_the_same_on_the_light_page_as_under_stock_anywidget(
    new_page: NewPage, probed: Academy, light: Log, address: str
) -> None:
    page = new_page(quiet=False)
    page.goto(probed.page(address))
    if address.startswith("lab"):
        run_all(page)
    stock = log_of(page)
    assert parted(light) == parted(stock)
    assert len(stock) > 80
