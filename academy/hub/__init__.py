"""JupyterHub for many learners: who comes in, under which account a server runs, what its token may do."""
