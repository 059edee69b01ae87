"""What waits as of a store's today: follow-ups by when they are due."""

from __future__ import annotations

from datetime import timedelta

from bot.model import FollowUp, Lead
from bot.periods import week_of
from handlers.views.followup_lists import Counts
from storage.store import Store

COMING = timedelta(days=7)
MOST_READ = 25
"""More than fit into one message."""


def list_due(store: Store, owner_id: int | None = None) -> list[tuple[FollowUp, Lead]]:
    """What is due up to the coming 7 days, the longest overdue first; of one owner or of all."""
    return store.follow_ups.list_pending(owner_id=owner_id, until=store.today + COMING, limit=MOST_READ)


def count_due(store: Store, owner_id: int | None = None) -> Counts:
    """All that is pending, by when it is due."""
    days = store.follow_ups.count_by_day(owner_id=owner_id)
    today, horizon, (_, sunday) = store.today, store.today + COMING, week_of(store.today)
    return Counts(
        overdue=sum(count for day, count in days.items() if day < today),
        today=days.get(today, 0),
        coming=sum(count for day, count in days.items() if today < day <= horizon),
        later=sum(count for day, count in days.items() if day > horizon),
        this_week=sum(count for day, count in days.items() if today <= day <= sunday),
    )
