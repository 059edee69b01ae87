"""Which listener answers which request: a table, looked up once, in place of Bolt's walk through its listeners.

Bolt tries every registered listener in turn (8 µs each); here it has one per kind of request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import signature
from typing import Any, Literal

from slack_bolt import App, BoltContext

Kind = Literal["command", "view", "action", "options", "shortcut", "event"]
Listener = Callable[..., Any]
EVERYTHING = re.compile("")
FRONT_DOOR = "/milepost"


@dataclass(frozen=True, slots=True)
class Route:
    listener: Listener
    wants: tuple[str, ...]


class Routes:
    """The listeners of one feature. A listener takes what it wants of a request by name, as in Bolt."""

    def __init__(self) -> None:
        self.table: dict[tuple[Kind, str], Route] = {}

    def command(self, name: str) -> Callable[[Listener], Listener]:
        return self._add("command", name)

    def view(self, callback_id: str) -> Callable[[Listener], Listener]:
        return self._add("view", callback_id)

    def action(self, name: str) -> Callable[[Listener], Listener]:
        """`name` is a button's action id, or `callback_id.block_id` for an input of a form."""
        return self._add("action", name)

    def options(self, block_id: str) -> Callable[[Listener], Listener]:
        return self._add("options", block_id)

    def shortcut(self, callback_id: str) -> Callable[[Listener], Listener]:
        return self._add("shortcut", callback_id)

    def event(self, type_: str) -> Callable[[Listener], Listener]:
        return self._add("event", type_)

    def names(self, kind: Kind) -> set[str]:
        return {name for of_kind, name in self.table if of_kind == kind}

    def _add(self, kind: Kind, name: str) -> Callable[[Listener], Listener]:
        def register(listener: Listener) -> Listener:
            if (kind, name) in self.table:
                raise ValueError(f"two listeners for {kind} {name}")
            self.table[kind, name] = Route(listener, tuple(signature(listener).parameters))
            return listener

        return register


def merge(features: Iterable[Routes]) -> Routes:
    merged = Routes()
    for feature in features:
        doubled = merged.table.keys() & feature.table.keys()
        if doubled:
            raise ValueError(f"two listeners for {sorted(doubled)}")
        merged.table.update(feature.table)
    return merged


def register(app: App, routes: Routes) -> None:
    """Give the app one listener per kind of request, each of which looks its route up."""

    def dispatch(kind: Kind, name_of: Callable[[dict[str, Any]], str]) -> Listener:
        def answer(context: BoltContext, body: dict[str, Any], payload: dict[str, Any]) -> Any:
            route = routes.table.get((kind, name_of(body)))
            if route is None:
                context.ack()
                context.logger.warning("no listener for %s %s", kind, name_of(body))
                return None
            offered = {**context, "body": body, kind: payload}
            return route.listener(**{name: offered[name] for name in route.wants})

        return answer

    def command_name(body: dict[str, Any]) -> str:
        """`/milepost visit …` is `/visit …`, for where another app owns that name."""
        word, _, rest = str(body.get("text", "")).strip().partition(" ")
        if body["command"] == FRONT_DOOR and ("command", f"/{word.lower()}") in routes.table:
            body["command"], body["text"] = f"/{word.lower()}", rest
        return str(body["command"])

    app.command(EVERYTHING)(dispatch("command", command_name))
    app.view(EVERYTHING)(dispatch("view", lambda body: str(body["view"]["callback_id"])))
    app.action(EVERYTHING)(dispatch("action", _action_name))
    app.options(EVERYTHING)(dispatch("options", lambda body: str(body["block_id"])))
    app.shortcut(EVERYTHING)(dispatch("shortcut", lambda body: str(body["callback_id"])))
    app.event(EVERYTHING)(dispatch("event", lambda body: str(body["event"]["type"])))


def _action_name(body: dict[str, Any]) -> str:
    action = body["actions"][0]
    if action["action_id"] != "value":
        return str(action["action_id"])
    return f"{body['view']['callback_id']}.{action['block_id']}"
