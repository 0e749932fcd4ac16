"""One Jupyter server on the learner's computer: lesson pages, JupyterLab and the desk."""
