"""Undo of what stands in the ledger: the entry stays, and one that takes it back joins it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.bookings import Booking
from bot.errors import AlreadyChanged
from bot.kinds import BookingStatus, EntryType, LeadStatus, MilestoneType
from bot.ledger import AlreadyReversed, LedgerEntry, ReversalOfReversal
from bot.model import Write
from storage.store import Store
from tests.storage.accounting import enter, kept_account, kept_lines, must_be_kept
from tests.storage.companies import TODAY, Company

INVOICE, PAYMENT, CREDIT_NOTE = EntryType.INVOICE, EntryType.PAYMENT, EntryType.CREDIT_NOTE
YESTERDAY = TODAY - timedelta(days=1)


def undo(company: Company, write: Write) -> None:
    """As the program does: what the write put in the ledger is reversed in the same transaction."""
    with company.open() as store:
        store.writes.undo(write.id, member_id=company.rep.id, now=store.now)
        for entry_id in store.writes.records_made(write.id, "ledger_entries"):
            store.ledger.reverse(entry_id, on=store.today, remarks="Undone")
        store.describe("Undid", actor=company.rep, undoes_id=write.id)


def books_of(company: Company, customer_id: int) -> list[tuple[str, int, int]]:
    """(code, amount, balance after it) of each entry; the account is what they add up to."""

    def read(store: Store) -> list[tuple[str, int, int]]:
        lines = kept_lines(store, customer_id)
        assert (kept_account(store, customer_id), lines) == must_be_kept(store, customer_id)
        entries = store.ledger.entries(customer_id)
        return [(entry.code, entry.amount, line[4]) for entry, line in zip(entries, lines, strict=True)]

    return company.ask(read)


@pytest.fixture
def customer(north: Company) -> int:
    with north.open() as store:
        return store.customers.add("Acme").id


def book(store: Store, customer_id: int, lead_id: int, *, amount: int = 100) -> tuple[Booking, LedgerEntry]:
    """The whole step: booking, milestone, status, invoice."""
    booking = store.bookings.add(customer_id, lead_id, TODAY, amount, status=BookingStatus.CONFIRMED)
    milestone = store.milestones.add(lead_id, MilestoneType.BOOKING, TODAY)
    member = store.members.list()[0].id
    store.leads.move(lead_id, LeadStatus.CONVERTED, on=TODAY, member_id=member, milestone_id=milestone.id)
    return booking, enter(store, customer_id, INVOICE, amount, due_on=TODAY, booking_id=booking.id)


def test_an_entry_is_reversed(north: Company, customer: int) -> None:
    write = north.save(lambda store: enter(store, customer, INVOICE, 100))

    undo(north, write)

    assert books_of(north, customer) == [("LE-000001", 100, 100), ("LE-000002", -100, 0)]
    (entry, reversal) = north.ask(lambda store: store.ledger.entries(customer))
    assert (reversal.reverses_id, reversal.remarks) == (entry.id, "Undone")


def test_a_backdated_entry_is_reversed_today_and_the_balances_between_keep_it(north: Company, customer: int) -> None:
    north.save(lambda store: enter(store, customer, INVOICE, 100))
    write = north.save(lambda store: enter(store, customer, PAYMENT, -30, on=YESTERDAY))
    assert books_of(north, customer) == [("LE-000002", -30, -30), ("LE-000001", 100, 70)]

    undo(north, write)

    assert [balance for *_, balance in books_of(north, customer)] == [-30, 70, 100]


def test_undoing_twice_reverses_once(north: Company, customer: int) -> None:
    write = north.save(lambda store: enter(store, customer, INVOICE, 100))
    undo(north, write)

    with pytest.raises(AlreadyReversed):
        undo(north, write)

    assert len(books_of(north, customer)) == 2


def test_what_somebody_reversed_by_hand_is_not_undone_as_well(north: Company, customer: int) -> None:
    write = north.save(lambda store: enter(store, customer, INVOICE, 100))
    (entry,) = north.ask(lambda store: store.ledger.entries(customer))
    reversal = north.save(lambda store: store.ledger.reverse(entry.id, on=TODAY, remarks="Wrong customer"))

    with pytest.raises(AlreadyReversed):
        undo(north, write)
    with pytest.raises(ReversalOfReversal):
        undo(north, reversal)

    assert [balance for *_, balance in books_of(north, customer)] == [100, 0]
    assert not north.ask(lambda store: store.writes.get(write.id)).undone


def test_a_booking_with_its_invoice_stays_as_a_cancelled_one_and_owes_nothing(north: Company, customer: int) -> None:
    lead = north.add_lead()
    write = north.save(lambda store: book(store, customer, lead.id))

    undo(north, write)

    (booking,) = north.ask(lambda store: store.bookings.list_of_customer(customer))
    assert (booking.status, booking.cancellation_reason) == (BookingStatus.CANCELLED, "Undone")
    assert books_of(north, customer) == [("LE-000001", 100, 100), ("LE-000002", -100, 0)]
    assert north.lead(lead.id) == lead
    assert north.ask(lambda store: store.milestones.list_of_lead(lead.id)) == []
    assert north.ask(lambda store: store.leads.status_changes(lead.id)) == []


def test_a_customer_that_was_made_with_the_invoice_stays(north: Company) -> None:
    lead = north.add_lead()
    write = north.save(lambda store: book(store, store.customers.add("Best").id, lead.id))

    undo(north, write)

    customer = north.ask(lambda store: store.customers.find_by_name("Best"))
    assert customer is not None
    assert [balance for *_, balance in books_of(north, customer.id)] == [100, 0]


def test_a_booking_without_an_invoice_goes_with_the_customer_that_it_made(north: Company) -> None:
    write = north.save(
        lambda store: store.bookings.add(
            store.customers.add("Best").id, None, TODAY, 100, status=BookingStatus.CONFIRMED
        )
    )

    undo(north, write)

    assert north.ask(lambda store: store.customers.find_by_name("Best")) is None
    assert north.ask(lambda store: store.bookings.newest(limit=5)) == []


def test_a_booking_that_was_paid_for_since_is_not_undone_away(north: Company, customer: int) -> None:
    write = north.save(lambda store: store.bookings.add(customer, None, TODAY, 100, status=BookingStatus.CONFIRMED))
    (booking,) = north.ask(lambda store: store.bookings.newest(limit=1))
    north.save(lambda store: enter(store, customer, PAYMENT, -100, booking_id=booking.id))

    with pytest.raises(AlreadyChanged, match="something else came to hang on it since"):
        undo(north, write)

    assert north.ask(lambda store: store.bookings.newest(limit=5)) == [booking]


def test_a_cancellation_is_taken_back_whole_and_its_credit_note_reversed(north: Company, customer: int) -> None:
    lead = north.add_lead()
    north.save(lambda store: book(store, customer, lead.id, amount=500_000))
    north.save(lambda store: enter(store, customer, PAYMENT, -500_000))
    (booking,) = north.ask(lambda store: store.bookings.list_of_customer(customer))
    converted = north.lead(lead.id)

    def cancel(store: Store) -> None:
        store.bookings.change(
            booking.id,
            status=BookingStatus.CANCELLED,
            cancelled_on=TODAY,
            cancellation_reason="Budget constraints",
            refund=500_000,
        )
        milestone = store.milestones.add(lead.id, MilestoneType.CANCELLATION, TODAY)
        store.leads.move(lead.id, LeadStatus.LOST, on=TODAY, member_id=north.rep.id, milestone_id=milestone.id)
        enter(store, customer, CREDIT_NOTE, -500_000, booking_id=booking.id, remarks="Full refund")

    write = north.save(cancel)
    assert [balance for *_, balance in books_of(north, customer)] == [500_000, 0, -500_000]
    undo(north, write)

    assert [balance for *_, balance in books_of(north, customer)] == [500_000, 0, -500_000, 0]
    assert north.ask(lambda store: store.bookings.get(booking.id)) == booking
    assert north.lead(lead.id) == converted
    assert [found.type for found in north.ask(lambda store: store.milestones.list_of_lead(lead.id))] == ["booking"]


def test_a_cancellation_is_not_taken_back_under_a_later_change_of_the_booking(north: Company, customer: int) -> None:
    with north.open() as store:
        booking = store.bookings.add(customer, None, TODAY, 100, status=BookingStatus.CONFIRMED)
    write = north.save(lambda store: store.bookings.change(booking.id, status=BookingStatus.CANCELLED, refund=0))
    noted = north.save(lambda store: store.bookings.change(booking.id, notes="Called again"))

    with pytest.raises(AlreadyChanged):
        undo(north, write)
    undo(north, noted)
    undo(north, write)

    assert north.ask(lambda store: store.bookings.get(booking.id)) == replace(booking, status=BookingStatus.CONFIRMED)
