"""A conversation with a real model, kept as a file without its key, and played back without a network.

ACADEMY_AI_KEY=... python tests/ai/recording.py [MODEL ...]
"""

import json
import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import vcr
from taken import late

from academy.ai.feedback import coached
from academy.ai.service import Service
from academy.settings import AiSettings
from academy.store.store import open_store

FOLDER = Path(__file__).parent / "cassettes"
SECRET = ("authorization", "cookie", "set-cookie", "http-referer", "user-agent")
TAKES = {
    "late": late(),
    "early": late(bias_ms=-45.0),
    "passed": late(overall=90.0, bias_ms=4.0, spread_ms=9.0, residual_sd_ms=9.0),
    "missed": late(counts=late().score["counts"] | {"missed": 5, "correct": 27}, bias_ms=3.0),
}


def recorder(mode: str) -> Any:
    """Return a recorder that keeps no secret; requests are told apart by what they ask."""
    return vcr.VCR(
        record_mode=mode,
        filter_headers=list(SECRET),
        before_record_response=_without_cookies,
        match_on=("method", "path", "body"),
        decode_compressed_response=True,
    )


def _without_cookies(response: dict[str, Any]) -> dict[str, Any]:
    headers = response.get("headers") or {}
    response["headers"] = {name: said for name, said in headers.items() if name.lower() not in SECRET}
    return response


def cassette_of(model: str) -> Path:
    """Return the file of a model, whose name has a slash."""
    return FOLDER / f"{model.replace('/', '__').replace(':', '--')}.yaml"


def model_of(cassette: Path) -> str:
    """Return the model of a file."""
    return cassette.stem.replace("__", "/").replace("--", ":")


def conversation(settings: AiSettings, cassette: Path, mode: str) -> dict[str, dict[str, Any]]:
    """Return the feedback on each take, as it is recorded to or played from a file."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "ledger.duckdb") as store:
        service = Service(settings, lambda: store, lambda: datetime.now(UTC))
        thread = service.warm()
        assert thread is not None, "Set ACADEMY_AI_KEY to a key for OpenRouter."
        thread.join()
        with recorder(mode).use_cassette(str(cassette)):
            return {name: coached(taken, service, user="recording") for name, taken in TAKES.items()}


if __name__ == "__main__":
    base = AiSettings.from_env(os.environ)
    for name in sys.argv[1:] or [base.small]:
        target = cassette_of(name)
        target.unlink(missing_ok=True)
        heard = conversation(replace(base, small=name, large=name), target, "once")
        told = {take: [said["outcome"], said["voice"]] for take, said in heard.items()}
        print(json.dumps(told, indent=1))  # noqa: T201
