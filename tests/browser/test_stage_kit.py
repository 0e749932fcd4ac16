"""The stage in Chromium decodes the kit of its lesson; without a desk it says what plays instead."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from conftest import Academy, desk_of
from playing import stage_of
from playwright.sync_api import Locator, Page, expect

from academy.client import DESK_FILE
from academy.samples.kits import load_kit
from academy.settings import Settings

NewPage = Callable[..., Page]
COURSE = load_kit(Path(__file__).parents[2] / "data" / "kits" / "course")
DECODED = """
window.decoded = [];
const decode = BaseAudioContext.prototype.decodeAudioData;
BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.slice(0)));
  const buffer = await decode.call(this, bytes);
  const peak = buffer.getChannelData(0).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  decoded.push({ hash: [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join(""), peak });
  return buffer;
};
"""
STARTED = """
window.started = [];
const begin = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...when) {
  started.push(this.buffer.duration);
  return begin.apply(this, when);
};
"""
WAIT_MS = 30_000


def opened(page: Page, academy: Academy, lesson: str, exercise: str) -> Locator:
    """Open a lesson and return the stage of an exercise."""
    page.add_init_script(DECODED)
    page.goto(academy.page(f"voila/render/{lesson}.ipynb"))
    return stage_of(page, exercise)


def decoded_by(page: Page, stage: Locator) -> dict[str, float]:
    """Let the first beat be heard; return the peak of each sound that was decoded, by its file's hash."""
    assert page.evaluate("decoded.length") == 0  # nothing is fetched before somebody wants to hear it
    stage.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("decoded.length > 20", timeout=WAIT_MS)
    stage.get_by_role("button", name="Stop", exact=True).click()
    return {each["hash"]: each["peak"] for each in page.evaluate("decoded")}


def hash_of(wav: bytes) -> str:
    return sha256(wav).hexdigest()


def test_the_page_plays_the_kit_of_its_lesson(academy: Academy, new_page: NewPage) -> None:
    page = new_page()
    stage = opened(page, academy, "13-chop-a-break", "in-order")
    decoded, desk = decoded_by(page, stage), desk_of(academy)
    pads = [piece["pad"] for piece in desk.kit("chop-a-break")["pieces"]]
    assert {"A13", "A15", *(f"B{n}" for n in range(1, 9))} <= set(pads)
    assert all(decoded[hash_of(desk.kit_audio("chop-a-break", pad))] > 0.05 for pad in pads)
    assert hash_of(COURSE.wav("click")) in decoded
    assert all(hash_of(COURSE.wav(name)) not in decoded for name in ("kick", "chop2", "ride"))
    expect(stage.locator(".other-sounds")).to_be_hidden()


def test_a_pad_outside_the_course_kit_sounds_where_the_learner_put_a_sound(
    own_academy: Academy, new_page: NewPage
) -> None:
    desk = desk_of(own_academy)
    (sound,) = desk.sounds({"kind": ["cymbal"]}, 0, 1)["rows"]
    assert "B16" not in COURSE.pads.values()
    desk.keep_kit("chop-a-break", {"B16": {"sound": sound["id"], "start": None, "end": None}})
    page = new_page(midi=False)
    page.add_init_script(STARTED)
    stage = opened(page, own_academy, "13-chop-a-break", "in-order")
    decoded = decoded_by(page, stage)
    assert decoded[hash_of(desk.kit_audio("chop-a-break", "B16"))] > 0.05
    page.evaluate("started.length = 0")
    stage.locator(".grid .pad").nth(15).click()
    page.wait_for_function("started.length > 0", timeout=WAIT_MS)
    assert abs(page.evaluate("started[0]") - sound["duration_s"]) < 0.01


def test_without_a_desk_the_course_kit_plays_and_the_stage_says_so(
    own_academy: Academy, new_page: NewPage
) -> None:
    page = new_page()
    stage = opened(page, own_academy, "02-backbeat", "kick-and-snare")
    settings = Settings.from_env({"ACADEMY_STORE": str(own_academy.store)}, own_academy.store.parent)
    (settings.state_dir / DESK_FILE).unlink()  # how a kernel finds the desk
    decoded = decoded_by(page, stage)
    assert {hash_of(COURSE.wav(name)) for name in ("kick", "snare", "click")} <= set(decoded)
    said = stage.locator(".other-sounds")
    expect(said).to_contain_text("These are the sounds of the course kit, not those of this lesson.")
    expect(said).to_contain_text("academy start")
