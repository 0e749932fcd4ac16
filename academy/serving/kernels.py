"""Kernels kept warm for lesson pages.

A new kernel needs half a second to boot and as much again to import the academy. A few wait here
with that done, and every lesson page, whichever lesson it is, takes one of them. A warm kernel
has run no lesson: nothing of one learner or lesson is in it.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_client.session import Session
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Int

WARM_UP = """import urllib3
import academy.classroom, academy.client, academy.course_state, academy.practice
import academy.lessons.catalogue, academy.midi.device, academy.samples.kits
import academy.widgets.connect, academy.widgets.home, academy.widgets.stage"""
READY_S = 60
TRIES = 3
FOR_A_PAGE = "VOILA_REQUEST_URL"
NO_KERNEL = (
    "The Python behind this page does not start. Close other pages and load it again; "
    "if that does not help, end the academy and start it again. On a hub, ask who runs it."
)


class WarmKernelManager(AsyncMappingKernelManager):  # type: ignore[misc] # untyped base
    """Hands a page a kernel that is already warm, and warms the next one."""

    pool_size = Int(2, config=True, help="How many kernels wait, ready for a lesson page.")
    refill_s = Int(3, config=True, help="Seconds a page has to itself before the next kernel is warmed.")

    def __init__(self, **said: Any) -> None:
        super().__init__(**said)
        self._warm: list[str] = []
        self._filling: set[asyncio.Task[None]] = set()
        self._waits: set[asyncio.Task[Any]] = set()
        self._closing = False

    async def start_kernel(
        self, *, kernel_id: str | None = None, path: str | None = None, **said: Any
    ) -> str:
        """Start a kernel, or hand out a warm one when a page asks and there is one.

        HTTPError, which the page shows, when no kernel gets ready for it.
        """
        is_page = FOR_A_PAGE in (said.get("env") or {})
        if not is_page or kernel_id is not None:
            return str(await super().start_kernel(kernel_id=kernel_id, path=path, **said))
        if not path:
            self._refill(self.refill_s)
            while self._warm:
                warm = self._warm.pop(0)
                if warm in self and await self.get_kernel(warm).is_alive():
                    return warm
        try:
            return await self._start_for_sure(path=path, **said)
        except RuntimeError as error:
            raise HTTPError(500, reason=NO_KERNEL) from error

    def begin(self) -> None:
        """Warm the first kernels; called when the server runs."""
        self._refill(0)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Leave kernels alone that wait to be used."""
        if kernel_id not in self._warm:
            await super().cull_kernel_if_idle(kernel_id)

    async def shutdown_all(self, now: bool = False) -> None:
        """End all kernels, those still being warmed too."""
        self._closing = True
        for wait in self._waits:
            wait.cancel()
        if self._filling:
            await asyncio.wait(set(self._filling))
        # One that is asked to end in the middle of a cell complains in the terminal that it cannot reply.
        at_work = [each for each in self.list_kernel_ids() if self.get_kernel(each).execution_state != "idle"]
        await asyncio.gather(*(self.shutdown_kernel(each, now=True) for each in at_work))
        await super().shutdown_all(now=now)

    def _refill(self, after_s: float) -> None:
        task = asyncio.get_event_loop().create_task(self._fill(after_s))
        self._filling.add(task)
        task.add_done_callback(self._filling.discard)

    async def _fill(self, after_s: float) -> None:
        await self._unless_closing(asyncio.sleep(after_s))
        while len(self._warm) < self.pool_size and not self._closing:
            try:
                kernel_id = await self._start_for_sure(kernel_name="python3", path="")
                await self._unless_closing(self._warm_up(kernel_id))
            except (RuntimeError, TimeoutError) as error:
                self.log.warning("A kernel for lesson pages did not get ready: %s", error)
                return  # pages start kernels of their own, as without a pool

    async def _start_for_sure(self, tries: int = TRIES, **said: Any) -> str:
        """Start a kernel that answers; RuntimeError when several in a row do not.

        A kernel is told its ports before it takes them; one that another program took meanwhile ends it,
        and Voilà's page would then load for ever.
        """
        kernel_id = str(await super().start_kernel(**said))
        kernel = self.get_kernel(kernel_id)
        kernel.stop_restarter()  # it starts a dead one on the same ports, also while that is being ended
        try:
            await self._unless_closing(self._answers(kernel_id))
        except RuntimeError:
            await self.shutdown_kernel(kernel_id, now=True)
            if tries == 1:
                raise
            return await self._start_for_sure(tries - 1, **said)
        kernel.start_restarter()
        return kernel_id

    async def _answers(self, kernel_id: str) -> None:
        with self._speaking_to(kernel_id) as client:
            await client.wait_for_ready(timeout=READY_S)

    async def _warm_up(self, kernel_id: str) -> None:
        """Import what a lesson needs; whoever takes the kernel meanwhile waits only for that."""
        with self._speaking_to(kernel_id) as client:
            warmed = client.execute(WARM_UP, silent=True, store_history=False, reply=True, timeout=READY_S)
            self._warm.append(kernel_id)
            await warmed  # what is not sent yet when the channels are closed is lost

    @contextmanager
    def _speaking_to(self, kernel_id: str) -> Iterator[Any]:
        """Speak to a kernel under a name of our own.

        All that `client()` makes have one name, and of those the kernel answers only who came last. One that
        lost its place comes again by itself, so a page that takes the kernel meanwhile would not be answered.
        """
        kernel = self.get_kernel(kernel_id)
        client = kernel.client(session=Session(key=kernel.session.key))
        client.start_channels(stdin=False)
        try:
            yield client
        finally:
            client.stop_channels()

    async def _unless_closing(self, work: Coroutine[Any, Any, None]) -> None:
        """Wait for some work, but not when the server ends meanwhile."""
        if self._closing:
            return work.close()
        wait = asyncio.ensure_future(work)
        self._waits.add(wait)
        try:
            await asyncio.wait({wait})
        finally:
            self._waits.discard(wait)
        if not wait.cancelled():
            wait.result()
