"""How a customer's statement looks in a message: who owes what since when, every entry with the balance after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from slack_sdk.models.blocks import PlainTextObject, StaticSelectElement

from bot.figures import Figures
from bot.ledger import LedgerEntry, standing
from bot.model import Customer, Tenant
from bot.months import day_text
from bot.receivables import OpenAccount
from bot.statement import ON_A_PHONE, Statement, newest_lines, statement_table
from bot.table import Cell, Table, arranged
from handlers.views.accounts import health_words, open_words, owing
from handlers.views.answers import Message
from handlers.views.blocks import Blocks, actions, button, context, header, option, section
from handlers.views.files import file_safe
from handlers.views.ledger import amount_words
from handlers.views.reports import data_table, plain_block
from handlers.views.words import day, escape, shorten, strong

MOST_LINES = 90
"""With what was brought forward, the heading and the totals, a table that Slack surely takes."""

MOST_WORDS = 80
"""Of one line, so that all of them fit into a table's 20,000 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStatement:
    """A statement for one reader. `account` is as of today; `period` is what was asked for, as it is typed."""

    customer: Customer
    statement: Statement
    account: OpenAccount
    period: str
    entries: Sequence[LedgerEntry]
    tenant: Tenant
    for_manager: bool
    is_of_today: bool


def _standing(shown: ShownStatement) -> str:
    """Markup, after a name: what they owe today, and how that stands."""
    owes = owing(shown.account.outstanding, shown.tenant)
    return f"{owes} · {health_words(shown.account.health(shown.tenant.terms), shown.tenant)}"


def statement_message(shown: ShownStatement) -> Message:
    """With a table, and in `plain` the blocks for where Slack takes none."""
    newest = newest_lines(shown.statement, MOST_LINES)
    title = header(f"{shown.customer.name} ({shown.customer.code})")
    above = [title, section(_account_words(shown))]
    of_period = context(escape(f"Statement {shown.statement.period}"))  # which a table says by itself
    below = [*_left_out(shown, newest), *_buttons(shown, newest)]
    text = f"{strong(shown.customer.name)} {_standing(shown)}"
    if not shown.statement.lines and not shown.statement.opening:
        return {"text": text, "blocks": [*above, of_period, section(_nothing(shown)), *below]}
    table = _narrow(newest, this_year=shown.statement.today.year)
    return {
        "text": text,
        "blocks": [*above, data_table(table), *below],
        "plain": [*above, of_period, plain_block(_without_words(table)), *below],
    }


def _account_words(shown: ShownStatement) -> str:
    """The account as of the statement's day, and as of today where that is another; the name stands above it."""
    statement, tenant, now = shown.statement, shown.tenant, _standing(shown)
    if shown.is_of_today:
        return "\n".join(filter(None, (f"{now[0].upper()}{now[1:]}", open_words(shown.account.buckets, tenant))))
    then = f"{owing(statement.closing, tenant, past=True)} on {day_text(statement.today)}"
    return f"{then[0].upper()}{then[1:]} · {health_words(statement.health, tenant)}\nToday: {now}"


def _nothing(shown: ShownStatement) -> str:
    return "There is no entry yet." if shown.statement.start is None else "There is no entry in these days."


def _left_out(shown: ShownStatement, newest: Statement) -> Blocks:
    count = len(shown.statement.lines) - len(newest.lines)
    if not count:
        return []
    figures = Figures(shown.tenant.locale)
    every = figures.count(len(shown.statement.lines))
    return [context(f"The newest {len(newest.lines)} of {every} entries. The PDF and the Excel file have them all.")]


def _buttons(shown: ShownStatement, newest: Statement) -> Blocks:
    number, asked = str(shown.customer.id), f"{shown.customer.id} {shown.period}"
    make = [button("New entry", "new_entry", number, style="primary")] if shown.for_manager else []
    files = [button("PDF", "statement_pdf", asked), button("Excel", "statement_xlsx", asked)]
    card = button("Customer", "show_customer", number)
    reverse = [_reversible(newest, shown)] if shown.for_manager else []
    return [actions(*make, *files, card, *filter(None, reverse))]


def _reversible(newest: Statement, shown: ShownStatement) -> StaticSelectElement | None:
    """A choice of what may still be reversed, the newest first."""
    stand = {entry.id for entry in standing(shown.entries)}
    entries = [line.entry for line in reversed(newest.lines) if line.entry.id in stand]
    if not entries:
        return None
    return StaticSelectElement(
        action_id="choose_entry_to_reverse",
        placeholder=PlainTextObject(text="Reverse an entry…"),
        options=[option(str(entry.id), _option_words(entry, shown)) for entry in entries],
    )


def _option_words(entry: LedgerEntry, shown: ShownStatement) -> str:
    on = day(entry.entered_on, shown.statement.today)
    return f"{entry.code} · {on} · {entry.type.label} {amount_words(entry, shown.tenant)}"


def _narrow(statement: Statement, *, this_year: int) -> Table:
    """The table for a phone: short dates, then the figures, and what they are for where there is room for more."""
    table = arranged(statement_table(statement), ON_A_PHONE)
    rows = tuple(tuple(Cell(cell.value, _short(cell, this_year)) for cell in row) for row in table.rows)
    return replace(table, caption=f"Statement {statement.period}", rows=rows)


def _short(cell: Cell, this_year: int) -> str:
    """25 Nov; with the year where it is another one."""
    if isinstance(cell.value, date) and cell.value.year == this_year:
        return f"{cell.value.day} {cell.value:%b}"
    return shorten(cell.text, MOST_WORDS)


def _without_words(table: Table) -> Table:
    """The table without the column that makes it wider than a phone."""
    return arranged(table, [title for title in ON_A_PHONE if title != "What"])


def file_name(statement: Statement, extension: str) -> str:
    """Statement Acme Corp 2026-11-25.pdf, without signs that a file's name can't have."""
    return f"Statement {file_safe(statement.customer)} {statement.today}.{extension}"


def file_words(statement: Statement) -> str:
    """Markup: what is said with the file."""
    name = f"{strong(statement.customer)} ({statement.customer_code})"
    closing = escape(statement.money(abs(statement.closing)))
    owed = (
        f"*{closing}* outstanding"
        if statement.closing > 0
        else f"*{closing}* of credit"
        if statement.closing
        else "settled"
    )
    return f"Statement of {name}, {statement.period}: {owed}"
