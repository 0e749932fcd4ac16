"""The building blocks of every recipe, in numpy alone (a lesson's page must not wait for scipy).

Waves are float64 at RATE between about -1 and 1: mono (frames,) or stereo (frames, 2). Decays are the
time in which a sound falls by 60 dB. Filters are the textbook analogue second-order responses, applied
by FFT: causal, and seamless on a loop when `looped` says that the wave goes round.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

RATE = 48_000
TOP_HZ = 19_000.0
Wave = NDArray[np.float64]
Dice = np.random.Generator


def wave_of(values: ArrayLike) -> Wave:
    """Return values as a wave."""
    return np.asarray(values, dtype=np.float64)


def times(length_s: float) -> Wave:
    """Return the time of each frame, in seconds."""
    return wave_of(np.arange(max(1, round(length_s * RATE))) / RATE)


def fall(length_s: float, decay_s: float, attack_s: float = 0.0005) -> Wave:
    """Return an envelope that rises in `attack_s` and then falls by 60 dB in `decay_s`."""
    time = times(length_s)
    after = np.maximum(time - attack_s, 0.0)
    return wave_of(np.minimum(time / max(attack_s, 1 / RATE), 1.0) * 10 ** (-3 * after / decay_s))


def phase(hertz: ArrayLike, length_s: float) -> Wave:
    """Return the phase, in turns, of a steady or moving pitch."""
    moving = wave_of(hertz)
    if moving.ndim == 0:
        return wave_of(moving * times(length_s))
    return wave_of((np.cumsum(moving) - moving[0]) / RATE)


def sine(hertz: ArrayLike, length_s: float) -> Wave:
    """Return a sine of a steady or moving pitch."""
    return wave_of(np.sin(2 * np.pi * phase(hertz, length_s)))


def drop(start_hz: float, end_hz: float, half_s: float, length_s: float) -> Wave:
    """Return a pitch that falls from `start_hz` to `end_hz`, half of the way every `half_s`."""
    return wave_of(end_hz + (start_hz - end_hz) * 0.5 ** (times(length_s) / half_s))


def modes(length_s: float, hertz: ArrayLike, gains: ArrayLike, decays_s: ArrayLike) -> Wave:
    """Return a struck body: sines, each with its strength and its own decay."""
    whole = np.zeros(len(times(length_s)))
    for pitch, gain, decay_s in np.broadcast(wave_of(hertz), wave_of(gains), wave_of(decays_s)):
        if pitch < TOP_HZ:
            part = _ringing(float(pitch), float(decay_s), min(length_s, 1.2 * float(decay_s)))
            whole[: len(part)] += gain * part
    return wave_of(whole * np.minimum(times(length_s) / 0.0005, 1))


def _ringing(hertz: float, decay_s: float, length_s: float) -> Wave:
    """Return a dying sine, made of blocks that turn and shrink: far fewer sines than frames."""
    frames, block = len(times(length_s)), 512
    rate = (2j * np.pi * hertz - 3 * np.log(10) / decay_s) / RATE
    inside = np.exp(rate * np.arange(block))
    starts = np.exp(rate * block * np.arange(-(-frames // block)))[:, None]
    return wave_of((starts.real * inside.imag + starts.imag * inside.real).ravel()[:frames])


def noise(length_s: float, dice: Dice) -> Wave:
    """Return white noise."""
    return wave_of(dice.uniform(-1.0, 1.0, len(times(length_s))))


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
    around = _around(wave, looped)
    size = _roomy(len(around) + 512)
    high = np.fft.irfft(np.fft.rfft(around, size, axis=0), 4 * size, axis=0) * 4
    bent = np.fft.rfft(np.tanh(high * amount) / np.tanh(amount), axis=0)[: size // 2 + 1]
    return _inside(np.fft.irfft(bent, size, axis=0) / 4, len(wave), looped)


_TURN = RATE // 2  # half a second before and after a loop: every filter here has settled by then


def _around(wave: Wave, looped: bool) -> Wave:
    """Return a loop between its own end and beginning, so that what is done to it joins."""
    return wave_of(np.concatenate([wave[-_TURN:], wave, wave[:_TURN]])) if looped else wave


def _inside(wave: Wave, frames: int, looped: bool) -> Wave:
    start = _TURN if looped else 0
    return wave_of(wave[start : start + frames])


def table(hertz: float, gains: ArrayLike) -> Wave:
    """Return one turn of a tone with the given strengths of its partials, none above hearing."""
    strengths = wave_of(gains)[: max(1, int(TOP_HZ / hertz))]
    spectrum = np.zeros(2049, dtype=np.complex128)
    count = min(len(strengths), 1000)
    spectrum[1 : count + 1] = -0.5j * strengths[:count]
    turn = np.fft.irfft(spectrum, 4096) * 4096
    return wave_of(np.append(turn, turn[0]))


def saw_gains(hertz: float, cutoff_hz: float) -> Wave:
    """Return the partials of a saw behind a low-pass at `cutoff_hz`."""
    number = np.arange(1, max(2, int(TOP_HZ / hertz) + 1))
    return wave_of(0.6 / number / np.sqrt(1 + (number * hertz / cutoff_hz) ** 4))


def turned(turn: Wave, turns: Wave) -> Wave:
    """Play a table along a phase in turns."""
    place = (turns % 1.0) * 4096
    left = place.astype(np.int64)
    return wave_of(turn[left] + (place - left) * (turn[left + 1] - turn[left]))


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


def goes_round(hertz_low: float, hertz_high: float, frames: int, tilt_db: float, dice: Dice) -> Wave:
    """Return noise of a band that joins its own beginning; `tilt_db` an octave colours it (-3: pink)."""
    hertz = np.fft.rfftfreq(frames, 1 / RATE)
    loud = np.where((hertz >= hertz_low) & (hertz <= hertz_high), 1.0, 0.0)
    loud *= (np.maximum(hertz, 1.0) / 1000) ** (tilt_db / 6.02)
    turn = np.exp(2j * np.pi * dice.random(len(hertz)))
    wave = np.fft.irfft(loud * turn, frames)
    return wave_of(wave / np.sqrt(np.mean(wave**2)))
