"""The way to the app by Socket Mode: web sockets that the app opened, envelopes that it acknowledges."""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from sandbox.errors import SlackError
from sandbox.link import Ack, Outgoing
from sandbox.settings import Settings

CONNECTIONS = 10
TICKET_SECONDS = 30


@dataclass
class _Connection:
    socket: web.WebSocketResponse
    awaited: set[str] = field(default_factory=set)


class SocketLink:
    def __init__(self, app_id: str, settings: Settings) -> None:
        self._app_id, self._settings = app_id, settings
        self._tickets: dict[str, float] = {}
        self._connections: list[_Connection] = []
        self._acks: dict[str, asyncio.Future[Ack]] = {}
        self._next = 0

    @property
    def connection_count(self) -> int:
        return len(self._connections)

    def new_ticket(self) -> str:
        """What apps.connections.open gives out: good for one connection, soon."""
        if len(self._connections) >= CONNECTIONS:
            raise SlackError("too_many_websockets")
        ticket = secrets.token_hex(16)
        self._tickets[ticket] = self._settings.clock() + TICKET_SECONDS
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The web socket's own route: hello, then envelopes out and acks in, until it closes."""
        expires = self._tickets.pop(request.query.get("ticket", ""), 0.0)
        if expires <= self._settings.clock():
            return web.Response(status=404, text="invalid ticket")
        socket = web.WebSocketResponse(heartbeat=None, autoping=True)
        await socket.prepare(request)
        connection = _Connection(socket)
        self._connections.append(connection)
        try:
            await socket.send_json(self._hello(request.host))
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledge(message.data)
        finally:
            self._connections.remove(connection)
            self._fail(connection)
        return socket

    def _hello(self, host: str) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": host, "build_number": 1, "approximate_connection_time": 3600},
        }

    def _acknowledge(self, text: str) -> None:
        try:
            answer = json.loads(text)
        except ValueError:
            return
        if not isinstance(answer, dict):
            return
        waiting = self._acks.get(str(answer.get("envelope_id")))
        if waiting is not None and not waiting.done():
            waiting.set_result(Ack(200, answer.get("payload")))

    def _fail(self, connection: _Connection) -> None:
        for envelope_id in connection.awaited:
            waiting = self._acks.get(envelope_id)
            if waiting is not None and not waiting.done():
                waiting.set_result(Ack(failure="dispatch_failed"))

    async def send(self, outgoing: Outgoing) -> Ack:
        if not self._connections:
            return Ack(failure="dispatch_failed")
        self._next += 1
        connection = self._connections[self._next % len(self._connections)]
        envelope = _envelope(outgoing)
        waiting: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._acks[envelope["envelope_id"]] = waiting
        connection.awaited.add(envelope["envelope_id"])
        try:
            await connection.socket.send_json(envelope)
            return await asyncio.wait_for(waiting, self._settings.ack_seconds)
        except TimeoutError:
            return Ack(failure="operation_timeout")
        except ConnectionError:
            return Ack(failure="dispatch_failed")
        finally:
            connection.awaited.discard(envelope["envelope_id"])
            del self._acks[envelope["envelope_id"]]

    async def refresh(self) -> None:
        """Ask every connection to be opened anew, as Slack does every few hours."""
        for connection in list(self._connections):
            await connection.socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def close(self) -> None:
        for connection in list(self._connections):
            await connection.socket.close()


def _envelope(outgoing: Outgoing) -> dict[str, Any]:
    envelope = {
        "envelope_id": str(uuid4()),
        "type": outgoing.channel,
        "payload": outgoing.body,
        "accepts_response_payload": outgoing.channel != "events_api",
    }
    if outgoing.channel == "events_api":
        envelope |= {"retry_attempt": outgoing.retry, "retry_reason": outgoing.retry_reason}
    return envelope
