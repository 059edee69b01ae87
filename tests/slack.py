"""Slack as the tests hold it: people who type, fill forms and press buttons, and what they see then."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.kinds import Role
from bot.model import Member, Tenant
from sandbox.embedded import Embedded
from sandbox.state import Sandbox
from sandbox.world import User
from storage.store import Store

if TYPE_CHECKING:
    from app import Milepost

Json = dict[str, Any]
SALES = {"T0NORTH": "C0SALES", "T0CONTO": "C0CSALES"}
NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
"""A Wednesday, noon in Bengaluru."""


class Now:
    """The program's clock, which stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


class Slack:
    """`people` by their first name in lower case: slack.person("asha")."""

    def __init__(self, sandbox: Embedded, program: Milepost, now: Now) -> None:
        self.sandbox = sandbox
        self.program = program
        self.now = now
        self.tenants: dict[str, Tenant] = {}

    def install(self, team: str, *, currency: str, locale: str, time_zone: str) -> None:
        shown = self.get(f"/sandbox/installation?team={team}")
        name = self.sandbox.ask(lambda state: state.world.team(team).name)
        registry = self.program.registry
        tenant = registry.add_tenant(name, currency=currency, locale=locale, time_zone=time_zone, now=self.now())
        registry.add_workspace(
            team, tenant, bot_user_id=shown["bot_user_id"], bot_token=shown["bot_token"], now=self.now()
        )
        self.tenants[team] = tenant

    def person(self, name: str, *, role: Role | None = None) -> Person:
        """Somebody of either workspace by first name; with `role`, already known to the program."""
        for team in SALES:
            for user in self.sandbox.ask(partial(_users, team)):
                if user.name == name:
                    person = Person(self, team, user.id, user.real_name)
                    return person.known_as(role) if role else person
        raise LookupError(name)

    def read(self, question: Callable[[Store], Any], *, team: str = "T0NORTH") -> Any:
        with self.program.stores.read(self.tenants[team], now=self.now()) as store:
            return question(store)

    def write(self, change: Callable[[Store], Any], *, team: str = "T0NORTH") -> Any:
        with self.program.stores.write(self.tenants[team], now=self.now()) as store:
            return change(store)

    def deliver(self) -> None:
        """Bring everything that is queued to Slack, as the courier's threads do in the running program."""
        self.program.courier.drain()

    def wait(self, *, minutes: int) -> None:
        """Let time pass, and the program look for what is due."""
        self.now.moment += timedelta(minutes=minutes)
        self.program.courier.sweep()
        self.deliver()

    def tick(self, *, at: datetime, copies: int = 1) -> None:
        """Let that moment come; `copies` of the program look at their schedules together."""
        self.now.moment = at
        with ThreadPoolExecutor(copies) as pool:
            list(pool.map(lambda _: self.program.clock.sync(), range(copies)))
        self.deliver()

    def fault(self, method: str, fault: str, *, times: int = 1, **more: Any) -> None:
        self.post("/sandbox/faults", {"method": method, "fault": fault, "times": times, **more})

    def calls(self, method: str) -> list[Json]:
        """The Web API calls of this method so far, oldest first."""
        calls: list[Json] = self.get("/sandbox/calls")["calls"]
        return [call for call in calls if call["method"] == method]

    def get(self, path: str) -> Json:
        with urllib.request.urlopen(self.sandbox.url + path) as answer:  # noqa: S310 - the sandbox's own address
            return dict(json.load(answer))

    def post(self, path: str, body: Json) -> Json:
        request = urllib.request.Request(  # noqa: S310 - the sandbox's own address
            self.sandbox.url + path, json.dumps(body).encode(), {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return dict(json.load(answer))


class Person:
    """One user of one workspace, in front of the page."""

    def __init__(self, slack: Slack, team: str, user: str, name: str) -> None:
        self.slack, self.team, self.user, self.name = slack, team, user, name
        self.sales = SALES[team]

    def known_as(self, role: Role) -> Person:
        def add(store: Store) -> Member:
            known = store.members.find_by_slack(self.team, self.user)
            if known:
                return store.members.change_role(known.id, role)
            return store.members.add(
                self.name, role=role, time_zone=store.tenant.time_zone, team_id=self.team, slack_user_id=self.user
            )

        self.slack.write(add, team=self.team)
        return self

    @property
    def member(self) -> Member:
        found: Member = self.slack.read(lambda store: store.members.find_by_slack(self.team, self.user), team=self.team)
        return found

    def say(self, text: str, *, channel: str | None = None) -> Json:
        return self._post("/client/say", channel=channel or self.sales, text=text)

    def messages(self, channel: str | None = None) -> list[Json]:
        where = channel or self.sales
        found: list[Json] = self.slack.get(f"/client/messages?team={self.team}&user={self.user}&channel={where}")[
            "messages"
        ]
        return found

    def last(self, channel: str | None = None) -> Json:
        """The newest message that this person sees in the channel."""
        return self.messages(channel)[-1]

    @property
    def direct(self) -> str:
        """The direct messages with the app."""
        channels = self._boot()["channels"]
        bot = self._boot()["app"]["bot_user_id"]
        return str(next(c["id"] for c in channels if c["kind"] == "im" and c.get("user") == bot))

    @property
    def view(self) -> Json | None:
        """The modal on top, if one is open."""
        stack = self._boot()["stack"]
        return dict(stack[-1]) if stack else None

    @property
    def form(self) -> Json:
        view = self.view
        assert view is not None, "no form is open"
        return view

    def submit(self, **values: Any) -> Json:
        """Fill the open form's fields by block id and press its button."""
        view = self.form
        return self._post("/client/submit", view_id=view["id"], state=self.state(view, values))

    def close(self) -> Json:
        """Close the form on top without sending it."""
        return self._post("/client/close", view_id=self.form["id"])

    def choose(self, block_id: str, value: Any, **typed: Any) -> Json:
        """Change an input that rebuilds the open form, with `typed` in the others."""
        view = self.form
        state = self.state(view, {**typed, block_id: value})
        action = {"block_id": block_id, "action_id": "value", **state["values"][block_id]["value"]}
        container = {"type": "view", "view_id": view["id"]}
        return self._post("/client/action", container=container, action=action, state=state)

    def press(self, text: str, *, message: Json | None = None, channel: str | None = None) -> Json:
        """Press the first button of that text, or choose the first such option, by default in the newest message."""
        where = channel or self.sales
        found = message or self.last(where)
        return self.press_at({"type": "message", "channel": where, "ts": found["ts"]}, found["blocks"], text)

    def press_in_form(self, text: str) -> Json:
        """Press the first button of that text in the open form."""
        view = self.form
        return self.press_at({"type": "view", "view_id": view["id"]}, view["blocks"], text)

    def press_at(self, container: Json, blocks: list[Json], text: str) -> Json:
        for block in blocks:
            for element in [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]:
                made = _made(element, text)
                if made is not None:
                    action = {"type": element["type"], "action_id": element["action_id"], **made}
                    action["block_id"] = block["block_id"]
                    return self._post("/client/action", container=container, action=action)
        raise LookupError(text)

    def home(self) -> Json:
        """Open the App Home, and wait until the program has published it anew."""
        before = self._published()
        self._post("/client/home")
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            published = self._published()
            if published is not None and published != before:
                return published
        raise AssertionError("nothing was published")

    def home_now(self) -> Json:
        """The App Home as it was published last."""
        published = self._published()
        assert published is not None
        return published

    def _published(self) -> Json | None:
        home = self.slack.sandbox.ask(lambda state: state.views.home(self.team, self.user))
        return {**home.body, "id": home.id, "hash": home.hash} if home else None

    def use_shortcut(self, callback_id: str, message: Json | None = None) -> Json:
        """From Slack's own menu; with a message, from that message's."""
        place = {"channel": message["channel"], "ts": message["ts"]} if message else {}
        return self._post("/client/shortcut", callback_id=callback_id, **place)

    def options(self, block_id: str, typed: str) -> list[str]:
        """What a typeahead of the open form offers."""
        container = {"type": "view", "view_id": self.form["id"]}
        offered = self._post("/client/options", container=container, action_id="value", block_id=block_id, value=typed)
        return [option["text"]["text"] for option in offered["options"]]

    def state(self, view: Json, values: Json) -> Json:
        """`view.state` in Slack's shape, with `values` by field over what stands there."""
        state = {block: dict(inputs) for block, inputs in view["state"]["values"].items()}
        for block in view["blocks"]:
            field = block["block_id"].partition(" ")[0]
            if block["type"] == "input" and field in values:
                element = block["element"]
                state[block["block_id"]] = {"value": {"type": element["type"]} | _typed(element, values[field])}
        return {"values": state}

    def _boot(self) -> Json:
        return self.slack.get(f"/client/boot?team={self.team}&user={self.user}")

    def _post(self, path: str, **body: Any) -> Json:
        return self.slack.post(path, {"team": self.team, "user": self.user, **body})


def _made(element: Json, text: str) -> Json | None:
    """What is sent for a button or a menu's option of that text; None where the element has none."""
    if element["type"] == "button":
        return {key: element[key] for key in ("value",) if key in element} if element["text"]["text"] == text else None
    found = [option for option in element.get("options", []) if option["text"]["text"] == text]
    return {"selected_option": found[0]} if found else None


def _users(team: str, state: Sandbox) -> list[User]:
    return list(state.world.team(team).users.values())


def _typed(element: Json, value: Any) -> Json:
    match element["type"]:
        case "static_select" | "external_select" if value is None:
            return {"selected_option": None}
        case "static_select" | "external_select":
            text = {"type": "plain_text", "text": "chosen"}
            found = [option for option in element.get("options", []) if option["value"] == str(value)]
            return {"selected_option": found[0] if found else {"value": str(value), "text": text}}
        case "checkboxes":
            return {"selected_options": element["options"] if value else []}
        case "datepicker":
            return {"selected_date": None if value is None else str(value)}
        case "timepicker":
            return {"selected_time": str(value)}
        case "conversations_select":
            return {"selected_conversation": str(value)}
    return {"value": None if value is None else str(value)}


def texts(message: Json) -> str:
    """Everything that can be read in a message's or view's blocks."""

    def walk(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["text"]] if isinstance(part.get("text"), str) else []
            return own + [text for key, value in part.items() if key != "value" for text in walk(value)]
        if isinstance(part, list):
            return [text for item in part for text in walk(item)]
        return []

    return "\n".join(walk(message["blocks"]))
