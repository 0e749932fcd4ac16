"""The built front end of lesson pages; it is no secret and needs no token.

On a laptop the desk's extension mounts it; in a learner's server on a hub it is an extension of its own.
"""

from pathlib import Path
from typing import Any

from tornado.web import StaticFileHandler

import academy

STATIC = Path(academy.__file__).parent / "widgets" / "static"


class PageFile(StaticFileHandler):
    """A file of the page; the browser asks each time whether it changed, and mostly hears no."""

    def set_extra_headers(self, path: str) -> None:
        """Let the browser keep it, but ask."""
        self.set_header("Cache-Control", "no-cache")


def pages(base_url: str) -> list[tuple[str, type[PageFile], dict[str, Any]]]:
    """Return the route of the files below `base_url`, which ends with a slash."""
    return [(f"{base_url}academy/static/((?:page|preview)\\.(?:js|css))", PageFile, {"path": str(STATIC)})]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Name the server extension; Jupyter asks for it under this name."""
    return [{"module": "academy.pages"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Mount the files alone: the desk is elsewhere."""
    server.web_app.add_handlers(".*$", pages(server.web_app.settings["base_url"]))
