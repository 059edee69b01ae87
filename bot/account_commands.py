"""What people intend with bookings, customers, units and the ledger, validated before anything is written."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.bookings import AT_FIRST
from bot.commands import Chosen, Command, Line, Paragraph, Ticked
from bot.errors import BotError, InTheFuture, Question
from bot.kinds import BookingStatus, EntryType
from bot.matching import parse_code

OTHERS_PREFIXES = frozenset({"C", "CMP", "L", "LE", "S"})
"""What the codes of other records than bookings begin with."""


class CustomerMissing(BotError):
    """Choose the customer, or the lead that becomes one."""


class BuyerOfOthers(BotError):
    """{customer} is not your customer, so a manager has to make this booking."""


class CodeNotUsable(BotError):
    """A code has letters, digits, hyphens and slashes only, begins with a letter or a digit, and has a digit in it."""


class CodeOfOthers(BotError):
    """The codes of leads, customers and other records look like this. Put something else before the number."""


class BookedAlready(Question):
    """{lead} has {code} of {day} already. Book once more only if they bought twice."""


class CancelForGood(Question):
    """Cancel {code} of {customer}?{effects}"""


class NotAtFirst(BotError):
    """A new booking is confirmed, pending or on hold."""


class StaysCancelled(BotError):
    """{code} is cancelled, so it stays as it is."""


class UnitNameTaken(BotError):
    """There is a unit type “{name}” already. Edit that one, or choose another name."""


class FewerThanBooked(BotError):
    """{booked} are booked already, so there can't be fewer."""


class DeliveryBeforeBooking(BotError):
    """The delivery can't be before the day of the booking."""


class DueBeforeEntry(BotError):
    """The due date can't be before the day of the entry."""


class SignGiven(BotError):
    """Leave out the minus: the type of the entry says whether they owe more or less."""


class BookingOfAnother(BotError):
    """{code} is a booking of {other}, not of {customer}. Choose one of theirs, or none."""


class EnteredAlready(Question):
    """{code} is the same: {what} of {amount} on {day}. Enter it once more only if it happened twice."""


class PaidMuchMore(Question):
    """{customer} owes {owed}. Did they really pay {amount}? What is too much becomes their credit."""


class InvoicedMore(Question):
    """{code} is worth {amount}. With this invoice, {invoiced} are invoiced for it. Is that right?"""


class AmountMissing(BotError):
    """How much is it? Type it behind “{type}”, like /ledger {name} {type} 50k."""


class RestNotUnderstood(BotError):
    """I can't tell what “{rest}” is. Type /booking {name} {amount}, and choose the rest in the form."""


class EntryMissing(BotError):
    """Which entry? Its code stands in the statement: /ledger {verb} LE-000041, for example."""


class TypeMissing(BotError):
    """I can't tell what “{text}” is. Say payment, invoice, credit note, debit note or adjustment before the amount,
    like /ledger {name} payment 50k.
    """


class SideMissing(BotError):
    """Say whether the adjustment is a debit (they owe more) or a credit (they owe less)."""


class UnitMissing(BotError):
    """Choose what was booked {count} times, or leave the count at 1."""


def refuse_sign(amount: str) -> None:
    """Raises SignGiven."""
    if amount.startswith(("-", "−", "–")):
        raise SignGiven(field="amount")


class Side(StrEnum):
    DEBIT = "debit"
    CREDIT = "credit"


def _code(text: str) -> str:
    """Codes are the same in capitals and small letters, so they are kept in capitals.

    No word of a command has a digit, so that none is taken for a code.
    """
    if not re.fullmatch(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9/_-]*", text):
        raise ValueError(str(CodeNotUsable()))
    parsed = parse_code(text)
    if parsed and parsed[0] in OTHERS_PREFIXES:
        raise ValueError(str(CodeOfOthers()))
    return text.upper()


Count = Annotated[int, Field(gt=0, le=1_000_000)]
Code = Annotated[str, Field(min_length=1, max_length=32), AfterValidator(_code)]


class RecordBooking(Command):
    """Units sold to a customer, or to a lead who becomes one; `amount` as typed."""

    customer: Chosen | None = None
    lead: Chosen | None = None
    amount: Line
    booked_on: date
    status: BookingStatus = BookingStatus.CONFIRMED
    unit_type: Chosen | None = None
    unit_count: Count = 1
    delivery_on: date | None = None
    code: Code | None = None
    notes: Paragraph | None = None
    invoice: Ticked = False
    due_on: date | None = None

    def check(self, today: date) -> None:
        """Refuse what can't be: nobody who buys, a day to come, a delivery or due date before it."""
        if self.customer is None and self.lead is None:
            raise CustomerMissing(field="customer")
        if self.booked_on > today:
            raise InTheFuture(what="A booking", field="booked_on")
        if self.status not in AT_FIRST:
            raise NotAtFirst(field="status")
        if self.delivery_on is not None and self.delivery_on < self.booked_on:
            raise DeliveryBeforeBooking(field="delivery_on")
        if self.due_on is not None and self.due_on < self.booked_on:
            raise DueBeforeEntry(field="due_on")
        if self.unit_type is None and self.unit_count > 1:
            raise UnitMissing(count=self.unit_count, field="unit_type")


class EditBooking(Command):
    """What of a booking may be corrected: neither its money nor who bought."""

    booked_on: date
    delivery_on: date | None = None
    notes: Paragraph | None = None

    def check(self, today: date) -> None:
        if self.booked_on > today:
            raise InTheFuture(what="A booking", field="booked_on")
        if self.delivery_on is not None and self.delivery_on < self.booked_on:
            raise DeliveryBeforeBooking(field="delivery_on")


class CancelBooking(Command):
    """`refund` as typed; none is nothing given back."""

    reason: Paragraph
    refund: Line | None = None


class RecordEntry(Command):
    """A debit or credit on a customer's account; the type decides the side, an adjustment says it."""

    customer: Chosen
    type: EntryType
    side: Side | None = None
    amount: Line
    entered_on: date
    due_on: date | None = None
    booking: Chosen | None = None
    document: Line | None = None
    description: Line | None = None
    remarks: Paragraph | None = None

    @property
    def is_debit(self) -> bool:
        """Raises SideMissing for an adjustment that does not say."""
        match self.type:
            case EntryType.INVOICE | EntryType.DEBIT_NOTE:
                return True
            case EntryType.PAYMENT | EntryType.CREDIT_NOTE:
                return False
            case EntryType.ADJUSTMENT:
                if self.side is None:
                    raise SideMissing(field="side")
                return self.side is Side.DEBIT

    def check(self, today: date) -> None:
        """Refuse a negative amount, a day to come, and a due date before the entry's own."""
        refuse_sign(self.amount)
        if self.entered_on > today:
            raise InTheFuture(what="An entry", field="entered_on")
        if self.is_debit and self.due_on is not None and self.due_on < self.entered_on:
            raise DueBeforeEntry(field="due_on")


class ReverseEntry(Command):
    reason: Line


class DefineUnit(Command):
    """`existing` is left out where nobody counts them."""

    name: Line
    existing: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
