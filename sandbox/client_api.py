"""What the page asks: who is here, what is said, and what a person does. The shapes stand in README.md."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox import interactions, submissions
from sandbox.commands import say
from sandbox.errors import SlackError
from sandbox.page_objects import page_channel, page_message, page_user
from sandbox.state import SANDBOX, Sandbox
from sandbox.view_shows import page_view
from sandbox.world import Team, User

Answer = dict[str, Any]


class Visit:
    """One request of the page: the person it is made for, and what it says."""

    def __init__(self, sandbox: Sandbox, given: dict[str, Any]) -> None:
        self.sandbox, self.given = sandbox, given
        self.team: Team = sandbox.world.team(str(given.get("team")))
        self.user: User = self.team.user(str(given.get("user")))
        if self.user.is_bot:
            raise SlackError("user_not_found")

    def text(self, name: str) -> str:
        value = self.given.get(name)
        return value if isinstance(value, str) else ""

    def table(self, name: str) -> dict[str, Any]:
        value = self.given.get(name)
        return value if isinstance(value, dict) else {}


async def worlds(request: web.Request) -> web.Response:
    sandbox = request.app[SANDBOX]
    teams = [
        {**_page_team(team), "users": [page_user(u) for u in team.users.values() if not u.is_bot]}
        for team in sandbox.world.teams.values()
    ]
    return web.json_response({"teams": teams})


def _page_team(team: Team) -> Answer:
    icon = f"/icons/{team.id}.svg"
    return {"id": team.id, "name": team.name, "domain": team.domain, "icon": icon, "color": team.color}


async def boot(visit: Visit) -> Answer:
    sandbox, team, me = visit.sandbox, visit.team, visit.user
    channels = [channel for channel in team.channels.values() if me.id in channel.members]
    manifest = sandbox.manifest
    stack = sandbox.views.stack(team.id, me.id)
    commands = [] if me.is_stranger else manifest.features.slash_commands
    shortcuts = [] if me.is_stranger else manifest.features.shortcuts
    return {
        "team": _page_team(team),
        "me": page_user(me),
        "app": {
            "id": sandbox.world.app.id,
            "name": manifest.bot_name,
            "description": manifest.display_information.description,
            "bot_user_id": team.bot_user,
            "icon": f"/icons/{sandbox.world.app.id}.svg",
            "is_installed": team.installation.is_active,
            "home_tab": manifest.features.app_home.home_tab_enabled,
        },
        "users": [page_user(user) for user in team.users.values()],
        "channels": [page_channel(channel, me.id) for channel in channels],
        "commands": [c.model_dump(include={"command", "description", "usage_hint"}) for c in commands],
        "shortcuts": [s.model_dump() for s in shortcuts],
        "stack": [page_view(sandbox, team, view) for view in stack],
    }


async def messages(visit: Visit) -> Answer:
    channel = visit.team.channel_seen_by(visit.user.id, visit.text("channel"))
    seen = [message for message in channel.messages if message.visible_to(visit.user.id)]
    return {"messages": [page_message(visit.sandbox, visit.team, m, visit.user.id) for m in seen]}


async def post_say(visit: Visit) -> Answer:
    channel = visit.team.channel_seen_by(visit.user.id, visit.text("channel"))
    text = visit.text("text").strip()
    if not text:
        raise SlackError("no_text")
    thread_ts = visit.text("thread_ts") or None
    return await say(visit.sandbox, visit.team, visit.user, channel, text, thread_ts)


async def post_action(visit: Visit) -> Answer:
    place = interactions.place_of(visit.sandbox, visit.team, visit.user, visit.table("container"))
    state = visit.table("state") or None
    return await interactions.act(visit.sandbox, visit.team, visit.user, place, visit.table("action"), state)


async def post_options(visit: Visit) -> Answer:
    place = interactions.place_of(visit.sandbox, visit.team, visit.user, visit.table("container"))
    ids = {"action_id": visit.text("action_id"), "block_id": visit.text("block_id")}
    return await interactions.suggest(visit.sandbox, visit.team, visit.user, place, ids, visit.text("value"))


async def post_submit(visit: Visit) -> Answer:
    state = visit.table("state") or None
    return await submissions.submit(visit.sandbox, visit.team, visit.user, visit.text("view_id"), state)


async def post_close(visit: Visit) -> Answer:
    everything = visit.given.get("all") is True
    return submissions.close(visit.sandbox, visit.team, visit.user, visit.text("view_id"), everything=everything)


async def post_shortcut(visit: Visit) -> Answer:
    place = None
    if visit.text("ts"):
        container = {"type": "message", "channel": visit.text("channel"), "ts": visit.text("ts")}
        found = interactions.place_of(visit.sandbox, visit.team, visit.user, container)
        place = found if isinstance(found, tuple) else None
    return await interactions.use_shortcut(visit.sandbox, visit.team, visit.user, visit.text("callback_id"), place)


async def post_home(visit: Visit) -> Answer:
    return interactions.open_home(visit.sandbox, visit.team, visit.user)


async def post_mark(visit: Visit) -> Answer:
    channel = visit.team.channel_seen_by(visit.user.id, visit.text("channel"))
    channel.read[visit.user.id] = visit.sandbox.world.next_ts(visit.sandbox.now())
    return {"ok": True}


def answering(act: Callable[[Visit], Awaitable[Answer]]) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A route whose person and words come from the query or a JSON body; refusals are 200 with `ok` false."""

    async def handle(request: web.Request) -> web.Response:
        given: dict[str, Any] = dict(request.query)
        try:
            if request.method == "POST":
                body = await request.json()
                given |= body if isinstance(body, dict) else {}
            return web.json_response(await act(Visit(request.app[SANDBOX], given)))
        except SlackError as error:
            return web.json_response(error.answer())
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_json"}, status=400)

    return handle


ROUTES = [
    web.get("/client/worlds", worlds),
    web.get("/client/boot", answering(boot)),
    web.get("/client/messages", answering(messages)),
    web.post("/client/say", answering(post_say)),
    web.post("/client/action", answering(post_action)),
    web.post("/client/options", answering(post_options)),
    web.post("/client/submit", answering(post_submit)),
    web.post("/client/close", answering(post_close)),
    web.post("/client/shortcut", answering(post_shortcut)),
    web.post("/client/home", answering(post_home)),
    web.post("/client/mark", answering(post_mark)),
]
