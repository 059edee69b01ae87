"""How the first direct message looks: a greeting and three things to try, right for the person's role."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kinds import Role
from bot.model import Member
from handlers.views.answers import Message
from handlers.views.blocks import actions, button, context, section
from handlers.views.words import escape

NUMBERS = {3: "Three", 4: "Four"}


@dataclass(frozen=True, slots=True)
class Example:
    """Whom and where the example lines are about; `exists` says whether the lead is there already."""

    lead: str = "acme"
    place: str = "Whitefield"
    exists: bool = False

    @property
    def visit(self) -> str:
        """A visit in one line."""
        return f'/visit {self.lead} positive @ {self.place} "loved it" follow up fri'

    @property
    def call(self) -> str:
        """A call in one line."""
        return f'/engage {self.lead} call 12m "asked for the quote"'


def things_to_try(role: Role, example: Example) -> tuple[str, ...]:
    """Markup, three sentences; an admin has one more."""
    visit = f"`{escape(example.visit)}` logs a site visit in one line: how it went, where, and what comes next."
    home = "Open *Home*, above this message: your follow-ups, the overdue ones first."
    if role is Role.REP:
        lead = "`/lead` makes a new lead: somebody who may buy."
        return (visit, lead, home) if example.exists else (lead, f"Then {visit}", home)
    tries = (
        "`/report` in a channel draws the KPIs for everybody there; `/report team last month` who did what.",
        "`/schedule` has a channel get its report and its pending follow-ups by themselves.",
        "`/followups team` shows what waits, and for whom.",
    )
    roles = ("`/milepost role @name manager` says who may schedule, and see money. You are an admin.",)
    return tries + roles if role is Role.ADMIN else tries


def welcome_message(member: Member, tries: tuple[str, ...], *, remark: str = "") -> Message:
    text = f"👋 Welcome to Milepost, {escape(member.name.split()[0])}. {remark or 'Sales tracking, where you talk.'}"
    steps = "\n".join(f"{number}. {words}" for number, words in enumerate(tries, start=1))
    return {
        "text": text,
        "blocks": [
            section(text),
            section(f"*{NUMBERS[len(tries)]} things to try*\n{steps}"),
            actions(button("Log a milestone", "log_milestone", style="primary"), button("New lead", "new_lead")),
            context("`/milepost` shows all commands; each of them answers `help`."),
        ],
    }
