"""Digests: which list of follow-ups stands where in Slack, so that it changes in its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.model import Digest
from storage.journal import DigestRow


class Digests:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, digest_id: int) -> Digest:
        row = self._session.get(DigestRow, digest_id)
        if row is None:
            raise NothingFound(what="digest", text=digest_id, hint="Nothing was changed.")
        return to_model(row)

    def list_with(self, follow_up_ids: Collection[int], *, since: date) -> list[Digest]:
        """Those posted since that day that name any of the follow-ups."""
        found = select(DigestRow).where(DigestRow.posted_on >= since).order_by(DigestRow.id)
        named = set(follow_up_ids)
        return [to_model(row) for row in self._session.scalars(found) if named & set(row.follow_up_ids)]

    def add(
        self, *, team_id: str, channel_id: str, ts: str, heading: str, posted_on: date, follow_up_ids: Sequence[int]
    ) -> Digest:
        row = DigestRow(
            team_id=team_id,
            channel_id=channel_id,
            ts=ts,
            heading=heading,
            posted_on=posted_on,
            follow_up_ids=list(follow_up_ids),
        )
        self._session.add(row)
        self._session.flush()
        return to_model(row)


def to_model(row: DigestRow) -> Digest:
    return Digest(row.id, row.team_id, row.channel_id, row.ts, row.heading, tuple(row.follow_up_ids))
