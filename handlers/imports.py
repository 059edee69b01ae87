"""Imports: the deals of a file, taken in batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.deals import Deal, one_spelling
from bot.kinds import BookingStatus, LeadStatus, Role
from bot.model import Member, Tenant
from bot.money import format_amount
from storage.intake import Taken
from storage.store import Store, Stores

BATCH = 500
IMPORTER = "Import"
"""The member in whose name the command line imports, and who owns what the file names no owner for."""


def import_deals(
    deals: Sequence[Deal],
    *,
    stores: Stores,
    tenant: Tenant,
    now: Callable[[], datetime],
    on_progress: Callable[[int, int], None],
) -> Taken:
    """Take in a file's deals; each batch is saved whole, and the same deals again change nothing."""
    with stores.read(tenant, now=now()) as store:
        spelled = one_spelling((deal.product for deal in deals if deal.product), store.units.names())
    deals = [replace(deal, product=spelled[deal.product]) if deal.product else deal for deal in deals]
    taken = Taken()
    members: dict[str, Member] = {}
    for start in range(0, len(deals), BATCH):
        batch = deals[start : start + BATCH]
        with stores.write(tenant, now=now()) as store:
            taken += _take(store, batch, members)
        if start == 0:
            stores.refresh_statistics()
        on_progress(start + len(batch), len(deals))
    return taken


def pipeline_in_words(store: Store) -> str:
    """The tenant's leads by status, those without a date, and what is booked."""
    statuses = store.reports.statuses()
    by_status = ", ".join(f"{statuses[status]:,} {status.value}" for status in LeadStatus if status in statuses)
    booked = store.bookings.total_amount(statuses=(BookingStatus.CONFIRMED, BookingStatus.COMPLETED))
    amount = format_amount(booked, store.tenant.currency, store.tenant.locale)
    return (
        f"{store.tenant.name} has {sum(statuses.values()):,} leads ({by_status}), {store.reports.undated():,} of them "
        f"without a created date; {amount} is booked."
    )


def _take(store: Store, deals: Sequence[Deal], members: dict[str, Member]) -> Taken:
    """Take one batch; `members` are those of the batches before, and grows."""
    owners = {deal.owner: deal.owner or IMPORTER for deal in deals}
    for name in {IMPORTER, *owners.values()} - members.keys():
        members[name] = _member(store, name)
    importer = members[IMPORTER]
    owner_ids = {owner: members[name].id for owner, name in owners.items()}
    taken = store.intake.take(deals, owner_ids=owner_ids, member_id=importer.id)
    if taken.made or taken.updated:
        lines = f"lines {deals[0].line} to {deals[-1].line}"
        store.describe(f"Imported {taken.made} leads, updated {taken.updated} ({lines})", actor=importer)
    return taken


def _member(store: Store, name: str) -> Member:
    """The person of that name; who is not in Slack yet is kept by name."""
    found = store.members.find_by_name(name)
    return found or store.members.add(name, role=Role.REP, time_zone=store.tenant.time_zone)
