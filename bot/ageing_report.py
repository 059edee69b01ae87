"""Who owes what since when, as a report: a line for each customer, the worst first. A manager's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.cells import BLANK, columns, count_cell, money_cells, text_cell
from bot.comparisons import amounts_against
from bot.figures import NOTHING
from bot.ledger import ESCALATE_AFTER_DAYS, Bucket, Health, Terms
from bot.months import day_text
from bot.pictures import NO_BAR, Bar, BarsChart, Part
from bot.receivables import WORST_FIRST, OpenAccount, together, worst_first
from bot.report import Report, ReportKind
from bot.scope import Scope, report_on
from bot.table import Cell, ColumnKind, Row, Table

MOST_BARS = 15
MOST_ROWS = 98
"""As many as a message's table shows beside its heading and totals."""

ORDER = "By health, then by days past due, the oldest first."
TO_DO = {Health.ESCALATE: "to escalate", Health.MONITOR: "to monitor"}


def ageing_report(
    accounts: Sequence[OpenAccount], month_ago: int | None, *, terms: Terms, scope: Scope, most_rows: int = MOST_ROWS
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


def _headline(accounts: Sequence[OpenAccount], scope: Scope) -> str:
    """The opening of the App Home and of /customer list, and how much of it is late."""
    total, owing = together(accounts, "Total"), sum(account.open > 0 for account in accounts)
    if not owing:
        return f"Nobody owes anything; customers have {scope.money(total.unapplied)} of credit"
    owe = f"{scope.show.plural(owing, 'customer')} {'owes' if owing == 1 else 'owe'} {scope.money(total.open)}"
    late = total.long_past_due
    part = scope.money(late) if 0 < late < total.open else "all" if late else "none"
    return f"{owe}, {part} of it more than {ESCALATE_AFTER_DAYS} days past due"


def _findings(accounts: Sequence[OpenAccount], month_ago: int | None, terms: Terms, scope: Scope) -> Iterator[str]:
    worst = accounts[0]
    if worst.health(terms) is not Health.GOOD:
        yield _worst(worst, terms, scope)
    yield f"{scope.show.plural(len(accounts), 'customer')}: {', '.join(_counted(accounts, terms, scope))}."
    total = together(accounts, "Total")
    if total.open:
        yield _outstanding(total, month_ago, scope)


def _counted(accounts: Sequence[OpenAccount], terms: Terms, scope: Scope) -> Iterator[str]:
    for health in WORST_FIRST:
        those = [account for account in accounts if account.health(terms) is health]
        if not those:
            continue
        text = f"{scope.show.count(len(those))} {TO_DO.get(health, health)}"
        if health is Health.HIGH_RISK and not any(account.days_late for account in those):
            text += f" ({_nothing_late(terms, scope)})"
        yield text


def _nothing_late(terms: Terms, scope: Scope) -> str:
    return f"more than {scope.money(terms.risk_above)}, nothing late yet"


def _worst(account: OpenAccount, terms: Terms, scope: Scope) -> str:
    text, health = f"{account.customer} ({account.code}) owes {scope.money(account.outstanding)}", account.health(terms)
    if account.days_late:
        text += f", the oldest of it {scope.show.plural(account.days_late, 'day')} past due"
    elif health is Health.HIGH_RISK:
        text += f", {_nothing_late(terms, scope)}"
    return f"{text}: {TO_DO.get(health, health)}."


def _outstanding(total: OpenAccount, month_ago: int | None, scope: Scope) -> str:
    """What is left of the debts less the credit of others, as the App Home says it."""
    credit = scope.money(total.unapplied)
    if total.outstanding < 0:
        return f"Others have {credit} of credit, so that nothing is outstanding in all."
    text = f"{scope.money(total.outstanding)} is outstanding in all"
    if total.unapplied:
        text += f", with {credit} of others' credit taken off"
    if month_ago is not None:
        text += f"; that is {amounts_against(total.outstanding, month_ago, '30 days ago', scope.show)}"
    return f"{text}."


def _definitions(terms: Terms, scope: Scope) -> Iterator[str]:
    yield "Days: how long the oldest debit is past due. Payments and credits settle the oldest debits first."
    yield "Owes = what is open − credit that is not applied."
    yield ORDER
    good, risk = scope.money(terms.good_below), scope.money(terms.risk_above)
    yield (
        f"Escalate: anything more than {ESCALATE_AFTER_DAYS} days past due. "
        f"High risk: over {risk}. Monitor: {good} or more. Good: less."
    )


def _chart(title: str, accounts: Sequence[OpenAccount], scope: Scope) -> BarsChart | None:
    """Up to 15 customers with something open, and what all others owe."""
    owing = [account for account in accounts if account.open]
    shown, others = owing[:MOST_BARS], owing[MOST_BARS:]
    if not shown:
        return None
    bars = [_bar(account, scope) for account in shown]
    if others:
        rest = together(others, f"and {scope.show.count(len(others))} more")
        bars.append(replace(_bar(rest, scope), parts=NO_BAR))
    total = together(accounts, "Total")
    return BarsChart(
        title=title,
        subtitle=scope.filtered(f"{_reconciled(total, scope)} · {day_text(scope.today)}"),
        bars=tuple(bars),
        notes=scope.notes([ORDER, "Bars: what is open; credit that is not applied is not taken off."]),
        part_names=tuple(f"{bucket.value} {scope.short_money(total.buckets[bucket])}" for bucket in Bucket),
    )


def _reconciled(total: OpenAccount, scope: Scope) -> str:
    """How the bars come to what is outstanding."""
    text = f"Open by days past due: {scope.money(total.open)}"
    if not total.unapplied:
        return text
    return f"{text}, less {scope.money(total.unapplied)} of credit = {scope.money(total.outstanding)} outstanding"


def _bar(account: OpenAccount, scope: Scope) -> Bar:
    parts = tuple(Part(account.buckets.get(bucket, 0)) for bucket in Bucket)
    return Bar(account.customer, parts, scope.short_money(account.open))


def _table(accounts: Sequence[OpenAccount], terms: Terms, scope: Scope, most_rows: int) -> Table:
    kept = accounts if len(accounts) <= most_rows else accounts[: most_rows - 1]
    rows = [_row(account, text_cell(account.health(terms).value.capitalize()), scope) for account in kept]
    if others := accounts[len(kept) :]:
        rows.append(_row(together(others, f"and {scope.show.count(len(others))} more"), BLANK, scope))
    total = together(accounts, "Total")
    return Table(
        caption=scope.filtered(f"{ReportKind.AGEING.label}, {day_text(scope.today)}"),
        columns=(
            *columns(ColumnKind.TEXT, "Customer"),
            *columns(ColumnKind.MONEY, "Owes"),
            *columns(ColumnKind.COUNT, "Days"),
            *columns(ColumnKind.TEXT, "Health"),
            *columns(ColumnKind.MONEY, *(bucket.value.capitalize() for bucket in Bucket), ("Not applied", "Credit")),
            *columns(ColumnKind.TEXT, "Code"),
        ),
        rows=tuple(rows),
        total=_row(replace(total, oldest_days=0), BLANK, scope),  # days of one debt, which add up to nothing
    )


def _row(account: OpenAccount, health: Cell, scope: Scope) -> Row:
    buckets = [account.buckets.get(bucket, 0) for bucket in Bucket]
    late = count_cell(account.days_late, scope) if account.days_late else Cell(None, NOTHING)
    return (
        text_cell(account.customer),
        *money_cells([account.outstanding], scope),
        late,
        health,
        *money_cells([amount or None for amount in (*buckets, account.unapplied)], scope),
        text_cell(account.code),
    )
