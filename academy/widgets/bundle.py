"""The built front end of a widget, from `academy/widgets/static`."""

from pathlib import Path

from academy.errors import BundleMissing

STATIC = Path(__file__).with_name("static")


def bundle(name: str) -> tuple[Path, Path]:
    """Return the paths of a widget's script and style sheet, for `_esm` and `_css`.

    BundleMissing, naming the command that builds it, when either is absent.
    """
    script, style = STATIC / f"{name}.js", STATIC / f"{name}.css"
    for path in (script, style):
        if not path.is_file():
            raise BundleMissing(
                f"The page part {path.name} was never built. Run `make widgets`, then try again."
            )
    return script, style
