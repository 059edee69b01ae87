"""Requests that no form and no button of the program ever makes: signed like Slack's, with what an attacker likes."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import time
from collections.abc import Iterator
from typing import Any, get_type_hints
from urllib.parse import urlencode

from bot.commands import Command
from handlers.features import ROUTES
from handlers.gate import Gate
from sandbox.state import Sandbox
from tests.slack import Json, Person
from tests.storage.belongings import Belongings

SECRET = "sandbox-signing-secret"
NONSENSE = [
    *(
        "abc",
        "-1",
        "0",
        "1_0",
        "9" * 40,
        "1; drop table leads",
        "null",
        "abc\x00",
        '{"lead": 1}',
        "leads -1",
        "members 1",
    ),
    *("1 nonsense", "<!channel> *bold*", "\u202e1\u200b", "x" * 3_000, "2026-99-99"),
]
"""What stands in a button or an option of the program's never."""

FITTING = {
    "happened_at": "09:00",
    "at": "09:00",
    "coordinates": "12.97, 77.59",
    "duration": "45",
    "email": "new@example.com",
    "phone": "98450 99999",
    "value": "50,000",
    "budget": "50,000",
    "amount": "50,000",
    "refund": "0.50",
    "code": "FORGED-1",
    "unit_count": "1",
    "existing": "12",
    "expected_roi": "300",
    "weekday": "0",
    "month_day": "1",
    "period": "this month",
    "report": "funnel",
    "milestone_form type": "site_visit",
    "engagement_form channel": "email",
    "engagement_edit_form channel": "video",
    "engagement_edit_form status": "completed",
    "lead_status_form status": "contacted",
    "schedule_form channel": "C0SALES",
    "share_form channel": "C0SALES",
}
"""A value that its form takes, by the field's name, or by the form's and the field's."""

CHOSEN = {"lead", "owner", "visited_by", "source", "campaign", "customer", "booking", "unit_type"}
"""Inputs in which a record is looked for."""

IN_A_FORM = {"log_there_instead", "merge_leads"}
"""Buttons that stand above a form's inputs."""


class Forger:
    """Sends a person's requests past Slack, and tells what that person then reads."""

    def __init__(self, person: Person, channel: str | None = None) -> None:
        self.person = person
        self.channel = channel or person.sales
        program = person.slack.program
        self._gate = Gate(program.app, SECRET, program.outbox.send)

    def press(
        self,
        action_id: str,
        value: str | None = None,
        *,
        view: Json | None = None,
        block_id: str = "forged",
        trigger: str | None = None,
    ) -> str:
        """A button of that value and a menu of that option at once; in a message, or in a form."""
        action: Json = {"type": "button", "action_id": action_id, "block_id": block_id}
        if value is not None:
            action |= {"value": value, "selected_option": {"value": value, "text": _plain("forged")}}
        place: Json = {"view": self._opened(view)} if view else self._in_message()
        if trigger is not None:
            place["trigger_id"] = trigger
        return self.send("block_actions", actions=[action], **place)

    def _in_message(self) -> Json:
        return {
            "channel": {"id": self.channel, "name": "forged"},
            "container": {"type": "message", "channel_id": self.channel, "message_ts": "1.1"},
            "response_url": self.issue("response"),
        }

    def change(self, callback_id: str, field: str, values: Json, *, metadata: str = "{}") -> str:
        """An input that rebuilds its form, with `values` in it."""
        action = {"type": "static_select", "action_id": "value", "block_id": field}
        return self.send("block_actions", actions=[action], view=self._opened(view_of(callback_id, values, metadata)))

    def submit(self, callback_id: str, values: Json, *, metadata: str = "{}", view_id: str | None = None) -> str:
        return self.send("view_submission", view=view_of(callback_id, values, metadata, view_id))

    def insist(self, callback_id: str, values: Json, *, metadata: str = "{}") -> str:
        """Send the form, and say yes to whatever it asks then."""
        seen = self.submit(callback_id, values, metadata=metadata)
        while seen.startswith('{"response_action": "update"'):
            asked, _ = json.JSONDecoder().raw_decode(seen)
            seen = self.submit(callback_id, values, metadata=asked["view"]["private_metadata"])
        return seen

    def search(self, block_id: str, typed: str) -> str:
        return self.send("block_suggestion", block_id=block_id, action_id="value", value=typed)

    def say(self, command: str, text: str, *, trigger: str | None = None) -> str:
        fields = {
            "command": command,
            "text": text,
            "team_id": self.person.team,
            "user_id": self.person.user,
            "channel_id": self.channel,
            "trigger_id": trigger or self.issue("trigger"),
            "response_url": self.issue("response"),
        }
        return self._post(urlencode(fields).encode()) + self.seen()

    def send(self, kind: str, **parts: Any) -> str:
        """All that the person reads after the request: the answer itself, private messages, the forms that open."""
        user = {"id": self.person.user, "username": self.person.name, "team_id": self._home()}
        body = {"type": kind, "team": {"id": self.person.team, "domain": "forged"}, "user": user}
        body |= {"trigger_id": self.issue("trigger"), **parts}
        return self._post(urlencode({"payload": json.dumps(body)}).encode()) + self.seen()

    def _post(self, body: bytes) -> str:
        stamp = str(int(time.time()))
        signed = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/slack/events",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_X_SLACK_REQUEST_TIMESTAMP": stamp,
            "HTTP_X_SLACK_SIGNATURE": f"v0={signed}",
            "wsgi.input": io.BytesIO(body),
        }
        answered: list[str] = []
        chunks = self._gate(environ, lambda status, _headers: answered.append(status))  # type: ignore[arg-type]
        assert answered == ["200 OK"]
        return b"".join(chunks).decode()

    def _opened(self, view: Json) -> Json:
        """The form as one that the person has open."""

        def open_it(state: Sandbox) -> Json:
            opened = state.views.open(view["id"], self.person.team, self.person.user, view)
            return {**view, "hash": opened.hash}

        return self.person.slack.sandbox.ask(open_it)

    def issue(self, what: str) -> str:
        """A new trigger or response URL of Slack's."""

        def issue(state: Sandbox) -> str:
            team = state.world.team(self.person.team)
            if what == "trigger":
                return state.issue_trigger(team, self.person.user)
            return state.issue_response_url("actions", team, self.channel, self.person.user)

        return self.person.slack.sandbox.ask(issue)

    def _home(self) -> str:
        return self.person.slack.sandbox.ask(
            lambda state: state.world.team(self.person.team).user(self.person.user).home_team
        )

    def seen(self) -> str:
        """What came since the last look; the forms are closed."""

        def look(state: Sandbox) -> str:
            team = state.world.team(self.person.team)
            seen = [
                {"text": message.text, "blocks": message.blocks}
                for channel in team.channels.values()
                for message in channel.messages
                if message.from_app and message.visible_to(self.person.user)
            ]
            for channel in team.channels.values():
                channel.messages.clear()
            views = [view.body for view in state.views.stack(team.id, self.person.user)]
            state.views.clear(team.id, self.person.user)
            return json.dumps([*seen, *views], ensure_ascii=False)

        shown = self.person.slack.sandbox.ask(look)
        return "" if shown == "[]" else shown


def view_of(callback_id: str, values: Json, metadata: str, view_id: str | None = None) -> Json:
    """A form in Slack's shape: a text for each of `values`, of a type that fits any."""
    blocks = [
        {
            "type": "input",
            "block_id": name,
            "label": _plain(name),
            "element": {"type": "plain_text_input", "action_id": "value"},
        }
        for name in values
    ]
    return {
        "id": view_id or f"V{time.monotonic_ns()}",
        "type": "modal",
        "callback_id": callback_id,
        "hash": "1.1",
        "private_metadata": metadata,
        "title": _plain("forged"),
        "close": _plain("Close"),
        "submit": _plain("Save"),
        "blocks": blocks,
        "state": {"values": {name: {"value": _state(name, value)} for name, value in values.items()}},
    }


def command_of(callback_id: str) -> type[Command] | None:
    """What a form's listener reads out of it; None where the form has no inputs."""
    listener = ROUTES.table["view", callback_id].listener
    named = [getattr(listener, "__globals__", {}).get(name) for name in listener.__code__.co_names]
    return next((found for found in named if isinstance(found, type) and issubclass(found, Command)), None)


def filled(callback_id: str, records: dict[str, int]) -> Json:
    """The form with everything in it that its command takes; a record that is chosen is that of `records`."""
    command = command_of(callback_id)
    hints = get_type_hints(command, include_extras=True) if command else {}
    return {name: _fitting(callback_id, name, hint, records) for name, hint in hints.items() if name != "model_config"}


def ids_of(has: Belongings) -> dict[str, int]:
    """By what forms call them, in their inputs and in what they carry along."""
    return {
        "lead": has.lead.id,
        "owner": has.member.id,
        "visited_by": has.member.id,
        "source": has.source.id,
        "campaign": has.campaign.id,
        "milestone": has.milestone.id,
        "engagement": has.meeting.id,
        "follow_up": has.follow_up.id,
        "schedule": has.schedule.id,
        "customer": has.customer.id,
        "unit_type": has.unit.id,
        "unit": has.unit.id,
        "booking": has.booking.id,
        "entry": has.entry.id,
    }


def names(kind: str) -> Iterator[str]:
    return iter(sorted(ROUTES.names(kind)))  # type: ignore[arg-type]


def fields_of_changes() -> list[tuple[str, str]]:
    """Inputs that rebuild their form, with the form: one for each listener."""
    of_listener = {ROUTES.table["action", name].listener: name for name in names("action") if "." in name}
    return [(form, field) for form, _, field in (name.partition(".") for name in of_listener.values())]


def _fitting(callback_id: str, name: str, hint: Any, records: dict[str, int]) -> Any:
    if name in records:
        return str(records[name])
    if f"{callback_id} {name}" in FITTING:
        return FITTING[f"{callback_id} {name}"]
    if name in FITTING:
        return FITTING[name]
    if name.endswith("_on"):
        return "2026-11-25"
    members = _members(hint)
    return members[0] if members else None if "bool" in str(hint) else "Forged"


def _members(hint: Any) -> list[str]:
    """The values of an enumeration, also where None may stand in its place."""
    kinds = [hint, *getattr(hint, "__args__", ())]
    return [str(member.value) for kind in kinds if hasattr(kind, "__members__") for member in kind]


def _state(name: str, value: Any) -> Json:
    if name in CHOSEN:
        option = {"value": value, "text": _plain("forged")} if str(value).strip() else None
        return {"type": "external_select", "selected_option": option}
    return {"type": "plain_text_input", "value": value}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}
