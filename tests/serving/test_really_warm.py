"""A real kernel that waits for a page has really imported what a page needs, and asking it is prompt."""

import asyncio
import socket
from typing import Any

import pytest
from jupyter_client.connect import LocalPortCache
from loops import in_a_loop_of_its_own
from traitlets.config import Config

from academy.serving.kernels import WarmKernelManager

CONFIG = Config(KernelManager={"client_factory": "academy.serving.kernel_client.PromptClient"})
PAGE = {"VOILA_REQUEST_URL": "/voila/render/index.ipynb"}
LOADED = "import sys; print([name in sys.modules for name in ('anywidget', 'urllib3', 'academy.practice')])"


async def printed_by(kernel: Any, code: str) -> str:
    """Run code in a kernel and return what it prints."""
    said: list[str] = []
    client = kernel.client()
    client.start_channels(stdin=False)
    try:
        await client.wait_for_ready(timeout=60)
        await client.execute_interactive(
            code, output_hook=lambda message: said.append(message["content"].get("text", "")), timeout=60
        )
    finally:
        client.stop_channels()
    return "".join(said).strip()


def test_a_kernel_handed_to_a_page_has_everything_imported() -> None:
    async def work() -> str:
        manager = WarmKernelManager(pool_size=1, refill_s=60, config=CONFIG)
        manager.begin()
        await asyncio.gather(*manager._filling)
        kernel = manager.get_kernel(await manager.start_kernel(env=PAGE))
        try:
            return await printed_by(kernel, LOADED)
        finally:
            for waiting in manager._filling:
                waiting.cancel()
            await manager.shutdown_all(now=True)

    assert in_a_loop_of_its_own(work()) == "[True, True, True]"


class Told(list[str]):
    """Kernels that wait; it tells when there is one."""

    def __init__(self) -> None:
        self.is_one = asyncio.Event()

    def append(self, kernel_id: str) -> None:
        super().append(kernel_id)
        self.is_one.set()


def test_a_page_that_takes_a_kernel_while_it_is_warmed_is_answered() -> None:
    async def work() -> str:
        manager = WarmKernelManager(pool_size=1, refill_s=60, config=CONFIG)
        waiting = manager._warm = Told()
        manager.begin()
        (filling,) = manager._filling
        await waiting.is_one.wait()
        kernel = manager.get_kernel(await manager.start_kernel(env=PAGE))
        try:
            said = await printed_by(kernel, "print('here')")
            await filling  # so that the other client, too, was answered
            return said
        finally:
            await manager.shutdown_all(now=True)

    assert in_a_loop_of_its_own(work()) == "here"


def test_a_page_gets_a_kernel_also_when_another_program_took_the_port_of_the_first(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    free, other = LocalPortCache.find_available_port, socket.socket()

    def taken_once(cache: LocalPortCache, ip: str) -> int:
        port = free(cache, ip)
        if other.getsockname()[1] == 0:
            other.bind((ip, port))
        return port

    monkeypatch.setattr(LocalPortCache, "find_available_port", taken_once)

    async def work() -> str:
        manager = WarmKernelManager(pool_size=0, config=CONFIG)
        try:
            return await printed_by(manager.get_kernel(await manager.start_kernel(env=PAGE)), "print('here')")
        finally:
            await manager.shutdown_all(now=True)

    with other:
        assert in_a_loop_of_its_own(work()) == "here"
    assert "Address already in use" in capfd.readouterr().err
