"""Block Kit's rich text: sections, lists, quotes and code, made of styled pieces."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sandbox.texts import Identifier, Strict


class PieceStyle(Strict):
    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    code: bool | None = None
    underline: bool | None = None
    highlight: bool | None = None
    client_highlight: bool | None = None
    unlink: bool | None = None


class _Piece(Strict):
    style: PieceStyle | None = None


class TextPiece(_Piece):
    type: Literal["text"]
    text: str = Field(min_length=1)


class LinkPiece(_Piece):
    type: Literal["link"]
    url: str = Field(min_length=1)
    text: str | None = None
    unsafe: bool | None = None


class UserPiece(_Piece):
    type: Literal["user"]
    user_id: str


class ChannelPiece(_Piece):
    type: Literal["channel"]
    channel_id: str


class EmojiPiece(_Piece):
    type: Literal["emoji"]
    name: str
    unicode: str | None = None
    skin_tone: int | None = None


class DatePiece(_Piece):
    type: Literal["date"]
    timestamp: int
    format: str
    url: str | None = None
    fallback: str | None = None


class BroadcastPiece(_Piece):
    type: Literal["broadcast"]
    range: Literal["here", "channel", "everyone"]


class UserGroupPiece(_Piece):
    type: Literal["usergroup"]
    usergroup_id: str


class TeamPiece(_Piece):
    type: Literal["team"]
    team_id: str


class ColorPiece(_Piece):
    type: Literal["color"]
    value: str


Piece = Annotated[
    TextPiece
    | LinkPiece
    | UserPiece
    | ChannelPiece
    | EmojiPiece
    | DatePiece
    | BroadcastPiece
    | UserGroupPiece
    | TeamPiece
    | ColorPiece,
    Field(discriminator="type"),
]


class RichTextSection(Strict):
    type: Literal["rich_text_section"]
    elements: list[Piece]


class RichTextQuote(Strict):
    type: Literal["rich_text_quote"]
    elements: list[Piece]
    border: int | None = None


class RichTextPreformatted(Strict):
    type: Literal["rich_text_preformatted"]
    elements: list[Piece]
    border: int | None = None


class RichTextList(Strict):
    type: Literal["rich_text_list"]
    style: Literal["bullet", "ordered"]
    elements: list[RichTextSection]
    indent: int | None = None
    offset: int | None = None
    border: int | None = None


class RichText(Strict):
    type: Literal["rich_text"]
    block_id: Identifier | None = None
    elements: list[
        Annotated[RichTextSection | RichTextQuote | RichTextPreformatted | RichTextList, Field(discriminator="type")]
    ] = Field(min_length=1)
