"""What the tests of reports start from: leads of two reps, one campaign, a booking and a debt for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.kinds import (
    BookingStatus,
    CampaignStatus,
    CampaignType,
    EntryType,
    LeadStatus,
    MilestoneType,
    Outcome,
    Role,
    SourceType,
)
from sandbox.state import Sandbox
from storage.store import Store
from tests.slack import Json, Person, Slack, texts

CURRENCY_SIGNS = ("₹", "INR", "Rs")
OF_ASHA, OF_VIKRAM = "Acme Corp", "Zenith Homes"
"""Customers; each owes ₹4,00,000 or ₹7,00,000 since September."""


@dataclass(frozen=True, slots=True)
class Team:
    priya: Person
    asha: Person
    vikram: Person


def make_team(slack: Slack) -> Team:
    priya = slack.person("priya", role=Role.MANAGER)
    asha, vikram = slack.person("asha", role=Role.REP), slack.person("vikram", role=Role.REP)
    owners = {OF_ASHA: (asha.member.id, 400_000_00), OF_VIKRAM: (vikram.member.id, 700_000_00)}

    def sell(store: Store) -> None:
        google = store.sources.add("Google Ads", SourceType.SOCIAL)
        store.sources.add("Google Maps", SourceType.SOCIAL)
        diwali = store.campaigns.add(
            "Diwali Offer",
            CampaignType.EMAIL,
            starts_on=date(2026, 9, 1),
            ends_on=None,
            budget=50_000_00,
            expected_roi=200,
            status=CampaignStatus.ACTIVE,
        )
        for name, (owner, owed) in owners.items():
            _sell_one(store, name, owner, owed, source_id=google.id, campaign_id=diwali.id)

    slack.write(sell)
    return Team(priya, asha, vikram)


def _sell_one(store: Store, name: str, owner: int, owed: int, **origin: int) -> None:
    lead = store.leads.add(
        name="Anil Mehta",
        company=name,
        owner_id=owner,
        created_on=date(2026, 9, 1),
        status=LeadStatus.CONVERTED,
        **origin,
    )
    store.milestones.add(
        lead.id, MilestoneType.SITE_VISIT, happened_on=date(2026, 9, 1), outcome=Outcome.POSITIVE, visited_by_id=owner
    )
    customer = store.customers.add(name, owner_id=owner)
    store.bookings.add(customer.id, lead.id, date(2026, 9, 2), owed, status=BookingStatus.CONFIRMED)
    store.ledger.add(
        customer.id, EntryType.INVOICE, date(2026, 9, 3), debit=owed, due_on=date(2026, 9, 10), document="INV-1"
    )


def ask(person: Person, words: str, *, channel: str | None = None) -> None:
    """Type `/report` with these words, and have what is queued delivered."""
    person.say(f"/report {words}".strip(), channel=channel)
    person.slack.deliver()


def reports(person: Person, channel: str | None = None) -> list[Json]:
    """The finished reports that stand in the channel, the oldest first."""
    return [message for message in person.messages(channel) if is_report(message)]


def is_report(message: Json) -> bool:
    return any(block["type"] == "header" for block in message["blocks"])


def request_of(message: Json) -> str:
    """What a report's buttons carry."""
    return next(str(block["block_id"]) for block in message["blocks"] if block["type"] == "actions")


def told(message: Json) -> str:
    """All that is read of a message, the table and the picture's words among it."""
    pictures = [block["alt_text"] for block in message["blocks"] if block["type"] == "image"]
    tables = [block for block in message["blocks"] if block["type"] == "data_table"]
    cells = [cell["text"] for block in tables for row in block["rows"] for cell in row]
    return "\n".join([message["text"], texts(message), *pictures, *cells])


def picture_of(message: Json) -> str:
    return next(str(block["slack_file"]["id"]) for block in message["blocks"] if block["type"] == "image")


def become_shared(slack: Slack, channel: str) -> None:
    """Another company is let into the channel."""

    def share(state: Sandbox) -> None:
        state.world.team("T0NORTH").channel(channel).kind = "external"

    slack.sandbox.ask(share)
