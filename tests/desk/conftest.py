"""A real Jupyter server on loopback with the desk in it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from academy.settings import Settings

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_env({"ACADEMY_STORE": str(tmp_path / "academy.duckdb")}, tmp_path)


@pytest.fixture
def settings_of_each(store_url: str, tmp_path: Path) -> Settings:
    """The same with a store of each kind, one test each."""
    return Settings.from_env({"ACADEMY_STORE": store_url}, tmp_path)


@pytest.fixture
def start(settings: Settings, tmp_path: Path) -> Iterator[Start]:
    """Start a server as often as asked; all are gone at the end. No model is set up unless a test says so."""
    servers: list[subprocess.Popen[str]] = []
    environ = {name: os.environ[name] for name in os.environ if "_AI_" not in name and "API_KEY" not in name}
    environ |= {"ACADEMY_STORE": settings.store, "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    environ["JUPYTER_RUNTIME_DIR"] = str(tmp_path / "runtime")

    def begin(**said: str) -> subprocess.Popen[str]:
        options = ["--ServerApp.jpserver_extensions={'academy.desk': True}", "--ServerApp.open_browser=False"]
        options += ["--ServerApp.port=0", "--ServerApp.allow_root=True", f"--ServerApp.root_dir={tmp_path}"]
        command = [sys.executable, "-m", "jupyter_server", *options]
        servers.append(subprocess.Popen(command, env=environ | said, stderr=subprocess.PIPE, text=True))
        return servers[-1]

    yield begin
    for server in servers:
        server.kill()
        server.wait()
        assert server.stderr is not None
        server.stderr.close()
