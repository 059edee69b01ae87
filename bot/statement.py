"""A customer's statement: the account over a period, as a table and as a letter's figures. Draws and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel.numbers import get_currency_precision

from bot.bookings import Booking
from bot.cells import BLANK, columns, day_cell, text_cell
from bot.errors import BotError
from bot.ledger import (
    AccountLine,
    Bucket,
    Health,
    LedgerEntry,
    Terms,
    account_of,
    ageing,
    days_past_due,
    health,
    outstanding,
    settle,
)
from bot.model import Customer, Tenant
from bot.money import format_amount, in_units
from bot.months import day_text
from bot.periods import Period
from bot.table import Cell, ColumnKind, Row, Table

DEFINITIONS = (
    "Balance = previous balance + debits − credits.",
    "Payments and credits settle the oldest debits first.",
)

ON_A_PHONE = ("Date", "Debit", "Credit", "Balance", "What", "Entry")
"""The columns in the order of a message: a phone shows the first four, and scrolls to the others."""


class NotBegunYet(BotError):
    """{period} has not begun yet, so there is nothing on the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The account of one customer; all amounts in minor units.

    `opening` is the balance before the first line, `lines` are in order, `buckets` and `health` are as of `today`
    over the whole account; of a period that is over, `today` is the last day. `bookings` are codes by id.
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
    lines: tuple[AccountLine, ...]
    closing: int
    buckets: dict[Bucket, int]
    unapplied: int
    health: Health
    bookings: Mapping[int, str]

    def money(self, minor: int) -> str:
        return format_amount(minor, self.currency, self.locale)

    @property
    def debits(self) -> int:
        return sum(line.entry.debit for line in self.lines)

    @property
    def credits(self) -> int:
        return sum(line.entry.credit for line in self.lines)

    @property
    def closing_word(self) -> str:
        """What the closing balance is to the customer."""
        return "Outstanding" if self.closing > 0 else "Credit in your favour" if self.closing < 0 else "Settled"

    @property
    def period(self) -> str:
        """The days that the lines cover, in words."""
        return f"{day_text(self.start)} to {day_text(self.today)}" if self.start else f"up to {day_text(self.today)}"


def statement_of(
    customer: Customer,
    entries: Sequence[LedgerEntry],
    *,
    bookings: Sequence[Booking],
    tenant: Tenant,
    period: Period,
    today: date,
) -> Statement:
    """The period's statement, for all of the customer's entries, in order, and bookings; as it was at its end.

    Raises NotBegunYet.
    """
    if period.start and period.start > today:
        raise NotBegunYet(period=period.label.capitalize())
    as_of = min(period.end or today, today)
    known = [entry for entry in entries if entry.entered_on <= as_of]
    before = [entry for entry in known if period.start and entry.entered_on < period.start]
    account, lines = account_of(known)
    return Statement(
        company=tenant.name,
        customer=customer.name,
        customer_code=customer.code,
        address=customer.address,
        currency=tenant.currency,
        locale=tenant.locale,
        start=period.start,
        today=as_of,
        opening=outstanding(before),
        lines=lines[len(before) :],
        closing=account.balance,
        buckets=ageing(settle(known), as_of),
        unapplied=account.unapplied,
        health=customer_health(known, tenant.terms, as_of),
        bookings={booking.id: booking.code for booking in bookings},
    )


def newest_lines(statement: Statement, count: int) -> Statement:
    """The statement with at most its last `count` lines; what was before them is brought forward."""
    left_out, kept = statement.lines[:-count], statement.lines[-count:]
    if not left_out:
        return statement
    return replace(statement, start=kept[0].entry.entered_on, opening=left_out[-1].balance, lines=kept)


def default_terms(currency: str) -> Terms:
    """Guide: good below 50k, high risk above 100k; 30 days to pay until a tenant sets its own."""
    unit = 10 ** get_currency_precision(currency)
    return Terms(good_below=50_000 * unit, risk_above=100_000 * unit, payment_days=30)


def customer_health(entries: Sequence[LedgerEntry], terms: Terms, today: date) -> Health:
    """How the customer of these entries (in order) stands."""
    open_debits = settle(entries).open
    oldest = max((days_past_due(debit, today) for debit in open_debits), default=0)
    return health(outstanding(entries), oldest_days=oldest, good_below=terms.good_below, risk_above=terms.risk_above)


def statement_table(statement: Statement) -> Table:
    """Date, code, what, debit, credit, balance; the totals below."""
    head = (
        *columns(ColumnKind.DAY, "Date"),
        *columns(ColumnKind.TEXT, "Entry", "What"),
        *columns(ColumnKind.MONEY, "Debit", "Credit", "Balance"),
    )
    opening = [_opening(statement)] if statement.start else []
    total = (
        text_cell("Total"),
        BLANK,
        BLANK,
        _money(statement, statement.debits),
        _money(statement, statement.credits),
        _money(statement, statement.closing),
    )
    caption = f"Statement of {statement.customer} ({statement.customer_code}), {statement.period}"
    return Table(caption, head, (*opening, *(_row(statement, line) for line in statement.lines)), total)


def _what_words(statement: Statement, line: AccountLine) -> str:
    """In plain words: Invoice, due 25 Dec 2026 · INV-12 · BK-2026-0003; Reversal of invoice LE-000041."""
    entry = line.entry
    if entry.reverses_id is not None:  # described as "of LE-000041"
        which = (entry.description or "").removeprefix("of ")
        return " ".join(filter(None, ("Reversal of", entry.type.label.lower(), which)))
    due = f", due {day_text(entry.pay_by)}" if line.open else ""
    code, description = statement.bookings.get(entry.booking_id or 0), entry.description
    booking = code if code and code not in (description or "") else None
    return " · ".join(filter(None, (f"{entry.type.label}{due}", entry.document, booking, description)))


def _row(statement: Statement, line: AccountLine) -> Row:
    entry = line.entry
    return (
        day_cell(entry.entered_on),
        text_cell(entry.code),
        text_cell(_what_words(statement, line)),
        _money(statement, entry.debit, blank=True),
        _money(statement, entry.credit, blank=True),
        _money(statement, line.balance),
    )


def _opening(statement: Statement) -> Row:
    first, words = day_cell(statement.start), text_cell("Balance brought forward")
    return first, BLANK, words, BLANK, BLANK, _money(statement, statement.opening)


def _money(statement: Statement, minor: int, *, blank: bool = False) -> Cell:
    if blank and not minor:
        return BLANK
    return Cell(in_units(minor, statement.currency), statement.money(minor))
