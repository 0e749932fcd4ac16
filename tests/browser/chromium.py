"""Headless Chromium as a learner's browser, and what is put into its pages."""

import shutil
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
]
STUB = (Path(__file__).parent / "midi_stub.js").read_text(encoding="utf-8")
STEADY = """
// Without a sound card the audio clock stands still whenever the machine is busy; ms need better.
AudioContext.prototype.getOutputTimestamp = function () {
  const performanceTime = performance.now();
  this.zero ??= performanceTime - this.currentTime * 1000 + 40;
  return { contextTime: (performanceTime - this.zero) / 1000, performanceTime };
};
"""
