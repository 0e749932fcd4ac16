"""The sheet a picture is drawn on: one style, sizes in CSS pixels, colours of widgets/src/theme.css.

A sheet on a page has the drawing alone. A sheet that is saved has its title above and our name below, on
paper: that is the one for the wall.
"""

from typing import TYPE_CHECKING, Any

from academy.plots.told import Picture, Spot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PX_PER_INCH = 96
PT_PER_PX = 0.75
HEAD, FOOT, EDGE = 84, 40, 28
LEAST_WIDTH, MOST_WIDTH = 260.0, 1100.0

INK = {
    "ink": "#1c1b1a",
    "soft": "#5d5953",
    "line": "#d9d4cc",
    "paper": "#fffdf9",
    "sunk": "#f3efe8",
    "accent": "#c2410c",
    "good": "#15703f",
    "early": "#1d5fa8",
    "late": "#a03d86",
}


class Sheet:
    """A figure of `width` times `height` px for the drawing itself, with room around it when it is titled."""

    def __init__(self, width: float, height: float, title: str | None = None) -> None:
        from matplotlib.figure import Figure

        self.title = title
        self._edge, self._head = (EDGE, HEAD) if title else (0, 0)
        self.width = width + 2 * self._edge
        self.height = height + self._head + (FOOT if title else 0)
        self.inner = (width, height)
        size = (self.width / PX_PER_INCH, self.height / PX_PER_INCH)
        self.figure = Figure(figsize=size, dpi=PX_PER_INCH)
        self.figure.patch.set_facecolor(INK["paper"] if title else "none")
        self._spots: list[Spot] = []

    def axes(self, left: float, top: float, width: float, height: float) -> "Axes":
        """Return axes without any frame at a place of the drawing, in px from its top left."""
        left, top = left + self._edge, top + self._head
        bottom = self.height - top - height
        rect = (left / self.width, bottom / self.height, width / self.width, height / self.height)
        axes = self.figure.add_axes(rect, facecolor="none")
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.tick_params(length=0, labelsize=points(12), labelcolor=INK["soft"], pad=4)
        return axes

    def canvas(self) -> "Axes":
        """Return axes over the whole drawing whose units are px, y downwards, without ticks."""
        width, height = self.inner
        axes = self.axes(0, 0, width, height)
        axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
        return axes

    def spot(self, axes: "Axes", x: float, y: float, half: tuple[float, float], text: str) -> None:
        """Let a point of these axes say something; `half` is the half size of its box in px."""
        at_x, at_y = axes.transData.transform((x, y))
        left, top = at_x - half[0], self.height - at_y - half[1]
        self._spots.append(
            Spot(
                left / self.width,
                top / self.height,
                2 * half[0] / self.width,
                2 * half[1] / self.height,
                text,
            )
        )

    def picture(self, caption: str) -> Picture:
        """Return the finished picture, with its words on it where it is titled."""
        if self.title:
            self._say(self._edge, 40, self.title, size=21, weight="bold")
            self._say(self._edge, 63, caption, size=12.5, color=INK["soft"])
            self._say(self._edge, self.height - 16, "SP-404 Academy", size=11, color=INK["soft"])
        return Picture(self.figure, caption, tuple(self._spots))

    def _say(self, x: float, y: float, text: str, *, size: float, **said: Any) -> None:
        room = self.width - x - self._edge
        longest = int(room / (0.56 * size))
        shown = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
        style: dict[str, Any] = {"color": INK["ink"], "va": "baseline", "fontsize": points(size)} | said
        self.figure.text(x / self.width, 1 - y / self.height, shown, **style)


def page_width(px: float) -> float:
    """Return the width in px that a picture has on a page with so much room for it."""
    return min(max(px, LEAST_WIDTH), MOST_WIDTH)


def points(px: float) -> float:
    """Return px as the points that matplotlib counts in."""
    return px * PT_PER_PX


def ends_inward(axes: "Axes") -> None:
    """Let the first and the last label below the axes begin and end where the axes do."""
    labels: list[Any] = list(axes.get_xticklabels())
    labels[0].set_ha("left")
    if len(labels) > 1:
        labels[-1].set_ha("right")


def write(axes: "Axes", x: float, y: float, text: str, size: float = 12, **said: Any) -> None:
    """Write on axes in our style; `size` in px."""
    style: dict[str, Any] = {"color": INK["soft"], "va": "center", "fontsize": points(size)}
    axes.text(x, y, text, **(style | said))
