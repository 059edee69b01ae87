"""The bookings as a report: by status, by month, what was cancelled, and what is to be delivered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.booking_figures import DUE_WITHIN_DAYS, UNDECIDED, BookingFigures, BookingSpan, BookingSum, by_span
from bot.cells import average_cell, columns, count_cell, money_cell, rate_cell, text_cell
from bot.comparisons import ENOUGH, amounts_against, counts_against, none_against, points_apart
from bot.figures import printed_difference
from bot.kinds import BookingStatus
from bot.kpi import percent
from bot.money import currency_sign, in_units
from bot.periods import months
from bot.pictures import Bar, BarsChart, Column, ColumnsChart, Part
from bot.report import Report, ReportKind
from bot.scope import Scope, empty_report, report_on
from bot.table import ColumnKind, Row, Table

WIDEST_FIGURE = 5
"""In characters, so that twelve columns have room for their figures."""


def bookings_report(now: BookingFigures, before: BookingFigures | None, *, scope: Scope) -> Report:
    """The report of the period's bookings; `before` are those of the period before, None where there is none."""
    if not now.total.count:
        return empty_report(scope, ReportKind.BOOKINGS, noun="booking", advice="Record one with /booking")
    headline = _headline(now, before, scope)
    return report_on(
        scope,
        ReportKind.BOOKINGS,
        headline=headline,
        findings=_findings(now, before, scope),
        definitions=_definitions(scope),
        chart=_chart(headline, now, scope),
        table=_table(now, scope),
    )


def _headline(now: BookingFigures, before: BookingFigures | None, scope: Scope) -> str:
    if not now.booked.count:
        return _nothing_booked(now, scope)
    if scope.with_money:
        booked = f"{scope.short_money(now.booked.amount)} booked"
        if before is not None:
            return f"{booked}, {amounts_against(now.booked.amount, before.booked.amount, scope.in_short, scope.show)}"
        return f"{booked} in {scope.show.plural(now.booked.count, 'booking')}"
    of_all = f"{scope.show.count(now.booked.count)} of {scope.show.plural(now.total.count, 'booking')}"
    return f"{of_all} confirmed or completed"


def _nothing_booked(now: BookingFigures, scope: Scope) -> str:
    undecided, cancelled = now.of(UNDECIDED).count, now.cancelled.count
    if not undecided:
        return f"Nothing booked: {scope.show.plural(cancelled, 'booking')} cancelled"
    text = f"Nothing booked: {scope.show.plural(undecided, 'booking')} pending or on hold"
    return f"{text}, {scope.show.count(cancelled)} cancelled" if cancelled else text


def _findings(now: BookingFigures, before: BookingFigures | None, scope: Scope) -> Iterator[str]:
    yield _booked(now, before, scope)
    yield _cancelled(now, before, scope)
    yield _open(now, scope)


def _booked(now: BookingFigures, before: BookingFigures | None, scope: Scope) -> str:
    show, booked = scope.show, now.booked
    if not booked.count:
        earlier = before.booked.count if before is not None else None
        return f"No booking is confirmed or completed{none_against(earlier, f'in {scope.before}', show)}."
    text = f"{show.plural(booked.count, 'booking')} {_are(booked.count)} confirmed or completed"
    if before is not None:
        text += f", {counts_against(booked.count, before.booked.count, f'in {scope.before}', show)}"
    if not scope.with_money or booked.average is None:
        return f"{text}."
    average = f" in all, {scope.about(booked.average)} on average" if booked.count > 1 else ""
    return f"{text}; {scope.money(booked.amount)}{average}."


def _cancelled(now: BookingFigures, before: BookingFigures | None, scope: Scope) -> str:
    show, count, total = scope.show, now.cancelled.count, now.total.count
    if not count:
        return "No booking is cancelled."
    text = f"{show.count(count)} of {show.plural(total, 'booking')} {_are(count)} cancelled"
    if total == 1:
        text = "The only booking is cancelled"
    share = now.cancelled_share
    if share is not None and total >= ENOUGH:
        text += f" ({show.rate(share)})"
        if before is not None and before.cancelled_share is not None and before.total.count >= ENOUGH:
            text += f", {points_apart(printed_difference(share, before.cancelled_share), show)} {scope.before}"
    refunds = scope.money(now.refunds) if now.refunds else "nothing"
    return f"{text}; {refunds} was refunded." if scope.with_money else f"{text}."


def _open(now: BookingFigures, scope: Scope) -> str:
    """What is left to do: deliveries, and bookings that are not sure yet."""
    show, late, soon = scope.show, now.overdue_deliveries, now.next_deliveries
    overdue = f"{show.count(late) if late else 'No'} {'deliveries are' if late > 1 else 'delivery is'} overdue"
    due = f"due in the next {DUE_WITHIN_DAYS} days"
    text = f"{overdue}, {show.count(soon)} {due}" if late or soon else f"No delivery is overdue or {due}"
    undecided = now.of(UNDECIDED).count
    return f"{text}; {show.plural(undecided, 'booking')} pending or on hold." if undecided else f"{text}."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _definitions(scope: Scope) -> Iterator[str]:
    yield "Bookings by the day they were booked, with the status that they have now."
    if scope.with_money:
        yield "Booked: confirmed or completed. Average = amount ÷ bookings."
    yield "Deliveries: as of today, of bookings neither cancelled nor completed."


def _chart(title: str, now: BookingFigures, scope: Scope) -> ColumnsChart | BarsChart:
    """Columns over time; one column alone says less than bars by status."""
    spans = by_span(now.counts, months(scope.period) if scope.period.start else ())
    if len(spans) == 1:
        return _status_bars(title, now, scope)
    figures = _figures(spans, scope)
    return ColumnsChart(
        title=title,
        subtitle=scope.filtered(f"{_measured(scope)} · {scope.days}"),
        columns=tuple(_column(span, figure, scope) for span, figure in zip(spans, figures, strict=True)),
        notes=scope.notes(["By the day of booking, with the status of today. Booked: confirmed or completed."]),
        part_names=(
            f"booked {_figure(now.booked, scope)}",
            f"pending or on hold {_figure(now.of(UNDECIDED), scope)}",
            f"cancelled {_figure(now.cancelled, scope)}",
        ),
    )


def _status_bars(title: str, now: BookingFigures, scope: Scope) -> BarsChart:
    sums = [(status, now.of([status])) for status in BookingStatus]
    return BarsChart(
        title=title,
        subtitle=scope.filtered(f"{_measured(scope)} by status · {scope.days}"),
        bars=tuple(
            Bar(status.label.capitalize(), (Part(_measure(one, scope)),), _figure(one, scope)) for status, one in sums
        ),
        notes=scope.notes(["By the day of booking, with the status of today."]),
    )


def _column(span: BookingSpan, figure: str, scope: Scope) -> Column:
    pieces = (span.booked, span.undecided, span.cancelled)
    return Column(span.name, tuple(Part(_measure(piece, scope)) for piece in pieces), figure)


def _figures(spans: Sequence[BookingSpan], scope: Scope) -> list[str]:
    """What each column comes to, without the currency, so that each has room for its own: 4.5Cr, 13Cr."""
    measures = [_measure(span.total, scope) for span in spans]
    units = [int(in_units(measure, scope.currency)) for measure in measures] if scope.with_money else measures
    return scope.show.short_counts(units, widest=WIDEST_FIGURE)


def _measured(scope: Scope) -> str:
    return f"All bookings in {currency_sign(scope.currency)}" if scope.with_money else "All bookings"


def _measure(bookings: BookingSum, scope: Scope) -> int:
    return bookings.amount if scope.with_money else bookings.count


def _figure(bookings: BookingSum, scope: Scope) -> str:
    return scope.short_money(bookings.amount) if scope.with_money else scope.show.count(bookings.count)


def _table(now: BookingFigures, scope: Scope) -> Table:
    rows: Sequence[tuple[str, BookingSum]] = [(status.label.capitalize(), now.of([status])) for status in BookingStatus]
    return Table(
        caption=f"{ReportKind.BOOKINGS.label}, {scope.filtered(scope.days)}",
        columns=(
            *columns(ColumnKind.TEXT, "Status"),
            *columns(ColumnKind.MONEY, *(["Amount"] if scope.with_money else [])),
            *columns(ColumnKind.COUNT, ("Bookings", "Nr")),
            *columns(ColumnKind.RATE, "Share"),
            *columns(ColumnKind.COUNT, "Units"),
            *columns(ColumnKind.MONEY, *(["Average"] if scope.with_money else [])),
        ),
        rows=tuple(_row(name, bookings, now.total.count, scope) for name, bookings in rows),
        total=_row("Total", now.total, now.total.count, scope),
    )


def _row(name: str, bookings: BookingSum, total: int, scope: Scope) -> Row:
    share = rate_cell(percent(bookings.count, total), scope)
    counts = (count_cell(bookings.count, scope), share, count_cell(bookings.units, scope))
    if not scope.with_money:
        return (text_cell(name), *counts)
    return (text_cell(name), money_cell(bookings.amount, scope), *counts, average_cell(bookings.average, scope))
