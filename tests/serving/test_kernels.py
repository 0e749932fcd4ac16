"""Warm kernels: pages take one that waits, others start their own, and none is forgotten."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from jupyter_client.session import Session
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from loops import in_a_loop_of_its_own
from tornado.web import HTTPError

from academy.serving.kernels import WARM_UP, WarmKernelManager

PAGE = {"VOILA_REQUEST_URL": "/voila/render/index.ipynb"}


class Client:
    """What is asked of a kernel while it is warmed."""

    def __init__(self, asked: list[str]) -> None:
        self._asked = asked

    def start_channels(self, **_said: bool) -> None: ...

    def stop_channels(self) -> None: ...

    async def wait_for_ready(self, timeout: float) -> None: ...

    async def execute(self, code: str, **_said: Any) -> None:
        self._asked.append(code)


class Kernel:
    """A kernel that may have died."""

    def __init__(self, asked: list[str]) -> None:
        self.lives = True
        self.execution_state = "idle"
        self.session = Session()
        self._asked = asked

    def stop_restarter(self) -> None: ...

    def start_restarter(self) -> None: ...

    async def is_alive(self) -> bool:
        return self.lives

    def client(self, session: Session) -> Client:
        return Client(self._asked)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Kernel]:
    """The kernels that were started, by id, without a process behind them; `asked` is what they ran."""
    kernels: dict[str, Kernel] = {}

    async def start_kernel(_self: Any, **_said: Any) -> str:
        name = f"kernel-{len(kernels)}"
        kernels[name] = Kernel(ASKED)
        return name

    async def shutdown_kernel(_self: Any, name: str, now: bool) -> None:
        assert now
        del kernels[name]

    async def shutdown_all(_self: Any, now: bool = False) -> None:
        kernels.clear()

    async def cull(_self: Any, kernel_id: str) -> None:
        kernels.pop(kernel_id)

    ASKED.clear()
    monkeypatch.setattr(AsyncMappingKernelManager, "start_kernel", start_kernel)
    monkeypatch.setattr(AsyncMappingKernelManager, "shutdown_kernel", shutdown_kernel)
    monkeypatch.setattr(AsyncMappingKernelManager, "shutdown_all", shutdown_all)
    monkeypatch.setattr(AsyncMappingKernelManager, "cull_kernel_if_idle", cull)
    monkeypatch.setattr(WarmKernelManager, "get_kernel", lambda _self, name: kernels[name])
    monkeypatch.setattr(WarmKernelManager, "list_kernel_ids", lambda _self: list(kernels))
    monkeypatch.setattr(WarmKernelManager, "__contains__", lambda _self, name: name in kernels)
    return kernels


ASKED: list[str] = []


def run(work: Callable[[WarmKernelManager], Coroutine[Any, Any, None]]) -> None:
    """Give `work` a manager that keeps two warm and refills at once."""

    async def inside() -> None:
        manager = WarmKernelManager(pool_size=2, refill_s=0)
        await work(manager)
        await manager.shutdown_all()

    in_a_loop_of_its_own(inside())


async def filled(manager: WarmKernelManager) -> None:
    """Return when nothing is being warmed any more."""
    while manager._filling:
        await asyncio.gather(*manager._filling)


def test_two_kernels_wait_with_the_academy_imported(started: dict[str, Kernel]) -> None:
    async def work(manager: WarmKernelManager) -> None:
        manager.begin()
        await filled(manager)
        assert list(started) == ["kernel-0", "kernel-1"]
        assert ASKED == [WARM_UP, WARM_UP]

    run(work)


def test_a_page_takes_the_one_that_waits_longest_and_the_next_is_warmed(started: dict[str, Kernel]) -> None:
    async def work(manager: WarmKernelManager) -> None:
        manager.begin()
        await filled(manager)
        assert await manager.start_kernel(env=PAGE) == "kernel-0"
        await filled(manager)
        assert list(started) == ["kernel-0", "kernel-1", "kernel-2"]
        assert await manager.start_kernel(env=PAGE) == "kernel-1"

    run(work)


def test_a_page_that_comes_before_any_is_warm_gets_its_own(started: dict[str, Kernel]) -> None:
    async def work(manager: WarmKernelManager) -> None:
        assert await manager.start_kernel(env=PAGE) == "kernel-0"
        assert ASKED == []

    run(work)


def test_a_notebook_in_jupyterlab_gets_a_fresh_kernel(started: dict[str, Kernel]) -> None:
    async def work(manager: WarmKernelManager) -> None:
        manager.begin()
        await filled(manager)
        assert await manager.start_kernel(path="02-backbeat.ipynb", env={}) == "kernel-2"
        assert await manager.start_kernel(env=PAGE, path="somewhere") == "kernel-3"

    run(work)


def test_a_warm_kernel_that_died_is_passed_over(started: dict[str, Kernel]) -> None:
    async def work(manager: WarmKernelManager) -> None:
        manager.begin()
        await filled(manager)
        started["kernel-0"].lives = False
        assert await manager.start_kernel(env=PAGE) == "kernel-1"

    run(work)


def test_when_no_kernel_will_live_the_page_hears_of_it_and_none_is_left(
    started: dict[str, Kernel], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    async def dead(_self: Client, timeout: float) -> None:
        tried.extend(started)
        raise RuntimeError("the kernel died before it was ready")

    monkeypatch.setattr(Client, "wait_for_ready", dead)

    async def work(manager: WarmKernelManager) -> None:
        with pytest.raises(HTTPError, match="does not start"):
            await manager.start_kernel(env=PAGE, path="drafts")
        assert len(tried) == 3
        assert started == {}

    run(work)


def test_idle_kernels_are_ended_but_not_those_that_wait(started: dict[str, Kernel]) -> None:
    async def work(manager: WarmKernelManager) -> None:
        manager.begin()
        await filled(manager)
        await manager.cull_kernel_if_idle("kernel-0")
        assert "kernel-0" in started
        used = await manager.start_kernel(env=PAGE)
        await manager.cull_kernel_if_idle(used)
        assert used not in started

    run(work)


def test_closing_ends_also_the_kernels_that_are_being_warmed(started: dict[str, Kernel]) -> None:
    async def work(manager: WarmKernelManager) -> None:
        manager.begin()
        await manager.shutdown_all()
        assert started == {} and not manager._filling

    run(work)


def test_a_kernel_that_never_gets_ready_does_not_hold_up_the_end(
    started: dict[str, Kernel], monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = asyncio.Event()

    async def forever(_self: Client, timeout: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(Client, "wait_for_ready", forever)

    async def work(manager: WarmKernelManager) -> None:
        manager.begin()
        await waiting.wait()
        await asyncio.wait_for(manager.shutdown_all(), timeout=5)
        assert not manager._filling

    run(work)
