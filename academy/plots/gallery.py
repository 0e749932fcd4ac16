"""All pictures by name, for the page and for files."""

from collections.abc import Callable

from academy.plots.calendar import calendar
from academy.plots.files import own_style, page_svg, pdf_file, png_file, svg_file
from academy.plots.history import history
from academy.plots.pads import pads
from academy.plots.sheet import page_width
from academy.plots.told import Later, Picture, Told
from academy.plots.trend import trend
from academy.plots.velocity import velocity

Drawn = Picture | Later
PICTURES: dict[str, tuple[str, Callable[[Told, float, str | None], Drawn]]] = {
    "calendar": ("Days I played", calendar),
    "trend": ("Rushing, dragging, and how steady", trend),
    "history": ("Score by score", history),
    "pads": ("Which pads rush, which drag", pads),
    "velocity": ("How hard I hit", velocity),
}
FILE_WIDTH = {"calendar": 1040.0, "trend": 1040.0, "history": 1040.0, "pads": 460.0, "velocity": 760.0}
FILES = {"svg": svg_file, "png": png_file, "pdf": pdf_file}


def on_page(name: str, told: Told, width: float) -> tuple[str, Drawn]:
    """Return a picture of the page's width in px as SVG, empty when it is too early for it."""
    with own_style(name, as_text=True):
        drawn = PICTURES[name][1](told, page_width(width), None)
        return (page_svg(drawn) if isinstance(drawn, Picture) else ""), drawn


def as_file(name: str, told: Told, kind: str) -> bytes | None:
    """Return a picture with its title as a file, `svg`, `png` or `pdf`; None when it is too early for it."""
    title, draw = PICTURES[name]
    with own_style(name, as_text=False):
        drawn = draw(told, FILE_WIDTH[name], title)
        if isinstance(drawn, Later):
            return None
        return FILES[kind](drawn)
