"""`academy new` and `import-pattern`: an instructor begins with something that works."""

import io
import json
from pathlib import Path
from typing import Any

import mido
import pytest

from academy.lessons.check import check
from academy.midi.device import load_device
from academy.midi.midi_file import midi_of_target
from academy.patterns.notation import parse
from academy.samples.kits import load_kit
from academy.settings import Settings

HOME = Settings.from_env({}, Path.cwd()).home
MAP = load_device(HOME / "data" / "sp404mk2.toml").mode_a()
PADS = load_kit(HOME / "data" / "kits" / "course").pads
BEAT = "tempo: 88\n\nkick  x... ..x. ...x x...\nsnare .... X..o .... X...\n"


@pytest.fixture
def beat(tmp_path: Path) -> Path:
    """A pattern as the unit's app would write it."""
    file = tmp_path / "beat.mid"
    file.write_bytes(midi_of_target(parse(BEAT).target(PADS), MAP))
    return file


def drums(file: Path, *notes: int, ticks: int = 240, **meta: Any) -> Path:
    """Write notes, one each eighth, on the drum channel of General MIDI."""
    midi = mido.MidiFile(type=0, ticks_per_beat=480)
    track = mido.MidiTrack(mido.MetaMessage(kind, **said) for kind, said in meta.items())
    midi.tracks.append(track)
    for number, note in enumerate(notes):
        track.append(mido.Message("note_on", channel=9, note=note, velocity=90, time=ticks if number else 0))
    buffer = io.BytesIO()
    midi.save(file=buffer)
    file.write_bytes(buffer.getvalue())
    return file


@pytest.mark.parametrize("command", ["new", "import-pattern"])
def test_each_has_help_with_an_example(academy: Any, command: str) -> None:
    said = academy(command, "--help")
    assert said.code == 0
    assert said.out.strip().splitlines()[-1].startswith(f"example: academy {command} ")


def test_a_new_lesson_says_where_it_is_and_what_to_do_next(academy: Any, tmp_path: Path) -> None:
    (tmp_path / "index.ipynb").touch()
    said = academy("new", "Dembow", "--tempo", "95", "--into", tmp_path)
    file = tmp_path / "01-dembow.ipynb"
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{file}\n") and said.out.endswith(f"academy publish {file}\n")
    assert f"academy preview {file}" in said.out
    assert "sources" in said.out
    assert check([file]) == []


def test_a_new_lesson_is_a_draft_of_the_course_unless_told(
    academy: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("course", "data"):
        (tmp_path / folder).mkdir()
    monkeypatch.setenv("ACADEMY_HOME", str(tmp_path))
    assert academy("new", "Dembow").code == 0
    assert [path.name for path in (tmp_path / "course" / "drafts").iterdir()] == ["01-dembow.ipynb"]
    assert json.loads(academy("lessons", "--json").out) == []


def test_a_draft_beside_a_course_gets_the_number_after_its_lessons_and_no_id_of_theirs(
    academy: Any, tmp_path: Path
) -> None:
    (tmp_path / "index.ipynb").touch()
    academy("new", "Dembow", "--into", tmp_path)
    assert academy("new", "Dub", "--into", tmp_path / "drafts").out.startswith(
        f"{tmp_path / 'drafts' / '02-dub.ipynb'}\n"
    )
    assert "has the id 'dembow' already" in academy("new", "Dembow", "--into", tmp_path / "drafts").sentence


def test_a_draft_away_from_the_course_only_misses_the_home_page(academy: Any, tmp_path: Path) -> None:
    said = academy("new", "Dembow", "--into", tmp_path / "drafts")
    assert "link to index.ipynb" in said.out
    (problem,) = check([tmp_path / "drafts"])
    assert "index.ipynb" in problem.says


def test_no_lesson_is_ever_written_over(academy: Any, tmp_path: Path) -> None:
    academy("new", "Dembow", "--into", tmp_path)
    (file,) = tmp_path.glob("*.ipynb")
    before = file.read_bytes()
    assert (
        "01-dembow.ipynb has the id 'dembow' already" in academy("new", "Dembow", "--into", tmp_path).sentence
    )
    assert [path.read_bytes() for path in tmp_path.glob("*.ipynb")] == [before]


def test_a_file_that_appears_meanwhile_is_left_as_it_is(
    academy: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "01-dembow.ipynb").write_text("somebody's")
    monkeypatch.setattr("academy.lessons.drafting.next_number", lambda _folder: 1)
    assert "01-dembow.ipynb: File exists" in academy("new", "Dembow", "--into", tmp_path).sentence
    assert (tmp_path / "01-dembow.ipynb").read_text() == "somebody's"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("!!",), "gives no id"),
        (("Dembow", "--topic", "jazz"), "'topic' is 'jazz'"),
        (("Dembow", "--tempo", "1000"), "tempo is '1000'"),
        (("Dembow", "--tempo", "fast"), "--tempo"),
        (("Dembow", "--level", "4"), "--level"),
    ],
)
def test_bad_input_writes_nothing(
    academy: Any, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert words in academy("new", *arguments, "--into", tmp_path / "drafts").sentence
    assert not (tmp_path / "drafts").exists()


def test_a_pattern_of_the_units_app_is_the_cell_it_came_from(academy: Any, beat: Path) -> None:
    said = academy("import-pattern", beat, "--name", "my-beat")
    first, _, body = said.out.partition("\n")
    assert (said.code, first, parse(body)) == (0, "%%exercise my-beat", parse(BEAT))
    assert said.err.splitlines() == [
        "Tempo 88, 4/4, 1 bar, 4 steps to a beat, 7 notes.",
        "Moved to the grid by 0.0 ms on average and 0.0 ms at most.",
    ]


def test_bars_and_division_are_as_told(academy: Any, beat: Path) -> None:
    pattern = parse(academy("import-pattern", beat, "--bars", "2", "--division", "8").out.partition("\n")[2])
    assert (pattern.bars, pattern.division) == (2, 8)


def test_general_midi_drums_get_the_kits_names(academy: Any, tmp_path: Path) -> None:
    file = drums(tmp_path / "gm.mid", 36, 42, 38, 42)
    said = academy("import-pattern", file, "--map", "gm")
    assert [lane.name for lane in parse(said.out.partition("\n")[2]).lanes] == ["kick", "snare", "hat"]
    assert "names no tempo" in said.err
    assert "--map gm" in academy("import-pattern", file).err


def test_the_meter_of_the_file_is_the_meter_of_the_exercise(academy: Any, tmp_path: Path) -> None:
    meta = {
        "set_tempo": {"tempo": mido.bpm2tempo(100)},
        "time_signature": {"numerator": 6, "denominator": 8},
    }
    file = drums(tmp_path / "six.mid", *[36] * 7, **meta)
    pattern = parse(academy("import-pattern", file, "--map", "gm").out.partition("\n")[2])
    assert (pattern.meter, pattern.tempo, pattern.bars) == ((6, 8), 200, 2)
    assert [note.step for note in pattern.lanes[0].notes] == [beat * pattern.division for beat in range(7)]


def test_what_was_rounded_is_said(academy: Any, tmp_path: Path) -> None:
    file = drums(tmp_path / "loose.mid", 36, 36, 36, ticks=45)
    err = academy("import-pattern", file, "--map", "gm", "--division", "4").err
    assert "Moved to the grid by 26.0 ms on average and 46.9 ms at most." in err  # 0, +46.9 and -31.3
    assert "1 note moved by more than a quarter of a step." in err
    assert "1 note merged" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("none.mid",), "none.mid cannot be read: No such file"),
        (("text.mid",), "text.mid: not a Standard MIDI File"),
        (("empty.mid",), "empty.mid: there is no note in it"),
        (("beat.mid", "--bars", "0"), "beat.mid: 0 bars; expected"),
        (("beat.mid", "--bars", "x"), "--bars"),
        (("beat.mid", "--division", "5"), "--division is 5; expected one of"),
        (("beat.mid", "--name", "My beat"), "expected one name in kebab-case"),
        (("beat.mid", "--map", "modeC"), "pad map 'modeC'"),
        (("off.mid",), "off.mid: note 20 on channel 10"),
    ],
)
def test_a_file_that_cannot_be_imported_is_one_sentence(
    academy: Any,
    beat: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.mid").write_text("no MIDI")
    drums(tmp_path / "empty.mid")
    drums(tmp_path / "off.mid", 20)
    said = academy("import-pattern", *arguments)
    assert words in said.sentence
    assert said.out == ""
