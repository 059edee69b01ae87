"""Who owes what since when, as a report: a line for each customer, the worst first. A manager's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.cells import BLANK, columns, count_cell, money_cells, text_cell
from bot.comparisons import amounts_against
from bot.figures import NOTHING
from bot.ledger import ESCALATE_AFTER_DAYS, Bucket, Health, Terms
from bot.months import day_text
from bot.pictures import NO_BAR, Bar, BarsChart, Part
from bot.receivables import WORST_FIRST, Account, together, worst_first
from bot.report import Report, ReportKind
from bot.scope import Scope, report_on
from bot.table import Cell, ColumnKind, Row, Table

MOST_BARS = 15
MOST_ROWS = 98
"""As many as a message's table shows beside its heading and totals."""

TO_DO = {Health.ESCALATE: "to escalate", Health.MONITOR: "to monitor"}


def ageing_report(
    accounts: Sequence[Account], month_ago: int | None, *, terms: Terms, scope: Scope, most_rows: int = MOST_ROWS
) -> Report:
    """The report as of the scope's today; `month_ago` is what was outstanding 30 days before, None if not known.

    The table has at most `most_rows` lines, the last of them for all others together; a file takes more.
    """
    subtitle = scope.filtered(f"As of {day_text(scope.today)}")
    if not accounts:
        whose = f" of {scope.filters_label}" if scope.filters_label else ""
        finding = f"No customer{whose} owes anything. Enter an invoice with /ledger."
        return report_on(
            scope, ReportKind.AGEING, headline="Nothing is outstanding", findings=[finding], subtitle=subtitle
        )
    ordered = worst_first(accounts, terms)
    headline = _headline(ordered, scope)
    return report_on(
        scope,
        ReportKind.AGEING,
        headline=headline,
        findings=_findings(ordered, month_ago, terms, scope),
        definitions=_definitions(terms, scope),
        chart=_chart(headline, ordered, scope),
        table=_table(ordered, terms, scope, most_rows),
        subtitle=subtitle,
    )


def _headline(accounts: Sequence[Account], scope: Scope) -> str:
    total, late = together(accounts, "Total"), [account for account in accounts if account.long_past_due]
    if late:
        owing = scope.show.plural(len(late), "customer")
        return f"{scope.money(total.long_past_due)} is more than {ESCALATE_AFTER_DAYS} days past due, with {owing}"
    if total.open:
        return f"{scope.money(total.open)} is open, none of it more than {ESCALATE_AFTER_DAYS} days past due"
    return f"Nothing is open; customers have {scope.money(total.unapplied)} of credit"


def _findings(accounts: Sequence[Account], month_ago: int | None, terms: Terms, scope: Scope) -> Iterator[str]:
    worst = accounts[0]
    if worst.health(terms) is not Health.GOOD:
        yield _worst(worst, terms, scope)
    healths = Counter(account.health(terms) for account in accounts)
    counted = [f"{scope.show.count(healths[one])} {TO_DO.get(one, one)}" for one in WORST_FIRST if healths[one]]
    yield f"{scope.show.plural(len(accounts), 'customer')}: {', '.join(counted)}."
    yield _outstanding(together(accounts, "Total"), month_ago, scope)


def _worst(account: Account, terms: Terms, scope: Scope) -> str:
    text = f"{account.customer} ({account.code}) owes {scope.money(account.outstanding)}"
    if account.oldest_days > 0:
        text += f", the oldest of it {scope.show.plural(account.oldest_days, 'day')} past due"
    health = account.health(terms)
    return f"{text}: {TO_DO.get(health, health)}."


def _outstanding(total: Account, month_ago: int | None, scope: Scope) -> str:
    text = f"{scope.money(total.outstanding)} is outstanding in all"
    if month_ago is not None:
        text += f", {amounts_against(total.outstanding, month_ago, '30 days ago', scope.show)}"
    if total.unapplied:
        text += f"; {scope.money(total.unapplied)} of credit is not applied to anything yet"
    return f"{text}."


def _definitions(terms: Terms, scope: Scope) -> Iterator[str]:
    yield "By days past the due date; payments and credits settle the oldest debits first."
    yield "Outstanding = what is open − credit that is not applied."
    good, risk = scope.money(terms.good_below), scope.money(terms.risk_above)
    yield (
        f"Escalate: anything more than {ESCALATE_AFTER_DAYS} days past due. "
        f"High risk: over {risk}. Monitor: {good} or more. Good: less."
    )


def _chart(title: str, accounts: Sequence[Account], scope: Scope) -> BarsChart | None:
    """Up to 15 customers with something open, and what all others owe."""
    owing = [account for account in accounts if account.open]
    shown, others = owing[:MOST_BARS], owing[MOST_BARS:]
    if not shown:
        return None
    bars = [_bar(account, scope) for account in shown]
    if others:
        rest = together(others, f"and {scope.show.count(len(others))} more")
        bars.append(replace(_bar(rest, scope), parts=NO_BAR))
    buckets = together(accounts, "Total").buckets
    return BarsChart(
        title=title,
        subtitle=scope.filtered(f"Open by days past due · {day_text(scope.today)}"),
        bars=tuple(bars),
        notes=scope.notes(["The worst first. Bars: what is open; credit that is not applied is not taken off."]),
        part_names=tuple(f"{bucket.value} {scope.short_money(buckets[bucket])}" for bucket in Bucket),
    )


def _bar(account: Account, scope: Scope) -> Bar:
    parts = tuple(Part(account.buckets.get(bucket, 0)) for bucket in Bucket)
    return Bar(account.customer, parts, scope.short_money(account.open))


def _table(accounts: Sequence[Account], terms: Terms, scope: Scope, most_rows: int) -> Table:
    kept = accounts if len(accounts) <= most_rows else accounts[: most_rows - 1]
    rows = [_row(account, _health_cell(account.health(terms)), scope) for account in kept]
    if others := accounts[len(kept) :]:
        rows.append(_row(together(others, f"and {scope.show.count(len(others))} more"), BLANK, scope))
    return Table(
        caption=scope.filtered(f"{ReportKind.AGEING.label}, {day_text(scope.today)}"),
        columns=(
            *columns(ColumnKind.TEXT, "Customer", "Code"),
            *columns(ColumnKind.MONEY, ("Outstanding", "Owes")),
            *columns(ColumnKind.TEXT, "Health"),
            *columns(ColumnKind.COUNT, ("Oldest, days past due", "Days")),
            *columns(ColumnKind.MONEY, *(bucket.value.capitalize() for bucket in Bucket), ("Not applied", "Credit")),
        ),
        rows=tuple(rows),
        total=_row(together(accounts, "Total"), BLANK, scope),
    )


def _health_cell(health: Health) -> Cell:
    return text_cell(health.value.capitalize())


def _row(account: Account, health: Cell, scope: Scope) -> Row:
    buckets = [account.buckets.get(bucket, 0) for bucket in Bucket]
    late = count_cell(account.oldest_days, scope) if account.oldest_days > 0 else Cell(None, NOTHING)
    return (
        text_cell(account.customer),
        text_cell(account.code),
        *money_cells([account.outstanding], scope),
        health,
        late,
        *money_cells([*buckets, account.unapplied], scope),
    )
