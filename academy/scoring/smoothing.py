"""The offset path again, now from the pairs: a Kalman filter run forwards and smoothed backwards.

The state is one number, the offset; it is a random walk of `offset_walk_ms` per square-root second,
seen through jitter of `sigma_ms`. Pairs far from the path weigh less (Student-t), so that one
wrong pair does not bend it. After Rauch, Tung and Striebel (1965).
"""

from collections.abc import Sequence

from academy.scoring.constants import CONSTANTS


def smooth(
    times_s: Sequence[float],
    late_ms: Sequence[float],
    before_ms: Sequence[float],
    sigma_ms: float,
    breaks: Sequence[bool] | None = None,
) -> list[float]:
    """Return the smoothed offset in ms at each pair, in order of time.

    `before_ms` is the path that the pairs were found with: it decides the weights. `breaks[k]` says
    that the player jumped just before pair k, so that nothing before it speaks of it.
    """
    walk = CONSTANTS.offset_walk_ms**2
    nu, noise = CONSTANTS.student_nu, sigma_ms**2
    means: list[float] = []
    spreads: list[float] = []
    grown: list[float] = []
    mean, spread, last = 0.0, 1e8, times_s[0] if times_s else 0.0
    for index, (now, late, guess) in enumerate(zip(times_s, late_ms, before_ms, strict=True)):
        spread += walk * (now - last)
        if breaks is not None and breaks[index]:
            spread = 1e8
        grown.append(spread)
        last = now
        weight = (nu + 1) / (nu + (late - guess) ** 2 / noise)
        gain = spread / (spread + noise / weight)
        mean += gain * (late - mean)
        spread *= 1 - gain
        means.append(mean)
        spreads.append(spread)
    for index in range(len(means) - 2, -1, -1):
        share = spreads[index] / grown[index + 1]
        means[index] += share * (means[index + 1] - means[index])
    return means


def roughness(
    times_s: Sequence[float], path_ms: Sequence[float], breaks: Sequence[bool] | None = None
) -> float:
    """Return what a path costs as a random walk, in nats; a jump itself is priced elsewhere."""
    total = 0.0
    for index in range(1, len(times_s)):
        apart = times_s[index] - times_s[index - 1]
        if apart > 0 and not (breaks is not None and breaks[index]):
            total += (path_ms[index] - path_ms[index - 1]) ** 2 / apart
    return total / (2 * CONSTANTS.offset_walk_ms**2)
