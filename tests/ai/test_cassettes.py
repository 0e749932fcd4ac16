"""Conversations with real models, recorded once with a key: they pass the same checks when played back."""

from pathlib import Path

import pytest
from misbehaving import Server, good
from recording import FOLDER, TAKES, cassette_of, conversation, model_of

from academy.settings import AiSettings

RECORDED = sorted(FOLDER.glob("*.yaml"))
pytestmark = pytest.mark.usefixtures("loopback")


@pytest.mark.parametrize("cassette", RECORDED or [None], ids=lambda file: file.stem if file else "none")
def test_a_real_model_answers_every_take_and_passes_the_checks(cassette: Path | None) -> None:
    if cassette is None:
        pytest.skip("no cassettes: tests/ai/cassettes/README.md says how to record them once, with a key")
    name = model_of(cassette)
    said = conversation(AiSettings(key="none", small=name, large=name), cassette, "none")
    assert {take: one["outcome"] for take, one in said.items()} == dict.fromkeys(TAKES, "answered")


def test_a_recording_is_played_without_a_network_and_holds_no_key(tmp_path: Path) -> None:
    cassette = tmp_path / "loopback.yaml"
    with Server(good()) as server:
        settings = AiSettings(key="sk-secret", url=server.url)
        recorded = conversation(settings, cassette, "once")
        asked = len(server.bodies)
    played = conversation(settings, cassette, "none")  # the server is gone
    assert played == recorded and asked == len(TAKES)
    assert {one["source"] for one in played.values()} == {"ai"}
    assert "sk-secret" not in cassette.read_text()


def test_a_question_that_was_never_recorded_goes_nowhere(tmp_path: Path) -> None:
    with Server(good()) as server:
        settings = AiSettings(key="k", url=server.url)
        (tmp_path / "empty.yaml").write_text("interactions: []\nversion: 1\n")
        said = conversation(settings, tmp_path / "empty.yaml", "none")
    assert server.bodies == [] and {one["source"] for one in said.values()} == {"rules"}


def test_the_name_of_a_file_is_the_name_of_its_model() -> None:
    for name in ("qwen/qwen3-8b", "qwen/qwen3-8b:nitro", "llama3"):
        assert model_of(cassette_of(name)) == name
