"""One lead's journey as a report: every step, the days between them, and where it waited longest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.alt_text import alt_text
from bot.cells import BLANK, columns, day_cell, text_cell
from bot.figures import Figures
from bot.kinds import EngagementStatus, LeadStatus, MilestoneType
from bot.model import Engagement, Lead, Milestone
from bot.months import day_text
from bot.pictures import JourneyChart, Stop, Tone
from bot.report import Report, ReportKind
from bot.stages import CLOSED, VISITS
from bot.table import Cell, ColumnKind, Row, Table
from bot.timeline import Event, Step, Timeline

MOST_STOPS = 20
LONGEST_DETAIL = 80
DEFINITIONS = ("Days since: calendar days since the step before; in all: since the first step.",)
MILESTONE_NOUNS = {
    MilestoneType.LEAD_GENERATED: "entry as a lead",
    MilestoneType.CONTACTED: "contact",
    MilestoneType.REENGAGED: "reengagement",
}


def timeline_report(journey: Timeline, lead: Lead, *, today: date, locale: str) -> Report:
    """The report of a lead's journey; one without a step says how to log one."""
    show, steps = Figures(locale), journey.steps
    chart = _chart(journey, lead, today, show) if steps else None
    return Report(
        kind=ReportKind.TIMELINE,
        title=ReportKind.TIMELINE.label,
        subtitle=_who(lead),
        headline=_headline(journey, lead, today, show) if steps else "No steps",
        findings=tuple(_findings(journey, lead, today, show) if steps else [_nothing(lead)]),
        definitions=DEFINITIONS if steps else (),
        as_of=today,
        chart=chart,
        alt_text=alt_text(chart) if chart else "",
        table=_table(journey, lead, show) if steps else None,
    )


def _who(lead: Lead) -> str:
    """The lead with its company, where that is another word."""
    company = lead.company if lead.company != lead.name else None
    return f"{' · '.join(filter(None, (lead.name, company)))} ({lead.code})"


def _nothing(lead: Lead) -> str:
    return f"Nothing is known of {lead.name} yet. Log a step with /milestone, or a contact with /engage."


def _headline(journey: Timeline, lead: Lead, today: date, show: Figures) -> str:
    last = journey.steps[-1]
    if lead.status is LeadStatus.CONVERTED:
        booking = next((step for step in reversed(journey.steps) if _is_booking(step.event)), last)
        return f"{lead.name} booked {_after(booking.days_since_first, show)}"
    if lead.status is LeadStatus.LOST:
        return f"{lead.name} was lost {_after(journey.total_days, show)}"
    age = max((today - journey.steps[0].on).days, 0)
    if not age:
        return f"{lead.name} came in today{f', {_since(last, today, show)}' if last.on > today else ''}"
    return f"{lead.name} has been open for {show.plural(age, 'day')}, {_since(last, today, show)}"


def _after(days: int, show: Figures) -> str:
    return f"after {show.plural(days, 'day')}" if days else "on the first day"


def _since(last: Step, today: date, show: Figures) -> str:
    days = (today - last.on).days
    if days < 0:
        return f"with the next step on {day_text(last.on)}"
    return "the last step today" if not days else f"the last step {show.plural(days, 'day')} ago"


def _findings(journey: Timeline, lead: Lead, today: date, show: Figures) -> Iterator[str]:
    if wait := _longest_wait(journey, lead, today, show):
        yield wait
    yield _counted(journey.steps, show)
    meetings = [step for step in journey.steps if step.on > today]
    if meetings:
        yield f"Still to come: the {_noun(meetings[0].event)} on {day_text(meetings[0].on)}."


def _longest_wait(journey: Timeline, lead: Lead, today: date, show: Figures) -> str | None:
    """Where the most days went by, which may be now; None where nothing had to wait."""
    past = _until(journey.steps, today)
    longest = _slowest(past)
    longest_days = longest.days_since_previous or 0 if longest else 0
    waiting = (today - past[-1].on).days if past and lead.status not in CLOSED else 0
    if waiting > longest_days:
        since = f"since the {_noun(past[-1].event)} {show.plural(waiting, 'day')} ago"
        return f"{lead.name} has waited {since}, longer than ever before."
    if longest is None:
        return None
    before = f"before the {_noun(longest.event)} on {day_text(longest.on)}"
    return f"The longest wait was {show.plural(longest_days, 'day')}, {before}."


def _until(steps: Sequence[Step], today: date) -> list[Step]:
    """The steps without those that are still to come."""
    return [step for step in steps if step.on <= today]


def _slowest(steps: Sequence[Step]) -> Step | None:
    """The step that came after the most days, the first of equal ones; None where all came on one day."""
    slowest = max(steps, key=lambda step: step.days_since_previous or 0, default=None)
    return slowest if slowest and slowest.days_since_previous else None


def _counted(steps: Sequence[Step], show: Figures) -> str:
    events = [step.event for step in steps]
    visits = sum(isinstance(event, Milestone) and event.type in VISITS for event in events)
    engagements = [event for event in events if isinstance(event, Engagement)]
    parts = [show.plural(visits, "visit")] if visits else []
    if engagements:
        answered = sum(engagement.responded_on is not None for engagement in engagements)
        parts.append(f"{show.plural(len(engagements), 'engagement')} ({_answers(answered, len(engagements), show)})")
    text = show.plural(len(steps), "step")
    return f"{text}, with {' and '.join(parts)}." if parts else f"{text}."


def _answers(answered: int, engagements: int, show: Figures) -> str:
    if not answered:
        return "not answered" if engagements == 1 else "none answered"
    return "answered" if answered == engagements == 1 else f"{show.count(answered)} answered"


def _chart(journey: Timeline, lead: Lead, today: date, show: Figures) -> JourneyChart:
    shown = _stops(journey.steps)
    left = len(journey.steps) - len(shown)
    slowest, last = _slowest(_until(shown, today)), journey.steps[-1]
    goes_on = lead.status not in CLOSED and last.on <= today
    return JourneyChart(
        title=_headline(journey, lead, today, show),
        subtitle=f"Journey of {_who(lead)}, {lead.status.value}",
        stops=tuple(_stop(step, today, is_slowest=step is slowest) for step in shown),
        until=today if goes_on else None,
        notes=" ".join(
            [
                *([f"{show.plural(left, 'step')} more in the table."] if left else []),
                f"As of {day_text(today)}.",
            ]
        ),
    )


def _stops(steps: Sequence[Step]) -> list[Step]:
    """As many steps as a picture holds: all, or the milestones and statuses, or the latest of these."""
    if len(steps) <= MOST_STOPS:
        return list(steps)
    return [step for step in steps if not isinstance(step.event, Engagement)][-MOST_STOPS:] or list(steps[-MOST_STOPS:])


def _stop(step: Step, today: date, *, is_slowest: bool) -> Stop:
    tone = Tone.PALE if step.on > today else Tone.ACCENT if is_slowest else Tone.PLAIN
    return Stop(step.on, _name(step.event), _detail(step.event), tone)


def _name(event: Event) -> str:
    if isinstance(event, Milestone | Engagement):
        return event.type.label
    return f"Set to {event.to_status.value}"


def _noun(event: Event) -> str:
    """The step inside a sentence: "call", "site visit", "move to qualified"."""
    match event:
        case Milestone():
            return MILESTONE_NOUNS.get(event.type) or event.type.label.lower()
        case Engagement():
            return event.type.label.partition(" ")[0].lower()
        case _:
            return f"move to {event.to_status.value}"


def _detail(event: Event) -> str:
    """What is worth a line of it: where, how it went, what about; cut where it is long."""
    match event:
        case Milestone():
            parts = [event.location, event.outcome, event.notes]
        case Engagement():
            answered = "answered" if event.responded_on else None
            failed = "failed" if event.status is EngagementStatus.FAILED else None
            parts = [event.subject, event.outcome, answered, failed]
        case _:
            parts = [event.note]
    text = " ".join(" · ".join(filter(None, parts)).split())
    return text if len(text) <= LONGEST_DETAIL else f"{text[: LONGEST_DETAIL - 1].rstrip()}…"


def _is_booking(event: Event) -> bool:
    return isinstance(event, Milestone) and event.type is MilestoneType.BOOKING


def _table(journey: Timeline, lead: Lead, show: Figures) -> Table:
    """In the order of the picture above it."""
    steps, days = journey.steps, Cell(journey.total_days, show.count(journey.total_days))
    return Table(
        caption=f"{ReportKind.TIMELINE.label} of {_who(lead)}",
        columns=(
            *columns(ColumnKind.DAY, "Date"),
            *columns(ColumnKind.TEXT, "Step"),
            *columns(ColumnKind.COUNT, ("Days since", "Since"), "In all"),
            *columns(ColumnKind.TEXT, "Details"),
        ),
        rows=tuple(_row(step, show) for step in steps),
        total=(text_cell("Total"), text_cell(show.plural(len(steps), "step")), days, BLANK, BLANK),
    )


def _row(step: Step, show: Figures) -> Row:
    since = step.days_since_previous
    return (
        day_cell(step.on),
        text_cell(_name(step.event)),
        BLANK if since is None else Cell(since, show.count(since)),
        Cell(step.days_since_first, show.count(step.days_since_first)),
        text_cell(_detail(step.event)),
    )
