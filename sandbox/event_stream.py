"""GET /client/events: one person's page, told what changes, as server-sent events."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from sandbox.client_api import Visit
from sandbox.errors import SlackError
from sandbox.state import SANDBOX

HEARTBEAT_SECONDS = 15.0


async def events(request: web.Request) -> web.StreamResponse:
    sandbox = request.app[SANDBOX]
    try:
        visit = Visit(sandbox, dict(request.query))
    except SlackError as error:
        return web.json_response(error.answer(), status=404)
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    queue = sandbox.streams.listen(visit.team.id, visit.user.id)
    try:
        await response.write(b": open\n\n")
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if event is None:
                return response
            await response.write(f"data: {json.dumps(event)}\n\n".encode())
    except ConnectionError:
        return response
    finally:
        sandbox.streams.leave(visit.team.id, visit.user.id, queue)
