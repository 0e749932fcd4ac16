"""Names below localhost lead to this machine for Python, too, as they do in browsers."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def names_below_localhost() -> Iterator[None]:
    """Resolve each `*.localhost` to 127.0.0.1 in this process."""
    asked = socket.getaddrinfo

    def found(host: Any, *said: Any, **more: Any) -> Any:
        return asked("127.0.0.1" if str(host).endswith(".localhost") else host, *said, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", found)
        yield
