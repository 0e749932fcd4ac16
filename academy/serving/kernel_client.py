"""The server's own conversation with a kernel, which knows at once that the kernel is ready."""

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

ANSWER_S = 1.0
NEWS_S = 0.2


class PromptClient(AsyncKernelClient):
    """Waits for the end of its own first question, where stock waits for 0.2 s of silence in each page."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered and its news arrive; RuntimeError when it does not."""
        until = float("inf") if timeout is None else time.monotonic() + timeout
        while not await self._answers(self.kernel_info()):
            if not await self._async_is_alive():
                raise RuntimeError("the kernel died before it was ready")
            if time.monotonic() > until:
                raise RuntimeError(f"the kernel was not ready within {timeout:.0f} seconds")

    async def _answers(self, asked: str) -> bool:
        """Read answer and news up to the end of this question; False when either stays away for now."""
        try:
            while (answer := await self.get_shell_msg(timeout=ANSWER_S))["parent_header"]["msg_id"] != asked:
                pass
            self._handle_kernel_info_reply(answer)
            while not _ends(await self.get_iopub_msg(timeout=NEWS_S), asked):
                pass
        except Empty:
            return False
        return True


def _ends(news: dict[str, Any], asked: str) -> bool:
    """Say whether news from the kernel means that it has done what was asked."""
    is_ours = news["parent_header"].get("msg_id") == asked
    return is_ours and bool(news["content"].get("execution_state") == "idle")
