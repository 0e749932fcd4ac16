"""`academy preview`: one lesson as learners will see it, which follows its author from save to save."""

import asyncio
import os
import tempfile
from pathlib import Path
from typing import Any

from academy.lessons.notebook import notebook_of
from academy.lessons.places import course_of
from academy.serving.launch import Say, free_port, say_at_once, serve
from academy.serving.watching import Watched
from academy.settings import Settings

PORT = 8504
"""Not near the port of the course: what a page keeps in the browser must never get into a learner's file."""
STATE = "academy/preview/state"
BANNER = """
  Preview: {address}

  The page follows each save. What you play in it is not kept. Stop it with Ctrl-C.
"""


def preview(
    settings: Settings, file: Path, *, port: int | None = None, browser: bool = True, say: Say = say_at_once
) -> None:
    """Serve one lesson until Ctrl-C, with a store that is thrown away.

    LessonError when the file is no notebook; mistakes in it are shown in the page.
    """
    notebook_of(file)
    root = _root(file)
    inside = file.resolve().relative_to(root.resolve()).as_posix()
    watched = Watched(file, inside)
    free = free_port(port or PORT, say, command="academy preview")

    def join(server: Any) -> None:
        place = f"{server.web_app.settings['base_url']}{STATE}"
        server.web_app.add_handlers(".*$", [(place, _handler(), {"watched": watched})])

    with tempfile.TemporaryDirectory(prefix="academy-preview-", ignore_cleanup_errors=True) as keep:
        os.environ["ACADEMY_STORE"] = str(Path(keep) / "academy.duckdb")  # desk and kernels read it there
        os.environ.pop("ACADEMY_SERVICE_URL", None)
        serve(
            settings,
            free,
            f"voila/render/{inside}",
            browser,
            say,
            root=root,
            banner=BANNER,
            join=join,
            more=["--VoilaConfiguration.resources={'preview': True}", "--WarmKernelManager.pool_size=1"],
        )


def _root(file: Path) -> Path:
    """Return the folder to serve: the course where the lesson or draft is in it, else its own folder."""
    course = course_of(file.parent)
    return course if file.resolve().is_relative_to(course.resolve()) else file.parent


def _handler() -> Any:
    """Return the handler that says how the notebook stands; Jupyter is imported only when it is needed."""
    from jupyter_server.base.handlers import JupyterHandler

    class State(JupyterHandler):  # type: ignore[misc] # untyped base
        """What the page asks for each second."""

        def initialize(self, watched: Watched) -> None:
            self.watched = watched

        async def get(self) -> None:
            if self.current_user is None:
                self.set_status(403)
                self.finish({"error": "Open the address that `academy preview` printed."})
                return
            self.set_header("Cache-Control", "no-store")
            self.finish(await asyncio.to_thread(self.watched.state))

    return State
