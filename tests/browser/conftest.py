"""A real academy server on loopback, and headless Chromium as its learner."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from chromium import ARGUMENTS, CHROMIUM, STEADY, STUB
from playwright.sync_api import Browser, Page, sync_playwright

from academy.client import Desk, find_desk
from academy.settings import Settings

NOISE = re.compile(r"favicon|ResizeObserver loop")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in str(item.path):
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium here: apt-get install chromium"))


@dataclass
class Academy:
    """A running server: its addresses, its store, its process."""

    url: str
    token: str
    store: Path
    process: "subprocess.Popen[str]"

    def page(self, path: str) -> str:
        """Return the address of a page, with the token that lets it in."""
        place, _, anchor = path.partition("#")
        return f"{self.url}/{place}?token={self.token}" + (f"#{anchor}" if anchor else "")

    def stop(self) -> None:
        """End it as Ctrl-C does, so that the store can be read by others."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()


def serve(folder: Path) -> Academy:
    """Start the academy with a store of its own and return it when it is ready."""
    environ = os.environ | {"ACADEMY_STORE": str(folder / "academy.duckdb"), "HOME": str(folder)}
    environ |= {"JUPYTER_RUNTIME_DIR": str(folder / "runtime"), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    process = subprocess.Popen(
        [sys.executable, "-m", "academy", "start", "--no-browser"],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        bufsize=1,
    )
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"(http://\S+?)/voila/render/index\.ipynb\?token=(\w+)", line)
        if found:
            return Academy(found[1], found[2], folder / "academy.duckdb", process)
    raise AssertionError("the academy did not start")


def desk_of(academy: Academy) -> Desk:
    """Return the desk of a running server."""
    desk = find_desk(Settings.from_env({"ACADEMY_STORE": str(academy.store)}, academy.store.parent))
    assert desk is not None
    return desk


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    served = serve(tmp_path_factory.mktemp("academy"))
    yield served
    served.stop()


@pytest.fixture
def own_academy(tmp_path: Path) -> Iterator[Academy]:
    """A server for one test alone, which may stop it."""
    served = serve(tmp_path)
    yield served
    served.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Make pages that must not log an error; `midi` puts the faked unit in, `steady` an unhurried clock."""
    contexts = []
    errors: list[str] = []

    def make(*, midi: bool = True, quiet: bool = True, steady: bool = False, **said: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **said})
        contexts.append(context)
        if midi:
            context.grant_permissions(["midi"])
            context.add_init_script(STUB)
        if steady:
            context.add_init_script(STEADY)
        page = context.new_page()
        if quiet:
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert [error for error in errors if not NOISE.search(error)] == []
