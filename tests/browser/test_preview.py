"""A real `academy preview`: the page follows each save, says a mistake until it is mended, keeps no take."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from courses import new_home, prose, write_notebook
from playing import play_midi
from playwright.sync_api import Page, expect

from academy.lessons.drafting import draft, notebook_text

NewPage = Callable[..., Page]
BAR = ".... x... .... x..."


@dataclass
class Preview:
    """A running preview of a draft: the draft, its address, and the folder of the author."""

    draft: Path
    address: str
    folder: Path
    process: "subprocess.Popen[str]"

    def save(self, old: str, new: str) -> None:
        """Edit the draft as any editor would."""
        text = self.draft.read_text(encoding="utf-8")
        assert old in text
        self.draft.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("author")
    home = new_home(folder / "home")
    write_notebook(home, "index", [prose("# Home")])
    file = home / "course" / "drafts" / "01-dembow.ipynb"
    file.parent.mkdir()
    file.write_text(notebook_text(draft("Dembow", number=1)), encoding="utf-8")
    environ = os.environ | {"ACADEMY_HOME": str(home), "HOME": str(folder), "TMPDIR": str(folder)}
    environ |= {"ACADEMY_STORE": str(folder / "mine.duckdb"), "JUPYTER_RUNTIME_DIR": str(folder / "runtime")}
    process = subprocess.Popen(
        [sys.executable, "-m", "academy", "preview", "dembow", "--no-browser"],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    found = next(filter(None, (re.search(r"http\S+", line) for line in process.stdout)), None)
    assert found
    yield Preview(file, found[0], folder, process)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)


def opened(new_page: NewPage, preview: Preview, **said: bool) -> Page:
    page = new_page(**said)
    page.goto(preview.address)
    expect(page.locator(".stage .pad").first).to_be_visible(timeout=60_000)
    return page


def test_a_save_is_seen_without_a_reload_by_hand(new_page: NewPage, preview: Preview) -> None:
    page = opened(new_page, preview)
    preview.save("Kick on every beat, snare on 2 and 4.", "Boom, ch, boom, chick.")
    expect(page.locator("main")).to_contain_text("Boom, ch, boom, chick.", timeout=15_000)
    preview.save(BAR, "...x ..x. ...x ..x.")
    expect(page.locator(".stage [role=img]").first).to_have_attribute(
        "aria-label", re.compile("steps 4, 7, 12, 15"), timeout=20_000
    )


def test_a_mistake_is_said_with_its_line_until_it_is_mended(new_page: NewPage, preview: Preview) -> None:
    page = opened(new_page, preview)
    author = page.locator("#author")
    expect(author).to_be_hidden()
    preview.save("snare  .", "snare  9")
    expect(author).to_contain_text(
        "first-bar, line 7: lane 'snare', step 1: '9' is not one of", timeout=15_000
    )
    expect(author.locator("a")).to_have_attribute("href", "#first-bar")
    preview.save("snare  9", "snare  .")
    expect(author).to_be_hidden(timeout=15_000)
    expect(page.locator(".stage .pad").first).to_be_visible(timeout=30_000)


def test_half_a_notebook_is_said_and_leaves_the_page_as_it_was(new_page: NewPage, preview: Preview) -> None:
    page = opened(new_page, preview)
    whole = preview.draft.read_text(encoding="utf-8")
    preview.draft.write_text(whole[:400], encoding="utf-8")
    expect(page.locator("#author")).to_contain_text("not a notebook", timeout=15_000)
    expect(page.locator(".stage .pad").first).to_be_visible()
    preview.draft.write_text(whole, encoding="utf-8")
    expect(page.locator("#author")).to_be_hidden(timeout=15_000)


def test_links_lead_where_they_will_from_the_course(new_page: NewPage, preview: Preview) -> None:
    page = opened(new_page, preview)
    lab = page.get_by_role("link", name="Open in JupyterLab")
    expect(lab).to_have_attribute("href", re.compile(r"/lab/tree/drafts/01-dembow\.ipynb$"))
    page.get_by_role("link", name="back to the course").click()
    expect(page.get_by_role("heading", name="Home")).to_be_visible(timeout=20_000)


def test_what_is_played_in_a_preview_is_no_practice(new_page: NewPage, preview: Preview) -> None:
    page = opened(new_page, preview, quiet=False)  # a server that ends is an error to a browser
    stage = page.locator(".stage")
    expect(stage.locator(".input")).to_contain_text("SP-404MKII", timeout=30_000)
    play_midi(page, stage, late_ms=[10])
    expect(stage.locator(".card").first).to_be_visible(timeout=30_000)
    expect(page.locator(".foot")).to_have_text("This is a preview: what you play in it is not kept.")
    assert not (preview.folder / "mine.duckdb").exists()
    (kept,) = preview.folder.glob("academy-preview-*")
    preview.process.send_signal(signal.SIGTERM)  # the last test: the server ends, and with it what was played
    preview.process.wait(30)
    assert not kept.exists()
    expect(page.locator("#author")).to_contain_text("The preview has ended", timeout=15_000)
