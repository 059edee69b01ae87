"""A connection of slack_bolt's own Socket Mode client to the sandbox, from its hello to its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from typing import Any

from slack_bolt.adapter.socket_mode import SocketModeHandler

from sandbox.embedded import Embedded


def hellos(handler: SocketModeHandler) -> Queue[str]:
    """Every greeting of a new connection."""
    heard: Queue[str] = Queue()

    def listen(_: object, message: dict[str, Any], __: str | None) -> None:
        if message["type"] == "hello":
            heard.put("hello")

    handler.client.message_listeners.append(listen)
    return heard


@contextmanager
def connected(box: Embedded, handler: SocketModeHandler) -> Iterator[SocketModeHandler]:
    """An app on a web socket, from its hello on."""
    greeting = hellos(handler)
    handler.connect()  # type: ignore[no-untyped-call]
    greeting.get(timeout=5)
    yield handler
    # slack_sdk's client waits out a silent read before it closes; a connection closed from here spares that.
    handler.client.auto_reconnect_enabled = False
    box.ask(lambda s: s.in_background(s.link.close()))
    handler.client.current_session_runner.shutdown()  # type: ignore[no-untyped-call]
    handler.close()  # type: ignore[no-untyped-call]
