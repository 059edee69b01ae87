"""A customer's account: running balance, what settles what, ageing and health. Entries in, figures out; no SQL.

Every amount is in minor units of the tenant's currency, exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

from bot.errors import BotError
from bot.kinds import EntryType

DEBITS = frozenset({EntryType.INVOICE, EntryType.DEBIT_NOTE})
"""Guide: "INVOICE → Debit amount (customer owes)", "DEBIT_NOTE → Debit amount (additional charge)"."""

ESCALATE_AFTER_DAYS = 30
"""Guide: "Past due (>30 days) ← Escalate"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One debit or credit, never changed once written; a mistake is reversed by an entry that names it.

    Exactly one of `debit` and `credit` is above zero. `due_on` stands on debits only. `document` is the number of an
    invoice or receipt outside Milepost.
    """

    id: int
    code: str
    customer_id: int
    type: EntryType
    entered_on: date
    debit: int
    credit: int
    due_on: date | None
    booking_id: int | None
    document: str | None
    description: str | None
    remarks: str | None
    reverses_id: int | None

    @property
    def amount(self) -> int:
        """What the entry adds to the balance: debit − credit."""
        return self.debit - self.credit

    @property
    def pay_by(self) -> date:
        """The day after which a debit is past due: the one that it names, or else its own."""
        return self.due_on or self.entered_on


@dataclass(frozen=True, slots=True)
class OpenDebit:
    """A debit, and how much of it no credit has settled yet."""

    entry: LedgerEntry
    open: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What credits have left open, the oldest debit first, and the credit that found nothing to settle."""

    open: tuple[OpenDebit, ...]
    unapplied: int

    @property
    def outstanding(self) -> int:
        return sum(debit.open for debit in self.open) - self.unapplied


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An entry with the balance after it, and how much of a debit no credit has settled."""

    entry: LedgerEntry
    balance: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a customer's entries add up to. `invoiced` and `paid` leave out what was reversed."""

    balance: int
    unapplied: int
    invoiced: int
    paid: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What the tenant thinks of debts: limits in minor units, `payment_days` until a debit is due."""

    good_below: int
    risk_above: int
    payment_days: int

    def due_on(self, day: date) -> date:
        """When a debit of that day is due, if it names no day of its own."""
        return day + min(timedelta(days=self.payment_days), date.max - day)


class AlreadyReversed(BotError):
    """{code} was reversed already, by {other}."""


class ReversalOfReversal(BotError):
    """{code} is itself a reversal, so it can't be reversed. Write a new entry instead."""


class Bucket(StrEnum):
    """How long an amount is past due, in days."""

    NOT_DUE = "not due"
    UP_TO_30 = "1–30"
    UP_TO_60 = "31–60"
    UP_TO_90 = "61–90"
    OVER_90 = "over 90"


BUCKET_LIMITS = ((Bucket.NOT_DUE, 0), (Bucket.UP_TO_30, 30), (Bucket.UP_TO_60, 60), (Bucket.UP_TO_90, 90))
"""Up to how many days past due each bucket but the last goes."""


class Health(StrEnum):
    GOOD = "good"
    MONITOR = "monitor"
    HIGH_RISK = "high risk"
    ESCALATE = "escalate"


def in_order(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """The order of an account: by date, then by code (codes count up, as their ids do)."""
    return sorted(entries, key=lambda entry: (entry.entered_on, entry.id))


def running_balances(entries: Sequence[LedgerEntry]) -> list[int]:
    """The balance after each entry, for entries in order.

    Guide: "Running Balance = Previous Balance + Debits - Credits".
    """
    return list(accumulate(entry.amount for entry in entries))


def outstanding(entries: Iterable[LedgerEntry]) -> int:
    """Guide: "Outstanding AR = Σ(Debit - Credit) from Ledger"."""
    return sum(entry.amount for entry in entries)


def standing(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """The entries that were not taken back, without those that take others back."""
    entries = list(entries)
    reversed_ids = {entry.reverses_id for entry in entries}
    return [entry for entry in entries if entry.reverses_id is None and entry.id not in reversed_ids]


def require_reversible(entry: LedgerEntry, reversal: LedgerEntry | None) -> None:
    """`reversal` is the one that the entry has already. Raises AlreadyReversed, or ReversalOfReversal."""
    if entry.reverses_id is not None:
        raise ReversalOfReversal(code=entry.code)
    if reversal is not None:
        raise AlreadyReversed(code=entry.code, other=reversal.code)


def account_of(entries: Sequence[LedgerEntry]) -> tuple[Account, tuple[AccountLine, ...]]:
    """The whole account, for entries in order."""
    settlement = settle(entries)
    left = {debit.entry.id: debit.open for debit in settlement.open}
    kept = standing(entries)
    account = Account(
        balance=outstanding(entries),
        unapplied=settlement.unapplied,
        invoiced=sum(entry.debit for entry in kept if entry.type in DEBITS),
        paid=sum(entry.credit for entry in kept if entry.type is EntryType.PAYMENT),
    )
    still_open = (left.get(entry.id, 0) for entry in entries)
    lines = tuple(map(AccountLine, entries, running_balances(entries), still_open))
    return account, lines


def settle(entries: Sequence[LedgerEntry]) -> Settlement:
    """Let the credits settle the oldest debits first, for entries in order.

    An entry and the one that reverses it take each other out: neither settles anything, nor is settled.
    """
    counted = standing(entries)
    credit = sum(entry.credit for entry in counted)
    left = []
    for entry in counted:
        settled = min(entry.debit, credit)
        credit -= settled
        if entry.debit > settled:
            left.append(OpenDebit(entry, entry.debit - settled))
    return Settlement(tuple(left), credit)


def days_past_due(debit: OpenDebit, today: date) -> int:
    """How many days ago the debit was due; zero or less while it is not yet past due."""
    return (today - debit.entry.pay_by).days


def bucket_of(days: int) -> Bucket:
    """The ageing bucket of an amount that is so many days past its due date."""
    return next((bucket for bucket, limit in BUCKET_LIMITS if days <= limit), Bucket.OVER_90)


def ageing(settlement: Settlement, today: date) -> dict[Bucket, int]:
    """What is open by how long it is past due; the buckets less the unapplied credit are what is outstanding."""
    buckets = dict.fromkeys(Bucket, 0)
    for debit in settlement.open:
        buckets[bucket_of(days_past_due(debit, today))] += debit.open
    return buckets


def health(outstanding: int, *, oldest_days: int, good_below: int, risk_above: int) -> Health:
    """How the customer stands; `oldest_days` is the longest that anything open is past due.

    Guide: "Outstanding Balance < 50k ← Good, 50-100k ← Monitor, > 100k ← High risk, Past due (>30 days) ← Escalate";
    the two limits are the tenant's.
    """
    if oldest_days > ESCALATE_AFTER_DAYS:
        return Health.ESCALATE
    if outstanding > risk_above:
        return Health.HIGH_RISK
    return Health.MONITOR if outstanding >= good_below else Health.GOOD
