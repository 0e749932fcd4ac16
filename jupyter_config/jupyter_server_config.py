"""The learner's own server: lesson pages, JupyterLab and the desk, on this computer only.

`academy start` reads it through JUPYTER_CONFIG_PATH and adds folder, port and address. To try a
setting, change it here and start again.
"""

import zmq

c = get_config()  # type: ignore[name-defined] # noqa: F821 (Jupyter gives it to this file)

c.ServerApp.ip = "127.0.0.1"
c.ServerApp.jpserver_extensions = {
    "academy.desk": True,
    "jupyterlab": True,
    "voila.server_extension": True,
}

# Pages open with a kernel that has already imported the academy.
c.WarmKernelManager.pool_size = 2

# Kernel and server speak over a port of this computer; other accounts on it must not listen.
c.KernelManager.transport_encryption = "auto" if zmq.has("curve") else "disabled"

load_subconfig("pages_config.py")  # noqa: F821
