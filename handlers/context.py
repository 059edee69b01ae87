"""From a request to what its listener may use: the workspace's tenant, the person, and a store bound to both.

No listener ever sees a tenant's id, so none can pass a wrong one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from slack_bolt import BoltContext, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import Guest, Stranger, UnknownWorkspace
from bot.model import Member
from handlers.digests import queue_edits
from handlers.errors import answer_in_words
from handlers.outbox import Poke
from handlers.welcome import is_colleague, welcome
from storage.registry import Registry, Workspace
from storage.store import Store, Stores

OpenStore = Callable[..., AbstractContextManager[Store]]
"""Takes what makes the submission itself, where that is not the request's own trigger or form."""

ReadStore = Callable[[], AbstractContextManager[Store]]
Now = Callable[[], datetime]

MEMBER_SECONDS = 30
"""How long a person is remembered: a role given by another copy of the program counts after this at the latest."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class People:
    """The workspace's people, known or seen for the first time; a role is remembered for a while."""

    def __init__(self, known: Context, workspace: Workspace, client: WebClient) -> None:
        self._known = known
        self._workspace = workspace
        self._client = client

    def find(self, slack_user_id: str) -> Member | None:
        """None for guests, apps and people of another company."""
        return self._known.member(self._workspace, slack_user_id, self._client)

    def forget_all(self) -> None:
        """Read everybody from the database again: a role was changed."""
        self._known.forget_members()


class Check(Middleware):
    """A step on the way of every request, which lets it pass or answers it.

    A plain function would do, but Bolt fills forty arguments by name for each, which takes longer than the check.
    """

    def __init__(self, refuse: Callable[[BoltRequest], BoltResponse | None]) -> None:
        self._refuse = refuse

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt passes it by name
        next: Callable[[], BoltResponse],  # noqa: A002 - Bolt's name
    ) -> BoltResponse | None:
        refusal = self._refuse(req)
        return next() if refusal is None else refusal


@dataclass(slots=True)
class Context:
    """Fills Bolt's context. `poke` is told what each committed store has queued."""

    registry: Registry
    stores: Stores
    poke: Poke
    now: Now = utc_now
    _members: dict[tuple[str, str], tuple[Member, float]] = field(default_factory=dict)

    def find_workspace(self, request: BoltRequest) -> BoltResponse | None:
        """Before anything else: an unknown workspace is refused, there is no default."""
        team = team_of(request.context)
        if team is None:
            return None
        workspace = self.registry.find_workspace(team)
        if workspace is None:
            return answer_in_words(UnknownWorkspace(), request.body)
        request.context["workspace"] = workspace
        return None

    def identify(self, request: BoltRequest) -> BoltResponse | None:
        """After authorization: who it is, which day it is there, and the store that this person may open."""
        context, client = request.context, request.context.client
        workspace: Workspace | None = context.get("workspace")
        user_id = context.user_id
        if workspace is None or user_id is None:
            return None
        is_stranger = not context.is_enterprise_install and _team_of_actor(request.body) != workspace.team_id
        member = None if is_stranger else self.member(workspace, user_id, client)
        if member is None:
            return answer_in_words(Stranger() if is_stranger else Guest(), request.body, client)
        context["member"] = member
        context["people"] = People(self, workspace, client)
        context["open_store"] = self.writer(workspace, submission_of(request.body))
        context["read_store"] = lambda: self.stores.read(workspace.tenant, now=self.now())
        context["today"] = workspace.tenant.day_of(self.now())
        context["currency"] = workspace.tenant.currency
        return None

    def writer(self, workspace: Workspace, submission: str | None) -> OpenStore:
        """Opens the store for one submission, and says what is to be delivered once it is committed."""

        @contextmanager
        def open_store(submission: str | None = submission) -> Iterator[Store]:
            with self.stores.write(workspace.tenant, now=self.now(), submission=submission) as store:
                yield store
                queue_edits(store)
            if store.deliveries.queued:
                self.poke(workspace.tenant, store.deliveries.queued)

        return open_store

    def forget_members(self) -> None:
        self._members.clear()

    def member(self, workspace: Workspace, user_id: str, client: WebClient) -> Member | None:
        key = (workspace.team_id, user_id)
        known, until = self._members.get(key, (None, 0.0))
        if known is not None and time.monotonic() < until:
            return known
        member = self._find_member(workspace, user_id) or self._welcome(workspace, user_id, client)
        if member is not None:
            self._members[key] = (member, time.monotonic() + MEMBER_SECONDS)
        return member

    def _find_member(self, workspace: Workspace, user_id: str) -> Member | None:
        with self.stores.read(workspace.tenant, now=self.now()) as store:
            return store.members.find_by_slack(workspace.team_id, user_id)

    def _welcome(self, workspace: Workspace, user_id: str, client: WebClient) -> Member | None:
        """Add a person who is seen for the first time; guests and other companies' people are not added."""
        try:
            user: dict[str, Any] = client.users_info(user=user_id)["user"]
        except SlackApiError as error:
            if error.response["error"] == "user_not_found":
                return None
            raise
        if not is_colleague(user, workspace):
            return None
        with self.writer(workspace, submission=None)() as store:
            return welcome(store, workspace, user)


def authorize(context: BoltContext) -> AuthorizeResult:
    """The bot's token from the registry; without Bolt's `auth.test` on every request."""
    workspace: Workspace = context["workspace"]
    return AuthorizeResult(
        enterprise_id=context.enterprise_id,
        team_id=context.team_id,
        bot_user_id=workspace.bot_user_id,
        bot_token=workspace.bot_token,
    )


def team_of(context: BoltContext) -> str | None:
    """The workspace's key in the registry: on Enterprise Grid the organisation, where it was installed there."""
    return context.enterprise_id if context.is_enterprise_install else context.team_id


def submission_of(body: dict[str, Any]) -> str | None:
    """What makes a submission itself and no other: the form's id, the trigger of a command or of a press."""
    if body.get("type") == "view_submission":
        return str(body["view"]["id"])
    trigger = body.get("trigger_id") or body.get("event_id")
    return str(trigger) if trigger else None


def _team_of_actor(body: dict[str, Any]) -> str | None:
    """The actor's own team: in a channel shared with another company it differs from the channel's."""
    actor = body.get("user")
    return actor.get("team_id") if isinstance(actor, dict) else body.get("team_id")
