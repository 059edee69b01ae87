"""Leads as rows of a file, one value to a column; they pass through a file of JSON lines, for they may be many."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.cells import columns
from bot.model import Lead
from bot.money import in_units
from bot.stages import STAGES
from bot.table import Column, ColumnKind

COLUMNS: tuple[Column, ...] = (
    *columns(ColumnKind.TEXT, "Code", "Name", "Company", "Phone", "Email"),
    *columns(ColumnKind.TEXT, "Status", "Furthest stage", "Owner", "Source", "Campaign"),
    *columns(ColumnKind.DAY, "Created", "Last activity"),
    *columns(ColumnKind.MONEY, "Value"),
)
READERS: dict[ColumnKind, Callable[[str], Any]] = {
    ColumnKind.TEXT: str,
    ColumnKind.DAY: date.fromisoformat,
    ColumnKind.MONEY: Decimal,
}

TOLD_EVERY = 500

Values = tuple[Any, ...]
"""Texts, days and amounts in whole units; None where there is nothing."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the records are called that leads name by their ids."""

    owners: Mapping[int, str]
    sources: Mapping[int, str]
    campaigns: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class LeadSheet:
    """A file to make of the leads in the file `rows`; `about` are lines for its second sheet.

    How many of them are written already stands in the file `written`, for whoever waits. Amounts are shown as in
    `currency` and `locale`.
    """

    rows: Path
    written: Path
    title: str
    about: tuple[str, ...]
    currency: str
    locale: str


def lead_line(lead: Lead, names: Names, currency: str) -> str:
    """The lead as a line of such a file."""
    values: Values = (
        *(lead.code, lead.name, lead.company, lead.phone, lead.email),
        *(lead.status.value, STAGES[lead.stage].value, names.owners.get(lead.owner_id)),
        names.sources.get(lead.source_id) if lead.source_id else None,
        names.campaigns.get(lead.campaign_id) if lead.campaign_id else None,
        *(lead.created_on, lead.last_activity_on),
        in_units(lead.value, currency) if lead.value is not None else None,
    )
    return json.dumps(values, default=str) + "\n"


def lead_rows(sheet: LeadSheet) -> Iterator[Values]:
    """What stands in the sheet's lines, typed again."""
    readers = [READERS[column.kind] for column in COLUMNS]
    with sheet.rows.open() as lines:
        for number, line in enumerate(lines):
            values = zip(json.loads(line), readers, strict=True)
            yield tuple(None if value is None else read(value) for value, read in values)
            if not number % TOLD_EVERY:
                sheet.written.write_text(str(number))
