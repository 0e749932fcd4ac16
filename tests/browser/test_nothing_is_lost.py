"""Kernel killed, page reloaded, cable pulled in the middle of a take: the take arrives, once."""

import os
import signal
from collections.abc import Callable

import psutil
from conftest import Academy, desk_of
from lights import wait_for_lights, watch_lights
from playing import NOTES, downbeat_ms, play_midi, stage_of, target
from playwright.sync_api import Locator, Page, expect

NewPage = Callable[..., Page]
EXERCISE = "backbeat/kick-and-snare"


def kernels_of(academy: Academy) -> list[psutil.Process]:
    server = psutil.Process(academy.process.pid)
    return [child for child in server.children(recursive=True) if is_kernel(child)]


def is_kernel(process: psutil.Process) -> bool:
    try:
        return "ipykernel" in " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):  # it ended while it was looked at
        return False


def begin(page: Page, academy: Academy) -> tuple[Locator, float]:
    """Open the lesson, press Play, and return the stage and the downbeat."""
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    expect(stage.locator(".input")).to_contain_text("SP-404MKII")
    stage.get_by_role("button", name="Play", exact=True).click()
    return stage, downbeat_ms(stage)


def hit(page: Page, zero: float, notes: list[tuple[float, str]]) -> None:
    page.evaluate(
        "hits => midiStub.play('SP-404MKII', hits)",
        [[zero + at * 1000, NOTES[lane], 90] for at, lane in notes],
    )


def test_a_kernel_killed_in_the_middle_of_a_take_loses_nothing(
    own_academy: Academy, new_page: NewPage
) -> None:
    page = new_page(quiet=False)
    stage, zero = begin(page, own_academy)
    hit(page, zero, target()[:3])
    for kernel in kernels_of(own_academy):
        os.kill(kernel.pid, signal.SIGKILL)
    hit(page, zero, target()[3:])

    expect(stage.locator(".card")).to_be_visible(timeout=60_000)
    expect(stage.locator(".saving")).to_have_text("Saved", timeout=30_000)
    (attempt,) = desk_of(own_academy).attempts(EXERCISE)
    assert attempt["pattern"] == 100
    assert not attempt["interrupted"]


def test_a_reload_in_the_middle_of_a_take_keeps_what_was_played(
    own_academy: Academy, new_page: NewPage
) -> None:
    page = new_page(quiet=False)
    _, zero = begin(page, own_academy)
    hit(page, zero, target()[:5])
    page.reload()

    stage = stage_of(page, "kick-and-snare")
    expect(stage.locator(".saving")).to_have_text("Saved", timeout=30_000)
    page.wait_for_function("() => navigator.locks !== undefined")
    (take,) = wait_for_takes(page, own_academy)
    assert take["interrupted"]
    assert take["hit_count"] == 5


def wait_for_takes(page: Page, academy: Academy) -> list[dict[str, object]]:
    for _ in range(100):
        takes = desk_of(academy).takes(EXERCISE)
        if takes:
            return takes
        page.wait_for_timeout(100)
    raise AssertionError("no take arrived within 10 s")


def test_a_cable_pulled_and_put_back_is_said_and_survived(new_page: NewPage, academy: Academy) -> None:
    page = new_page()
    stage, zero = begin(page, academy)
    hit(page, zero, target()[:3])
    page.evaluate("midiStub.unplug('SP-404MKII')")
    expect(stage.locator(".input")).to_contain_text("unplugged")
    page.evaluate("midiStub.plug('SP-404MKII')")
    expect(stage.locator(".input")).not_to_contain_text("unplugged")
    hit(page, zero, target()[4:])
    expect(stage.locator(".card")).to_be_visible(timeout=20_000)
    counts = stage.locator(".card .advice")
    expect(counts).to_contain_text("1 of 8 notes did not sound")


def test_a_closed_tab_leaves_no_kernel_behind(own_academy: Academy, new_page: NewPage) -> None:
    page = new_page()
    page.goto(own_academy.page("voila/render/02-backbeat.ipynb"))
    stage_of(page, "kick-and-snare")
    page.wait_for_timeout(4000)  # the next kernel is being warmed
    before = len(kernels_of(own_academy))
    page.close(run_before_unload=False)
    for _ in range(100):
        if len(kernels_of(own_academy)) < before:
            break
        new_page(midi=False).wait_for_timeout(100)
    assert len(kernels_of(own_academy)) == before - 1


def test_midi_refused_is_said_and_the_keyboard_still_plays(new_page: NewPage, academy: Academy) -> None:
    page = new_page()
    page.add_init_script("midiStub.denied = true")
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    expect(stage.locator(".notice")).to_contain_text("did not give MIDI")
    watch_lights(page)
    page.keyboard.press("Tab")
    stage.get_by_role("button", name="Pad 13, kick").click()
    assert "Pad 13" in wait_for_lights(page)[0]


def test_a_take_with_known_deviations_is_measured_to_the_millisecond(
    new_page: NewPage, academy: Academy
) -> None:
    page = new_page(steady=True)
    page.goto(academy.page("voila/render/02-backbeat.ipynb"))
    stage = stage_of(page, "kick-and-snare")
    expect(stage.locator(".input")).to_contain_text("SP-404MKII")
    play_midi(page, stage, late_ms=[-40, -20])
    expect(stage.locator(".card")).to_be_visible(timeout=15_000)
    attempt = desk_of(academy).attempts(EXERCISE)[0]
    assert abs(attempt["bias_ms"] + 30) < 3
