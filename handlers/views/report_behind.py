"""How the records behind a report's numbers look: a view with the choice of the number, and a line for each record."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import PlainTextObject, StaticSelectElement

from bot.bookings import Booking
from bot.figures import Figures
from bot.kinds import LeadStatus
from bot.model import Customer, Lead, Tenant
from bot.money import format_amount
from bot.receivables import OpenAccount
from bot.stages import STAGES
from handlers.views.accounts import customer_words, health_words, owing
from handlers.views.blocks import Blocks, Choice, actions, button, context, option, panel, section
from handlers.views.bookings import STATUS_SIGNS as BOOKING_SIGNS
from handlers.views.leads import STATUS_SIGNS, lead_words, status_words
from handlers.views.words import day, escape, shorten

MOST_LINES = 40
MOST_CHOICES = 100
"""Of one menu."""


@dataclass(frozen=True, slots=True)
class Menu:
    """A choice of what is listed, which rebuilds the view."""

    action_id: str
    choices: Sequence[Choice]
    chosen: str

    @property
    def element(self) -> StaticSelectElement:
        options = {value: option(value, text) for value, text in self.choices[:MOST_CHOICES]}
        return StaticSelectElement(
            action_id=self.action_id,
            options=list(options.values()),
            initial_option=options.get(self.chosen),
            placeholder=PlainTextObject(text="Choose"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a view lists: `total` records, of which `lines` are the first; `carried` is what its menus change.

    `heading` is markup: how many they are, and of what kind.

    `files` offers to export them; `note` (markup) stands in the place of that, once it is asked for.
    """

    title: str
    heading: str
    about: str
    carried: str
    menus: Sequence[Menu]
    lines: Blocks
    total: int
    channel: str | None
    files: bool = False
    note: str | None = None


def behind_view(listing: Listing, figures: Figures) -> dict[str, Any]:
    blocks: Blocks = [*([section(listing.heading)] if listing.total else []), context(escape(listing.about))]
    menus = [menu.element for menu in listing.menus if menu.choices]
    if menus:
        blocks.append(actions(*menus))
    if listing.note:
        blocks.append(context(listing.note))
    elif listing.files and listing.total:
        blocks.append(
            actions(
                button("Export these to Excel", "export_behind_xlsx", listing.carried),
                button("Export these as CSV", "export_behind_csv", listing.carried),
            )
        )
    blocks += listing.lines or [section("Nothing stands behind this number.")]
    hidden = listing.total - len(listing.lines)
    if hidden > 0:
        blocks.append(context(f"and {figures.count(hidden)} more"))
    carried = json.dumps({"behind": listing.carried, "channel": listing.channel})
    return panel(listing.title, blocks, metadata=carried)


def lead_behind(lead: Lead, owners: Mapping[int, str], today: date) -> dict[str, Any]:
    stage = STAGES[lead.stage]
    came_to = f" · came to {stage.value}" if lead.status is LeadStatus.LOST and lead.stage else ""
    created = f"created {day(lead.created_on, today)}" if lead.created_on else "no created date"
    words = f"{STATUS_SIGNS[lead.status]} {status_words(lead.status)}{came_to}"
    owner = escape(owners.get(lead.owner_id, ""))
    return section(
        f"{lead_words(lead)}\n{words} · 👤 {owner} · {created}",
        accessory=button("Show", "open_lead_behind", str(lead.id)),
    )


def booking_behind(
    booking: Booking, customer: Customer, *, with_money: bool, tenant: Tenant, today: date
) -> dict[str, Any]:
    units = Figures(tenant.locale).plural(booking.unit_count, "unit")
    amount = f" · *{format_amount(booking.amount, tenant.currency, tenant.locale)}*" if with_money else ""
    told = f"{BOOKING_SIGNS[booking.status]} {booking.status.label} · {units}{amount} · {day(booking.booked_on, today)}"
    return section(
        f"*{escape(booking.code)}* · {customer_words(customer)}\n{told}",
        accessory=button("Show", "show_booking", str(booking.id)),
    )


def account_behind(customer: Customer, account: OpenAccount, tenant: Tenant) -> dict[str, Any]:
    health = health_words(account.health(tenant.terms), tenant)
    return section(
        f"{customer_words(customer)} {owing(account.outstanding, tenant)} · {health}",
        accessory=button("Show", "show_statement", str(customer.id)),
    )


def lead_view(lead: Lead, card: Blocks, *, channel: str | None) -> dict[str, Any]:
    """The card to read, over the list; what can be done with it is done below the report."""
    read = [{key: part for key, part in block.items() if key != "accessory"} for block in card]
    shown = [block for block in read if block["type"] != "actions"]
    below = [
        actions(button("Bring me this card", "show_lead", str(lead.id))),
        context("With its buttons; it comes to you alone, below the report."),
    ]
    return panel("Lead", [*shown, *below], metadata=json.dumps({"channel": channel}))


def counted(text: str, count: int, figures: Figures) -> str:
    """A choice with how many it stands for: "Qualified 30"."""
    return f"{shorten(text, 60)} {figures.count(count)}"
