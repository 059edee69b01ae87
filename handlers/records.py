"""What becomes of a name: a command acts on the one record that has it or asks which, a form asks if it is that one.

How records of a kind are found and shown is the kind's own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.bookings import Booking
from bot.errors import Question, ask_once
from bot.model import Campaign, Customer, Lead, Member, Source
from handlers.context import ReadStore
from handlers.history import history_of
from handlers.views.answers import SEVERAL, TYPE_MORE, Message, which
from handlers.views.blocks import button
from storage.store import Store

Record = TypeVar("Record", Lead, Booking, Customer, Source, Campaign)
Form = Callable[..., dict[str, Any]]
"""Of the store, the record and the member, with the channel by its name."""


@dataclass(frozen=True, slots=True)
class Verb:
    """The text, action and value of a record's button, where it is asked which; `form` is None to show the card."""

    text: str
    action_id: str
    value: str = "{id}"
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Generic[Record]):
    """One kind of them. `line` is markup, by which to choose; `none` answers for a name that nothing has."""

    noun: str
    find: Callable[[Store, str], list[Record]]
    none: Callable[[Store, str, Member], Message]
    line: Callable[[Store, Record, Member], str]
    card: Callable[[Store, Record, Member], Message]
    verbs: Mapping[str, Verb]
    hint: str = TYPE_MORE

    def do(
        self,
        verb: str,
        name: str,
        ack: Ack,
        command: dict[str, Any],
        client: WebClient,
        member: Member,
        read_store: ReadStore,
    ) -> None:
        """Show the record of that name, or open the verb's form for it."""
        form, view, answer = self.verbs[verb].form, None, {}
        with read_store() as store:
            found = self.find(store, name)
            if not found:
                answer = self.none(store, name, member)
            elif len(found) > 1:
                answer = self._which(store, verb, name, found, member)
            elif form is None:
                answer = self.card(store, found[0], member)
            else:
                view = form(store, found[0], member, channel=command["channel_id"])
        if view is not None:
            client.views_open(trigger_id=command["trigger_id"], view=view)
        ack(**answer)

    def _which(self, store: Store, verb: str, name: str, found: list[Record], member: Member) -> Message:
        asked = self.verbs[verb]
        choices = [
            (self.line(store, one, member), button(asked.text, asked.action_id, asked.value.format(id=one.id)))
            for one in found[:SEVERAL]
        ]
        question = f"Which {self.noun} is “{name}”?"
        return which(question, choices, has_more=len(found) > SEVERAL, hint=self.hint)


def history(kind: str) -> Verb:
    """Opens the record's history; `kind` is its table."""

    def form(store: Store, record: Record, member: Member, **_: object) -> dict[str, Any]:
        return history_of(store, kind, record.id, member)

    return Verb("History", "show_history", f"{kind} {{id}}", form)


def ask_about_namesake(kind: type[Question], same: Record, *, name: str, edit: str, confirmed: Collection[str]) -> None:
    """Whether to save beside the one of that name, or to `edit` that one instead: the action of its button."""
    instead = (f"Edit {same.code}", edit, str(same.id))
    ask_once(kind(key=f"same {same.id}", yes="Save anyway", instead=instead, code=same.code, name=name), confirmed)
