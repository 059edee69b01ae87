"""A file of deals from another CRM, row by row: what each one says, or why it can't be taken. Writes nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import BotError
from bot.kinds import LeadStatus
from bot.matching import fold
from bot.money import parse_amount

COLUMNS: dict[str, tuple[str, ...]] = {
    "external_id": ("opportunity id", "deal id", "record id", "lead id", "id"),
    "company": ("account", "account name", "company", "company name", "organization"),
    "owner": ("sales agent", "owner", "deal owner", "opportunity owner", "lead owner"),
    "stage": ("deal stage", "stage", "status", "lead status"),
    "product": ("product", "product name"),
    "created_on": ("engage date", "create date", "created date", "created", "date created"),
    "closed_on": ("close date", "closed date", "won time", "closing date"),
    "value": ("close value", "amount", "value", "deal value"),
}
"""Each field with the folded names that its column has in the usual exports; the first that is there counts."""

LONGEST_NAME, LONGEST_ID = 200, 100

REQUIRED = ("external_id", "stage")

STATUSES: dict[str, LeadStatus] = {
    "prospecting": LeadStatus.NEW,
    "new": LeadStatus.NEW,
    "open": LeadStatus.NEW,
    "engaging": LeadStatus.CONTACTED,
    "contacted": LeadStatus.CONTACTED,
    "qualified": LeadStatus.QUALIFIED,
    "negotiation": LeadStatus.NEGOTIATION,
    "won": LeadStatus.CONVERTED,
    "closed won": LeadStatus.CONVERTED,
    "converted": LeadStatus.CONVERTED,
    "lost": LeadStatus.LOST,
    "closed lost": LeadStatus.LOST,
}

NUMERIC_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class ColumnMissing(BotError):
    """The file has no column for the {what}. I looked for {names}; it has {found}."""


class BytesBroken(BotError):
    """Line {line} of the file is not readable text. Save it as CSV in UTF-8, then import it again."""


class NotCsv(BotError):
    """The file is no CSV that I can read ({why})."""


class FileEmpty(BotError):
    """The file has no rows."""


class RowRefused(BotError):
    """{why}"""


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal of the file. `value` is in minor units; a date is None where the file has none."""

    line: int
    external_id: str
    name: str
    company: str | None
    owner: str | None
    status: LeadStatus
    product: str | None
    created_on: date | None
    closed_on: date | None
    value: int | None

    @property
    def is_won(self) -> bool:
        return self.status is LeadStatus.CONVERTED


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken: its line in the file, counted from 1 for the heading, and why."""

    line: int
    why: str


def read_deals(content: bytes, *, currency: str) -> tuple[list[Deal], list[Refusal]]:
    """Every row as a Deal or a Refusal, in the file's order.

    Raises BytesBroken, FileEmpty or ColumnMissing where nothing of the file can be taken.
    """
    try:
        reader = csv.DictReader(io.StringIO(_text(content), newline=""), restkey="", restval="")
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise NotCsv(why=error) from error
    if not rows:
        raise FileEmpty
    columns = _columns(list(rows[0][1]))
    fields = [(line, {name: (row.get(column) or "").strip() for name, column in columns.items()}) for line, row in rows]
    day_first = _is_day_first(
        value for _, row in fields for name in ("created_on", "closed_on") if (value := row.get(name))
    )
    deals: dict[str, Deal] = {}
    refusals = []
    for line, row in fields:
        try:
            deal = _deal(line, row, currency=currency, day_first=day_first)
            if deal.external_id in deals:
                raise RowRefused(why=f"{deal.external_id} stands in line {deals[deal.external_id].line} already.")
            deals[deal.external_id] = deal
        except BotError as error:
            refusals.append(Refusal(line, str(error)))
    return list(deals.values()), refusals


def one_spelling(names: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """The name to keep for each spelling of a product: "GTXPro" and "GTX Pro" are one.

    A name that is kept already stays; of new ones the one with the most words is taken.
    """
    kept = {_squashed(name): name for name in known}
    spelled = sorted(set(names), key=lambda name: (-len(name.split()), name))
    for name in spelled:
        kept.setdefault(_squashed(name), name)
    return {name: kept[_squashed(name)] for name in spelled}


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BytesBroken(line=content[: error.start].count(b"\n") + 1) from error


def _columns(headings: Sequence[str]) -> dict[str, str]:
    """The file's heading for each field that it has."""
    folded = {fold(heading): heading for heading in headings}
    found = {}
    for field, names in COLUMNS.items():
        heading = next((folded[name] for name in names if name in folded), None)
        if heading is not None:
            found[field] = heading
        elif field in REQUIRED:
            raise ColumnMissing(
                what=field.replace("_", " "), names=", ".join(names), found=", ".join(headings) or "none"
            )
    return found


def _deal(line: int, row: dict[str, str], *, currency: str, day_first: bool) -> Deal:
    status = STATUSES.get(fold(row["stage"]))
    if not row["external_id"]:
        raise RowRefused(why="The row has no id, so a second import could not know it again.")
    if status is None:
        raise RowRefused(why=f"I don't know the stage “{row['stage']}”.")
    company, product = row.get("company") or None, row.get("product") or None
    deal = Deal(
        line=line,
        external_id=row["external_id"],
        name=company or f"{product or 'Deal'} {row['external_id']}",
        company=company,
        owner=row.get("owner") or None,
        status=status,
        product=product,
        created_on=_date(row.get("created_on", ""), day_first),
        closed_on=_date(row.get("closed_on", ""), day_first),
        value=_value(row.get("value", ""), currency),
    )
    _check(deal)
    return deal


def _check(deal: Deal) -> None:
    for field, text in (("account", deal.company), ("agent", deal.owner), ("product", deal.product)):
        if text and len(text) > LONGEST_NAME:
            raise RowRefused(why=f"The {field} has more than {LONGEST_NAME} characters.")
    if len(deal.external_id) > LONGEST_ID or "\x00" in "".join(filter(None, (deal.external_id, deal.name, deal.owner))):
        raise RowRefused(why="The row has an id that is too long, or signs that no text has.")
    if deal.is_won and (deal.closed_on is None or deal.value is None):
        raise RowRefused(why="A won deal needs its close date and its value.")
    if deal.created_on and deal.closed_on and deal.closed_on < deal.created_on:
        raise RowRefused(why=f"It was closed on {deal.closed_on}, before it began on {deal.created_on}.")


def _value(text: str, currency: str) -> int | None:
    """The deal's value in minor units; a lost deal's zero is none."""
    return None if text in ("", "0", "0.0", "0.00") else parse_amount(text, currency)


def _is_day_first(texts: Iterable[str]) -> bool:
    """Whether 4/12/2017 is in December: where more dates of the file can be read only so than only the other way."""
    pairs = [(int(match[1]), int(match[2])) for match in map(NUMERIC_DATE.fullmatch, texts) if match]
    day_first = sum(first > 12 >= second for first, second in pairs)
    month_first = sum(second > 12 >= first for first, second in pairs)
    return day_first > month_first


def _date(text: str, day_first: bool) -> date | None:
    if not text:
        return None
    try:
        match = NUMERIC_DATE.fullmatch(text)
        if match is None:
            return date.fromisoformat(text[:10])
        first, second, year = map(int, match.groups())
        return date(year, second, first) if day_first else date(year, first, second)
    except ValueError as error:
        raise RowRefused(why=f"I can't read “{text}” as a date.") from error


def _squashed(name: str) -> str:
    return fold(name).replace(" ", "")
