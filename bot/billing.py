"""What the ledger says of one booking: what was invoiced and paid for it, what is open, what may be given back.

Every amount is in minor units of the tenant's currency.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.kinds import EntryType
from bot.ledger import LedgerEntry, settle, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """`open` is what of the debits no credit has settled, `due_on` when the first of it is due.

    `paid` and `credited` are what names the booking itself; a payment that names none may have settled it too.
    """

    invoiced: int
    paid: int
    credited: int
    open: int
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the entries that name one booking, or those that name none, come to."""

    invoiced: int
    paid: int
    credited: int

    @property
    def unpaid(self) -> int:
        """What was invoiced or given back, whichever is more, without having been paid by name."""
        return max(self.invoiced, self.credited) - self.paid


def billing(booking_id: int, entries: Sequence[LedgerEntry]) -> Billing:
    """For all entries of the booking's customer, in order: the oldest debits are settled first, whosever they are."""
    own = _naming(booking_id, standing(entries))
    left = [debit for debit in settle(entries).open if debit.entry.booking_id == booking_id]
    return Billing(
        invoiced=own.invoiced,
        paid=own.paid,
        credited=own.credited,
        open=sum(debit.open for debit in left),
        due_on=min((debit.entry.pay_by for debit in left), default=None),
    )


def refundable(booking_id: int, entries: Iterable[LedgerEntry]) -> int:
    """What of a booking may be given back: the more of what was invoiced or paid for it, less earlier credit notes.

    For all entries of the booking's customer. Payments that name no booking count as paid for this one as far as
    nothing else takes them: what was invoiced or given back otherwise, beyond what was paid for that by name. So
    nobody is given one payment back for two bookings.

    Guide: "cancellation_refund_amount: 500000" of a booking of as much, "credit_amount: 500000 (full refund)".
    """
    kept = standing(entries)
    own, loose = _naming(booking_id, kept), _naming(None, kept)
    others = {entry.booking_id for entry in kept} - {booking_id, None}
    taken = max(loose.invoiced, loose.credited) + sum(max(_naming(other, kept).unpaid, 0) for other in others)
    paid = own.paid + max(loose.paid - taken, 0)
    return max(max(own.invoiced, paid) - own.credited, 0)


def _naming(booking_id: int | None, kept: Iterable[LedgerEntry]) -> Named:
    named = [entry for entry in kept if entry.booking_id == booking_id]
    return Named(
        invoiced=sum(entry.debit for entry in named),
        paid=sum(entry.credit for entry in named if entry.type is EntryType.PAYMENT),
        credited=sum(entry.credit for entry in named if entry.type is EntryType.CREDIT_NOTE),
    )
