"""The Web API's door: who calls, whether they may, which method does it, and a record of the answer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from aiohttp import BasicAuth, web

from sandbox import api_apps, api_chat, api_conversations, api_files, api_users, api_views
from sandbox.calls import Call, Method
from sandbox.errors import SlackError
from sandbox.faults import Fault
from sandbox.rates import CALLS_PER_MINUTE, RateLimitError
from sandbox.records import ApiCall
from sandbox.state import Sandbox
from sandbox.world import Team

METHODS: dict[str, Method] = {
    **api_apps.METHODS,
    **api_chat.METHODS,
    **api_conversations.METHODS,
    **api_files.METHODS,
    **api_users.METHODS,
    **api_views.METHODS,
}
_UNRECORDED = ("token", "client_secret")


@dataclass
class _Reply:
    status: int
    answer: dict[str, Any]
    headers: dict[str, str]


class WebApi:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def handle(self, request: web.Request) -> web.Response:
        """POST or GET /api/<method>."""
        name = request.match_info["method"]
        arguments = await read_arguments(request)
        token = _token(request, arguments)
        fault = self._sandbox.faults.take(name)
        reply, team = await self._reply(name, arguments, token, fault)
        self._record(name, arguments, reply, team)
        if fault is not None and fault.fault in ("timeout", "accept_then_timeout"):
            await asyncio.sleep(self._sandbox.settings.hang_seconds)
        if reply.status == 500:
            return web.Response(status=500, text="Internal Server Error")
        return web.json_response(reply.answer, status=reply.status, headers=reply.headers)

    async def _reply(
        self, name: str, arguments: dict[str, Any], token: str | None, fault: Fault | None
    ) -> tuple[_Reply, Team | None]:
        team: Team | None = None
        headers: dict[str, str] = {}
        try:
            method = METHODS.get(name)
            if method is None:
                raise SlackError("unknown_method")
            team = self._caller(method, token)
            headers = _scope_headers(method, team)
            _suffer(fault)
            self._spend(name, method, team)
            call = Call(self._sandbox, name, arguments, team)
            _require_scope(method, call)
            answer = await method.run(call)
            return _Reply(200, {"ok": True, **answer}, headers), team
        except RateLimitError as limited:
            return _Reply(429, limited.answer(), {**headers, "Retry-After": str(limited.retry_after)}), team
        except SlackError as error:
            status = 500 if error.name == "internal_error" else 200
            return _Reply(status, error.answer(), headers), team

    def _caller(self, method: Method, token: str | None) -> Team | None:
        """The workspace whose token this is; None for methods without one."""
        if method.caller == "anyone":
            return None
        if not token:
            raise SlackError("not_authed")
        is_app_token = token == self._sandbox.world.app.app_token
        team = self._sandbox.world.team_of_token(token)
        if not is_app_token and team is None:
            raise SlackError("invalid_auth")
        if is_app_token != (method.caller == "app"):
            raise SlackError("not_allowed_token_type")
        if team is not None and not team.installation.is_active:
            raise SlackError("account_inactive")
        return team

    def _spend(self, name: str, method: Method, team: Team | None) -> None:
        factor = self._sandbox.settings.calls_per_minute_factor
        if method.tier is None or factor == 0:
            return
        limit = CALLS_PER_MINUTE[method.tier] * factor
        key = ("method", team.id if team else "", name)
        self._sandbox.rates.spend(key, per_second=limit / 60, burst=limit, now=self._sandbox.now())

    def _record(self, name: str, arguments: dict[str, Any], reply: _Reply, team: Team | None) -> None:
        shown = {key: value for key, value in arguments.items() if key not in _UNRECORDED}
        call = ApiCall(name, team.id if team else None, shown, reply.status, reply.answer, self._sandbox.now())
        self._sandbox.records.calls.append(call)


def _suffer(fault: Fault | None) -> None:
    """Fail as ordered, before anything is done. After it was done, the fault only withholds the answer."""
    if fault is None or fault.fault == "accept_then_timeout":
        return
    if fault.fault == "429":
        raise RateLimitError(fault.retry_after)
    raise SlackError("internal_error" if fault.fault in ("500", "timeout") else fault.fault)


def _require_scope(method: Method, call: Call) -> None:
    needed = method.needed_scopes(call)
    if needed and not set(needed) & set(call.team.installation.scopes):
        provided = ",".join(call.team.installation.scopes)
        raise SlackError("missing_scope", needed=needed[0], provided=provided)


def _scope_headers(method: Method, team: Team | None) -> dict[str, str]:
    if team is None:
        return {}
    headers = {"X-OAuth-Scopes": ",".join(team.installation.scopes)}
    if not callable(method.scopes):
        headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes)
    return headers


async def read_arguments(request: web.Request) -> dict[str, Any]:
    """The arguments of a call: JSON, a form, or the address's query."""
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            body = {}
        if isinstance(body, dict):
            arguments |= body
    elif request.method == "POST":
        arguments |= dict(await request.post())
    return arguments | _client_credentials(request)


def _client_credentials(request: web.Request) -> dict[str, str]:
    """oauth.v2.access may name the app in a Basic authorization header instead."""
    header = request.headers.get("Authorization", "")
    if not header.startswith("Basic "):
        return {}
    try:
        basic = BasicAuth.decode(header)
    except ValueError:
        return {}
    return {"client_id": basic.login, "client_secret": basic.password}


def _token(request: web.Request, arguments: dict[str, Any]) -> str | None:
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return header.removeprefix("Bearer ").strip()
    given = arguments.get("token")
    return given if isinstance(given, str) else None
