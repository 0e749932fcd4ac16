"""What no page sends is answered in a sentence, and breaks nothing for others."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from class_here import Class, class_here

from academy.desk import handlers
from academy.desk.in_json import in_json
from academy.settings import Settings

DEEP = 200_000
LONG = ("takes", "takes/one", "attempts", "playing", "learner?exercise=backbeat/first")
TAKE = '{"take": {"id": "one", "exercise": "backbeat/first", "hits": []}, "score": %s}'
SCORE = '{"status": "scored", "constants": "1", "overall": %s}'


@pytest.fixture(scope="module")
def ann(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    folder = tmp_path_factory.mktemp("class")
    settings = Settings.from_env({"ACADEMY_STORE": str(folder / "academy.duckdb")}, folder)
    with class_here(settings) as one:
        yield one


def send(ann: Class, method: str, path: str, body: str) -> tuple[int, str]:
    """Send a body as it stands."""
    import urllib3

    said = {"Authorization": f"token {ann.desk.token}"}
    answer = urllib3.request(method, f"{ann.desk.url}/{path}", body=body, headers=said)
    return answer.status, answer.json()["error"] if answer.status >= 400 else ""


@pytest.mark.parametrize("limit", ["%C2%B2", "9" * 5000, "-1", "1e3", str(2**70), "%D9%A3"])
@pytest.mark.parametrize("path", ["attempts?limit=", "coach/plan?seed=", "learner?exercise=x&limit="])
def test_a_number_that_is_none_is_refused_in_words(ann: Class, path: str, limit: str) -> None:
    status, said = ann.get(path + limit)
    assert status == 400 and "expected a whole number" in said["error"] and len(said["error"]) < 150


@pytest.mark.parametrize("count", ["%C2%B2", "9" * 5000])
def test_a_number_of_slices_that_is_none_is_refused_in_words(ann: Class, count: str) -> None:
    assert ann.get(f"sounds/kick-deep-03/slices?count={count}")[0] == 422


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("NaN", "NaN is no number"),
        ("-Infinity", "is no number"),
        ("1e999", "1e999 is no number"),
        ("9" * 5000, "not JSON"),
        ("[" * (DEEP // 2) + "]" * (DEEP // 2), "nested"),
        ("[" * 900 + "]" * 900, "nested"),
        ('"' + "x" * 65_000 + '"', "values of 64000"),
    ],
)
def test_a_setting_that_cannot_be_kept_is_refused_and_the_old_one_stays(
    ann: Class, value: str, words: str
) -> None:
    ann.desk.set_setting("device", {"mode": "B"})
    status, sentence = send(ann, "PUT", "settings/device", f'{{"value": {value}}}')
    assert status == 400 and words in sentence
    assert ann.desk.setting("device") == {"mode": "B"}


@pytest.mark.parametrize("overall", ["1.7e308", "NaN", "1e999", "-3", '"good"', "{}"])
def test_no_learners_number_breaks_the_instructors_page(ann: Class, overall: str) -> None:
    for name in ("ann", "ben"):
        assert send(ann.as_(name), "POST", "takes", TAKE % (SCORE % overall))[0] == 400
    assert ann.as_("tess").get("teaching")[0] == 200


@pytest.mark.parametrize(
    "take", ["5", '{"id": 5}', '{"hits": 5}', '{"id": "a", "exercise": "b", "hits": [5]}']
)
def test_a_take_that_is_none_is_refused_in_words(ann: Class, take: str) -> None:
    status, sentence = send(ann, "POST", "takes", f'{{"take": {take}, "score": {{}}}}')
    assert status == 400 and sentence


@pytest.mark.parametrize(
    "path", ["takes", "takes/one", "attempts", "playing", "learner?exercise=backbeat/first"]
)
def test_long_answers_are_put_into_words_beside_the_loop(ann: Class, path: str, monkeypatch: Any) -> None:
    ann.desk.record(json.loads(TAKE % "{}")["take"], json.loads(SCORE % 9), passed=True)
    loops, writers = [], []
    answered = handlers.DeskHandler._send

    def send(self: Any, said: str) -> None:
        loops.append(threading.get_ident())
        answered(self, said)

    monkeypatch.setattr(handlers.DeskHandler, "_send", send)
    monkeypatch.setattr(
        handlers, "in_json", lambda value: (writers.append(threading.get_ident()), in_json(value))[1]
    )
    assert ann.get(path)[0] == 200
    assert len(loops) == len(writers) == 1 and loops != writers


@pytest.mark.parametrize("value", [[], {}, [{"ü": None}], {"a": [1, [2]], "b": {"c": "\n"}}, "x", None])
def test_json_in_pieces_says_the_same(value: Any) -> None:
    assert json.loads(in_json(value)) == value
