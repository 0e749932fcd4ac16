"""The built front end of lesson pages, served beside the desk; it is no secret and needs no token."""

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
