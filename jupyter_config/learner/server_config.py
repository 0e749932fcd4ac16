"""A learner's server on a hub: lesson pages and JupyterLab. The desk is elsewhere."""

import os
from pathlib import Path

c = get_config()  # type: ignore[name-defined] # noqa: F821 (Jupyter gives it to this file)

load_subconfig("../pages_config.py")  # noqa: F821

# Memory is what a hub runs out of: no kernel waits for a page here.
c.WarmKernelManager.pool_size = 0

# Lessons come from the desk, each as the learner's plan gives it, into a folder of the learner's own.
course = Path.home() / "SP-404 Academy" / "course"
course.mkdir(mode=0o700, parents=True, exist_ok=True)
c.ServerApp.root_dir = str(course)
c.ServerApp.contents_manager_class = "academy.course_folder.contents.CourseContents"

# What links to the Hub and the desk begin with; nothing where all pages of the hub have one host name.
c.VoilaConfiguration.resources = {
    "hub_host": os.environ.get("JUPYTERHUB_HOST", ""),
    "desk_host": os.environ.get("ACADEMY_DESK_HOST", ""),
}

c.ServerApp.jpserver_extensions = {
    "academy.pages": True,
    "jupyterlab": True,
    "voila.server_extension": True,
}
