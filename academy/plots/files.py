"""A picture as SVG for the page, or as SVG, PNG or PDF to keep; the same bytes for the same picture."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from typing import Any

from academy.plots.sheet import INK, PX_PER_INCH
from academy.plots.told import Picture

PNG_DPI = 3 * PX_PER_INCH
_NAME_OF = {colour: name for name, colour in INK.items()}
_FONT = re.compile(r"('DejaVu Sans'|DejaVu Sans)(, [^;\"]+)?")
_ABOUT = re.compile(r"<title>.*?</title>|<metadata>.*?</metadata>|<defs>\s*<style.*?</defs>", re.DOTALL)
_NUMBERED = re.compile(r' id="\w+_\d+"')
_LINES = "stroke-linejoin: round; stroke-linecap: butt"


@contextmanager
def own_style(salt: str, *, as_text: bool) -> Iterator[None]:
    """Draw with our settings, whatever the learner's own matplotlibrc says; theirs come back."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "font.family": ["DejaVu Sans"],
                "svg.fonttype": "none" if as_text else "path",
                "svg.hashsalt": salt,
                "pdf.fonttype": 42,  # letters that a printer's software can search and edit
                "axes.unicode_minus": True,
                "text.parse_math": False,  # $ is money here
            }
        )
        yield


def page_svg(picture: Picture) -> str:
    """Return SVG that takes its colours and its type from the page it stands in, light or dark."""
    text = _svg(picture)
    text = _ABOUT.sub("", text[text.index("<svg") :], count=3)  # its style would hold for the whole page
    text = _NUMBERED.sub("", text)  # every picture has a figure_1
    text = text.replace("<svg ", f'<svg style="{_LINES}" ', 1)
    text = re.sub("#[0-9a-f]{6}", lambda found: _var(found[0]), text)
    return _FONT.sub("system-ui, sans-serif", text)


def svg_file(picture: Picture) -> bytes:
    """Return SVG that looks the same everywhere: type as outlines, colours as they are on paper."""
    return _svg(picture).encode()


def png_file(picture: Picture) -> bytes:
    """Return a PNG of three times the size on the page, sharp in print."""
    out = BytesIO()
    picture.figure.savefig(out, format="png", dpi=PNG_DPI, metadata={"Software": None})
    return out.getvalue()


def pdf_file(picture: Picture) -> bytes:
    """Return a PDF for a printer: drawn in lines, with its letters in it."""
    out = BytesIO()
    about = {"Title": picture.caption, "Creator": "SP-404 Academy", "Producer": None, "CreationDate": None}
    picture.figure.savefig(out, format="pdf", metadata=about)
    return out.getvalue()


def _svg(picture: Picture) -> str:
    out = StringIO()
    about: dict[str, Any] = {"Date": None, "Creator": "SP-404 Academy", "Title": picture.caption}
    picture.figure.savefig(out, format="svg", metadata=about)
    return out.getvalue()


def _var(colour: str) -> str:
    name = _NAME_OF.get(colour)
    return f"var(--{name}, {colour})" if name else colour
