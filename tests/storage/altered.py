"""A ledger with some history, and an entry of it altered at random behind the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import String, Table, select, type_coerce

from bot.kinds import BookingStatus, EntryType
from storage.account_rows import LedgerEntryRow
from storage.database import Database
from tests.storage.accounting import enter
from tests.storage.behind import alter
from tests.storage.companies import TODAY, Company

ENTRIES: Table = LedgerEntryRow.__table__  # type: ignore[assignment]
ALTERABLE = (
    *("debit", "credit", "entered_on", "customer_id", "type", "code", "due_on", "booking_id", "document"),
    *("description", "remarks", "checksum"),
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who has entries and what they may be moved to, and the ids of the entries."""

    company: Company
    customers: list[int]
    bookings: list[int]
    entries: list[int]


def keep_books(company: Company, *, entries: int = 40) -> Ledger:
    """Invoices, payments and reversals of three customers, on days that mostly go on."""
    chance = Random(entries)  # noqa: S311 - not for secrets
    ids: list[int] = []
    with company.open() as store:
        customers = [store.customers.add(name).id for name in ("Acme", "Best", "Cyan")]
        bookings = [
            store.bookings.add(customer, None, TODAY, 100, status=BookingStatus.CONFIRMED).id for customer in customers
        ]
        for number in range(entries):
            if number % 7 == 6:
                ids.append(store.ledger.reverse(ids[-1 - number % 2], on=TODAY, remarks="Typed twice").id)
                continue
            place, amount = chance.randrange(3), chance.randint(1, 90) * 100
            on = TODAY - timedelta(days=60 - number + chance.choice((0, 0, 0, 9)))
            fields: dict[str, Any] = {"booking_id": chance.choice((None, bookings[place])), "document": f"D-{number}"}
            if chance.random() < 0.6:
                made = enter(store, customers[place], EntryType.INVOICE, amount, on=on, due_on=on, **fields)
            else:
                made = enter(store, customers[place], EntryType.PAYMENT, -amount, on=on, **fields)
            ids.append(made.id)
    return Ledger(company, customers, bookings, ids)


def alter_at_random(ledger: Ledger, database: Database, seed: int) -> tuple[str, str]:
    """Alter one column of one entry, and put it back; the entry's code and all that the audit said meanwhile."""
    chance = Random(seed)  # noqa: S311 - not for secrets
    entry_id, column = chance.choice(ledger.entries), chance.choice(ALTERABLE)
    with database.engine.connect() as connection:
        found = select(ENTRIES).where(ENTRIES.c.id == entry_id)
        row = dict(connection.execute(found).mappings().one())
    value = _another(ledger, row, column, chance)
    side = {"debit": "credit", "credit": "debit"}
    moved = {side[column]: 0} if column in side and row[side[column]] else {}
    alter(database, ENTRIES, entry_id, **{column: value}, **moved)
    said = "\n".join(ledger.company.ask(lambda store: list(store.audit.differences())))
    alter(database, ENTRIES, entry_id, **{name: row[name] for name in (column, *moved)})
    return str(row["code"]), said


def _another(ledger: Ledger, row: dict[str, Any], column: str, chance: Random) -> Any:
    """Another value for the column, of the kind that belongs there, or now and then of none."""
    match column:
        case "debit" | "credit":
            return row[column] + chance.choice((1, 100, 10**9))
        case "entered_on":
            return row[column] + timedelta(days=chance.choice((-400, -1, 1, 30)))
        case "due_on":
            return chance.choice([day for day in (None, TODAY, date(2031, 1, 1)) if day != row[column]])
        case "customer_id":
            return chance.choice([customer for customer in ledger.customers if customer != row[column]])
        case "booking_id":
            return chance.choice([booking for booking in (None, *ledger.bookings) if booking != row[column]])
        case "type":
            others: list[str] = [type_.value for type_ in EntryType if type_ is not row[column]]
            return type_coerce(chance.choice([*others, "gift"]), String)
        case "code":
            return chance.choice(("LE-000999", "LE-999999", "XX-1", f"{row['code']}0", row["code"].lower()))
        case "checksum":
            return chance.choice(("", "0" * 64, row[column][::-1]))
        case _:
            return chance.choice([words for words in (None, "", "Mine now", "D-0") if words != row[column]])
