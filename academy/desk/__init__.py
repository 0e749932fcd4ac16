"""The desk: the one owner of the store, and its HTTP contract."""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Name the server extension; Jupyter asks for it under this name."""
    return [{"module": "academy.desk.extension"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Mount the desk; Jupyter calls it on the package when it was enabled by the package's name."""
    from academy.desk.extension import load

    load(server)
