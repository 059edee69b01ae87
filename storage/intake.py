"""Takes in deals from a file in batches: few statements for many rows, and the same deal only once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.deals import Deal
from bot.kinds import BookingStatus, LeadStatus, MilestoneType
from bot.matching import fold
from bot.stages import STAGES, stage_after
from storage.account_rows import BookingRow, CustomerRow, UnitTypeRow
from storage.bookings import next_codes
from storage.codes import next_numbers
from storage.columns import Coded
from storage.journey_rows import LeadRow, MilestoneRow, StatusChangeRow
from storage.leads import set_keys

CLOSING = {LeadStatus.CONVERTED: MilestoneType.BOOKING, LeadStatus.LOST: MilestoneType.CANCELLATION}
"""The milestone that closes a deal, by what it closes it as."""

Held = tuple[Deal, LeadRow]
Event = StatusChangeRow | MilestoneRow


@dataclass(frozen=True, slots=True)
class Taken:
    """How many deals were made, updated, or known and unchanged."""

    made: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.made + other.made, self.updated + other.updated, self.unchanged + other.unchanged)


class Intake:
    """`locale` says from which country a phone number without a prefix is."""

    def __init__(self, session: Session, locale: str) -> None:
        self._session = session
        self._locale = locale

    def take(self, deals: Sequence[Deal], *, owner_ids: Mapping[str | None, int], member_id: int) -> Taken:
        """Make the deals that are new, and update the known ones that differ, by their external id.

        A deal whose lead was deleted or merged into another changes nothing: a person decided that it is none.
        `owner_ids` gives the member for each owner's name in the file; `member_id` is who imports.
        """
        known = self._known_leads(deals)
        new = [(deal, self._new_lead(deal, owner_ids)) for deal in deals if deal.external_id not in known]
        numbers = next_numbers(self._session, "lead", len(new))
        self._add([row for _, row in new], (f"L-{number}" for number in numbers))
        old = [(deal, row) for deal in deals if (row := known.get(deal.external_id)) and row.deleted_at is None]
        changed = {deal.external_id for deal, row in old if _correct(deal, row, self._locale)}
        # Before the flush, so that a new lead is written once, with the status that it comes to.
        moves = {deal.external_id: (row, _move(deal, row, member_id)) for deal, row in [*new, *old]}
        self._session.flush()
        self._add_first_milestones(new)
        changed |= self._add_moves(moves)
        changed |= self._book([(deal, row) for deal, row in [*new, *old] if deal.is_won])
        self._session.flush()
        updated = len(changed & known.keys())
        return Taken(len(new), updated, len(known) - updated)

    def _known_leads(self, deals: Sequence[Deal]) -> dict[str, LeadRow]:
        ids = [deal.external_id for deal in deals]
        rows = self._session.scalars(select(LeadRow).where(LeadRow.external_id.in_(ids)))
        return {str(row.external_id): row for row in rows}

    def _new_lead(self, deal: Deal, owner_ids: Mapping[str | None, int]) -> LeadRow:
        row = LeadRow(
            owner_id=owner_ids[deal.owner],
            external_id=deal.external_id,
            status=LeadStatus.NEW,
            stage=0,
            events=0,
            notes=f"Product: {deal.product}" if deal.product else None,
        )
        _correct(deal, row, self._locale)
        return row

    def _add(self, rows: Sequence[Coded], codes: Iterable[str]) -> None:
        for row, code in zip(rows, codes, strict=True):
            row.code = code
            self._session.add(row)

    def _add_first_milestones(self, new: Sequence[Held]) -> None:
        self._session.add_all(
            MilestoneRow(lead_id=row.id, type=MilestoneType.LEAD_GENERATED, happened_on=deal.created_on)
            for deal, row in new
            if deal.created_on
        )

    def _add_moves(self, moves: Mapping[str, tuple[LeadRow, list[Event]]]) -> set[str]:
        """Keep how the leads came to their status; which ones moved."""
        for row, events in moves.values():
            for event in events:
                event.lead_id = row.id
                self._session.add(event)
        return {external_id for external_id, (_, events) in moves.items() if events}

    def _book(self, won: Sequence[Held]) -> set[str]:
        """A confirmed booking for every won deal, made or corrected; whose booking changed.

        A lead that has several, since others were merged into it, is left as it is: which is the deal's, nobody knows.
        """
        booked = self._bookings([row.id for _, row in won])
        won = [(deal, row) for deal, row in won if len(booked.get(row.id, ())) < 2]
        customers = self._customers([row.name for _, row in won])
        units = self._units([deal.product for deal, _ in won if deal.product])
        changed = set()
        by_year: dict[int, list[BookingRow]] = {}
        for deal, row in won:
            booking = next(iter(booked.get(row.id, ())), None)
            if booking is None:
                booking = BookingRow(
                    lead_id=row.id, customer_id=customers[fold(row.name)], status=BookingStatus.CONFIRMED, unit_count=1
                )
                by_year.setdefault(_closed_on(deal).year, []).append(booking)
            terms = (_closed_on(deal), deal.value or 0, units.get(fold(deal.product or "")))
            if (booking.booked_on, booking.amount, booking.unit_type_id) != terms:
                booking.booked_on, booking.amount, booking.unit_type_id = terms
                changed.add(deal.external_id)
        for year, bookings in by_year.items():
            self._add(bookings, next_codes(self._session, year, len(bookings)))
        return changed

    def _bookings(self, lead_ids: Sequence[int]) -> dict[int | None, list[BookingRow]]:
        """The bookings of each lead that has any."""
        booked: dict[int | None, list[BookingRow]] = {}
        for row in self._session.scalars(select(BookingRow).where(BookingRow.lead_id.in_(lead_ids))):
            booked.setdefault(row.lead_id, []).append(row)
        return booked

    def _customers(self, names: Sequence[str]) -> dict[str, int]:
        """The customer's id for each folded name; who is not known becomes one."""
        keys = {fold(name): name for name in names}
        found = select(CustomerRow).where(CustomerRow.name_key.in_(keys))
        customers = {row.name_key: row for row in self._session.scalars(found)}
        missing = [key for key in keys if key not in customers]
        for key, number in zip(missing, next_numbers(self._session, "customer", len(missing)), strict=True):
            customers[key] = CustomerRow(code=f"C-{number}", name=keys[key], name_key=key)
            self._session.add(customers[key])
        self._session.flush()
        return {key: row.id for key, row in customers.items()}

    def _units(self, names: Sequence[str]) -> dict[str, int]:
        """The unit type's id for each folded name; of a new one nobody counts how many there are."""
        keys = {fold(name): name for name in names}
        units = {row.name_key: row for row in self._session.scalars(select(UnitTypeRow))}
        for key in keys.keys() - units.keys():
            units[key] = UnitTypeRow(name=keys[key], name_key=key, existing=None)
            self._session.add(units[key])
        self._session.flush()
        return {key: row.id for key, row in units.items()}


def _correct(deal: Deal, row: LeadRow, locale: str) -> bool:
    """Set what the file knows of the lead itself; whether anything differed."""
    told = {
        "name": deal.name,
        "company": deal.company,
        "value": deal.value or row.value,
        "created_on": deal.created_on,
    }
    differing = {name: value for name, value in told.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        set_keys(row, locale)
    if row.last_activity_on is None:
        row.last_activity_on = deal.created_on
    return bool(differing)


def _move(deal: Deal, row: LeadRow, member_id: int) -> list[Event]:
    """Bring the lead to its deal's status, by way of contacted if it was closed; what is to be kept of it."""
    events: list[Event] = []
    for status, on in _steps(deal, row):
        events.append(StatusChangeRow(from_status=row.status, to_status=status, changed_on=on, member_id=member_id))
        if status in CLOSING and on is not None:
            events.append(MilestoneRow(type=CLOSING[status], happened_on=on))
        row.status, row.stage = status, stage_after(row.stage, status)
        row.last_activity_on = max(filter(None, (on, row.last_activity_on)), default=None)
    return events


def _steps(deal: Deal, row: LeadRow) -> list[tuple[LeadStatus, date | None]]:
    """The statuses still ahead of the lead, with their dates: a file never moves a lead back."""
    if row.status in CLOSING or deal.status is row.status:
        return []
    if deal.status in CLOSING:
        # Whoever won or lost a deal has talked to the lead before.
        begun = [(LeadStatus.CONTACTED, deal.created_on)] if row.status is LeadStatus.NEW else []
        return [*begun, (deal.status, deal.closed_on)]
    ahead = STAGES.index(deal.status) > STAGES.index(row.status)
    return [(deal.status, deal.created_on)] if ahead else []


def _closed_on(deal: Deal) -> date:
    if deal.closed_on is None:
        raise ValueError(f"a won deal without its date: {deal.external_id}")
    return deal.closed_on
