"""The bookings: by status, by month, cancelled, to deliver."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.booking_figures import BookingCount, BookingFigures, by_span
from bot.bookings_report import bookings_report
from bot.kinds import BookingStatus
from bot.months import months_between
from bot.pictures import BarsChart, ColumnsChart
from tests.bot.reports import all_texts, make_scope, table_texts, titles
from tests.bot.transcript import Transcript, assert_legible

FLAT = 50_00_000_00


def count(month: int, status: BookingStatus, number: int, *, units: int | None = None) -> BookingCount:
    """So many bookings of a flat each, at 50 lakh."""
    return BookingCount(
        month=month, status=status, count=number, units=number if units is None else units, amount=number * FLAT
    )


def figures(*counts: BookingCount, refunds: int = 0, late: int = 0, soon: int = 0) -> BookingFigures:
    return BookingFigures(counts=counts, refunds=refunds, overdue_deliveries=late, next_deliveries=soon)


YEAR = figures(
    count(202510, BookingStatus.COMPLETED, 4),
    count(202610, BookingStatus.CONFIRMED, 6, units=9),
    count(202610, BookingStatus.CANCELLED, 3),
    count(202611, BookingStatus.PENDING, 5),
    count(202611, BookingStatus.ON_HOLD, 2),
    refunds=5_00_000_00,
    late=1,
    soon=4,
)


def test_each_status_has_its_count_units_amount_and_average() -> None:
    found = bookings_report(YEAR, None, scope=make_scope("all time"))

    assert titles(found) == ["Status", "Amount", "Bookings", "Share", "Units", "Average"]
    assert table_texts(found) == [
        ["Pending", "₹2,50,00,000", "5", "25 %", "5", "₹50,00,000"],
        ["Confirmed", "₹3,00,00,000", "6", "30 %", "9", "₹50,00,000"],
        ["On hold", "₹1,00,00,000", "2", "10 %", "2", "₹50,00,000"],
        ["Cancelled", "₹1,50,00,000", "3", "15 %", "3", "₹50,00,000"],
        ["Completed", "₹2,00,00,000", "4", "20 %", "4", "₹50,00,000"],
        ["Total", "₹10,00,00,000", "20", "100 %", "23", "₹50,00,000"],
    ]


def test_what_is_booked_cancelled_and_due_is_told_in_words() -> None:
    found = bookings_report(YEAR, None, scope=make_scope("all time"))

    assert found.headline == "₹5Cr booked in 10 bookings"
    assert found.findings == (
        "10 bookings are confirmed or completed; ₹5,00,00,000 in all, ₹50,00,000 on average.",
        "3 of 20 bookings are cancelled (15 %); ₹5,00,000 was refunded.",
        "1 delivery is overdue, 4 due in the next 30 days; 7 bookings pending or on hold.",
    )


def test_bookings_are_compared_with_the_period_before() -> None:
    before = figures(count(202506, BookingStatus.CONFIRMED, 16), count(202506, BookingStatus.CANCELLED, 4))
    now = figures(*YEAR.counts[1:])
    found = bookings_report(replace(now, refunds=0), before, scope=make_scope())

    assert found.headline == "₹3Cr booked, 62.5 % less than a year earlier"
    assert found.findings[0] == (
        "6 bookings are confirmed or completed, 62.5 % fewer than in the same days of the 12 months before; "
        "₹3,00,00,000 in all, ₹50,00,000 on average."
    )
    assert found.findings[1] == (
        "3 of 16 bookings are cancelled (18.8 %), 1.2 points below the same days of the 12 months before; "
        "nothing was refunded."
    )


def test_a_rep_sees_the_counts() -> None:
    found = bookings_report(YEAR, None, scope=make_scope("all time", with_money=False))

    assert found.headline == "10 of 20 bookings confirmed or completed"
    assert found.findings[:2] == ("10 bookings are confirmed or completed.", "3 of 20 bookings are cancelled (15 %).")
    assert titles(found) == ["Status", "Bookings", "Share", "Units"]


def test_one_booking_is_told_as_one_and_a_share_of_few_is_not_said() -> None:
    found = bookings_report(figures(count(202611, BookingStatus.CANCELLED, 1)), None, scope=make_scope())

    assert found.headline == "Nothing booked: 1 booking cancelled"
    assert found.findings == (
        "No booking is confirmed or completed.",
        "The only booking is cancelled; nothing was refunded.",
        "No delivery is overdue or due in the next 30 days.",
    )


def test_a_status_without_bookings_has_no_average() -> None:
    found = bookings_report(figures(count(202611, BookingStatus.CONFIRMED, 1)), None, scope=make_scope())

    assert table_texts(found)[0] == ["Pending", "₹0", "0", "0 %", "0", "—"]
    assert found.findings[:2] == (
        "1 booking is confirmed or completed; ₹50,00,000.",
        "No booking is cancelled.",
    )


@pytest.mark.parametrize(
    ("before", "finding"),
    [
        (figures(), "No booking is confirmed or completed, nor was any in the 7 days before."),
        (
            figures(count(202611, BookingStatus.CONFIRMED, 3)),
            "No booking is confirmed or completed, after 3 in the 7 days before.",
        ),
    ],
)
def test_where_nothing_is_booked_the_report_says_so(before: BookingFigures, finding: str) -> None:
    now = figures(count(202611, BookingStatus.PENDING, 1), count(202611, BookingStatus.CANCELLED, 2))
    found = bookings_report(now, before, scope=make_scope("last 7 days"))

    assert found.headline == "Nothing booked: 1 booking pending or on hold, 2 cancelled"
    assert found.findings[0] == finding


def test_without_bookings_the_report_says_what_to_do() -> None:
    found = bookings_report(figures(), None, scope=make_scope("2026-10"))
    assert found.findings == (
        "There is no booking in Oct 2026. Record one with /booking, or look at /report bookings all time.",
    )


def test_the_columns_are_the_months_with_what_became_of_their_bookings() -> None:
    found = bookings_report(figures(*YEAR.counts[1:]), None, scope=make_scope())

    assert isinstance(found.chart, ColumnsChart)
    assert found.chart.part_names == ("booked ₹3Cr", "pending or on hold ₹3.5Cr", "cancelled ₹1.5Cr")
    assert [(column.name, column.figure) for column in found.chart.columns][-3:] == [
        ("Sep 2026", "0"),
        ("Oct 2026", "4.5Cr"),
        ("Nov 2026", "3.5Cr"),
    ]
    assert found.chart.subtitle == "All bookings in ₹ · Dec 2025 – Nov 2026"
    assert [part.length for part in found.chart.columns[-2].parts] == [6 * FLAT, 0, 3 * FLAT]


def test_every_one_of_twelve_columns_has_its_figure() -> None:
    counts = [count(month, BookingStatus.CONFIRMED, 2 + month % 7 * 13) for month in months_between(202512, 202611)]
    chart = bookings_report(figures(*counts), None, scope=make_scope()).chart

    assert isinstance(chart, ColumnsChart)
    drawn = Transcript(chart)
    assert [column.figure for column in chart.columns if column.figure not in drawn.said] == []
    assert_legible(chart)


def test_a_higher_column_never_has_the_smaller_figure() -> None:
    counts = (count(202610, BookingStatus.CONFIRMED, 46), count(202611, BookingStatus.PENDING, 52))
    chart = bookings_report(figures(*counts), None, scope=make_scope("this quarter")).chart

    assert isinstance(chart, ColumnsChart)
    assert [column.figure for column in chart.columns] == ["23Cr", "26Cr", "0"]


@pytest.mark.parametrize(
    ("last", "names"),
    [
        (202611, ("Dec 2024", "Nov 2026", 24)),
        (202612, ("Q4 2024", "Q4 2026", 9)),
        (203112, ("2024", "2031", 8)),
    ],
)
def test_many_months_are_shown_by_quarter_and_by_year(last: int, names: tuple[str, str, int]) -> None:
    months = months_between(202412, last)
    spans = by_span([count(202412, BookingStatus.CONFIRMED, 2)], months)

    assert (spans[0].name, spans[-1].name, len(spans)) == names
    assert spans[0].total.count == 2


def test_all_time_reaches_from_the_first_booking_to_the_last() -> None:
    assert [span.name for span in by_span(YEAR.counts, ())][::12] == ["Oct 2025", "Oct 2026"]


def test_one_month_alone_is_drawn_by_status() -> None:
    found = bookings_report(figures(*YEAR.counts[3:]), None, scope=make_scope("this month"))

    assert isinstance(found.chart, BarsChart)
    assert [(bar.name, bar.figure) for bar in found.chart.bars] == [
        ("Pending", "₹2.5Cr"),
        ("Confirmed", "₹0"),
        ("On hold", "₹1Cr"),
        ("Cancelled", "₹0"),
        ("Completed", "₹0"),
    ]


MONTHS = months_between(202512, 202611)
COUNTS = st.lists(
    st.builds(
        BookingCount,
        month=st.sampled_from(MONTHS),
        status=st.sampled_from(BookingStatus),
        count=st.integers(0, 10**6),
        units=st.integers(0, 10**6),
        amount=st.integers(0, 10**15),
    ),
    max_size=60,
)


@given(COUNTS)
def test_statuses_and_months_add_up_to_the_same_total(counts: list[BookingCount]) -> None:
    whole = figures(*counts)
    spans = by_span(counts, MONTHS)

    for field in ("count", "units", "amount"):
        total = sum(getattr(row, field) for row in counts)
        assert getattr(whole.total, field) == total
        assert sum(getattr(whole.of([status]), field) for status in BookingStatus) == total
        assert sum(getattr(span.total, field) for span in spans) == total
        pieces = [piece for span in spans for piece in (span.booked, span.undecided, span.cancelled)]
        assert sum(getattr(piece, field) for piece in pieces) == total


@settings(max_examples=50)
@given(COUNTS, st.booleans())
def test_any_figures_make_a_report_and_without_money_no_amount_is_in_it(
    counts: list[BookingCount], with_money: bool
) -> None:
    found = bookings_report(figures(*counts), figures(*counts[:3]), scope=make_scope(with_money=with_money))

    assert 1 <= len(found.findings) <= 3
    assert len(found.alt_text) <= 2_000
    assert with_money or not any("₹" in text for text in all_texts(found))
