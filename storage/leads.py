"""Leads: added with their code, changed, moved along the ladder, deleted, restored and merged."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.contact import email_key, phone_key
from bot.errors import NothingFound
from bot.kinds import LeadStatus
from bot.matching import fold
from bot.model import Lead, StatusChange
from bot.months import month_of
from bot.stages import merged_status, stage_after, standing_without
from storage.account_rows import BookingRow
from storage.codes import next_number
from storage.journey_rows import EngagementRow, FollowUpRow, LeadRow, MilestoneRow, StatusChangeRow

HANGS_ON_LEAD: tuple[Any, ...] = (MilestoneRow, EngagementRow, StatusChangeRow, FollowUpRow, BookingRow)
TAKEN_OVER = ("company", "email", "phone", "source_id", "campaign_id", "value", "notes", "external_id")
"""What a lead takes from one that is merged into it, where it does not know it itself."""


LEAD = tuple(getattr(LeadRow, field.name) for field in fields(Lead))
"""The columns that a Lead is made of: to read them alone takes half as long as whole rows, where leads are many."""

KEPT: Select[*tuple[Any, ...]] = select(*LEAD).where(LeadRow.deleted_at.is_(None))
"""The leads that are not deleted."""


class Leads:
    """`locale` says from which country a phone number without a prefix is."""

    def __init__(self, session: Session, locale: str) -> None:
        self._session = session
        self._locale = locale

    def get(self, lead_id: int) -> Lead:
        return to_model(self._row(lead_id))

    def find(self, lead_id: int) -> Lead | None:
        """None also for a lead that was deleted."""
        row = self._session.get(LeadRow, lead_id)
        return to_model(row) if row is not None and row.deleted_at is None else None

    def find_by_code(self, code: str) -> Lead | None:
        """The lead of that code; of one that was merged into another, the other."""
        row = self._session.scalar(select(LeadRow).where(LeadRow.code == code))
        while row is not None and row.merged_into_id is not None:
            row = self._session.get(LeadRow, row.merged_into_id)
        return to_model(row) if row is not None and row.deleted_at is None else None

    def find_by_external_id(self, external_id: str) -> Lead | None:
        """Also a deleted lead: an import must not make it a second time."""
        row = self._session.scalar(select(LeadRow).where(LeadRow.external_id == external_id))
        return to_model(row) if row else None

    def status_changes(self, lead_id: int) -> list[StatusChange]:
        """Every move of the lead's status, in the order they were made."""
        found = select(StatusChangeRow).where(StatusChangeRow.lead_id == lead_id).order_by(StatusChangeRow.id)
        return [_change_model(row) for row in self._session.scalars(found)]

    def add(
        self,
        *,
        name: str,
        owner_id: int,
        created_on: date | None,
        status: LeadStatus = LeadStatus.NEW,
        **fields: Any,
    ) -> Lead:
        """A new lead under the next code. `fields` are the other columns of `LeadRow`, by name."""
        row = LeadRow(
            code=f"L-{next_number(self._session, 'lead')}",
            name=name,
            owner_id=owner_id,
            status=status,
            stage=stage_after(0, status),
            created_on=created_on,
            last_activity_on=fields.pop("last_activity_on", created_on),
            **fields,
        )
        set_keys(row, self._locale)
        self._session.add(row)
        self._session.flush()
        return to_model(row)

    def touch(self, lead_id: int, on: date) -> None:
        """Note that something happened with the lead on that day."""
        row = self._row(lead_id)
        row.last_activity_on = max(on, row.last_activity_on or on)
        row.events += 1

    def move(
        self,
        lead_id: int,
        status: LeadStatus,
        *,
        on: date | None,
        member_id: int,
        milestone_id: int | None = None,
        engagement_id: int | None = None,
        note: str | None = None,
    ) -> Lead:
        """Give the lead another status and keep the change; the same status again changes nothing."""
        row = self._row(lead_id)
        if status is not row.status:
            change = StatusChangeRow(
                lead_id=lead_id,
                from_status=row.status,
                to_status=status,
                changed_on=on,
                member_id=member_id,
                milestone_id=milestone_id,
                engagement_id=engagement_id,
                note=note,
            )
            self._session.add(change)
            row.status = status
            row.stage = stage_after(row.stage, status)
            self._session.flush()
        return to_model(row)

    def redate(
        self, lead_id: int, *, on: date, milestone_id: int | None = None, engagement_id: int | None = None
    ) -> None:
        """Move the status change that this event of the lead made, if it made one, to another day."""
        made = select(StatusChangeRow).where(
            StatusChangeRow.lead_id == lead_id,
            StatusChangeRow.milestone_id == milestone_id,
            StatusChangeRow.engagement_id == engagement_id,
        )
        for row in self._session.scalars(made):
            row.changed_on = on
        self._session.flush()

    def move_back(self, lead_id: int, *, milestone_id: int | None = None, engagement_id: int | None = None) -> Lead:
        """Take back the status change that this event of the lead made, if it made one; the others stay."""
        row = self._row(lead_id)
        row.events += 1
        moves = select(StatusChangeRow).where(StatusChangeRow.lead_id == lead_id).order_by(StatusChangeRow.id)
        changes = list(self._session.scalars(moves))
        event = (milestone_id, engagement_id)
        gone = [change for change in changes if (change.milestone_id, change.engagement_id) == event]
        if gone:
            known = [_change_model(change) for change in changes]
            row.status, row.stage = standing_without(known, [change.id for change in gone])
        for change in reversed(gone):
            following = next((later for later in changes if later.id > change.id and later not in gone), None)
            if following is not None and following.from_status is change.to_status:
                following.from_status = change.from_status
            self._session.delete(change)
        self._session.flush()
        return to_model(row)

    def change(self, lead_id: int, **fields: Any) -> Lead:
        """Set columns by name; the search keys follow the names, and the month the created date."""
        row = self._row(lead_id)
        for name, value in fields.items():
            setattr(row, name, value)
        set_keys(row, self._locale)
        self._session.flush()
        return to_model(row)

    def delete(self, lead_id: int, *, at: datetime) -> None:
        """Leave every list, report and search; nothing is removed."""
        self._row(lead_id).deleted_at = at
        self._session.flush()

    def merge(self, gone_id: int, into_id: int, *, at: datetime, on: date, member_id: int) -> Lead:
        """Hang all of one lead on another, which takes over what it does not know itself; the first is deleted.

        `at` is now and `on` today; `member_id` is who says that they are one.
        """
        if gone_id == into_id:
            raise ValueError("a lead can't be merged into itself")
        row, gone = self._row(into_id), self._row(gone_id)
        for row_class in HANGS_ON_LEAD:
            for hanging in self._session.scalars(select(row_class).where(row_class.lead_id == gone_id)):
                hanging.lead_id = into_id
        gone.deleted_at, gone.merged_into_id = at, into_id
        taken = {name: getattr(gone, name) for name in TAKEN_OVER if getattr(row, name) is None}
        if "external_id" in taken:
            gone.external_id = None
            self._session.flush()  # it is one lead's at a time
        taken["created_on"] = min(filter(None, (row.created_on, gone.created_on)), default=None)
        taken["last_activity_on"] = max(filter(None, (row.last_activity_on, gone.last_activity_on)), default=None)
        row.stage = max(row.stage, gone.stage)
        row.events += 1
        self.change(into_id, **taken)
        status = merged_status(row.status, gone.status)
        return self.move(into_id, status, on=on, member_id=member_id, note=f"Merged with {gone.code}")

    def restore(self, lead_id: int) -> Lead:
        """Bring a deleted lead back; one that is there stays. What hung on a merged one stays with the other."""
        row = self._session.get(LeadRow, lead_id)
        if row is None:
            raise _nothing_found(lead_id)
        row.deleted_at, row.merged_into_id = None, None
        self._session.flush()
        return to_model(row)

    def _row(self, lead_id: int) -> LeadRow:
        # One use case asks for its lead several times; it is read once.
        row = self._session.get(LeadRow, lead_id)
        if row is None or row.deleted_at is not None:
            raise _nothing_found(lead_id)
        return row


def set_keys(row: LeadRow, locale: str) -> None:
    """Fill the columns that repeat others in the form in which they are searched."""
    for column, key in keys_of(row, locale).items():
        setattr(row, column, key)


def keys_of(lead: Any, locale: str) -> dict[str, Any]:
    """Those columns of a lead, or of a row that has what they are made of."""
    return {
        "name_key": fold(lead.name)[:200],
        "company_key": fold(lead.company)[:200] if lead.company else None,
        "phone_key": phone_key(lead.phone, locale) if lead.phone else None,
        "email_key": email_key(lead.email) if lead.email else None,
        "created_month": month_of(lead.created_on) if lead.created_on else None,
    }


def _nothing_found(lead_id: int) -> NothingFound:
    return NothingFound(what="lead", text=lead_id, hint="It may have been deleted.")


def _change_model(row: StatusChangeRow) -> StatusChange:
    return StatusChange(
        row.id,
        row.lead_id,
        row.from_status,
        row.to_status,
        row.changed_on,
        row.member_id,
        row.milestone_id,
        row.engagement_id,
        row.note,
    )


def to_model(row: LeadRow) -> Lead:
    return Lead(*(getattr(row, column.key) for column in LEAD))
