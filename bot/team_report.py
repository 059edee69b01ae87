"""The team as a report: what each rep did and brought, and whose follow-ups are overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.cells import columns, count_cells, money_cells, text_cell
from bot.comparisons import counts_against, none_against
from bot.pictures import NO_BAR, Bar, BarsChart, Part, Tone
from bot.report import Report, ReportKind
from bot.scope import Scope, empty_report, report_on
from bot.table import ColumnKind, Row, Table

MOST_BARS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class RepFigures:
    """What one rep did in a period: leads created for them, visits and engagements, and what their leads booked.

    `bookings` are the confirmed and completed ones, `amount` is theirs in minor units; `overdue` follow-ups are as of
    today, whatever the period.
    """

    name: str
    leads: int
    visits: int
    engagements: int
    bookings: int
    amount: int
    overdue: int

    @property
    def contacts(self) -> int:
        """How often the rep met or reached somebody."""
        return self.visits + self.engagements

    @property
    def is_idle(self) -> bool:
        return not (self.leads or self.contacts or self.bookings or self.overdue)


def whole_team(reps: Sequence[RepFigures], name: str) -> RepFigures:
    """Several reps as one."""
    return RepFigures(
        name=name,
        leads=sum(rep.leads for rep in reps),
        visits=sum(rep.visits for rep in reps),
        engagements=sum(rep.engagements for rep in reps),
        bookings=sum(rep.bookings for rep in reps),
        amount=sum(rep.amount for rep in reps),
        overdue=sum(rep.overdue for rep in reps),
    )


def team_report(reps: Sequence[RepFigures], before: Sequence[RepFigures] | None, *, scope: Scope) -> Report:
    """The report of the period; `before` are the same figures of the period before, None where there is none."""
    if all(rep.is_idle for rep in reps):
        return empty_report(
            scope, ReportKind.TEAM, noun="event", advice="Log a visit with /visit or a call with /engage"
        )
    ordered = sorted(reps, key=lambda rep: (-rep.bookings, -rep.contacts, -rep.leads, rep.name))
    headline = _headline(ordered, scope)
    return report_on(
        scope,
        ReportKind.TEAM,
        headline=headline,
        findings=_findings(ordered, before, scope),
        definitions=_definitions(),
        chart=_chart(headline, ordered, scope),
        table=_table(ordered, scope),
    )


def _headline(reps: Sequence[RepFigures], scope: Scope) -> str:
    """Who brought the most; without bookings, who did the most."""
    first, total = reps[0], whole_team(reps, "Team")
    ahead = [rep for rep in reps if _measure(rep, total) == _measure(first, total)]
    did = _figure(first, total, scope)
    if not _measure(first, total):
        return "No visit, engagement or booking by anybody"
    if len(reps) == 1:
        return f"{first.name}: {did}"
    if len(ahead) > 1:
        return f"{scope.show.plural(len(ahead), 'rep')} lead with {did} each"
    return f"{first.name} leads with {did} of the team's {scope.show.count(_measure(total, total))}"


def _findings(reps: Sequence[RepFigures], before: Sequence[RepFigures] | None, scope: Scope) -> Iterator[str]:
    total = whole_team(reps, "Team")
    earlier = whole_team(before, "Team") if before is not None else None
    who = reps[0].name if len(reps) == 1 else "The team"
    yield _booked(who, total, earlier, scope)
    yield _done(who, total, earlier, scope)
    yield _overdue(reps, total, scope)


def _booked(who: str, now: RepFigures, before: RepFigures | None, scope: Scope) -> str:
    show, when = scope.show, f"in {scope.before}"
    if not now.bookings:
        earlier = before.bookings if before is not None else None
        return f"No booking is confirmed or completed{none_against(earlier, when, show)}."
    booked = show.plural(now.bookings, "booking")
    if scope.with_money:
        booked += f" for {scope.money(now.amount)}"
    if before is not None:
        booked += f", {counts_against(now.bookings, before.bookings, when, show)}"
    return f"{who} brought {booked}."


def _done(who: str, now: RepFigures, before: RepFigures | None, scope: Scope) -> str:
    show, when = scope.show, f"in {scope.before}"
    if not now.contacts:
        earlier = before.contacts if before is not None else None
        return f"No visit or engagement is logged{none_against(earlier, when, show)}."
    done = f"{show.plural(now.visits, 'visit')} and {show.plural(now.engagements, 'engagement')}"
    if before is not None:
        together = "together " if before.contacts else ""
        done += f", {together}{counts_against(now.contacts, before.contacts, when, show)}"
    return f"{who} made {done}."


def _overdue(reps: Sequence[RepFigures], total: RepFigures, scope: Scope) -> str:
    if not total.overdue:
        return "No follow-up is overdue."
    late = f"{scope.show.plural(total.overdue, 'follow-up')} {'is' if total.overdue == 1 else 'are'} overdue"
    if len(reps) == 1:
        return f"{late}."
    most = max(rep.overdue for rep in reps)
    names = [rep.name for rep in reps if rep.overdue == most]
    if most == total.overdue:
        return f"{late}, all with {names[0]}."
    if len(names) == 1:
        return f"{late}, {scope.show.count(most)} of them with {names[0]}."
    whom = " and ".join(names) if len(names) == 2 else scope.show.plural(len(names), "rep")
    return f"{late}, {scope.show.count(most)} each with {whom}."


def _definitions() -> Iterator[str]:
    yield "Leads created in the period, by their owner; visits by who went, engagements by who made them."
    yield "Bookings: confirmed or completed, by the lead's owner. Overdue follow-ups: as of today."


def _measure(rep: RepFigures, total: RepFigures) -> int:
    """What the team is compared by: bookings, or contacts where there are none at all."""
    return rep.bookings if total.bookings else rep.contacts


def _figure(rep: RepFigures, total: RepFigures, scope: Scope) -> str:
    if total.bookings:
        return scope.show.plural(rep.bookings, "booking")
    return f"{scope.show.count(rep.contacts)} {'visit or engagement' if rep.contacts == 1 else 'visits or engagements'}"


def _chart(title: str, reps: Sequence[RepFigures], scope: Scope) -> BarsChart:
    """Up to 15 reps, and what all others come to."""
    total = whole_team(reps, "Team")
    shown, others = reps[:MOST_BARS], reps[MOST_BARS:]
    bars = [_bar(rep, total, most=_measure(reps[0], total), scope=scope) for rep in shown]
    if others:
        rest = whole_team(others, f"and {scope.show.count(len(others))} more")
        bars.append(replace(_bar(rest, total, most=0, scope=scope), parts=NO_BAR))
    measured = "Bookings" if total.bookings else "Visits and engagements"
    return BarsChart(
        title=title,
        subtitle=scope.filtered(f"{measured} by rep · {scope.days}"),
        bars=tuple(bars),
        notes=scope.notes(["Bookings: confirmed or completed, by the lead's owner."] if total.bookings else []),
        beside_name="booked amount" if _tells_amounts(total, scope) else "",
    )


def _bar(rep: RepFigures, total: RepFigures, *, most: int, scope: Scope) -> Bar:
    """Whoever did the most stands out."""
    done = _measure(rep, total)
    tone = Tone.ACCENT if done == most > 0 else Tone.PLAIN
    amount = scope.short_money(rep.amount) if _tells_amounts(total, scope) else ""
    return Bar(rep.name, (Part(done, tone),), scope.show.count(done), amount)


def _tells_amounts(total: RepFigures, scope: Scope) -> bool:
    return scope.with_money and total.bookings > 0


def _table(reps: Sequence[RepFigures], scope: Scope) -> Table:
    return Table(
        caption=f"{ReportKind.TEAM.label}, {scope.filtered(scope.days)}",
        columns=(
            *columns(ColumnKind.TEXT, "Rep"),
            *columns(ColumnKind.COUNT, "Leads", "Visits", ("Engagements", "Eng"), ("Bookings", "Book")),
            *columns(ColumnKind.MONEY, *(["Amount"] if scope.with_money else [])),
            *columns(ColumnKind.COUNT, ("Overdue follow-ups", "Late")),
        ),
        rows=tuple(_row(rep, scope) for rep in reps),
        total=_row(whole_team(reps, "Total"), scope) if len(reps) > 1 else (),
    )


def _row(rep: RepFigures, scope: Scope) -> Row:
    counts = count_cells([rep.leads, rep.visits, rep.engagements, rep.bookings], scope)
    amount = money_cells([rep.amount], scope) if scope.with_money else ()
    return (text_cell(rep.name), *counts, *amount, *count_cells([rep.overdue], scope))
