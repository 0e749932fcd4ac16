"""Bad input of every kind is answered with exit 2 and one sentence that names it, never a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest

BINARY = bytes(range(256)) * 8
HIT = '{"time_s": 0, "pad": "A13", "velocity": 9}'


def write(file: Path, content: str | bytes) -> Path:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.take", BINARY, "x.take: not text in UTF-8"),
        ("x.json", BINARY, "x.json: not text in UTF-8"),
        ("x.mid", BINARY, "x.mid: not a Standard MIDI File"),
        ("x.mid", b"", "x.mid: not a Standard MIDI File"),
        ("x.json", "", "x.json: not JSON"),
        ("x.json", "[1, 2]", "x.json: expected an object"),
        ("x.json", "[" * 100_000, "x.json"),
        ("x.json", "{}", 'x.json: a take needs "hits"'),
        ("x.json", '{"hits": [{"time_s": NaN, "pad": "A13", "velocity": 9}]}', "hit 1: its time is nan"),
        ("x.json", '{"hits": [{"time_s": 1, "pad": "Q99", "velocity": 9}]}', "'Q99' is no pad"),
        ("x.json", '{"hits": [{"time_s": 1, "pad": 13, "velocity": 9}]}', "x.json"),
        ("x.json", f'{{"hits": [{HIT}], "tempo": "fast"}}', "tempo is 'fast'"),
        ("x.json", f'{{"hits": [{HIT}], "bars": [1]}}', "x.json"),
        ("x.json", f'{{"hits": [{HIT}], "bars": [5, 9]}}', "bars 5 to 9; the exercise has bars 1 to 1"),
        ("x.json", f'{{"hits": [{HIT}], "passes": 0}}', "passes are 0"),
        ("x.json", f'{{"hits": [{HIT}], "mode": "jazz"}}', "mode is 'jazz'; expected click or free"),
        ("x.json", f'{{"hits": [{HIT}], "latency_ms": "slow"}}', "latency_ms is 'slow'"),
        ("x.take", "tempo: 0\n0 kick 90\n", "tempo is 0.0"),
        ("x.take", "tempo: nan\n0 kick 90\n", "tempo is nan"),
        ("x.take", "latency_ms: inf\n0 kick 90\n", "latency_ms is inf"),
        ("x.take", "0 cowbell 90\n", "x.take, line 1: 'cowbell' is no pad"),
        ("x.take", "nan kick 90\n", "x.take: hit 1: its time is nan"),
        ("x.take", "0 kick 900\n", "x.take: hit 1: velocity 900"),
        ("x.wav", "RIFF", "x.wav: takes are .mid, .take or .json files"),
    ],
)
def test_a_take_that_cannot_be_read(
    academy: Any, pattern: Path, tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    file = write(tmp_path / name, content)
    assert words in academy("score", "--pattern", pattern, "--take", file).sentence


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("p.txt", BINARY, "p.txt: not text in UTF-8"),
        ("p.txt", "", "p.txt: line 1: no tempo"),
        ("p.txt", "tempo: 999\nkick x...\n", "p.txt: line 1: tempo is '999'"),
        ("p.txt", "tempo: 84\ncowbell x... .... .... ....\n", "lane 'cowbell': no pad is known for it"),
        ("p.mid", BINARY, "p.mid: not a Standard MIDI File"),
    ],
)
def test_a_pattern_that_cannot_be_read(
    academy: Any, take: Path, tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    file = write(tmp_path / name, content)
    assert words in academy("score", "--pattern", file, "--take", take).sentence


@pytest.mark.parametrize("option", ["--pattern", "--take", "--batch"])
def test_a_file_that_is_not_there_and_a_folder_are_named(
    academy: Any, pattern: Path, take: Path, tmp_path: Path, option: str
) -> None:
    for bad, words in ((tmp_path / "none", "No such file"), (tmp_path, "Is a directory")):
        files = {"--pattern": pattern, "--take": take} | {option: bad}
        sentence = academy("score", *(word for pair in files.items() for word in pair)).sentence
        assert sentence.startswith(f"{bad} cannot be read: {words}")


def test_a_file_that_may_not_be_read_is_named(
    academy: Any, pattern: Path, take: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *_said: Any, **_more: Any) -> str:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    sentence = academy("score", "--pattern", pattern, "--take", take).sentence
    assert sentence == f"{take} cannot be read: Permission denied."


def test_an_exercise_that_no_lesson_has_names_those_there_are(academy: Any, take: Path) -> None:
    sentence = academy("score", "--exercise", "jazz/ride", "--take", take).sentence
    assert "'jazz/ride'" in sentence and "backbeat/kick-and-snare" in sentence


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("", "COMMAND"),
        ("dance", "'dance'"),
        ("score", "Give --take FILE"),
        ("score --take TAKE", "either --exercise LESSON/EXERCISE or --pattern FILE"),
        ("score --take TAKE --pattern P --exercise a/b", "either --exercise"),
        ("score --take TAKE --pattern P --level 4", "--level"),
        ("score --take TAKE --pattern P --mode jazz", "'jazz'"),
        ("score --take TAKE --pattern P --latency-ms nan", "'nan' is no number of milliseconds"),
        ("score --take TAKE --pattern P --latency-ms 1e9", "latency_ms is 1000000000.0"),
        ("score --take TAKE --pattern P --latency-ms 1 --uncalibrated", "--uncalibrated"),
        ("score --take TAKE --pattern P --map none", "pad map 'none': expected modeA, modeB, gm"),
        ("score --take TAKE --pattern P --map TAKE", "expected modeA, modeB, gm, or a JSON file"),
        ("check NOWHERE", "There is no NOWHERE"),
        ("export", "--takes"),
        ("export --takes TAKE", "mine.take: File exists"),
        ("backup", "file"),
        ("backup TAKE", "exists already; choose another name"),
        ("backup TAKE/b.duckdb", "mine.take"),
        ("restore NOWHERE", "There is no backup NOWHERE"),
        ("restore TAKE", "cannot be read"),
        ("start --port x", "'x' is no port"),
        ("start --port 70000", "'70000' is no port; expected a whole number from 1 to 65535"),
        ("start --port 0", "'0' is no port"),
        ("start --fast", "--fast"),
    ],
)
def test_a_wrong_command_is_answered_in_one_sentence(
    academy: Any, pattern: Path, take: Path, arguments: str, words: str
) -> None:
    said = arguments.replace("TAKE", str(take)).replace(" P ", f" {pattern} ").split()
    assert words in academy(*said).sentence


@pytest.mark.parametrize(
    ("name", "value"), [("ACADEMY_HOME", "/nowhere"), ("ACADEMY_STORE", "mysql://somewhere/x")]
)
def test_a_setting_that_cannot_be_used_is_named(
    academy: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert academy("lessons").sentence.startswith(f"{name} is '{value}'")


def test_a_store_that_is_a_folder_is_named(
    academy: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ACADEMY_STORE", str(tmp_path))
    assert str(tmp_path) in academy("backup", tmp_path / "b.duckdb").sentence


def test_a_lesson_to_mend_is_exit_2_with_the_count_on_stderr(academy: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "broken.ipynb", "no notebook")
    said = academy("check", file)
    assert said.sentence == "1 to mend."
    assert "broken.ipynb: not a notebook" in said.out
    (problem,) = json.loads(academy("check", file, "--json").out)
    assert problem["file"].endswith("broken.ipynb")
