"""How a record's history looks: who changed what, when, and from what to what, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.kinds import Channel
from bot.model import Entry, Tenant
from bot.money import format_amount
from bot.months import day_text
from handlers.views.blocks import Blocks, context, divider, panel, section
from handlers.views.words import day, escape, shorten

LABELS = {
    "name": "Name",
    "company": "Company",
    "phone": "Phone",
    "email": "Email",
    "type": "Type",
    "subsource": "Subsource",
    "channel": "Channel",
    "status": "Status",
    "active": "Active",
    "source_id": "Source",
    "campaign_id": "Campaign",
    "owner_id": "Owner",
    "value": "Value",
    "budget": "Budget",
    "amount": "Amount",
    "debit": "Debit",
    "credit": "Credit",
    "entered_on": "Date",
    "due_on": "Due",
    "document": "Document",
    "description": "Description",
    "remarks": "Remarks",
    "address": "Address",
    "unit_type_id": "Unit type",
    "unit_count": "Units",
    "existing": "In all",
    "booked_on": "Booked on",
    "delivery_on": "Delivery",
    "cancelled_on": "Cancelled",
    "cancellation_reason": "Reason",
    "refund": "Refund",
    "expected_roi": "Expected return",
    "starts_on": "Start",
    "ends_on": "End",
    "created_on": "Created",
    "happened_on": "Date",
    "happened_at": "Time",
    "location": "Location",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "visited_by_id": "Visited by",
    "member_id": "By",
    "outcome": "Outcome",
    "subject": "Subject",
    "duration_minutes": "Duration",
    "responded_on": "Answered",
    "response_notes": "Answer",
    "notes": "Notes",
    "external_id": "Id elsewhere",
    "deleted_at": "Deleted",
}
"""What a record's columns are called, in the order in which they are shown; the others say nothing to people."""

MONEY = frozenset({"value", "budget", "amount", "refund", "debit", "credit"})
ONE_OF_TWO = frozenset({"debit", "credit"})
"""Of these, one is always zero and says nothing."""

NOTHING = "—"
MOST_NOTES = 160

Names = Mapping[str, Mapping[int, str]]
"""By column, what the record of each id is called."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes it is for, and which columns are `hidden` from them; `tenant` says how money is written."""

    tenant: Tenant
    time_zone: str
    now: datetime
    hidden: frozenset[str]

    def moment(self, at: datetime) -> str:
        """In the reader's time zone: today 14:05, Fri 27 Nov 09:00."""
        zone = ZoneInfo(self.time_zone)
        local = at.astimezone(zone)
        return f"{day(local.date(), self.now.astimezone(zone).date())} {local:%H:%M}"


@dataclass(frozen=True, slots=True)
class Told:
    """One write on the record; `team` is the workspace that it came from, where the company has several."""

    entry: Entry
    who: str
    team: str | None


def history_view(title: str, told: list[Told], names: Names, reader: Reader) -> dict[str, Any]:
    """`title` is markup: the record as replies name it."""
    blocks: Blocks = [section(title)]
    if not told:
        blocks.append(section("Nothing has been changed since it came in. What is changed from now on is kept here."))
    for one in told:
        blocks += [divider(), *_write(one, names, reader)]
    return panel("History", blocks)


def changes(entry: Entry, names: Names, reader: Reader) -> list[str]:
    """Markup, a line for each column that people know: *Owner* Asha Rao → Vikram Shetty."""
    lines = []
    for column, label in LABELS.items():
        before, after = (entry.before or {}).get(column), (entry.after or {}).get(column)
        if before == after or entry.after is None or column in reader.hidden:
            continue
        if column in ONE_OF_TWO and not after:
            continue
        if column == "unit_count" and not entry.after.get("unit_type_id"):
            continue  # a count of nothing
        new = _in_words(column, after, names, reader)
        old = f"{_in_words(column, before, names, reader)} → " if before not in (None, "") else ""
        lines.append(f"*{label}* {old}{new}")
    return lines


def _write(one: Told, names: Names, reader: Reader) -> Blocks:
    from_where = f" · from {one.team}" if one.team else ""
    stamp = f"{escape(one.who)} · {reader.moment(one.entry.at)}{from_where}"
    lines = changes(one.entry, names, reader)
    return [context(stamp), section("\n".join([one.entry.summary, *(f"• {line}" for line in lines)]))]


def _in_words(column: str, value: Any, names: Names, reader: Reader) -> str:
    if value in (None, ""):
        return NOTHING
    if column in names:
        return escape(names[column].get(value, "somebody or something that is gone"))
    if column in MONEY:
        return format_amount(value, reader.tenant.currency, reader.tenant.locale)
    written: dict[str, Callable[[Any], str]] = {
        "active": lambda active: "yes" if active else "no",
        "expected_roi": lambda percent: f"{percent} %",
        "duration_minutes": lambda minutes: f"{minutes} min",
        "happened_at": lambda at: f"{time.fromisoformat(at):%H:%M}",
        "deleted_at": lambda at: reader.moment(datetime.fromisoformat(at)),
        "type": _label,
        "status": _label,
        "outcome": _label,
        "channel": _channel,
    }
    if column.endswith("_on"):
        return day_text(date.fromisoformat(value))
    return written.get(column, lambda text: escape(shorten(str(text), MOST_NOTES)))(value)


def _label(value: str) -> str:
    return value.replace("_", " ").capitalize()


def _channel(value: str) -> str:
    """An engagement's channel is one of a list, a source's is typed."""
    return Channel(value).label if value in set(Channel) else escape(value)
