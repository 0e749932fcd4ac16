"""How hard the pads were hit: ghost notes, normal hits and accents, as the device tells them apart."""

from collections.abc import Mapping

from academy.plots.sheet import INK, Sheet, ends_inward, points, write
from academy.plots.told import Later, Picture, Told, counted

LEAST_HITS = 50
LOUDEST = 127
# name, softest, loudest velocity, how strongly it is filled; hits below 20 hardly sound
BANDS = (("ghost", 20, 50, 0.42), ("normal", 51, 99, 0.68), ("accent", 100, LOUDEST, 1.0))
TOP, BOTTOM = 60, 46


def velocity(told: Told, width: float, title: str | None = None) -> Picture | Later:
    """Draw how often each velocity was played; the keyboard of the computer, which has three, is left out."""
    total = sum(told.velocities.values())
    if total < LEAST_HITS:
        return Later(
            f"After {LEAST_HITS} hits on pads that feel how hard you play, your dynamics stand here."
        )
    height = 300 if width < 480 else 470
    tall = height - TOP - BOTTOM
    sheet = Sheet(width, height, title)
    axes = sheet.axes(4, TOP, width - 8, tall)
    most = max(told.velocities.values())
    top = most * 1.04
    px = top / tall
    axes.set(xlim=(0.5, LOUDEST + 0.5), ylim=(0, top), yticks=[])
    axes.axhline(0, color=INK["ink"], linewidth=1.2)
    shares = shares_of(told.velocities)
    for name, low, high, alpha in (("", 1, 19, 0.25), *BANDS):
        span = range(low, high + 1)
        heights = [told.velocities.get(value, 0) for value in span]
        axes.bar(list(span), heights, width=1.0, color=INK["accent"], alpha=alpha, linewidth=0)
        if not name:
            continue
        middle, said = (low + high) / 2, {"ha": "center", "clip_on": False}
        axes.vlines([low - 0.5], 0, top, color=INK["line"], linewidth=1, linestyle=(0, (2, 3)))
        write(axes, middle, top + 36 * px, f"{shares[name]:.0%}", 19, color=INK["ink"], weight="bold", **said)
        write(axes, middle, top + 12 * px, name, 12.5, **said)
        half = ((high - low) / LOUDEST * (width - 8) / 2, tall / 2)
        hits = counted(sum(heights), "hit")
        sheet.spot(axes, middle, most / 2, half, f"{name.capitalize()}, velocity {low} to {high}: {hits}")
    axes.set_xticks([1, 20, 51, 100, LOUDEST], ["1", "20", "51", "100", str(LOUDEST)])
    ends_inward(axes)
    axes.set_xlabel("velocity", fontsize=points(12), color=INK["soft"], labelpad=2)
    return sheet.picture(_caption(total, shares))


def shares_of(velocities: Mapping[int, int]) -> dict[str, float]:
    """Return the share of all hits that each band has; what is softer than a ghost has the rest."""
    total = sum(velocities.values()) or 1
    return {
        name: sum(count for value, count in velocities.items() if low <= value <= high) / total
        for name, low, high, _ in BANDS
    }


def _caption(total: int, shares: Mapping[str, float]) -> str:
    rest = 1 - sum(shares.values())
    said = ", ".join(f"{share:.0%} {name}" for name, share in shares.items())
    soft = f", {rest:.0%} so soft that they hardly sound" if rest >= 0.005 else ""
    return f"{counted(total, 'hit')} on the pads: {said}{soft}."
