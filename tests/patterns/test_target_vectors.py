"""The file that binds the page's notes of a take to `Pattern.target`."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

VECTORS = Path(__file__).parents[1] / "vectors"


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_targets", VECTORS / "make_targets.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_notes_of_the_page_are_the_notes_of_the_kernel() -> None:
    assert (VECTORS / "targets.json").read_text(encoding="utf-8") == maker().text()


def test_a_lazy_snare_stays_18_ms_late_at_any_tempo() -> None:
    cases = json.loads((VECTORS / "targets.json").read_text(encoding="utf-8"))
    lazy = next(case for case in cases if "lazy" in case["name"])
    for target in lazy["targets"]:
        snare = next(onset for onset in target["onsets"] if onset[2] == "A14")
        assert snare[0] - 60 / target["tempo"] == pytest.approx(0.018)
