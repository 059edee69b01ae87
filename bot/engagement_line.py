"""One-line logging of engagements: `acme call 12m "asked for the quote" follow up fri` as the fields of a form.

Like `capture`, with whose parts it reads, it understands the line alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from bot.capture import UNREAD, CapturedLine, Said, gather, guessed_lead, known_lead, phrases
from bot.engagements import CHANNELS, PLANNED
from bot.kinds import Channel, EngagementStatus, EngagementType
from bot.phrases import Phrase, PhraseReader, follow_up_length
from bot.vocabulary import ENGAGEMENT_WORDS
from bot.words import Word, as_typed, split_words

_SENT_BY: Final[dict[Channel | None, EngagementType]] = {
    Channel.EMAIL: EngagementType.EMAIL_SENT,
    Channel.SMS: EngagementType.MESSAGE_SENT,
    Channel.WHATSAPP: EngagementType.MESSAGE_SENT,
    Channel.PHONE: EngagementType.CALL_MADE,
}
"""The type that a channel's name is enough for."""

_LONGEST_END: Final = 8  # words, as in "follow up on fri 27th of november 2026"
_CLOSING: Final = frozenset({"follow_up_on", "duration_minutes"})
_MAYBE_CLOSING: Final = frozenset({"on", "at"})


@dataclass(frozen=True, kw_only=True)
class CapturedEngagement(CapturedLine):
    """What a line about an engagement says; a `status` of None is the one that its type and day have by themselves.

    `channel` is the likeliest for the type where none was said; ("channel", text) is one by which the type does
    not go. ("subject", text) is a subject that may end elsewhere: `subject` holds what was taken for it.
    """

    type: EngagementType | None = None
    channel: Channel | None = None
    subject: str | None = None
    status: EngagementStatus | None = None

    @property
    def complete(self) -> bool:
        """True when there are a lead, a type and a subject, and every word was understood."""
        return super().complete and self.type is not None and self.subject is not None


def parse_engagement_line(
    text: str,
    *,
    today: date,
    is_lead_name: Callable[[str], bool] | None = None,
    day_first: bool = True,
) -> CapturedEngagement:
    """Read a command's text as Slack sends it (unescaped here, once); any text gives a CapturedEngagement.

    The lead's words come first, as in `parse_line`; then anything goes, in any order. The first quote is the
    subject, others are notes. In a line without quotes the subject begins, once the type was said, with the first
    word that means nothing or names another type, and runs to the end of the line, but for a follow-up or a
    duration that ends it. Where a day or an hour ends it, or a follow-up stands inside, that is asked about. The
    first type said is the type; a channel's name is one too (sms), unless a type follows that goes by it (sms quote).
    A meeting may lie ahead: its weekday is the coming one, unless they "met". That nobody answered is subject enough.
    """
    words = split_words(text)
    reader = PhraseReader(today=today, day_first=day_first, vocabulary=ENGAGEMENT_WORDS)
    start = known_lead(words, is_lead_name) or guessed_lead(words, reader)
    said = list(_read(words[start:], reader))
    if any(phrase.field == "type" and phrase.value in PLANNED and phrase.said != "met" for phrase, _ in said):
        said = list(_read(words[start:], replace(reader, planned=True)))
    fields: dict[str, Any] = {"lead_words": as_typed(words[:start]), "on": today} | gather(said)
    fields["type"] = fields.get("type") or _SENT_BY.get(fields.get("channel"))
    if fields["type"] and "channel" not in dict(fields["problems"]):
        fields.setdefault("channel", CHANNELS[fields["type"]][0])
    if "status" in fields:
        fields.setdefault("subject", next(typed for phrase, typed in said if phrase.field == "status"))
    return CapturedEngagement(**fields)


def _read(words: Sequence[Word], reader: PhraseReader) -> Iterator[Said]:
    """Every phrase, as it is meant after those before it."""
    quoted = any(word.quoted for word in words)
    kind: EngagementType | None = None
    channel: Channel | None = None
    known: set[str] = set()
    at = 0
    for phrase, typed in phrases(words, reader):
        phrase = _in_context(phrase, kind, channel, known)
        is_strange = phrase.field == UNREAD and phrase.value is None
        if is_strange and not quoted and (kind or channel in _SENT_BY):
            yield from _free_subject(words[at:], reader, known)
            return
        if isinstance(phrase.value, EngagementType):
            kind = phrase.value
        elif isinstance(phrase.value, Channel):
            channel = channel or phrase.value
        yield phrase, typed
        known.add(phrase.field)
        at += phrase.length


def _in_context(phrase: Phrase, kind: EngagementType | None, channel: Channel | None, known: Set[str]) -> Phrase:
    """The phrase as an engagement means it: the first quote is the subject, another type or a place is nothing."""
    said = phrase.value
    if phrase.field == "notes" and "subject" not in known:
        return replace(phrase, field="subject")
    if isinstance(said, Channel) and kind and said not in CHANNELS[kind]:
        return replace(phrase, value=None)
    another = isinstance(said, EngagementType) and not _is_the_type(said, kind, channel)
    return replace(phrase, field=UNREAD, value=None) if another or phrase.field == "location" else phrase


def _is_the_type(said: EngagementType, kind: EngagementType | None, channel: Channel | None) -> bool:
    return said is kind if kind else channel is None or channel in CHANNELS[said]


def _free_subject(words: Sequence[Word], reader: PhraseReader, known: Set[str]) -> Iterator[Said]:
    """All the words, but for the phrases that close them; it is sure where it ends unless a day or an hour does."""
    end, closed = len(words), set[str]()
    while closing := _closing(words[:end], reader, (_CLOSING | _MAYBE_CLOSING) - known - closed):
        end -= closing.length
        closed.add(closing.field)
    text = as_typed(words[:end])
    follows = any(follow_up_length(words[at:end]) for at in range(end))
    sure = closed <= _CLOSING and not follows and any(map(str.isalnum, text))
    yield Phrase("subject", text if sure else None, end, text), text
    yield from phrases(words[end:], reader)


def _closing(words: Sequence[Word], reader: PhraseReader, fields: Set[str]) -> Phrase | None:
    """A phrase of one of these fields that ends the words, and is not all of them."""
    for start in range(max(1, len(words) - _LONGEST_END), len(words)):
        phrase = reader.read(words[start:])
        if phrase and phrase.field in fields and start + phrase.length == len(words) and _can_be(phrase, reader):
            return phrase
    return None


def _can_be(phrase: Phrase, reader: PhraseReader) -> bool:
    """Whether there is such a day or number, and the day is none on which it can't have happened yet."""
    ahead = phrase.field == "on" and isinstance(phrase.value, date) and phrase.value > reader.today
    return phrase.value is not None and (reader.planned or not ahead)
