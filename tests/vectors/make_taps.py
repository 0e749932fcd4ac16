"""Write the vectors of the tap test and of the silent refinement, which both languages must agree on.

Run `python tests/vectors/make_taps.py` after a change of the rule. Everything is drawn from fixed seeds.
"""

import json
import random
from pathlib import Path
from typing import Any

from academy.scoring import calibration

VECTORS = Path(__file__).parent / "calibration.json"


def _taps(seed: int, *, late_ms: float, jitter_ms: float, keep: int = 16, strays: int = 0) -> list[float]:
    chance = random.Random(seed)
    clicks = [round(0.6 * number, 4) for number in range(16)]
    taps = [round(click + chance.gauss(late_ms, jitter_ms) / 1000, 4) for click in clicks[:keep]]
    return sorted(taps + [round(chance.uniform(0, 9), 4) for _ in range(strays)])


def tap_tests() -> dict[str, Any]:
    """Return the vectors of the tap test and of the silent refinement."""
    clicks = [round(0.6 * number, 4) for number in range(16)]
    taps = {
        "exact": clicks,
        "38 ms late, steady": _taps(1, late_ms=38, jitter_ms=8),
        "25 ms early": _taps(2, late_ms=-25, jitter_ms=14),
        "usable": _taps(3, late_ms=60, jitter_ms=30, strays=2),
        "scattered": _taps(4, late_ms=40, jitter_ms=95),
        "too few": _taps(5, late_ms=20, jitter_ms=8, keep=5),
        "none": [],
        "Bluetooth": _taps(6, late_ms=190, jitter_ms=12),
    }
    chance = random.Random(9)
    plays: list[tuple[float, int, float, float]] = [
        (20.0, 60, 12.0, 6.0),
        (20.0, 60, 12.0, 30.0),
        (20.0, 49, 12.0, 6.0),
        (0.0, 80, -22.0, 9.0),
    ]
    refined = []
    for latency_ms, count, late_ms, jitter_ms in plays:
        asynchronies = [round(chance.gauss(late_ms, jitter_ms), 3) for _ in range(count)]
        told = calibration.refine(_known(latency_ms), asynchronies)
        refined.append({"latencyMs": latency_ms, "asynchronies": asynchronies, "refined": _calibration(told)})
    return {
        "clicks": clicks,
        "taps": [
            {"name": name, "taps": times, "calibration": _calibration(calibration.tap_test(clicks, times))}
            for name, times in taps.items()
        ],
        "refine": refined,
        "outputLatency": [[ms, calibration.output_warning(ms)] for ms in (None, 12.0, 60.0, 61.0, 180.0)],
    }


def _known(latency_ms: float) -> calibration.Calibration:
    return calibration.Calibration(latency_ms=latency_ms, mad_ms=8.0, taps=14, refused=None)


def _calibration(told: calibration.Calibration) -> dict[str, Any]:
    return {
        "latencyMs": _rounded(told.latency_ms),
        "madMs": _rounded(told.mad_ms),
        "taps": told.taps,
        "refused": told.refused,
        "quality": told.quality,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def text() -> str:
    """Return the text of the vector file."""
    return json.dumps(tap_tests(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    VECTORS.write_text(text(), encoding="utf-8")
