"""Sounds over HTTP: a real desk finds, tells, makes and cuts them, and says what cannot be."""

import base64
import io
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import soundfile
from desk_here import desk_here

from academy.client import Desk
from academy.errors import DeskUnavailable, SoundError
from academy.samples import forms
from academy.samples.effects.choices import EFFECTS
from academy.settings import Settings

NOTE = "bass-sub-c1"


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    with desk_here(settings) as desk:
        yield desk


def opened(data: bytes) -> "soundfile.SoundFile":
    return soundfile.SoundFile(io.BytesIO(data))


def test_sounds_are_found_with_their_waveforms_and_how_many_there_are(desk: Desk) -> None:
    found = desk.sounds({"kind": ["kick"], "sort": "name"}, 2, 3)
    assert (found["start"], len(found["rows"])) == (2, 3)
    assert {row["kind"] for row in found["rows"]} == {"kick"}
    assert found["total"] == found["facets"]["kind"]["kick"] > 20
    assert len(base64.b64decode(found["rows"][0]["peaks"])) == 512
    assert desk.sound(found["rows"][0]["id"]) == found["rows"][0]
    assert desk.sounds({})["total"] == sum(desk.sounds({}, 0, 0)["facets"]["kind"].values())


def test_a_sound_comes_in_the_form_asked_for_and_is_rendered_into_the_cache(
    desk: Desk, settings: Settings
) -> None:
    loop = desk.sounds({"kind": ["drum_loop"]}, 0, 1)["rows"][0]
    frames = round(loop["duration_s"] * 48_000)
    heard = {form: opened(desk.audio(loop["id"], form)) for form in ("ogg", "wav", "card", "daw")}
    assert [(one.format, one.subtype) for one in heard.values()] == [("OGG", "VORBIS")] + 3 * [
        ("WAV", "PCM_16")
    ]
    assert {(one.samplerate, one.frames) for one in heard.values()} == {(48_000, frames)}
    assert b"acid" in desk.audio(loop["id"], "daw") and b"acid" not in desk.audio(loop["id"], "card")
    kept = sorted(path.suffix for path in (settings.state_dir / "sounds").iterdir())
    assert kept == [".ogg", ".wav"]


def test_each_effect_changes_what_is_heard_and_is_kept_beside_the_dry_sound(
    desk: Desk, settings: Settings
) -> None:
    loop = desk.sounds({"kind": ["drum_loop"]}, 0, 1)["rows"][0]["id"]
    dry = opened(desk.audio(loop)).read()
    for effect in EFFECTS:
        wet = opened(desk.audio(loop, effect=effect)).read()
        frames = min(len(dry), len(wet))
        assert np.abs(wet).max() <= 1.0
        assert np.sqrt(np.mean((wet[:frames] - dry[:frames]) ** 2)) > 0.01, effect
    assert len(list((settings.state_dir / "sounds").glob("*.ogg"))) == 1 + len(EFFECTS)


def test_a_loop_stays_as_long_as_it_was_and_a_note_may_ring_on(desk: Desk) -> None:
    def length(sound: str, effect: str | None) -> int:
        return opened(desk.audio(sound, effect=effect)).frames

    loop = desk.sounds({"kind": ["drum_loop"]}, 0, 1)["rows"][0]["id"]
    assert length(loop, "delay") == length(loop, None)
    assert length(NOTE, "delay") == length(NOTE, None) + 96_000


def test_what_a_page_shows_is_made_ahead_but_not_a_whole_library(desk: Desk, settings: Settings) -> None:
    cache = settings.state_dir / "sounds"
    assert len(desk.sounds({}, 0, 500)["rows"]) == 500
    shown = desk.sounds({"kind": ["rim"]}, 0, 3)["rows"]
    while len(list(cache.glob("*.ogg"))) < 3:
        pass
    assert {path.stem[:-17] for path in cache.glob("*.wav")} == {row["id"] for row in shown}


def test_slices_are_the_whole_of_a_sound_and_a_cut_snaps_near_by(desk: Desk) -> None:
    loop = desk.sounds({"kind": ["drum_loop"]}, 0, 1)["rows"][0]
    equal = desk.slices(loop["id"], "equal", 8)
    assert (equal["rate"], equal["bpm"], len(equal["slices"])) == (48_000, loop["bpm"], 8)
    for cut in (equal, desk.slices(loop["id"], "transients", 16)):
        starts, ends = ([one[word] for one in cut["slices"]] for word in ("start", "end"))
        assert [*starts, cut["frames"]] == [0, *ends]
    assert abs(desk.snap(loop["id"], 10_000)["frame"] - 10_000) <= 0.005 * 48_000


REFUSED: list[tuple[Callable[[Desk], Any], str]] = [
    (lambda desk: desk.sound("kick-dsty-01"), "No sound 'kick-dsty-01' among"),
    (lambda desk: desk.sound("../../../etc/passwd"), "No sound '../../../etc/passwd'"),
    (lambda desk: desk.audio("..%2f..", "ogg"), "No sound '..%2f..'"),
    (lambda desk: desk.audio(NOTE, "mp3"), "form is 'mp3'; expected one of ogg, wav, card, daw"),
    (lambda desk: desk.audio(NOTE, effect="chorus"), "There is no effect 'chorus'; expected one of vinyl"),
    (lambda desk: desk.audio(NOTE, "card", "vinyl"), "An effect is only for listening"),
    (lambda desk: desk.sounds({"kind": ["trumpet"]}), "no kind 'trumpet'"),
    (lambda desk: desk.sounds({"colour": "red"}), "no 'colour'"),
    (lambda desk: desk.sounds([]), r"query is \[\]; expected an object"),  # type: ignore[arg-type]
    (lambda desk: desk.sounds({}, -1), "start is -1; expected a whole number from 0"),
    (lambda desk: desk.sounds({}, 0, 501), "count is 501; expected a whole number from 0 to 500"),
    (lambda desk: desk.sounds({"like": "nothing"}), "No sound 'nothing'"),
    (lambda desk: desk.slices(NOTE, "sideways"), "how is 'sideways'; expected one of equal, transients"),
    (lambda desk: desk.slices(NOTE, "equal", 0), "count is 0; expected a whole number from 1 to 128"),
    (lambda desk: desk.snap(NOTE, -5), "frame is '-5'; expected a whole number"),
    (lambda desk: desk.correct_sound(NOTE, {"bpm": 90}), "Only your own sounds can be corrected"),
    (lambda desk: desk.correct_sound("nothing", {"bpm": 90}), "No sound 'nothing'"),
]


def test_what_cannot_be_is_said_in_a_sentence_and_the_desk_goes_on(desk: Desk) -> None:
    for ask, says in REFUSED:
        with pytest.raises(SoundError, match=says):
            ask(desk)
    assert desk.sound(NOTE)["id"] == NOTE and desk.setting("sound_corrections") is None


def test_a_stranger_without_the_token_hears_nothing(desk: Desk) -> None:
    stranger = replace(desk, token="guess")
    asks: list[Callable[[], Any]] = [lambda: stranger.sounds({}), lambda: stranger.audio(NOTE)]
    asks += [lambda: stranger.index_folder("/"), lambda: stranger.kit_zip("backbeat")]
    for ask in asks:
        with pytest.raises(DeskUnavailable, match="token"):
            ask()


def test_whoever_looks_something_up_or_plays_waits_for_no_render(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Semaphore(0), threading.Event()

    def never_done(*_given: object) -> bytes:
        begun.release()
        go_on.wait()
        return b"done"

    monkeypatch.setattr(forms, "in_form", never_done)
    with ThreadPoolExecutor(5) as kernels:
        heard = [kernels.submit(desk.audio, NOTE) for _ in range(5)]
        assert begun.acquire(timeout=30) and begun.acquire(timeout=30)
        take = {"id": "one", "exercise": "backbeat/first", "hits": []}
        desk.record(take, {"status": "empty", "constants": "1"}, passed=False)
        assert desk.sounds({}, 0, 1)["total"] > 900 and desk.kit("backbeat")["pieces"]
        assert not any(each.done() for each in heard)
        go_on.set()
        assert [each.result() for each in heard] == [b"done"] * 5
