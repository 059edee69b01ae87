"""What reports must say, counted in plain Python over all rows of a company, as the definitions read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from bot.booking_figures import BookingCount, BookingFigures
from bot.campaigns import CampaignFigures
from bot.filters import Filters
from bot.kinds import BookingStatus, CampaignStatus, EngagementStatus, EntryType, FollowUpStatus, LeadStatus, Role
from bot.kpi_figures import KpiFigures, KpiMonth
from bot.ledger import settle
from bot.months import month_of
from bot.periods import Period
from bot.sources import CampaignCost, SourceRow
from bot.team_report import RepFigures

BOOKED = (BookingStatus.CONFIRMED, BookingStatus.COMPLETED)
Rows = dict[str, list[Any]]
Keep = Callable[[Any], bool]


def is_in(period: Period, day: date | None) -> bool:
    if period.start is None or period.end is None:
        return True
    return day is not None and period.start <= day <= period.end


class PlainCounts:
    """Of one company, under one set of filters, as of `today`."""

    def __init__(self, rows: Rows, filters: Filters, today: date) -> None:
        self._rows, self._filters, self._today = rows, filters, today
        self._every_lead = {lead.id: lead for lead in rows["leads"]}
        self._every_customer = {customer.id: customer for customer in rows["customers"]}

    # Whom the filters let through.

    def _fits_origin(self, lead: Any) -> bool:
        wanted = self._filters
        return not (
            (wanted.source_id is not None and lead.source_id != wanted.source_id)
            or (wanted.campaign_id is not None and lead.campaign_id != wanted.campaign_id)
            or (wanted.without_source and lead.source_id is not None)
            or (wanted.without_campaign and lead.campaign_id is not None)
        )

    def _is_owners(self, member_id: int | None) -> bool:
        return self._filters.owner_id in (None, member_id)

    def leads(self, period: Period) -> list[Any]:
        return [
            lead
            for lead in self._rows["leads"]
            if lead.deleted_at is None
            and is_in(period, lead.created_on)
            and self._fits_origin(lead)
            and self._is_owners(lead.owner_id)
        ]

    def _on_kept_leads(self, table: str, member: str) -> list[Any]:
        return [
            row
            for row in self._rows[table]
            if self._every_lead[row.lead_id].deleted_at is None
            and self._fits_origin(self._every_lead[row.lead_id])
            and self._is_owners(getattr(row, member))
        ]

    def engagements(self, period: Period) -> list[Any]:
        return [
            row
            for row in self._on_kept_leads("engagements", "member_id")
            if row.status is EngagementStatus.COMPLETED and is_in(period, row.happened_on)
        ]

    def pending(self) -> list[Any]:
        return [row for row in self._on_kept_leads("follow_ups", "owner_id") if row.status is FollowUpStatus.PENDING]

    def overdue(self) -> list[Any]:
        return [row for row in self.pending() if row.due_on < self._today]

    def booking_owner(self, booking: Any) -> int | None:
        if booking.lead_id is not None:
            return int(self._every_lead[booking.lead_id].owner_id)
        owner: int | None = self._every_customer[booking.customer_id].owner_id
        return owner

    def bookings(self, period: Period) -> list[Any]:
        return [
            booking for booking in self._rows["bookings"] if is_in(period, booking.booked_on) and self._fits(booking)
        ]

    def _fits(self, booking: Any) -> bool:
        if not self._is_owners(self.booking_owner(booking)):
            return False
        if booking.lead_id is None:
            return not self._filters.by_origin
        return self._fits_origin(self._every_lead[booking.lead_id])

    def customers(self) -> set[int]:
        if self._filters == Filters():
            return set(self._every_customer)
        booked = {booking.customer_id for booking in self._rows["bookings"] if self._fits(booking)}
        if self._filters.by_origin:
            return booked
        return booked | {row.id for row in self._rows["customers"] if row.owner_id == self._filters.owner_id}

    def entries(self) -> list[Any]:
        customers = self.customers()
        return [entry for entry in self._rows["ledger_entries"] if entry.customer_id in customers]

    # The figures.

    def kpis(self, period: Period) -> KpiFigures:
        leads, today = self.leads(period), self._today
        booked = [booking for booking in self.bookings(period) if booking.status in BOOKED]
        waits = [days for booking in booked if (days := self._days_to(booking)) is not None]
        month_start = today.replace(day=1)
        last_month = Period((month_start - timedelta(days=1)).replace(day=1), _month_earlier(today), "")
        this_month = Period(month_start, today.replace(day=30), "")  # of November
        standing = self._standing(period)
        return KpiFigures(
            total_leads=len(leads),
            new_this_month=len(self.leads(this_month)),
            new_last_month=len(self.leads(last_month)),
            qualified=sum(lead.stage >= 2 for lead in leads),
            converted=sum(lead.stage >= 4 for lead in leads),
            active_leads=sum(lead.status not in (LeadStatus.CONVERTED, LeadStatus.LOST) for lead in leads),
            customers=len(self.customers()),
            active_customers=len(self._active_customers()),
            bookings=len(booked),
            bookings_of_leads=len(booked) if period.start is None else self._bookings_of(leads),
            booked_amount=sum(booking.amount for booking in booked),
            booking_days=sum(waits),
            dated_bookings=len(waits),
            invoiced=sum(e.debit for e in standing if e.type in (EntryType.INVOICE, EntryType.DEBIT_NOTE)),
            paid=sum(e.credit for e in standing if e.type is EntryType.PAYMENT),
            debited=sum(entry.debit for entry in self.entries()),
            credited=sum(entry.credit for entry in self.entries()),
            long_overdue=self._long_overdue(),
            engagements=len(self.engagements(period)),
            engagements_this_month=len(self.engagements(this_month)),
            engagements_last_month=len(self.engagements(last_month)),
            pending_followups=len(self.pending()),
            overdue_followups=len(self.overdue()),
        )

    def _days_to(self, booking: Any) -> int | None:
        lead = self._every_lead.get(booking.lead_id)
        if lead is None or lead.created_on is None or lead.deleted_at is not None:
            return None
        return int((booking.booked_on - lead.created_on).days)

    def _active_customers(self) -> set[int]:
        buying = {row.customer_id for row in self._rows["bookings"] if row.status is not BookingStatus.CANCELLED}
        balances = Counter[int]()
        for entry in self._rows["ledger_entries"]:
            balances[entry.customer_id] += entry.debit - entry.credit
        return self.customers() & (buying | {id_ for id_, balance in balances.items() if balance})

    def _long_overdue(self) -> int:
        accounts: dict[int, list[Any]] = {}
        for entry in sorted(self.entries(), key=lambda entry: (entry.entered_on, entry.id)):
            accounts.setdefault(entry.customer_id, []).append(entry)
        return sum(
            debit.open
            for entries in accounts.values()
            for debit in settle(entries).open
            if (self._today - (debit.entry.due_on or debit.entry.entered_on)).days > 30
        )

    def _bookings_of(self, leads: list[Any]) -> int:
        ids = {lead.id for lead in leads}
        booked = [row for row in self.bookings(Period(None, None, "")) if row.status in BOOKED]
        return sum(booking.lead_id in ids for booking in booked)

    def _standing(self, period: Period) -> list[Any]:
        entries = self.entries()
        taken_back = {entry.reverses_id for entry in entries}
        return [
            entry
            for entry in entries
            if entry.reverses_id is None and entry.id not in taken_back and is_in(period, entry.entered_on)
        ]

    def course(self, months: Iterable[int]) -> list[KpiMonth]:
        return [self._month(month) for month in months]

    def _month(self, month: int) -> KpiMonth:
        everywhen = Period(None, None, "")
        leads = [lead for lead in self.leads(everywhen) if lead.created_on and month_of(lead.created_on) == month]
        booked = [
            booking
            for booking in self.bookings(everywhen)
            if booking.status in BOOKED and month_of(booking.booked_on) == month
        ]
        return KpiMonth(
            month=month,
            new_leads=len(leads),
            converted=sum(lead.stage >= 4 for lead in leads),
            bookings=len(booked),
            booked_amount=sum(booking.amount for booking in booked),
            engagements=sum(month_of(row.happened_on) == month for row in self.engagements(everywhen)),
            outstanding=sum(
                entry.debit - entry.credit
                for entry in self.entries()
                if month == month_of(self._today) or month_of(entry.entered_on) <= month
            ),
        )

    def sources(self, period: Period) -> list[SourceRow]:
        names = {source.id: source for source in self._rows["sources"]}
        groups: dict[tuple[int | None, int | None], list[Any]] = {}
        for lead in self.leads(period):
            groups.setdefault((lead.source_id, lead.campaign_id), []).append(lead)
        return [
            SourceRow(
                source=names[source_id].name if source_id is not None else None,
                subsource=names[source_id].subsource if source_id is not None else None,
                campaign_id=campaign_id,
                leads=len(leads),
                qualified=sum(lead.stage >= 2 for lead in leads),
                converted=sum(lead.stage >= 4 for lead in leads),
                lost=sum(lead.status is LeadStatus.LOST for lead in leads),
            )
            for (source_id, campaign_id), leads in groups.items()
        ]

    def campaign_costs(self) -> list[CampaignCost]:
        brought = Counter(lead.campaign_id for lead in self._rows["leads"] if lead.deleted_at is None)
        return [
            CampaignCost(campaign_id=row.id, budget=row.budget, leads=brought[row.id])
            for row in self._rows["campaigns"]
        ]

    def campaigns(self, period: Period) -> list[CampaignFigures]:
        return [
            self._campaign(campaign, period)
            for campaign in reversed(self._rows["campaigns"])
            if not self._filters.without_campaign and self._is_told_of(campaign, period)
        ]

    def _is_told_of(self, campaign: Any, period: Period) -> bool:
        if self._filters.campaign_id is not None:
            return bool(campaign.id == self._filters.campaign_id)
        figures = self._campaign(campaign, period)
        if figures.leads or figures.revenue:
            return True
        ran = period.start is None or (
            period.end is not None
            and campaign.starts_on <= period.end
            and (campaign.ends_on is None or campaign.ends_on >= period.start)
        )
        return self._filters == Filters() and ran

    def _campaign(self, campaign: Any, period: Period) -> CampaignFigures:
        leads = [lead for lead in self.leads(period) if lead.campaign_id == campaign.id]
        buyers = {
            lead.id
            for lead in self._rows["leads"]
            if lead.campaign_id == campaign.id
            and is_in(period, lead.created_on)
            and self._fits_origin(lead)
            and self._is_owners(lead.owner_id)
        }
        return CampaignFigures(
            name=campaign.name,
            leads=len(leads),
            converted=sum(lead.stage >= 4 for lead in leads),
            revenue=sum(
                booking.amount
                for booking in self._rows["bookings"]
                if booking.lead_id in buyers and booking.status is not BookingStatus.CANCELLED
            ),
            budget=campaign.budget if self._is_of_all_leads(period) else None,
            expected_roi=campaign.expected_roi,
            is_running=campaign.status is CampaignStatus.ACTIVE
            and (campaign.ends_on is None or campaign.ends_on >= self._today),
        )

    def _is_of_all_leads(self, period: Period) -> bool:
        return period.start is None and self._filters in (Filters(), Filters(campaign_id=self._filters.campaign_id))

    def booking_figures(self, period: Period) -> BookingFigures:
        groups: dict[tuple[int, BookingStatus], list[Any]] = {}
        for booking in self.bookings(period):
            groups.setdefault((month_of(booking.booked_on), booking.status), []).append(booking)
        due = [
            (booking.delivery_on - self._today).days
            for booking in self.bookings(Period(None, None, ""))
            if booking.delivery_on is not None
            and booking.status not in (BookingStatus.CANCELLED, BookingStatus.COMPLETED)
        ]
        return BookingFigures(
            counts=tuple(
                BookingCount(
                    month=month,
                    status=status,
                    count=len(found),
                    units=sum(booking.unit_count for booking in found),
                    amount=sum(booking.amount for booking in found),
                )
                for (month, status), found in sorted(groups.items())
            ),
            refunds=sum(
                booking.refund or 0 for booking in self.bookings(period) if booking.status is BookingStatus.CANCELLED
            ),
            overdue_deliveries=sum(days < 0 for days in due),
            next_deliveries=sum(0 <= days <= 30 for days in due),
        )

    def team(self, period: Period) -> list[RepFigures]:
        members = [row for row in self._rows["members"] if self._is_owners(row.id)]
        figures = [(row, self._member(row, period)) for row in sorted(members, key=lambda row: (row.name_key, row.id))]
        return [rep for row, rep in figures if row.role is Role.REP or not rep.is_idle]

    def _member(self, member: Any, period: Period) -> RepFigures:
        visits = self._on_kept_leads("milestones", "visited_by_id")
        booked = [
            booking
            for booking in self.bookings(period)
            if booking.status in BOOKED and self.booking_owner(booking) == member.id
        ]
        return RepFigures(
            name=member.name,
            leads=sum(lead.owner_id == member.id for lead in self.leads(period)),
            visits=sum(row.visited_by_id == member.id and is_in(period, row.happened_on) for row in visits),
            engagements=sum(row.member_id == member.id for row in self.engagements(period)),
            bookings=len(booked),
            amount=sum(booking.amount for booking in booked),
            overdue=sum(row.owner_id == member.id for row in self.overdue()),
        )


def _month_earlier(day: date) -> date:
    """The same day of the month before; `day` is none that it lacks."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=day.day)
