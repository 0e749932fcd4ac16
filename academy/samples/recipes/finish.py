"""The last step of every recipe: no DC, silent ends, one loudness for a kind, no clipped peak."""

import numpy as np

from academy.samples.recipes.waves import RATE, Wave, wave_of

PEAK = 10 ** (-1.0 / 20)  # -1 dBFS
_KNEE = 0.6 * PEAK  # what is below stays as it is
_FADE_IN_S, _FADE_OUT_S = 0.0002, 0.012
LOUDEST_S = 0.05
"""Loudness is the RMS of the loudest 50 ms (of the whole, for a loop): near what an ear calls loud."""

LEVELS_DB = {
    "kick": -9.0,
    "snare": -12.5,
    "clap": -14.5,
    "rim": -16.0,
    "hat": -18.0,
    "open_hat": -17.0,
    "cymbal": -15.0,
    "tom": -10.0,
    "percussion": -16.0,
    "808": -7.5,
    "bass": -9.0,
    "keys": -13.0,
    "pad": -15.0,
    "pluck": -13.0,
    "stab": -12.0,
    "texture": -32.0,
    "drum_loop": -14.0,
    "chord_loop": -16.0,
    "melody_loop": -18.0,
}


def loudness_db(wave: Wave, looped: bool) -> float:
    """Return the loudness of a sound in dB below full scale; of both ears together."""
    power = np.mean(wave**2, axis=1) if wave.ndim == 2 else wave**2
    if not looped:
        window = min(len(power), round(LOUDEST_S * RATE))
        run = np.cumsum(np.concatenate([[0.0], power]))
        power = np.array([np.max(run[window:] - run[:-window]) / window])
    return float(10 * np.log10(max(float(np.mean(power)), 1e-12)))


def _centred(wave: Wave, looped: bool) -> Wave:
    """Take the DC out: of a loop evenly, of a one-shot under a hump, so that its ends stay silent."""
    if looped:
        return wave_of(wave - np.mean(wave, axis=0))
    ends = _ends(len(wave))
    shaped = wave * (ends[:, None] if wave.ndim == 2 else ends)
    hump = np.sin(np.pi * np.arange(len(wave)) / max(len(wave) - 1, 1)) ** 2
    offset = np.mean(shaped, axis=0) / np.mean(hump)
    return wave_of(shaped - (hump[:, None] * offset if wave.ndim == 2 else hump * offset))


def _ends(frames: int) -> Wave:
    inward, outward = round(_FADE_IN_S * RATE), min(frames // 3, round(_FADE_OUT_S * RATE))
    shape = np.ones(frames)
    shape[:inward] = np.linspace(0, 1, inward)
    shape[-outward:] *= 0.5 + 0.5 * np.cos(np.pi * np.linspace(0, 1, outward))
    return wave_of(shape)


def _rounded(wave: Wave) -> Wave:
    """Bend what rises above the knee so that nothing passes PEAK."""
    over = np.abs(wave) - _KNEE
    bent = _KNEE + (PEAK - _KNEE) * np.tanh(np.maximum(over, 0) / (PEAK - _KNEE))
    return wave_of(np.where(over > 0, np.sign(wave) * bent, wave))


def finished(wave: Wave, kind: str, looped: bool) -> Wave:
    """Return a sound as the library ships it, at the loudness of its kind and never above -1 dBFS."""
    clean = _centred(wave, looped)
    target = LEVELS_DB[kind]
    loud = wave_of(clean * 10 ** ((target - loudness_db(clean, looped)) / 20))
    for _ in range(4):  # a rounded peak costs loudness: give it back, and round again
        if np.max(np.abs(loud)) <= _KNEE:
            break
        bent = _rounded(loud)
        gain = 10 ** ((target - loudness_db(bent, looped)) / 20)
        if gain < 1.01:
            loud = bent
            break
        loud = wave_of(loud * gain)
    return _centred(_rounded(loud), looped)
