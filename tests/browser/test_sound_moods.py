"""A mood by a language model on the page "Sounds": asked for, shown with its source, and taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from conftest import Academy, desk_of, serve
from misbehaving import Server, answer
from playwright.sync_api import Page, expect
from test_sounds_page import opened

WAIT_MS = 20_000


@pytest.fixture
def with_a_model(tmp_path: Path) -> Iterator[Academy]:
    """An academy with a language model on loopback and one nameless sound of one's own."""
    folder = tmp_path / "mine"
    folder.mkdir()
    soundfile.write(folder / "a1.wav", 0.5 * np.sin(np.arange(48_000) / 30), 48_000)
    said = answer({"words": ["dreamy", "no such mood"]})
    with Server(said) as far_end, pytest.MonkeyPatch.context() as environ:
        environ.setenv("ACADEMY_AI_URL", far_end.url)
        academy = serve(tmp_path)
        try:
            assert desk_of(academy).coach_ready()
            desk_of(academy).index_folder(str(folder))
            yield academy
        finally:
            academy.stop()


def test_a_mood_is_asked_for_and_taken_back(with_a_model: Academy, new_page: Callable[..., Page]) -> None:
    page = new_page(midi=False)
    sounds = opened(page, with_a_model)
    sounds.get_by_role("button", name="My own").click()
    expect(sounds.locator(".count")).to_have_text("1 sound", timeout=WAIT_MS)
    sounds.locator(".row").click()
    ask = sounds.get_by_role("button", name="Ask a language model for its mood")
    ask.click()
    mood = sounds.locator(".known > div", has_text="Mood")
    expect(mood).to_contain_text("dreamy", timeout=WAIT_MS)
    expect(mood).to_contain_text("a language model, from what was measured")
    expect(ask).to_be_hidden()
    sounds.get_by_role("button", name="These words do not fit").click()
    expect(mood).to_contain_text("unknown", timeout=WAIT_MS)
    expect(ask).to_be_hidden()
