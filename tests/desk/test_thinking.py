"""Waiting for a model holds up neither the loop nor the end of the process."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from academy.desk.thinking import Thinking
from academy.errors import DeskUnavailable, TakeError


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: in this one the loop of a driven browser may run already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result(20)


def test_the_loop_goes_on_while_a_thread_waits() -> None:
    go = threading.Event()

    async def both() -> tuple[bool, str]:
        waiting = asyncio.ensure_future(Thinking().do(lambda: go.wait(10)))
        await asyncio.sleep(0)
        go.set()  # nobody else can set it: the loop is free
        return await waiting, threading.current_thread().name

    assert run(both())[0]


def test_what_goes_wrong_is_raised_where_it_is_awaited() -> None:
    def work() -> None:
        raise TakeError("no such take")

    with pytest.raises(TakeError, match="no such take"):
        run(Thinking().do(work))


def test_more_than_can_wait_are_told_so_and_places_come_free() -> None:
    go = threading.Event()

    async def crowd() -> bool:
        thinking = Thinking(most=1)
        first = asyncio.ensure_future(thinking.do(lambda: go.wait(10)))
        await asyncio.sleep(0)
        with pytest.raises(DeskUnavailable, match="busy"):
            await thinking.do(lambda: None)
        go.set()
        await first
        return await thinking.do(lambda: True)

    assert run(crowd())


def test_one_learners_questions_leave_room_for_anothers() -> None:
    go = threading.Event()

    async def crowd() -> str:
        thinking = Thinking(most=3, each=2)
        asked = [asyncio.ensure_future(thinking.do(lambda: go.wait(10), "ann")) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(DeskUnavailable, match="busy"):
            await thinking.do(lambda: None, "ann")
        answer = await thinking.do(lambda: "of ben's", "ben")
        go.set()
        await asyncio.gather(*asked)
        return answer

    assert run(crowd()) == "of ben's"


def test_a_process_ends_while_a_model_is_waited_for() -> None:
    code = (
        "import asyncio, threading\nfrom academy.desk.thinking import Thinking\n"
        "async def begin():\n"
        "    asyncio.ensure_future(Thinking().do(threading.Event().wait))\n"
        "    await asyncio.sleep(0)\n"
        "asyncio.run(begin())"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=20).returncode == 0
