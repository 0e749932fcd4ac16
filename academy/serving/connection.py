"""A kernel's websocket that sends small replies at once."""

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):  # type: ignore[misc] # untyped base
    """Without Nagle's algorithm, which holds each reply back for about 40 ms (measured)."""

    def connect(self) -> Any:
        """Switch the delay off on the socket, then connect as usual."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
