"""A learner's server on a hub: lesson pages and JupyterLab. The desk is elsewhere."""

c = get_config()  # type: ignore[name-defined] # noqa: F821 (Jupyter gives it to this file)

load_subconfig("../pages_config.py")  # noqa: F821

c.ServerApp.jpserver_extensions = {
    "academy.pages": True,
    "jupyterlab": True,
    "voila.server_extension": True,
}
