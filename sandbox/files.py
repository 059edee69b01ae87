"""Files in memory: uploads in progress, what they hold, and who may see them."""

from __future__ import annotations

import mimetypes
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from sandbox.errors import SlackError


@dataclass(kw_only=True)
class File:
    """`shared_in` are the channels whose members see it; blocks may name it from `ready_at` (epoch seconds)."""

    id: str
    team: str
    user: str
    name: str
    title: str
    alt_text: str
    created: float
    length: int
    upload_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    content: bytes | None = None
    ready_at: float | None = None
    shared_in: set[str] = field(default_factory=set)

    @property
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def filetype(self) -> str:
        return self.name.rsplit(".", 1)[-1].lower() if "." in self.name else "binary"

    @property
    def path(self) -> str:
        return f"/files/{self.team}/{self.id}/{quote(self.name)}"

    def dimensions(self) -> tuple[int | None, int | None]:
        """(width, height) in pixels of a PNG, as its header says."""
        if self.content is None or not self.content.startswith(b"\x89PNG\r\n\x1a\n"):
            return None, None
        width, height = struct.unpack(">II", self.content[16:24])
        return width, height


class Files:
    def __init__(self) -> None:
        self._files: dict[str, File] = {}

    def begin(self, file: File) -> File:
        self._files[file.id] = file
        return file

    def get(self, team: str, file_id: str) -> File:
        """A file of this workspace that has its content. Raises file_not_found."""
        file = self._files.get(file_id)
        if file is None or file.team != team or file.content is None:
            raise SlackError("file_not_found")
        return file

    def has(self, team: str, file_id: str) -> bool:
        file = self._files.get(file_id)
        return file is not None and file.team == team and file.content is not None

    def named(self, team: str, slack_file: dict[str, Any]) -> File | None:
        """The file that a block's `slack_file` names, by id or by its private address."""
        for file in self._files.values():
            url = slack_file.get("url")
            if file.team == team and (file.id == slack_file.get("id") or (url and url.endswith(file.path))):
                return file
        return None

    def awaiting(self, upload_key: str) -> File | None:
        return next((file for file in self._files.values() if file.upload_key == upload_key), None)

    def delete(self, team: str, file_id: str) -> None:
        self.get(team, file_id)
        del self._files[file_id]
