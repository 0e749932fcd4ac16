"""What is done to a wave: filters, drive, its place between the ears, a room around it.

Filters are the textbook analogue second-order responses, applied by FFT: causal, and seamless on a loop
when `looped` says that the wave goes round.
"""

import numpy as np

from academy.samples.recipes.waves import RATE, Dice, Wave, fall, noise, wave_of


def _roomy(frames: int) -> int:
    sizes = [part << shift for part in (1, 3, 5, 9) for shift in range(8, 24)]
    return min(size for size in sizes if size >= frames)


def filtered(
    wave: Wave, low_hz: float = 0.0, high_hz: float = 0.0, q: float = 0.707, looped: bool = False
) -> Wave:
    """Keep what lies above `low_hz` and below `high_hz` (0: no such edge); `q` above 1 rings at the edges."""
    around = _around(wave, looped)
    size = _roomy(len(around) + (0 if looped else 2400))
    s = 1j * np.fft.rfftfreq(size, 1 / RATE)
    response = np.ones(len(s), dtype=np.complex128)
    if low_hz:
        ratio = s / low_hz
        response *= ratio**2 / (1 + ratio / q + ratio**2)
    if high_hz:
        ratio = s / high_hz
        response *= 1 / (1 + ratio / q + ratio**2)
    if wave.ndim == 2:
        response = response[:, None]
    done = np.fft.irfft(np.fft.rfft(around, size, axis=0) * response, size, axis=0)
    return _inside(done, len(wave), looped)


def driven(wave: Wave, amount: float, looped: bool = False) -> Wave:
    """Bend a wave by tanh, four times oversampled so that it stays free of aliases; 0 leaves it alone."""
    if amount <= 0:
        return wave
    import soxr  # its filters do this in a quarter of the time of an FFT over the whole

    high = soxr.resample(_around(wave, looped), RATE, 4 * RATE, "VHQ")
    bent = np.tanh(high * amount) / np.tanh(amount)
    return _inside(soxr.resample(bent, 4 * RATE, RATE, "VHQ"), len(wave), looped)


_TURN = RATE // 2  # half a second before and after a loop: every filter here has settled by then


def _around(wave: Wave, looped: bool) -> Wave:
    """Return a loop between its own end and beginning, so that what is done to it joins."""
    return wave_of(np.concatenate([wave[-_TURN:], wave, wave[:_TURN]])) if looped else wave


def _inside(wave: Wave, frames: int, looped: bool) -> Wave:
    start = _TURN if looped else 0
    return wave_of(wave[start : start + frames])


def panned(wave: Wave, place: float) -> Wave:
    """Return a mono wave in stereo; `place` goes from -1 (left) to 1 (right), at equal power."""
    angle = (place + 1) * np.pi / 4
    return wave_of(np.stack([wave * np.cos(angle), wave * np.sin(angle)], axis=1))


def room(wave: Wave, size_s: float, wet: float, dice: Dice) -> Wave:
    """Return a mono wave in a small stereo room: decaying noise, another for each ear."""
    frames = len(wave)
    size = _roomy(frames + round(size_s * RATE))
    spectrum = np.fft.rfft(wave, size)
    ears = []
    for _ in range(2):
        walls = filtered(noise(size_s, dice) * fall(size_s, size_s, 0.003), 300, 7000)
        walls /= np.sqrt(np.sum(walls**2))
        ears.append(wave + wet * np.fft.irfft(spectrum * np.fft.rfft(walls, size), size)[:frames])
    return wave_of(np.stack(ears, axis=1))
