"""One-line logging: `acme site_visit positive @ Whitefield "loved it" follow up fri` as the fields of a form.

Understands the line alone. It looks up no lead and decides nothing: what it could not read stands beside what
it could, so that a form can open with both. A line about an engagement is read by `engagement_line`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Final

from bot.kinds import MilestoneType, Outcome
from bot.matching import fold
from bot.phrases import Phrase, PhraseReader
from bot.vocabulary import MILESTONE_WORDS
from bot.words import Word, as_typed, split_words

LONGEST_NAME: Final = 8  # words that are offered to `is_lead_name`
UNREAD: Final = "unread"

_TEXTS: Final = ("subject", "notes")
_AFTER_FREE_NOTES: Final = frozenset({"follow_up_on", "duration_minutes"})
_SPANS: Final = frozenset(
    ("day", "days", "week", "weeks", "weekend", "month", "months", "quarter", "year", "years", "morning", "evening")
)

Said = tuple[Phrase, str]
"""A phrase and the words it was read from."""


@dataclass(frozen=True, kw_only=True)
class CapturedLine:
    """What any line says; `unread` words mean nothing here, `problems` are (field, text) that could not be read.

    ("follow_up_on", "") is a follow-up without any date. ("notes", text) is a quote that is never closed: `notes`
    hold its text too.
    """

    lead_words: str = ""
    outcome: Outcome | None = None
    notes: str | None = None
    on: date
    at: time | None = None
    duration_minutes: int | None = None
    follow_up_on: date | None = None
    follow_up_asked: bool = False
    unread: tuple[str, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def complete(self) -> bool:
        """True when there is a lead and every word was understood, so that nothing needs to be asked."""
        return bool(self.lead_words) and not self.unread and not self.problems


@dataclass(frozen=True, kw_only=True)
class Captured(CapturedLine):
    """What a line about a milestone says."""

    type: MilestoneType | None = None
    location: str | None = None


def parse_line(
    text: str,
    *,
    today: date,
    default_type: MilestoneType | None,
    is_lead_name: Callable[[str], bool] | None = None,
    day_first: bool = True,
) -> Captured:
    """Read a command's text as Slack sends it (unescaped here, once); any text gives a Captured.

    The lead's words come first: quoted, or the longest beginning for which `is_lead_name` is true (so "Good
    Earth positive" keeps its name; true should mean that the words are a lead's code, its name or the name's
    first words), or all that stands before the first word with a meaning. Then anything goes, in any order.
    A field said twice keeps its first value, and the second is unread; quotes add up to the notes. A place (after
    @, or after "at" where no hour follows) has at most three words: of more, or with a number that is no part of
    one, the first is kept, the others are unread.
    After a lead's name that is known, notes at the end of the line need no quotes, if nothing else can be meant.
    """
    words = split_words(text)
    reader = PhraseReader(today=today, day_first=day_first, vocabulary=MILESTONE_WORDS)
    named = known_lead(words, is_lead_name)
    start = named or guessed_lead(words, reader)
    said = list(phrases(words[start:], reader))
    fields = gather(_free_notes(said) if named else said)
    return Captured(**{"lead_words": as_typed(words[:start]), "type": default_type, "on": today} | fields)


def known_lead(words: Sequence[Word], is_lead_name: Callable[[str], bool] | None) -> int:
    """How many words are a lead's name beyond doubt: quoted, or the most that are known; 0 for none."""
    if words and words[0].quoted and words[0].closed:
        return 1
    if not is_lead_name:
        return 0
    lengths = range(min(_first_mark(words), LONGEST_NAME), 0, -1)
    return next((length for length in lengths if is_lead_name(as_typed(words[:length]))), 0)


def guessed_lead(words: Sequence[Word], reader: PhraseReader) -> int:
    """How many words stand before the first with a meaning."""
    end = _first_mark(words)
    return next((at for at in range(end) if reader.read(words[at:])), end)


def _first_mark(words: Sequence[Word]) -> int:
    """Where the first quote or @ stands; a name ends before it."""
    return next((at for at, word in enumerate(words) if word.quoted or word.is_at), len(words))


def phrases(words: Sequence[Word], reader: PhraseReader) -> Iterator[Said]:
    """Every phrase; a word that begins none is a phrase of its own."""
    at, previous = 0, UNREAD
    while at < len(words):
        phrase = reader.read(words[at:]) or Phrase(UNREAD, None, 1, words[at].text)
        follows_up = previous == "follow_up_on"
        if follows_up and (phrase.field == "at" or words[at].spells_at):  # a follow-up has a day, but no hour or place
            phrase = replace(phrase, field=UNREAD)
        yield phrase, as_typed(words[at : at + phrase.length])
        at, previous = at + phrase.length, phrase.field


def _free_notes(said: Sequence[Said]) -> list[Said]:
    """The words without a meaning at the end of the line (or before a last follow-up or duration) as its notes.

    Only where nothing else can be meant: two words or more, no quote beside them, none right after a place or in
    another part of the line, and none that sounds like a day that was not understood (12, last week).
    """
    fields = [phrase.field for phrase, _ in said]
    strange = [at for at, field in enumerate(fields) if field == UNREAD]
    if len(strange) < 2 or "notes" in fields:
        return list(said)
    first, after = strange[0], strange[-1] + 1
    text = " ".join(typed for _, typed in said[first:after])
    apart = len(strange) != after - first or not set(fields[after:]) <= _AFTER_FREE_NOTES
    if apart or first == 0 or fields[first - 1] == "location" or not _is_remark(text):
        return list(said)
    return [*said[:first], (Phrase("notes", text, after - first, text), text), *said[after:]]


def _is_remark(text: str) -> bool:
    words = fold(text).split()
    spoken = [word for word in words if any(map(str.isalpha, word))]
    return len(spoken) > 1 and not any(word.isdigit() or word in _SPANS for word in words)


def gather(said: Iterable[Said]) -> dict[str, Any]:
    """The fields that were said, with what is unread and what is a problem."""
    fields: dict[str, Any] = {}
    texts: dict[str, list[str]] = {}
    unread, problems = [], []
    for phrase, typed in said:
        fields["follow_up_asked"] = fields.get("follow_up_asked", False) or phrase.field == "follow_up_on"
        if phrase.field == UNREAD:
            unread.append(typed)
            continue
        if phrase.value is None:
            problems.append((phrase.field, phrase.said))
        if phrase.field in _TEXTS:
            texts.setdefault(phrase.field, []).append(phrase.said)
        elif phrase.value is not None and fields.setdefault(phrase.field, phrase.value) != phrase.value:
            unread.append(typed)
    joined = {field: " ".join(parts) for field, parts in texts.items()}
    return fields | joined | {"unread": tuple(unread), "problems": tuple(problems)}
