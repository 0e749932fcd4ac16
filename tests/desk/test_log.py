"""The desk's log is JSON, line by line; nothing that opens a door and nothing that was sent stands in it."""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from academy.desk.log import JsonLines, say
from academy.errors import StoreError

HUSH = "hush-hush-hush-hush-hush"


def logged(error: Exception) -> str:
    try:
        raise RuntimeError from error
    except RuntimeError as raised:
        info = (type(raised), raised, raised.__traceback__)
    return JsonLines().format(logging.LogRecord("academy.desk", logging.ERROR, "", 0, "failed", None, info))


def test_an_error_is_one_line_with_its_way_as_a_field() -> None:
    line = logged(StoreError("The disk is full."))
    assert "\n" not in line
    said = json.loads(line)
    assert (said["level"], said["event"], said["error"]) == ("error", "failure", "RuntimeError")
    assert said["traceback"][0] == "StoreError: The disk is full."
    assert said["traceback"][1].endswith(" logged") and "test_log.py:" in said["traceback"][1]


@pytest.mark.parametrize("error", [ValueError(HUSH), KeyError(HUSH), json.JSONDecodeError(HUSH, HUSH, 0)])
def test_words_of_an_error_that_may_quote_a_body_are_left_out(error: Exception) -> None:
    line = logged(error)
    assert HUSH not in line and type(error).__name__ in line


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: token {HUSH}",
        f"header 'Bearer {HUSH}'",
        f"key sk-or-v1-{HUSH} refused",
        f"secret whsec_{HUSH}",
        f"postgresql://ann:{HUSH}@db/academy",
        f"500 GET /services/desk/api/takes?exercise={HUSH} (127.0.0.1)",
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    say("said", error=text, more=[text])
    line = capsys.readouterr().out
    assert HUSH not in line and line.count("(hidden)") == 2


def test_a_sentence_about_a_token_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    say("refused", error="The desk needs the token that the Hub knows it by; see http://127.0.0.1:8000/hub.")
    assert "the token that the Hub knows it by; see http://127.0.0.1:8000/hub." in capsys.readouterr().out


@pytest.fixture
def desk(tmp_path: Path) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """Run a desk whose Hub is away; gives it when it is ready, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "HOME": str(tmp_path),
    }
    environ |= {"JUPYTERHUB_API_TOKEN": HUSH, "ACADEMY_HUB_DESK_URL": address}
    environ |= {
        "ACADEMY_HUB_API_URL": "http://127.0.0.1:9",
        "ACADEMY_STORE": str(tmp_path / "academy.duckdb"),
    }
    command = [sys.executable, "-m", "academy.desk.service"]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as one:
        try:
            assert one.stdout is not None
            assert any('"ready"' in line for line in one.stdout)
            yield one, address
        finally:
            one.kill()


def test_a_desk_that_fails_names_the_request_in_answer_and_log_and_quotes_nothing(
    desk: "tuple[subprocess.Popen[str], str]",
) -> None:
    process, address = desk
    answer = urllib3.request(
        "POST",
        f"{address}/services/desk/api/takes?exercise={HUSH}",
        headers={"Authorization": f"token {HUSH}-mine"},
        json={"take": {"id": HUSH}},
        retries=False,
    )
    assert answer.status >= 500
    process.send_signal(signal.SIGTERM)
    log = process.communicate(timeout=60)[0]
    lines = [json.loads(line) for line in log.splitlines()]
    (asked,) = [line for line in lines if line["event"] == "request"]
    assert asked["request"] == answer.headers["X-Request-ID"] and asked["level"] == "error"
    assert asked["path"] == "/services/desk/api/takes" and "closed" in [line["event"] for line in lines]
    assert HUSH not in log
