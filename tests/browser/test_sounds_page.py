"""The page "Sounds" in Chromium: find, hear, correct, build a kit, with sounds that are really decoded."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from conftest import Academy
from lights import lit, wait_for_lights, watch_lights
from playwright.sync_api import Locator, Page, expect

from academy.client import DESK_FILE
from academy.settings import Settings

NewPage = Callable[..., Page]
DECODED = """
window.decoded = [];
const decode = BaseAudioContext.prototype.decodeAudioData;
BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
  const buffer = await decode.call(this, bytes);
  decoded.push(buffer);
  return buffer;
};
"""
LEVEL = """
async () => {
  const buffer = decoded.at(-1);
  const offline = new OfflineAudioContext(buffer.numberOfChannels, buffer.length, buffer.sampleRate);
  const source = offline.createBufferSource();
  source.buffer = buffer;
  source.connect(offline.destination);
  source.start();
  const [heard] = [(await offline.startRendering()).getChannelData(0)];
  const db = (value) => 20 * Math.log10(value);
  return {
    rms: db(Math.sqrt(heard.reduce((sum, value) => sum + value * value, 0) / heard.length)),
    peak: db(heard.reduce((most, value) => Math.max(most, Math.abs(value)), 0)),
    seconds: buffer.duration,
  };
}
"""
WAIT_MS = 20_000


def opened(page: Page, academy: Academy) -> Locator:
    """Return the widget once its first sounds and its kit are there."""
    page.add_init_script(DECODED)
    page.goto(academy.page("voila/render/sounds.ipynb"))
    sounds = page.locator(".academy.sounds")
    expect(sounds.locator(".row:not(.coming)").first).to_be_visible(timeout=30_000)
    expect(sounds.locator(".pieces > li").first).to_be_visible(timeout=30_000)
    return sounds


def search(sounds: Locator, words: str) -> None:
    """Look for words, and wait until they are answered."""
    before = sounds.locator(".count").text_content()
    sounds.get_by_label("Search sounds").fill(words)
    expect(sounds.locator(".count")).not_to_have_text(before or "", timeout=WAIT_MS)


def heard_level(page: Page, many: int = 1) -> dict[str, float]:
    """Return the level of the sound that was decoded last, rendered offline."""
    page.wait_for_function(f"decoded.length >= {many}", timeout=WAIT_MS)
    level: dict[str, float] = page.evaluate(LEVEL)
    return level


@pytest.mark.parametrize("words", ["kick", "vinyl", "loop"])
def test_a_click_is_heard_at_a_real_level(new_page: NewPage, academy: Academy, words: str) -> None:
    page = new_page(midi=False)
    sounds = opened(page, academy)
    search(sounds, words)
    row = sounds.locator(".row").first
    row.click()
    level = heard_level(page)
    assert -60 < level["rms"] < 0
    assert level["rms"] < level["peak"] < 0
    if words != "kick":  # long enough to be watched
        expect(row).to_have_attribute("data-phase", "playing")
        page.wait_for_function(
            "parseFloat(document.querySelector('.row .head:not([hidden])')?.style.left) > 1"
        )
        page.keyboard.press("Escape")
        expect(row).to_have_attribute("data-phase", "silent")


def test_the_list_is_walked_by_keys_and_letters_stay_in_fields(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    sounds = opened(page, academy)
    rows = sounds.get_by_role("listbox")
    rows.focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert heard_level(page)["rms"] > -60
    chosen = sounds.locator(".row[aria-selected=true]")
    expect(chosen).to_have_attribute("aria-posinset", "3")
    expect(sounds.locator(".detail h3")).to_have_text(chosen.locator("b").text_content() or "")
    page.keyboard.press("End")
    expect(sounds.locator(".row.current:not(.coming)")).to_be_visible(timeout=WAIT_MS)
    last = sounds.locator(".row.current")
    assert last.get_attribute("aria-posinset") == last.get_attribute("aria-setsize")
    watch_lights(page, ".sounds .kit .grid")
    sounds.get_by_label("Search sounds").focus()
    page.keyboard.type("zxcv")
    expect(sounds.get_by_label("Search sounds")).to_have_value("zxcv")
    assert lit(page) == []


def test_filters_narrow_and_nothing_found_says_what_to_do(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    sounds = opened(page, academy)
    everything = sounds.locator(".count").text_content() or ""
    sounds.get_by_role("group", name="Kind").get_by_role("button", name="chord loop").click()
    sounds.get_by_label("BPM from").fill("180")
    sounds.get_by_label("BPM from").press("Enter")
    sounds.get_by_label("Key", exact=True).select_option("Cm")
    expect(sounds.locator(".row .kind").first).to_have_text("chord loop", timeout=WAIT_MS)
    expect(sounds.locator(".fold")).to_have_text("Filters (3)")
    fits = re.compile(r"^(8[7-9]|9[0-3]|17[3-9]|18[0-7]|34[6-9]|3[56]\d|37[0-4])(\.\d+)?$")
    expect(sounds.locator(".row .bpm").first).to_have_text(fits, timeout=WAIT_MS)
    search(sounds, "no such sound at all")
    expect(sounds.locator(".nothing h3")).to_have_text("No such sound")
    sounds.get_by_label("Search sounds").fill("")
    sounds.get_by_role("button", name="Clear filters").click()
    expect(sounds.locator(".count")).to_have_text(everything, timeout=WAIT_MS)


def test_more_like_a_sound_and_back_to_all(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    sounds = opened(page, academy)
    everything = sounds.locator(".count").text_content() or ""
    search(sounds, "snare")
    sounds.locator(".row").first.click()
    expect(sounds.locator(".known > div").first).to_contain_text("the recipe that made it")
    expect(sounds.get_by_role("button", name="Correct: Kind")).to_have_count(0)  # a recipe knows
    sounds.get_by_role("button", name="More like this").click()
    expect(sounds.locator(".row .kind").nth(1)).to_have_text("snare", timeout=WAIT_MS)
    sounds.locator(".chip.like").click()
    expect(sounds.locator(".count")).to_have_text(everything, timeout=WAIT_MS)


def test_a_sound_is_heard_through_an_effect_and_dry_again(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    sounds = opened(page, academy)
    search(sounds, "kick")
    sounds.locator(".row").first.click()
    dry = heard_level(page)
    sounds.get_by_label("Hear it through").select_option("Resonator")
    wet = heard_level(page, many=2)
    assert wet["seconds"] == pytest.approx(dry["seconds"] + 2.0, abs=0.01)
    assert -60 < wet["rms"] < dry["rms"] - 3
    expect(sounds.get_by_text("Our approximation")).to_be_visible()
    sounds.locator(".row").nth(1).click()
    heard_level(page, many=3)
    expect(sounds.get_by_label("Hear it through")).to_have_value("resonator")


def test_a_sound_is_kept_for_the_daw(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    sounds = opened(page, academy)
    search(sounds, "kick")
    sounds.locator(".row").first.click()
    with page.expect_download(timeout=WAIT_MS) as kept:
        sounds.get_by_role("button", name="Keep as WAV").click()
    info = soundfile.info(kept.value.path())
    assert (kept.value.suggested_filename[-4:], info.samplerate, info.subtype) == (".wav", 48_000, "PCM_16")


def choose_lesson(kit: Locator, lesson: str, file: str) -> Locator:
    """Choose a lesson and wait until its own pads are there; returns the link to practise it."""
    kit.get_by_label("Lesson").select_option(lesson)
    practise = kit.get_by_role("link", name="Practise this lesson with it")
    expect(practise).to_have_attribute("href", file, timeout=WAIT_MS)
    return practise


def test_the_kit_plays_and_changes_under_the_hands(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    sounds = opened(page, academy)
    kit = sounds.locator(".kit")
    practise = choose_lesson(kit, "backbeat", "02-backbeat.ipynb")
    kick = kit.locator(".pieces > li[data-pad=A13]")
    kick.locator(".piece").click()
    watch_lights(page, ".sounds .kit .grid")
    page.keyboard.press("z")
    assert wait_for_lights(page) == ["Pad 13, kick, key Z"]
    assert heard_level(page, many=2)["peak"] < 0
    other = kick.locator(".alternates b").first.text_content() or ""
    kick.get_by_role("button", name=f"Take {other}").click()
    expect(kick.locator(".name")).to_have_text(other, timeout=WAIT_MS)
    expect(kick).to_contain_text("Your choice.")
    kick.get_by_role("button", name="Lock").click()
    names = kit.locator(".piece .name").all_text_contents()
    kit.get_by_role("button", name="Another seed").click()
    expect(kit.locator(".piece .name")).not_to_have_text(names, timeout=WAIT_MS)
    expect(kick.locator(".name")).to_have_text(other)
    kit.get_by_role("button", name="Back to the academy's choice").click()
    expect(kit.get_by_role("button", name="Back to the academy's choice")).to_be_hidden(timeout=WAIT_MS)
    expect(practise).to_have_attribute("href", "02-backbeat.ipynb")


def test_a_pad_of_the_unit_plays_its_pad_of_the_kit(new_page: NewPage, academy: Academy) -> None:
    page = new_page()
    sounds = opened(page, academy)
    kit = sounds.locator(".kit")
    choose_lesson(kit, "backbeat", "02-backbeat.ipynb")
    expect(kit.locator(".pieces > li[data-pad=A13]")).to_be_visible(timeout=WAIT_MS)
    kit.locator("header").first.click()  # the part of the page that was touched last hears the unit
    watch_lights(page, ".sounds .kit .grid")
    page.evaluate("midiStub.play('SP-404MKII', [[performance.now() + 50, 36, 90]])")
    assert wait_for_lights(page) == ["Pad 13, kick, key Z"]
    assert -60 < heard_level(page)["rms"] < 0


def test_a_found_sound_goes_onto_a_pad_and_the_card_gets_the_kit(new_page: NewPage, academy: Academy) -> None:
    page = new_page(midi=False)
    sounds = opened(page, academy)
    choose_lesson(sounds.locator(".kit"), "four-on-the-floor", "03-four-on-the-floor.ipynb")
    search(sounds, "snare")
    sounds.locator(".row").first.click()
    sounds.get_by_label("Pad", exact=True).select_option("A13")
    sounds.get_by_role("button", name="Add to kit").click()
    piece = sounds.locator(".pieces > li[data-pad=A13]")
    expect(piece.locator(".name")).to_have_text(
        sounds.locator(".detail h3").text_content() or "", timeout=WAIT_MS
    )
    with page.expect_download(timeout=60_000) as kept:
        sounds.get_by_role("button", name="Files for the card").click()
    with zipfile.ZipFile(io.BytesIO(Path(kept.value.path()).read_bytes())) as files:
        assert any(name.endswith(".WAV") and "/A13_" in name for name in files.namelist())


def test_the_learners_own_folder_is_read_corrected_and_forgotten(
    new_page: NewPage, academy: Academy, tmp_path: Path
) -> None:
    tone = 0.5 * np.sin(2 * np.pi * 220 * np.arange(24_000) / 48_000)
    soundfile.write(tmp_path / "my bell.wav", tone, 48_000)
    (tmp_path / "broken.wav").write_bytes(b"RIFF nothing of the kind")
    page = new_page(midi=False)
    sounds = opened(page, academy)
    own = sounds.locator(".own")
    own.get_by_label("A folder on this computer").fill(str(tmp_path))
    page.keyboard.press("Enter")
    own.get_by_text("One file was left out").click(timeout=60_000)
    expect(own.locator(".skipped li")).to_contain_text("broken.wav")
    sounds.get_by_role("button", name="My own").click()
    expect(sounds.locator(".count")).to_have_text("1 sound", timeout=WAIT_MS)
    expect(sounds.locator(".row small")).to_have_text("mine: my bell.wav")
    sounds.locator(".row").click()
    assert heard_level(page)["peak"] == pytest.approx(-6.0, abs=1.0)
    kind = sounds.locator(".known > div").first
    kind.get_by_role("button", name="Correct: Kind").press("Enter")
    expect(kind.get_by_label("Kind", exact=True)).to_be_focused()
    kind.get_by_label("Kind", exact=True).select_option("tom")
    kind.get_by_role("button", name="Save").click()
    expect(kind.locator(".who")).to_have_text("you", timeout=WAIT_MS)
    expect(sounds.locator(".row .kind")).to_have_text("tom")
    own.get_by_role("button", name="Forget it").click()
    expect(sounds.locator(".nothing h3")).to_have_text("None of your own", timeout=WAIT_MS)


def test_without_a_desk_the_page_says_so_and_goes_on_when_there_is_one(
    own_academy: Academy, new_page: NewPage
) -> None:
    home = own_academy.store.parent
    note = Settings.from_env({"ACADEMY_STORE": str(own_academy.store)}, home).state_dir / DESK_FILE
    page = new_page(midi=False)
    sounds = opened(page, own_academy)
    said = note.read_text(encoding="utf-8")
    note.unlink()
    sounds.get_by_role("button", name="Loops", exact=True).click()
    expect(sounds.locator(".browser > .said")).to_contain_text("academy start", timeout=WAIT_MS)
    note.write_text(said, encoding="utf-8")
    sounds.get_by_role("button", name="Try again").click()
    expect(sounds.locator(".row:not(.coming)").first).to_be_visible(timeout=WAIT_MS)
    expect(sounds.locator(".browser > .said")).to_have_text("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(new_page: NewPage, academy: Academy, scheme: str) -> None:
    page = new_page(midi=False, viewport={"width": 400, "height": 800}, color_scheme=scheme)
    sounds = opened(page, academy)
    sounds.locator(".row").first.click()
    sounds.get_by_role("button", name="Filters").click()
    expect(sounds.get_by_role("group", name="Kind")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
