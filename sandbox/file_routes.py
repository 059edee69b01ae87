"""Files coming in, from the app (upload URLs) and from the page, and going out to those who may see them."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.client_api import Visit
from sandbox.errors import SlackError
from sandbox.files import File
from sandbox.page_objects import may_see, page_file
from sandbox.slack_objects import slack_file
from sandbox.state import SANDBOX


async def take_upload(request: web.Request) -> web.Response:
    """POST /upload/v1/<key>: the bytes of a file that files.getUploadURLExternal announced."""
    sandbox = request.app[SANDBOX]
    file = sandbox.files.awaiting(request.match_info["key"])
    if file is None or file.content is not None:
        return web.Response(status=404, text="no such upload")
    content = await _uploaded_bytes(request)
    if len(content) != file.length:
        return web.Response(status=400, text="length does not match")
    file.content = content
    return web.Response(text=f"OK - {len(content)}")


async def _uploaded_bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


async def take_page_upload(request: web.Request) -> web.Response:
    """POST /client/upload: a person's file for a file_input, theirs and the app's until it is shared."""
    sandbox = request.app[SANDBOX]
    form: dict[str, Any] = dict(await request.post())
    part = form.get("file")
    try:
        visit = Visit(sandbox, form)
    except SlackError as error:
        return web.json_response(error.answer())
    if not isinstance(part, web.FileField):
        return web.json_response({"ok": False, "error": "no_file_data"})
    content = part.file.read()
    name = part.filename.replace("/", "_")
    file = File(
        id=sandbox.world.next_id("F"),
        team=visit.team.id,
        user=visit.user.id,
        name=name,
        title=name,
        alt_text="",
        created=sandbox.now(),
        length=len(content),
        content=content,
        ready_at=sandbox.now(),
    )
    sandbox.files.begin(file)
    shown = {**slack_file(sandbox, visit.team, file), **page_file(file, visit.user.id)}
    return web.json_response({"ok": True, "file": shown})


async def serve_file(request: web.Request) -> web.Response:
    """GET /files/<team>/<id>/<name>: to a person who may see it, or to the app with its token."""
    sandbox = request.app[SANDBOX]
    try:
        team = sandbox.world.team(request.match_info["team"])
        file = sandbox.files.get(team.id, request.match_info["file"])
    except SlackError:
        return web.Response(status=404, text="file not found")
    viewer = request.query.get("user", "")
    is_app = _app_token(request) == team.installation.token and "files:read" in team.installation.scopes
    is_person = viewer in team.users and not team.users[viewer].is_bot and may_see(team, file, viewer)
    if not (is_app or is_person):
        return web.Response(status=404, text="file not found")
    # What people upload is never run as a page of this origin.
    headers = {
        "Content-Type": file.mimetype,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    return web.Response(body=file.content, headers=headers)


def _app_token(request: web.Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


ROUTES = [
    web.post("/upload/v1/{key}", take_upload),
    web.post("/client/upload", take_page_upload),
    web.get("/files/{team}/{file}/{name}", serve_file),
]
