"""A customer's statement: the account over a period, as a table and as a letter's figures. Draws and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.ledger import Bucket, Health, LedgerEntry, days_past_due, health, outstanding, running_balances, settle
from bot.money import format_amount, in_units
from bot.months import day_text
from bot.table import Cell, Column, ColumnKind, Row, Table


@dataclass(frozen=True, slots=True)
class Terms:
    """What the tenant thinks of debts: limits in minor units, `payment_days` until a debit is due."""

    good_below: int
    risk_above: int
    payment_days: int


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with the balance after it."""

    entry: LedgerEntry
    balance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The account of one customer; all amounts in minor units.

    `opening` is the balance before the first line, `lines` are in order, `buckets` and `health` are as of `today`
    over the whole account.
    """

    company: str
    customer: str
    customer_code: str
    address: str | None
    currency: str
    locale: str
    start: date | None
    today: date
    opening: int
    lines: tuple[Line, ...]
    closing: int
    buckets: dict[Bucket, int]
    unapplied: int
    health: Health

    def money(self, minor: int) -> str:
        return format_amount(minor, self.currency, self.locale)

    @property
    def debits(self) -> int:
        return sum(line.entry.debit for line in self.lines)

    @property
    def credits(self) -> int:
        return sum(line.entry.credit for line in self.lines)

    @property
    def period(self) -> str:
        """The days that the lines cover, in words."""
        return f"{day_text(self.start)} to {day_text(self.today)}" if self.start else f"up to {day_text(self.today)}"


def lines_of(entries: Sequence[LedgerEntry]) -> tuple[Line, ...]:
    """The whole account, for entries in order."""
    return tuple(map(Line, entries, running_balances(entries)))


def customer_health(entries: Sequence[LedgerEntry], terms: Terms, today: date) -> Health:
    """How the customer of these entries (in order) stands."""
    open_debits = settle(entries).open
    oldest = max((days_past_due(debit, today) for debit in open_debits), default=0)
    return health(outstanding(entries), oldest_days=oldest, good_below=terms.good_below, risk_above=terms.risk_above)


def statement_table(statement: Statement) -> Table:
    """Date, code, what, debit, credit, balance; the totals below."""
    columns = (
        Column("Date", "Date", ColumnKind.DAY),
        Column("Entry", "Entry", ColumnKind.TEXT),
        Column("What", "What", ColumnKind.TEXT),
        Column("Debit", "Debit", ColumnKind.MONEY),
        Column("Credit", "Credit", ColumnKind.MONEY),
        Column("Balance", "Balance", ColumnKind.MONEY),
    )
    opening = [_opening(statement)] if statement.start else []
    total = (
        Cell(None, ""),
        Cell("Total", "Total"),
        Cell(None, ""),
        _money(statement, statement.debits),
        _money(statement, statement.credits),
        _money(statement, statement.closing),
    )
    caption = f"Statement of {statement.customer} ({statement.customer_code}), {statement.period}"
    return Table(caption, columns, (*opening, *(_row(statement, line) for line in statement.lines)), total)


def what_words(entry: LedgerEntry) -> str:
    """What an entry is, in plain words: Invoice · INV-12 · Booking BK-2026-0003."""
    reversal = "Reversal: " if entry.reverses_id is not None else ""
    return " · ".join(filter(None, (f"{reversal}{entry.type.label}", entry.document, entry.description)))


def _row(statement: Statement, line: Line) -> Row:
    entry = line.entry
    return (
        Cell(entry.entered_on, day_text(entry.entered_on)),
        Cell(entry.code, entry.code),
        Cell(what_words(entry), what_words(entry)),
        _money(statement, entry.debit, blank=True),
        _money(statement, entry.credit, blank=True),
        _money(statement, line.balance),
    )


def _opening(statement: Statement) -> Row:
    nothing, words = Cell(None, ""), "Balance brought forward"
    start = statement.start or statement.today
    first = Cell(start, day_text(start))
    return first, nothing, Cell(words, words), nothing, nothing, _money(statement, statement.opening)


def _money(statement: Statement, minor: int, *, blank: bool = False) -> Cell:
    if blank and not minor:
        return Cell(None, "")
    return Cell(in_units(minor, statement.currency), statement.money(minor))
