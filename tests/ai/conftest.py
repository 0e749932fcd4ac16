"""What the tests of the models share. No real model is asked: only loopback, where a test says so."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from academy.ai.far_end import FarEnd
from academy.ai.service import Service
from academy.settings import AiSettings
from academy.store.store import Store, open_store

models = pytest.importorskip("pydantic_ai.models")
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)

Serve = Callable[..., Service]


@pytest.fixture(autouse=True)
def no_real_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "ALLOW_MODEL_REQUESTS", False)


@pytest.fixture
def loopback(no_real_model: None) -> Iterator[None]:
    """Allow requests; every test that uses it names an address on this machine."""
    with models.override_allow_model_requests(True):
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "academy.duckdb", lambda: NOW) as opened:
        yield opened


@pytest.fixture
def serve(store: Store) -> Serve:
    """Return a warm service; by default with a key for an OpenRouter that is on loopback."""

    def begin(url: str = "http://127.0.0.1:9/v1", make: Any = None, **changes: Any) -> Service:
        outside = {key: changes.pop(key) for key in ("now", "clock") if key in changes}
        settings = AiSettings(**{"key": "sk-secret", "url": url} | changes)
        now = outside.pop("now", lambda: NOW)
        service = Service(settings, lambda: store, now, far_end=FarEnd(settings, make), **outside)
        thread = service.warm()
        if thread is not None:
            thread.join()
        return service

    return begin
