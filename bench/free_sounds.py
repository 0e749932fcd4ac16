"""Real sounds free of rights with known truth: where they are, and what their makers call them.

They are no part of the project. They are looked for at the path given, then at SOUND_DATA, then in
shared/data/audio beside the checkout.
"""

import os
from pathlib import Path

_SONIC_PI = {
    "arovane_beat_a": 32,
    "arovane_beat_b": 32,
    "arovane_beat_c": 16,
    "arovane_beat_d": 24,
    "arovane_beat_e": 24,
    "loop_3d_printer": 16,
    "loop_amen": 4,
    "loop_amen_full": 16,
    "loop_breakbeat": 4,
    "loop_compus": 16,
    "loop_drone_g_97": 8,
    "loop_electric": 4,
    "loop_garzul": 16,
    "loop_industrial": 2,
    "loop_mehackit1": 4,
    "loop_mehackit2": 4,
    "loop_mika": 16,
    "loop_perc1": 4,
    "loop_perc2": 4,
    "loop_safari": 16,
    "loop_tabla": 16,
    "loop_weirdo": 8,
}
LOOPS = {f"breaks/{number}_break.wav": 8 for number in range(10, 15)}
LOOPS |= {"uzu-drumkit/brk/10_break_amen_pprocessed.wav": 8}
LOOPS |= {f"sonic-pi/{name}.flac": beats for name, beats in _SONIC_PI.items()}
"""Quarters in each real loop, by its length and what its makers say of it; the octave was chosen by hand."""

UZU = {"bd": "kick", "sd": "snare", "cp": "clap", "rim": "rim", "hh": "hat", "oh": "open_hat", "cr": "cymbal"}
UZU |= {"rd": "cymbal", "lt": "tom", "mt": "tom", "ht": "tom", "cb": "percussion", "sh": "percussion"}
UZU |= {"tb": "percussion"}
_GROUPS = {
    "bd": "kick",
    "sn": "snare",
    "hat": "hat",
    "perc": "percussion",
    "tabla": "percussion",
    "ride": "cymbal",
}
_PARTS = {"snare": "snare", "kick": "kick", "tom": "tom", "cymbal": "cymbal", "splash": "cymbal"}
_PARTS |= {"cowbell": "percussion"}
_ONES = {"drum_cymbal_closed": "hat", "drum_cymbal_pedal": "hat", "drum_cymbal_open": "open_hat"}
_ONES |= {"drum_bass_hard": "kick", "drum_bass_soft": "kick", "drum_roll": "snare"}


def find_audio(given: str | None = None) -> Path | None:
    """Return the folder of the sounds, or None when they are not on this machine."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data" / "audio"
    for place in (given, os.environ.get("SOUND_DATA"), beside):
        if place and (Path(place) / "sonic-pi").is_dir():
            return Path(place)
    return None


def sonic_pi_kind(stem: str) -> str | None:
    """Return the kind of one of Sonic Pi's one-shots, by the groups of its manual, or None."""
    if stem in _ONES:
        return _ONES[stem]
    words = stem.split("_")
    if words[0] in ("drum", "elec"):
        return next((_PARTS[word] for word in words[1:] if word in _PARTS), None)
    return "bass" if words[0] == "bass" else _GROUPS.get(words[0])
