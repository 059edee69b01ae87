"""How customers and what they owe are told wherever they come up: in a sentence, a search, a list to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.bookings import Booking
from bot.figures import Figures
from bot.ledger import ESCALATE_AFTER_DAYS, Bucket, Health
from bot.model import Customer, Tenant
from bot.money import format_amount, plain_amount
from bot.months import day_text
from bot.receivables import OpenAccount
from handlers.views.blocks import Choice
from handlers.views.words import escape, shorten, strong

HEALTH_SIGNS = {Health.GOOD: "🟢", Health.MONITOR: "🟡", Health.HIGH_RISK: "🟠", Health.ESCALATE: "🔴"}


def customer_option(customer: Customer) -> Choice:
    """The customer in a typeahead: Acme Corp (C-7)."""
    return str(customer.id), f"{shorten(customer.name, 60)} ({customer.code})"


def booking_option(booking: Booking, customer: Customer) -> Choice:
    """The booking in a typeahead, without its amount: BK-2026-0003 · Acme Corp, 12 Oct 2026."""
    return str(booking.id), f"{booking.code} · {shorten(customer.name, 30)}, {day_text(booking.booked_on)}"


def customer_words(customer: Customer) -> str:
    """Markup: the customer as a reply names it."""
    return f"{strong(customer.name)} ({customer.code})"


def customer_line(customer: Customer) -> str:
    """Markup: the customer in a list to choose from."""
    reach = customer.phone or customer.email
    return f"{customer_words(customer)}\n{escape(reach)}" if reach else customer_words(customer)


def owing(balance: int, tenant: Tenant, *, past: bool = False) -> str:
    """Markup, after a name: owes *₹40,000*."""
    owes, has = ("owed", "had") if past else ("owes", "has")
    if not balance:
        return f"{owes} nothing"
    amount = f"*{format_amount(abs(balance), tenant.currency, tenant.locale)}*"
    return f"{owes} {amount}" if balance > 0 else f"{has} {amount} of credit"


def owed_lines(count: int, owed: int, outstanding: int, tenant: Tenant) -> list[str]:
    """Markup: how many customers owe how much together, and what is left of it less the credit of others."""
    figures, money = Figures(tenant.locale), partial(format_amount, currency=tenant.currency, locale=tenant.locale)
    lines = [f"*{figures.plural(count, 'customer')} owe{'s' if count == 1 else ''} {money(owed)}*"]
    if owed > outstanding >= 0:
        credit = money(owed - outstanding)
        lines.append(f"{money(outstanding)} outstanding in all, with {credit} of others' credit taken off")
    elif owed > outstanding:
        lines.append(f"Others have {money(owed - outstanding)} of credit, so that nothing is outstanding in all")
    return lines


def credit_or(balance: int, tenant: Tenant) -> str:
    """Plain text: a balance; one below zero is what they have of credit."""
    amount = format_amount(abs(balance), tenant.currency, tenant.locale)
    return amount if balance >= 0 else f"{amount} of credit"


def health_words(health: Health, tenant: Tenant) -> str:
    """How the customer stands, and by what it is told; good explains itself."""
    why = _reason(health, tenant)
    return f"{HEALTH_SIGNS[health]} {health.value}" + (f" ({why})" if why else "")


def _reason(health: Health, tenant: Tenant) -> str | None:
    good, risk = (
        format_amount(limit, tenant.currency, tenant.locale)
        for limit in (tenant.terms.good_below, tenant.terms.risk_above)
    )
    reasons = {
        Health.MONITOR: f"{good} or more",
        Health.HIGH_RISK: f"over {risk}",
        Health.ESCALATE: f"over {ESCALATE_AFTER_DAYS} days late",
    }
    return reasons.get(health)


def balance_now(customer: Customer, account: OpenAccount, tenant: Tenant) -> str:
    """Markup: what a reply says of the account after it was written to."""
    owes = owing(account.outstanding, tenant)
    return f"{strong(customer.name)} {owes} now · {health_words(account.health(tenant.terms), tenant)}"


def sent_back_words(customer: Customer, account: OpenAccount, tenant: Tenant) -> str | None:
    """Markup, for managers: how it is recorded that credit was paid out; None where there is none."""
    if not account.unapplied:
        return None
    amount = plain_amount(account.unapplied, tenant.currency, tenant.locale)
    return f"Sent back? Record it: `/ledger {customer.code} refund {amount}`"


def open_words(buckets: Mapping[Bucket, int], tenant: Tenant) -> str | None:
    """What is open by how late it is: ₹40,000 not due · ₹10,000 1–30 days late; None where nothing is."""
    told = [
        f"{format_amount(amount, tenant.currency, tenant.locale)} {_lateness(bucket)}"
        for bucket, amount in buckets.items()
        if amount
    ]
    return " · ".join(told) or None


def _lateness(bucket: Bucket) -> str:
    return bucket.value if bucket is Bucket.NOT_DUE else f"{bucket.value} days late"
