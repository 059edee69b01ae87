"""A company that traded at random for fourteen months, in everything that reports count, with changes and Undos."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bot.kinds import (
    BookingStatus,
    CampaignStatus,
    CampaignType,
    Channel,
    EngagementStatus,
    EngagementType,
    EntryType,
    LeadStatus,
    MilestoneType,
    Role,
    SourceType,
)
from bot.ledger import DEBITS
from storage.database import Database
from storage.store import Store
from tests.storage.companies import NOW, TODAY, Company, found_company

LEADS, CUSTOMERS, CHANGES = 80, 25, 40
DAYS = 14 * 30


class Trade:
    """Chooses by `seed`: the same company again for the same one."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - what is made up needs no secret
        self._members: list[int] = []
        self._sources: list[int | None] = [None]
        self._campaigns: list[int | None] = [None]
        self._leads: list[int] = []
        self._customers: list[int] = []
        self._entries: list[int] = []

    def run(self, company: Company) -> None:
        with company.open() as store:
            self._hire(store, company.rep.id)
            self._advertise(store)
            for _ in range(LEADS):
                self._meet(store)
            for _ in range(CUSTOMERS):
                self._sell(store)
            for _ in range(CHANGES // 4):
                self._change(store)  # what was only just written
        for _ in range(CHANGES):
            write = company.save(self._change)
            if self._random.random() < 0.3:
                company.undo(write)

    def _day(self) -> date:
        return TODAY - timedelta(days=self._random.randrange(DAYS))

    def _hire(self, store: Store, rep_id: int) -> None:
        roles = (Role.REP, Role.REP, Role.MANAGER, Role.ADMIN)
        added = [store.members.add(f"Member {n}", role=role, time_zone="UTC") for n, role in enumerate(roles)]
        self._members = [rep_id, *(member.id for member in added[:3])]

    def _advertise(self, store: Store) -> None:
        for name, subsource in (("Portal", None), ("Google Ads", "Search"), ("Google Ads", "Display")):
            self._sources.append(store.sources.add(name, SourceType.DIGITAL, subsource=subsource).id)
        for name, starts_on, ends_on, status in (
            ("Holi", date(2026, 2, 1), date(2026, 3, 15), CampaignStatus.COMPLETED),
            ("Diwali", date(2026, 10, 1), None, CampaignStatus.ACTIVE),
            ("Onam", date(2025, 8, 1), date(2025, 9, 1), CampaignStatus.PAUSED),
        ):
            campaign = store.campaigns.add(
                name,
                CampaignType.DIGITAL,
                starts_on=starts_on,
                ends_on=ends_on,
                budget=self._random.randrange(10) * 1_000_000,
                expected_roi=None,
                status=status,
            )
            self._campaigns.append(campaign.id)

    def _meet(self, store: Store) -> None:
        choose = self._random.choice
        lead = store.leads.add(
            name="Anil",
            owner_id=choose(self._members),
            created_on=choose([*[self._day()] * 9, None]),
            source_id=choose(self._sources),
            campaign_id=choose(self._campaigns),
        )
        self._leads.append(lead.id)
        for _ in range(self._random.randrange(4)):
            store.leads.move(lead.id, choose(list(LeadStatus)), on=self._day(), member_id=lead.owner_id)
        for _ in range(self._random.randrange(4)):
            self._visit(store, lead.id)
            self._call(store, lead.id)

    def _visit(self, store: Store, lead_id: int) -> None:
        visited_by = self._random.choice([None, *self._members])
        visit = store.milestones.add(lead_id, MilestoneType.SITE_VISIT, self._day(), visited_by_id=visited_by)
        store.follow_ups.open(
            lead_id,
            milestone_id=visit.id,
            opened_on=visit.happened_on,
            due_on=TODAY + timedelta(days=self._random.randrange(-20, 10)),
            owner_id=self._random.choice(self._members),
            why="Asked",
        )
        if self._random.random() < 0.4:
            store.follow_ups.settle(lead_id, on=self._day())

    def _call(self, store: Store, lead_id: int) -> None:
        store.engagements.add(
            lead_id,
            EngagementType.CALL_MADE,
            Channel.PHONE,
            self._day(),
            subject="Call",
            member_id=self._random.choice(self._members),
            status=self._random.choice(list(EngagementStatus)),
        )

    def _sell(self, store: Store) -> None:
        choose = self._random.choice
        customer = store.customers.add("Acme", owner_id=choose([None, *self._members]))
        self._customers.append(customer.id)
        for _ in range(self._random.randrange(4)):
            self._book(store, customer.id)
        for _ in range(self._random.randrange(6)):
            self._enter(store, customer.id)

    def _book(self, store: Store, customer_id: int, lead_id: int | None = None) -> None:
        choose, amount = self._random.choice, self._random.randrange(1, 100) * 1_000
        booking = store.bookings.add(
            customer_id,
            lead_id or choose([*self._leads, *[None] * 10]),
            self._day(),
            amount,
            status=choose(list(BookingStatus)),
            unit_count=self._random.randrange(1, 4),
            delivery_on=choose([None, TODAY + timedelta(days=self._random.randrange(-40, 40))]),
        )
        if booking.status is BookingStatus.CANCELLED:
            store.bookings.change(booking.id, refund=choose([None, 0, amount // 2]))

    def _enter(self, store: Store, customer_id: int) -> None:
        type_, amount = self._random.choice(list(EntryType)), self._random.randrange(1, 100) * 1_000
        is_debit = type_ in DEBITS or (type_ is EntryType.ADJUSTMENT and self._random.random() < 0.5)
        day = self._day()
        side = {"debit": amount, "due_on": day + timedelta(days=30)} if is_debit else {"credit": amount}
        entry = store.ledger.add(customer_id, type_, day, **side)
        if self._random.random() < 0.3:
            store.ledger.reverse(entry.id, on=self._day(), remarks=None)

    def _change(self, store: Store) -> None:
        """Something that people do to what is there already."""
        lead_id = self._random.choice(self._leads)
        kept = store.leads.find_by_code(f"L-{1 + self._leads.index(lead_id)}")
        if kept is None:
            store.leads.restore(lead_id)
            return
        changes = (
            self._delete,
            self._delete,
            self._merge,
            self._redate,
            self._reassign,
            self._recall,
            self._book_again,
            self._call,
        )
        self._random.choice(changes)(store, kept.id)

    def _delete(self, store: Store, lead_id: int) -> None:
        self._book(store, self._random.choice(self._customers), lead_id)
        store.leads.delete(lead_id, at=NOW)

    def _merge(self, store: Store, lead_id: int) -> None:
        other = next((lead for lead in store.lead_search.newest(limit=2) if lead.id != lead_id), None)
        if other is not None:
            store.leads.merge(lead_id, other.id, at=NOW, on=TODAY, member_id=self._members[0])

    def _redate(self, store: Store, lead_id: int) -> None:
        store.leads.change(lead_id, created_on=self._day(), campaign_id=self._random.choice(self._campaigns))

    def _reassign(self, store: Store, lead_id: int) -> None:
        store.leads.change(lead_id, owner_id=self._random.choice(self._members))
        for customer_id in self._customers[:5]:
            store.customers.change(customer_id, owner_id=self._random.choice([None, *self._members]))

    def _recall(self, store: Store, lead_id: int) -> None:
        for engagement in store.engagements.list_of_lead(lead_id):
            status = self._random.choice(list(EngagementStatus))
            store.engagements.change(engagement.id, status=status, happened_on=self._day())
            store.engagements.change(engagement.id, happened_on=self._day())

    def _book_again(self, store: Store, _: int) -> None:
        self._book(store, self._random.choice(self._customers))


def trading_company(seed: int, database: Database) -> Company:
    company = found_company(f"Trading {seed}", "Asha", database)
    Trade(seed).run(company)
    return company
