"""How a lead's journey reads: a line or two for each step, with the days since the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.bookings import Booking
from bot.dealings import Cancellation
from bot.kinds import MilestoneType
from bot.model import Engagement, Milestone, StatusChange
from bot.timeline import Event, Step
from handlers.views.blocks import Blocks, section
from handlers.views.engagements import SIGNS, engagement_details
from handlers.views.leads import STATUS_SIGNS, milestone_details, one_line, said
from handlers.views.words import LONGEST, day, escape, plural

MILESTONE_SIGNS = {
    MilestoneType.LEAD_GENERATED: "🌱",
    MilestoneType.CONTACTED: "💬",
    MilestoneType.SITE_VISIT: "🏡",
    MilestoneType.REVISIT: "🔁",
    MilestoneType.DEMO: "🖥️",
    MilestoneType.PROPOSAL: "📄",
    MilestoneType.NEGOTIATION: "🤝",
    MilestoneType.BOOKING: "🏆",
    MilestoneType.CANCELLATION: "🚫",
    MilestoneType.REENGAGED: "♻️",
}


@dataclass(frozen=True, slots=True)
class Teller:
    """What the steps are told with: today, everybody's name by id, whose lead it is, and where it came from.

    `deals` are the bookings that milestones made and cancelled, by the milestone's id.
    """

    today: date
    names: Mapping[int, str]
    owner_id: int
    origin: str | None
    deals: Mapping[int, Booking | Cancellation] = field(default_factory=dict)

    def by(self, member_id: int | None) -> str | None:
        """Markup: who did it, where that is not the lead's owner."""
        if member_id is None or member_id == self.owner_id:
            return None
        return f"by {escape(self.names[member_id])}"


def step_lines(steps: Sequence[Step], teller: Teller) -> list[str]:
    """`steps` from the first one on: a lead begins once, and one that was merged into it came in again."""
    begins = next((step for step in steps if _is_beginning(step.event)), None)
    return [_step_line(step, teller, is_again=_is_beginning(step.event) and step is not begins) for step in steps]


def _is_beginning(event: Event) -> bool:
    return isinstance(event, Milestone) and event.type is MilestoneType.LEAD_GENERATED


def step_blocks(lines: Sequence[str]) -> Blocks:
    """The lines in as few sections as hold them."""
    parts: list[str] = []
    for line in lines:
        if parts and len(parts[-1]) + len(line) + 1 <= LONGEST:
            parts[-1] += f"\n{line}"
        else:
            parts.append(line)
    return [section(part) for part in parts]


def _step_line(step: Step, teller: Teller, *, is_again: bool) -> str:
    """What and when, with the days since the step before; then how it went."""
    gap = step.days_since_previous
    since = f"  _+{plural(gap, 'day')}_" if gap else ""
    sign, what, details = told(step.event, teller, is_again=is_again)
    return event_line(sign, what, f"{day(step.on, teller.today)}{since}", details)


def event_line(sign: str, what: str, when: str, details: Sequence[str | None]) -> str:
    """Markup: what and when; then how it went."""
    how = " · ".join(filter(None, details))
    return f"{sign} *{what}* {when}" + (f"\n>{how}" if how else "")


def _words_of(engagement: Engagement) -> list[str]:
    """Markup: what was noted of it and of its answer; notes that only go on from the subject say it themselves."""
    notes = engagement.notes or ""
    own = notes if not notes.startswith(engagement.subject.rstrip("…")) else ""
    return [said(words) for words in (own, engagement.response_notes) if words]


def told(event: Event, teller: Teller, *, is_again: bool = False) -> tuple[str, str, list[str | None]]:
    """(sign, what, details in markup) of one step."""
    match event:
        case Milestone() if event.id in teller.deals:
            deal = teller.deals[event.id]
            return *deal_words(deal), [*_deal_details(event, deal), teller.by(event.visited_by_id)]
        case Milestone():
            is_first = _is_beginning(event) and not is_again
            origin = f"from {escape(teller.origin)}" if is_first and teller.origin else None
            details = [origin, *milestone_details(event), teller.by(event.visited_by_id)]
            return MILESTONE_SIGNS[event.type], "Came in again" if is_again else event.type.label, details
        case Engagement():
            details = [*engagement_details(event, teller.today), *_words_of(event), teller.by(event.member_id)]
            return SIGNS[event.type], event.type.label, details
        case StatusChange():
            note = said(event.note) if event.note else None
            return STATUS_SIGNS[event.to_status], f"Set to {event.to_status.value}", [note, teller.by(event.member_id)]


def deal_words(deal: Booking | Cancellation) -> tuple[str, str]:
    """(sign, what) of a booking that was made or cancelled."""
    match deal:
        case Booking():
            return MILESTONE_SIGNS[MilestoneType.BOOKING], f"Booked {escape(deal.code)}"
        case Cancellation(booking):
            return MILESTONE_SIGNS[MilestoneType.CANCELLATION], f"Cancelled {escape(booking.code)}"


def _deal_details(milestone: Milestone, deal: Booking | Cancellation) -> list[str]:
    """Markup: what its milestone tells beside the code; only what somebody wrote is quoted."""
    code, _, rest = (milestone.notes or "").partition(" · ")
    if not isinstance(deal, Booking) or code != deal.code:
        return milestone_details(milestone)
    return [*milestone_details(replace(milestone, notes=None)), escape(one_line(rest))]
