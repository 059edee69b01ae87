"""How `/milepost` answers: every command with one example, as far as the person's role goes."""

from __future__ import annotations

from bot.kinds import Role
from bot.model import Member
from bot.roles import may
from handlers.views.answers import Message
from handlers.views.blocks import Blocks, actions, button, context, section

EVERYBODY = (
    ('/visit acme positive @ Whitefield "loved it" follow up fri', "a site visit, in one line"),
    ('/milestone acme demo positive "liked the kitchen"', "any other step of a lead's journey"),
    ('/engage acme call 12m "asked for the quote"', "a call, a message, an email, a meeting"),
    ("/lead acme", "the lead's card; `/lead` alone makes a new one"),
    ("/booking acme", "what they bought; `/booking` alone makes a new one"),
    ("/booking units", "what is left to sell; a manager adds and edits it"),
    ("/customer acme", "a customer's bookings and account"),
    ("/customer list", "your customers; for a manager, who owes the most"),
    ("/ledger acme", "the statement of an account that you may see"),
    ("/followups", "what waits for you, the overdue first"),
    ("/report funnel", "where leads are lost"),
    ("/campaign list", "the campaigns, and what they brought"),
    ("/source list", "where leads come from"),
)
MANAGERS = (
    ("/followups team", "what waits, and for whom"),
    ("/ledger", "an invoice, a payment, a credit note"),
    ("/booking list pending", "the bookings to be confirmed"),
    ("/booking cancel acme", "a booking that falls through, with its credit note"),
    ("/report ageing", "who owes since when; it comes to you alone"),
    ("/schedule new", "a channel gets its report by itself"),
    ("/campaign new", "a campaign, with its budget"),
    ("/source new", "a source that leads can come from"),
)
ADMINS = (("/milepost role @name manager", "who may schedule, and see money"),)


def overview(member: Member) -> Message:
    blocks: Blocks = [section(f"*What you can type*\n{_lines(EVERYBODY)}")]
    if may(Role.MANAGER, member):
        blocks.append(section(f"*As a manager*\n{_lines(MANAGERS)}"))
    if may(Role.ADMIN, member):
        blocks.append(section(f"*As an admin*\n{_lines(ADMINS)}"))
    return {
        "text": "What you can type, with an example of each command",
        "blocks": [
            *blocks,
            actions(
                button("Log a milestone", "log_milestone", style="primary"),
                button("New lead", "new_lead"),
                button("My follow-ups", "show_my_follow_ups"),
            ),
            context(
                "Each command answers `help`, like `/visit help`. Where another app owns a name, "
                "`/milepost visit …` does the same."
            ),
        ],
    }


def _lines(examples: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"• `{typed}` – {what}" for typed, what in examples)
