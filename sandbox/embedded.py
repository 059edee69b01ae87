"""A sandbox inside another program, as tests use it: in a thread with an event loop of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sandbox.manifest import read_manifest
from sandbox.server import start
from sandbox.settings import Settings
from sandbox.state import Sandbox
from sandbox.world_file import read_world

DEMO_WORLD = Path(__file__).parent / "worlds" / "demo.yml"
_T = TypeVar("_T")


class Embedded:
    """`url` is the page's address, `api_url` the base_url for slack_sdk."""

    def __init__(self, sandbox: Sandbox, loop: asyncio.AbstractEventLoop) -> None:
        self._sandbox, self._loop = sandbox, loop
        self.url = sandbox.origin
        self.api_url = f"{sandbox.origin}/api/"

    def ask(self, question: Callable[[Sandbox], _T]) -> _T:
        """Read or change the state, in the sandbox's own thread."""

        async def answer() -> _T:
            return question(self._sandbox)

        return asyncio.run_coroutine_threadsafe(answer(), self._loop).result(timeout=10)


@contextmanager
def running_sandbox(
    manifest: Path, *, world: Path = DEMO_WORLD, settings: Settings | None = None, port: int = 0
) -> Iterator[Embedded]:
    """Serve on the loopback interface until the block ends."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="sandbox", daemon=True)
    thread.start()
    sandbox = Sandbox(read_manifest(manifest), read_world(world), settings or Settings())
    runner = asyncio.run_coroutine_threadsafe(start(sandbox, "127.0.0.1", port), loop).result(timeout=10)
    try:
        yield Embedded(sandbox, loop)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
        loop.close()
