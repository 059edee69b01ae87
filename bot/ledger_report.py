"""One customer's account as a report: the statement, its balance over time, and what is past due. A manager's."""

from __future__ import annotations

from collections.abc import Iterator

from bot.alt_text import alt_text
from bot.ledger import ESCALATE_AFTER_DAYS, Bucket, Health, Terms
from bot.months import day_text
from bot.pictures import BalanceChart, BalancePoint
from bot.receivables import LONG_PAST_DUE
from bot.report import Report, ReportKind
from bot.statement import DEFINITIONS, ON_A_PHONE, Statement, statement_table
from bot.table import Table, arranged


def ledger_report(statement: Statement, terms: Terms) -> Report:
    """The report of a statement; without a single entry it says how to enter one."""
    whose = f"{statement.customer} ({statement.customer_code})"
    is_empty = not statement.lines and not statement.opening
    chart = None if is_empty else _chart(statement)
    return Report(
        kind=ReportKind.LEDGER,
        title=ReportKind.LEDGER.label,
        subtitle=f"{whose} · {statement.period}",
        headline=_headline(statement),
        findings=(_nothing(statement),) if is_empty else tuple(_findings(statement, terms)),
        definitions=() if is_empty else DEFINITIONS,
        as_of=statement.today,
        chart=chart,
        alt_text=alt_text(chart) if chart else "",
        table=None if is_empty else _table(statement),
    )


def _headline(statement: Statement) -> str:
    if statement.closing < 0:
        return f"{statement.customer} has {statement.money(-statement.closing)} of credit"
    if not statement.closing:
        return f"{statement.customer} owes nothing"
    late = _long_past_due(statement)
    since = f", {late} of it more than {ESCALATE_AFTER_DAYS} days past due" if late else ""
    return f"{statement.customer} owes {statement.money(statement.closing)}{since}"


def _long_past_due(statement: Statement) -> str:
    """How much of what is owed: "all", an amount, or "" for none."""
    late = sum(statement.buckets[bucket] for bucket in LONG_PAST_DUE)
    return "all" if late and late == statement.closing else statement.money(late) if late else ""


def _nothing(statement: Statement) -> str:
    since = f" since {day_text(statement.start)}" if statement.start else ""
    return f"{statement.customer} has no entry{since}. Enter an invoice with /ledger."


def _findings(statement: Statement, terms: Terms) -> Iterator[str]:
    yield _health(statement, terms)
    if any(statement.buckets.values()):
        yield f"Open: {', '.join(_open(statement))}."
    money, since = statement.money, f"Since {day_text(statement.start)}" if statement.start else "In all"
    moved = f"{money(statement.debits)} was debited and {money(statement.credits)} credited"
    came = f"; the balance went from {money(statement.opening)} to {money(statement.closing)}"
    yield f"{since} {moved}{came if statement.start else ''}."


def _health(statement: Statement, terms: Terms) -> str:
    match statement.health:
        case Health.ESCALATE:
            late = _long_past_due(statement) or "part"
            return f"The account is to be escalated: {late} of it is more than {ESCALATE_AFTER_DAYS} days past due."
        case Health.HIGH_RISK:
            is_late = any(amount for bucket, amount in statement.buckets.items() if bucket is not Bucket.NOT_DUE)
            nothing_late = "" if is_late else ", nothing late yet"
            return f"The account is a high risk: it owes more than {statement.money(terms.risk_above)}{nothing_late}."
        case Health.MONITOR:
            return f"The account is one to monitor: it owes {statement.money(terms.good_below)} or more."
    return "The account is in good health."


def _open(statement: Statement) -> Iterator[str]:
    for bucket, amount in statement.buckets.items():
        if amount:
            late = bucket.value if bucket is Bucket.NOT_DUE else f"{bucket.value} days past due"
            yield f"{statement.money(amount)} {late}"


def _chart(statement: Statement) -> BalanceChart:
    """A step for each day on which the balance moved, after what was brought forward."""
    balances = {statement.start: statement.opening} if statement.start else {}
    balances |= {line.entry.entered_on: line.balance for line in statement.lines}
    return BalanceChart(
        title=_headline(statement),
        subtitle=f"Balance of {statement.customer} ({statement.customer_code}) · {statement.period}",
        points=tuple(BalancePoint(day, balance, statement.money(balance)) for day, balance in balances.items()),
        until=max(statement.today, *balances),
        notes=f"{DEFINITIONS[0]} As of {day_text(statement.today)}.",
    )


def _table(statement: Statement) -> Table:
    return arranged(statement_table(statement), ON_A_PHONE)
