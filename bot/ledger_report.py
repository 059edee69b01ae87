"""One customer's account as a report: the statement, its balance over time, and what is past due. A manager's."""

from __future__ import annotations

from collections.abc import Iterator

from bot.alt_text import alt_text
from bot.ledger import ESCALATE_AFTER_DAYS, Bucket, Health
from bot.months import day_text
from bot.pictures import BalanceChart, BalancePoint
from bot.receivables import LONG_PAST_DUE
from bot.report import Report, ReportKind
from bot.statement import DEFINITIONS, Statement, statement_table

HEALTH_SENTENCES = {
    Health.GOOD: "The account is in good health.",
    Health.MONITOR: "The account is one to monitor.",
    Health.HIGH_RISK: "The account is a high risk: follow it up.",
    Health.ESCALATE: f"The account is to be escalated: part of it is more than {ESCALATE_AFTER_DAYS} days past due.",
}


def ledger_report(statement: Statement) -> Report:
    """The report of a statement; without a single entry it says how to enter one."""
    whose = f"{statement.customer} ({statement.customer_code})"
    is_empty = not statement.lines and not statement.opening
    chart = None if is_empty else _chart(statement)
    return Report(
        kind=ReportKind.LEDGER,
        title=ReportKind.LEDGER.label,
        subtitle=f"{whose} · {statement.period}",
        headline=_headline(statement),
        findings=(_nothing(statement),) if is_empty else tuple(_findings(statement)),
        definitions=() if is_empty else DEFINITIONS,
        as_of=statement.today,
        chart=chart,
        alt_text=alt_text(chart) if chart else "",
        table=None if is_empty else statement_table(statement),
    )


def _headline(statement: Statement) -> str:
    if statement.closing < 0:
        return f"{statement.customer} has {statement.money(-statement.closing)} of credit"
    if not statement.closing:
        return f"{statement.customer} owes nothing"
    late = sum(statement.buckets[bucket] for bucket in LONG_PAST_DUE)
    part = "all" if late == statement.closing else statement.money(late)
    since = f", {part} of it more than {ESCALATE_AFTER_DAYS} days past due" if late else ""
    return f"{statement.customer} owes {statement.money(statement.closing)}{since}"


def _nothing(statement: Statement) -> str:
    since = f" since {day_text(statement.start)}" if statement.start else ""
    return f"{statement.customer} has no entry{since}. Enter an invoice with /ledger."


def _findings(statement: Statement) -> Iterator[str]:
    yield HEALTH_SENTENCES[statement.health]
    if any(statement.buckets.values()):
        yield f"Open: {', '.join(_open(statement))}."
    money, since = statement.money, f"Since {day_text(statement.start)}" if statement.start else "In all"
    moved = f"{money(statement.debits)} was debited and {money(statement.credits)} credited"
    came = f"; the balance went from {money(statement.opening)} to {money(statement.closing)}"
    yield f"{since} {moved}{came if statement.start else ''}."


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
