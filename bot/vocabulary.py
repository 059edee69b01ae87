"""The words that name a value in a one-line entry: positive, demo, whatsapp, no answer. Reads no dates or numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import OSA

from bot.kinds import Channel, EngagementStatus, EngagementType, MilestoneType, Outcome
from bot.matching import fold

_SKIN_TONE: Final = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]|::skin-tone-[2-6]")
_DASHES: Final = str.maketrans("–—", "--")
_SHORTEST_TYPO: Final = 6
_LIKE_ENOUGH: Final = 0.8


@dataclass(frozen=True)
class Meaning:
    """What a word says: a value of one field."""

    field: str
    value: StrEnum


class Vocabulary:
    """Names, whose typos are forgiven, and other words, which a slip may make into something else (looked, booked).

    A name of two words is given with a space; another word of two is closed up ("noanswer").
    """

    def __init__(self, *, names: Mapping[str, Meaning], words: Mapping[str, Meaning]) -> None:
        closed = {name.replace(" ", ""): meaning for name, meaning in names.items()}
        self._names = {1: closed, 2: {name: meaning for name, meaning in names.items() if " " in name}}
        self._exact = closed | dict(words)

    def read(self, plain: Sequence[str]) -> tuple[Meaning, int] | None:
        """What the first words say, and how many of them say it: two before one, and spelled right before nearly."""
        spelled = [closed_up(word) for word in plain[:2]]
        for length in range(len(spelled), 0, -1):
            said = self._exact.get("".join(spelled[:length])) or _nearly(
                " ".join(spelled[:length]), self._names[length]
            )
            if said:
                return said, length
        sign = self._exact.get(_SKIN_TONE.sub("", plain[0]).translate(_DASHES)) if plain else None
        return (sign, 1) if sign else None


def closed_up(word: str) -> str:
    return fold(word).replace(" ", "")


def _nearly(word: str, names: Mapping[str, Meaning]) -> Meaning | None:
    """What a mistyped word of six letters or more stands for: one slip, two from ten letters on."""
    if len(word) < _SHORTEST_TYPO:
        return None
    for name, meaning in names.items():
        if len(name) >= _SHORTEST_TYPO and OSA.normalized_similarity(word, name) >= _LIKE_ENOUGH:
            return meaning
    return None


def _named(field: str, values: type[StrEnum]) -> dict[str, Meaning]:
    return {value.value.replace("_", " "): Meaning(field, value) for value in values}


def _listed(field: str, words: Mapping[StrEnum, str]) -> dict[str, Meaning]:
    return {word: Meaning(field, value) for value, listed in words.items() for word in listed.split()}


_OUTCOMES: Final = _named("outcome", Outcome) | _listed(
    "outcome",
    {
        Outcome.POSITIVE: "pos + +ve +1 good great 👍 thumbsup",
        Outcome.NEUTRAL: "ok okay 😐 neutral_face",
        Outcome.NEGATIVE: "neg -ve -1 bad 👎 thumbsdown",
    },
)

MILESTONE_WORDS: Final = Vocabulary(
    names=_named("type", MilestoneType) | _OUTCOMES,
    words=_listed(
        "type",
        {
            MilestoneType.CONTACTED: "call called phoned",
            MilestoneType.SITE_VISIT: "visit visited",
            MilestoneType.PROPOSAL: "quote quotation offer",
            MilestoneType.NEGOTIATION: "negotiating",
            MilestoneType.BOOKING: "booked",
            MilestoneType.CANCELLATION: "cancel cancelled canceled lost dropped",
            MilestoneType.REENGAGED: "reengage revived",
        },
    ),
)

ENGAGEMENT_WORDS: Final = Vocabulary(
    names=_named("type", EngagementType)
    | _named("channel", Channel)
    | _listed(
        "type",
        {
            EngagementType.MESSAGE_SENT: "message",
            EngagementType.MEETING_SCHEDULED: "meeting",
            EngagementType.PROPOSAL_SENT: "proposal",
            EngagementType.QUOTE_SENT: "quotation",
        },
    )
    | _OUTCOMES,
    words=_listed(
        "type",
        {
            EngagementType.CALL_MADE: "call called phoned rang",
            EngagementType.MESSAGE_SENT: "text texted",
            EngagementType.MEETING_SCHEDULED: "meet met",
            EngagementType.QUOTE_SENT: "quote",
        },
    )
    | _listed(
        "channel",
        {Channel.EMAIL: "emailed mail mailed", Channel.WHATSAPP: "wa whatsapped", Channel.VIDEO: "zoom teams"},
    )
    | _listed("status", {EngagementStatus.FAILED: "failed missed unanswered noanswer"}),
)
"""A channel word that says how it was sent (emailed, sms) names a type too, unless another one is said."""
