"""How a learner's server reads the course folder: asked for a notebook or the list, it asks the desk first.

Voilà and JupyterLab both read through here.
"""

import asyncio
import os
from functools import cached_property
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from academy.client import find_desk
from academy.course_folder.folder import CourseFolder
from academy.settings import Settings


class CourseContents(AsyncLargeFileManager):  # type: ignore[misc] # untyped base
    """The files of the course folder, brought up to date before they are read."""

    @cached_property
    def folder(self) -> CourseFolder:
        """The learner's course folder."""
        settings = Settings.from_env(os.environ, Path.cwd())
        return CourseFolder(Path(self.root_dir), settings.course, lambda: find_desk(settings))

    async def get(self, path: str, content: bool = True, *said: Any, **more: Any) -> Any:
        """Return a file or a folder; what the desk has new is there then."""
        if content and (path.strip("/") == "" or path.endswith(".ipynb")):
            trouble = await asyncio.to_thread(self.folder.refresh)
            if trouble is not None:
                self.log.warning(f"The course was not brought up to date: {trouble}")
        return await super().get(path, content, *said, **more)
