"""The KPIs: every figure of the guide in one report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.funnel import Cohort, Funnel
from bot.kpi_figures import KpiFigures, KpiMonth
from bot.kpi_report import kpi_report
from bot.months import months_between, shifted
from bot.pictures import Tone, Trend, TrendsChart
from bot.report import Report
from bot.sheets import comma_separated, workbook
from tests.bot.reports import all_texts, make_scope, table_texts, titles

NOTHING = KpiFigures(**dict.fromkeys(KpiFigures.__dataclass_fields__, 0))
OCTOBER = replace(
    NOTHING,
    total_leads=50,
    new_this_month=12,
    new_last_month=10,
    qualified=30,
    converted=5,
    active_leads=40,
    customers=4,
    active_customers=3,
    bookings=6,
    bookings_of_leads=6,
    booked_amount=3_00_00_000_00,
    booking_days=51,
    dated_bookings=2,
    invoiced=1_00_000_00,
    paid=60_000_00,
    debited=1_00_000_00,
    credited=70_000_00,
    long_overdue=12_000_00,
    engagements=100,
    engagements_this_month=30,
    engagements_last_month=40,
    pending_followups=12,
    overdue_followups=5,
)
LEADS = Funnel((Cohort(202510, ended=(10, 10, 20, 5, 5), lost_at=(2, 3, 4, 0, 0)),))
"""The same, by how far they came."""
YOUNG = Funnel((replace(LEADS.cohorts[0], month=202611),))
"""The same, had they come this month."""


AS_OF_TODAY = {"Active customers", "Outstanding", "Pending follow-ups", "Overdue follow-ups"}


def lines(found: Report) -> dict[str, list[str]]:
    return {name: figures for name, *figures in table_texts(found)}


def test_every_figure_of_the_guide_has_a_line() -> None:
    found = kpi_report(OCTOBER, None, scope=make_scope("all time"))

    assert (found.title, found.subtitle) == ("KPIs", "All time")
    assert {name: figures[0] for name, figures in lines(found).items()} == {
        "Total leads": "50",
        "New this month": "12",
        "Qualified": "30",
        "Converted": "5",
        "Conversion rate": "10 %",
        "Lead quality": "60 %",
        "Active customers": "3",
        "Bookings": "6",
        "Booked amount": "₹3,00,00,000",
        "Booking rate": "120 %",
        "Outstanding": "₹30,000",
        "Customer lifetime value": "₹25,000",
        "Payment collection": "60 %",
        "Days to conversion": "25.5",
        "Engagements this month": "30",
        "Engagements per active lead": "2.5",
        "Pending follow-ups": "12",
        "Overdue follow-ups": "5",
    }


def test_the_target_has_a_line_only_where_the_headline_has_not_said_it() -> None:
    few = lines(kpi_report(replace(OCTOBER, total_leads=9), None, scope=make_scope("all time")))
    young = lines(kpi_report(OCTOBER, OCTOBER, scope=make_scope("this month"), leads=YOUNG))

    assert few["Target of conversion"] == ["20 %"]
    assert young["Target of conversion"] == ["20 %", "", ""]
    assert "Target of conversion" not in lines(kpi_report(OCTOBER, OCTOBER, scope=make_scope()))


def test_the_report_says_where_leads_stop_and_what_is_owed() -> None:
    found = kpi_report(OCTOBER, None, scope=make_scope("all time"), leads=LEADS)

    assert found.headline == "10 % of leads converted, half the target of 20 %"
    assert found.findings == (
        "The largest leak is between Qualified and Negotiation, where the most leads stopped: 20 of 30 (66.7 %), "
        "4 of them lost and 16 still open. /report funnel shows every step.",
        "₹30,000 is outstanding, ₹12,000 of it more than 30 days past due; 60 % of what was invoiced is paid. "
        "/report ageing shows who owes it.",
        "12 follow-ups are pending, 5 overdue: /followups team shows whose.",
    )


def test_a_rep_sees_the_counts_and_nothing_of_money() -> None:
    found = kpi_report(OCTOBER, None, scope=make_scope("all time", with_money=False), leads=LEADS)

    hidden = {"Booked amount", "Outstanding", "Customer lifetime value", "Payment collection"}
    assert not hidden & lines(found).keys()
    assert len(lines(found)) == 14
    assert found.findings[1:] == (
        "12 follow-ups are pending, 5 overdue.",
        "30 engagements this month, 25 % fewer than in the same days of the month before.",
    )


def test_over_nothing_there_is_a_dash_and_not_zero() -> None:
    found = lines(kpi_report(replace(NOTHING, customers=1), None, scope=make_scope("all time")))

    assert [name for name, figures in found.items() if figures[0] == "—"] == [
        *("Conversion rate", "Lead quality", "Booking rate", "Payment collection", "Days to conversion"),
        "Engagements per active lead",
    ]
    assert found["Customer lifetime value"][0] == "₹0"


def test_figures_of_the_period_are_held_against_the_period_before() -> None:
    before = replace(OCTOBER, total_leads=40, converted=8, bookings=3, booked_amount=2_00_00_000_00, booking_days=61)
    found = kpi_report(OCTOBER, before, scope=make_scope("last 12 months"), leads=LEADS)

    assert lines(found)["Total leads"][1:] == ["40", "+25 %"]
    assert lines(found)["Conversion rate"][1:] == ["20 %", "−10 points"]
    assert lines(found)["Bookings"][1:] == ["3", "+3"]
    assert lines(found)["Booked amount"][1:] == ["₹2,00,00,000", "+50 %"]
    assert lines(found)["Days to conversion"][1:] == ["30.5", "−5"]
    assert found.findings[0].startswith(
        "5 of 50 leads converted: 10 %, half the target of 20 % and "
        "10 points below the same days of the 12 months before, on 10 more leads."
    )
    assert found.findings[1].startswith("The largest leak is between Qualified and Negotiation")
    assert found.findings[2].startswith("₹30,000 is outstanding")


def test_figures_as_of_today_are_compared_with_no_period() -> None:
    found = lines(kpi_report(OCTOBER, OCTOBER, scope=make_scope()))

    for name in AS_OF_TODAY:
        assert found[name][1:] == ["", ""]


def test_a_period_that_has_ended_tells_nothing_as_of_today() -> None:
    report = kpi_report(OCTOBER, OCTOBER, scope=make_scope("last month"), leads=LEADS)

    assert not AS_OF_TODAY & lines(report).keys()
    assert not any("outstanding" in finding or "follow-up" in finding for finding in report.findings)
    assert "Before: the month before." in report.definitions
    assert not any("Active customers" in words for words in report.definitions)


def test_without_a_period_before_there_is_nothing_to_hold_figures_against() -> None:
    assert titles(kpi_report(OCTOBER, None, scope=make_scope("all time"))) == ["Figure", "Now"]
    assert titles(kpi_report(OCTOBER, OCTOBER, scope=make_scope())) == ["Figure", "Now", "Before", "Change"]


def test_this_month_is_held_against_the_same_days_of_last_month() -> None:
    report = kpi_report(OCTOBER, OCTOBER, scope=make_scope("this month"))
    found = lines(report)

    assert found["New this month"][1:] == ["10", "+20 %"]
    assert found["Engagements this month"][1:] == ["40", "−25 %"]
    assert "Before: the same days of the month before; what has none is as of today." in report.definitions


def test_how_recent_leads_convert_is_not_held_against_older_ones() -> None:
    found = lines(kpi_report(OCTOBER, replace(OCTOBER, converted=8), scope=make_scope("this quarter"), leads=YOUNG))

    assert found["Conversion rate"] == ["10 %", "16 %", ""]
    assert [found[name][2] for name in ("Qualified", "Converted", "Lead quality", "Booking rate")] == [""] * 4
    assert found["Bookings"][2] == "no change"


def test_where_the_records_begin_too_late_there_is_nothing_to_hold_figures_against() -> None:
    begun_on = date(2026, 10, 20)
    found = kpi_report(OCTOBER, None, scope=make_scope("this month", with_money=False, begun_on=begun_on))

    assert titles(found) == ["Figure", "Now"]
    assert found.findings[-1] == "30 engagements this month."
    assert found.definitions[-1] == "The records begin in Oct 2026, so nothing is compared."


def test_recent_leads_have_no_booking_rate_yet() -> None:
    report = kpi_report(OCTOBER, OCTOBER, scope=make_scope("this month"), leads=YOUNG)

    assert lines(report)["Booking rate"] == ["—", "120 %", ""]
    assert any("÷ converted leads, once these had time to book." in words for words in report.definitions)


@pytest.mark.parametrize("period", ["last quarter", "last 12 months", "last month", "today"])
def test_other_periods_do_not_tell_of_this_month(period: str) -> None:
    report = kpi_report(OCTOBER, replace(OCTOBER, engagements=80), scope=make_scope(period, with_money=False))

    assert not {"New this month", "Engagements this month"} & lines(report).keys()
    assert not any("this month" in finding for finding in report.findings)


def test_a_period_tells_of_its_own_engagements() -> None:
    report = kpi_report(OCTOBER, replace(OCTOBER, engagements=80), scope=make_scope("last quarter", with_money=False))
    assert report.findings[-1] == "100 engagements in Jul – Sep 2026, 25 % more than in the quarter before."


def test_a_period_puts_no_figure_of_its_own_beside_one_of_all_time() -> None:
    found = lines(kpi_report(replace(OCTOBER, bookings=60), OCTOBER, scope=make_scope("last quarter")))

    assert not {"Customer lifetime value", "Engagements per active lead"} & found.keys()
    assert found["Booking rate"][0] == "120 %", "of the bookings of its leads"


def test_what_is_paid_in_a_period_is_told_beside_its_invoices() -> None:
    report = kpi_report(replace(OCTOBER, paid=1_70_000_00), None, scope=make_scope("this quarter"))

    assert lines(report)["Payment collection"][0] == "170 %"
    assert "; the period's payments are 170 % of its invoices." in " ".join(report.findings)
    assert any("over 100 % where older invoices are paid" in words for words in report.definitions)


def test_a_lifetime_value_is_told_in_whole_units() -> None:
    report = kpi_report(replace(OCTOBER, customers=3), None, scope=make_scope("all time"))
    assert lines(report)["Customer lifetime value"] == ["₹33,333"]


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        ({"overdue_followups": 0}, "12 follow-ups are pending, none overdue."),
        (
            {"pending_followups": 1, "overdue_followups": 1},
            "1 follow-up is pending, 1 overdue: /followups team shows whose.",
        ),
        ({"pending_followups": 0}, "No follow-up is pending, for 40 active leads."),
        (
            {"credited": 1_00_000_00, "long_overdue": 0},
            "Nothing is outstanding; 60 % of what was invoiced is paid.",
        ),
        ({"credited": 1_50_000_00, "invoiced": 0, "long_overdue": 0}, "Customers are ₹50,000 in credit."),
        (
            {"credited": 1_50_000_00, "invoiced": 0},
            "Customers are ₹50,000 in credit, ₹12,000 more than 30 days past due. /report ageing shows who owes it.",
        ),
        (
            {"long_overdue": 0},
            "₹30,000 is outstanding, none of it more than 30 days past due; 60 % of what was invoiced is paid. "
            "/report ageing shows who owes it.",
        ),
        (
            {"long_overdue": 40_000_00, "invoiced": 0},
            "₹30,000 is outstanding, ₹40,000 more than 30 days past due. /report ageing shows who owes it.",
        ),
        (
            {"long_overdue": 30_000_00, "invoiced": 0},
            "₹30,000 is outstanding, all of it more than 30 days past due. /report ageing shows who owes it.",
        ),
        ({"converted": 20}, "20 of 50 leads converted: 40 %, twice the target of 20 %."),
        ({"total_leads": 9}, "5 of 9 leads converted: too few to judge by a rate."),
    ],
)
def test_findings_follow_the_figures(changed: dict[str, int], finding: str) -> None:
    assert finding in kpi_report(replace(OCTOBER, **changed), None, scope=make_scope("all time")).findings


def test_of_one_persons_follow_ups_nobody_is_sent_to_the_teams() -> None:
    found = kpi_report(OCTOBER, None, scope=make_scope("all time", filters_label="owner Asha Rao"))

    assert "12 follow-ups are pending, 5 overdue." in found.findings


@pytest.mark.parametrize("period", ["this month", "this quarter", "last 12 months"])
def test_leads_that_mostly_came_of_late_are_not_judged_yet(period: str) -> None:
    found = kpi_report(OCTOBER, OCTOBER, scope=make_scope(period), leads=YOUNG)

    assert not any("leak" in finding for finding in found.findings)
    assert found.headline == "50 leads, 5 converted"
    assert found.findings[0] == "5 of 50 leads converted so far: 10 %; 50 came too recently to judge."


def test_one_lead_is_told_as_one() -> None:
    found = kpi_report(replace(NOTHING, total_leads=1, active_leads=1), None, scope=make_scope("all time"))

    assert found.headline == "1 lead, 0 converted"
    assert found.findings == (
        "0 of 1 lead converted: too few to judge by a rate.",
        "Nothing is outstanding.",
        "No follow-up is pending, for 1 active lead.",
    )


def test_without_anything_the_report_says_what_to_do() -> None:
    found = kpi_report(NOTHING, None, scope=make_scope("all time"))
    assert (found.findings, found.table) == (("There are no leads yet. Log the first one with /lead.",), None)


def test_a_file_takes_counts_rates_and_amounts_of_one_column() -> None:
    table = kpi_report(OCTOBER, None, scope=make_scope("all time")).table

    assert table is not None
    exported = comma_separated(table).decode("utf-8-sig").splitlines()
    assert [line for line in exported if line.startswith(("Converted", "Conversion", "Outstanding"))] == [
        "Converted,5",
        "Conversion rate,10.0",
        "Outstanding,30000.00",
    ]
    assert workbook(table, title="KPIs", definitions=[])


def course() -> list[KpiMonth]:
    return [
        KpiMonth(
            month=month,
            new_leads=number,
            converted=number // 4,
            bookings=number,
            booked_amount=number * 1_00_000_00,
            engagements=10,
            outstanding=50_000_00,
        )
        for number, month in enumerate(months_between(202512, 202611))
    ]


def trends(report: Report) -> list[Trend]:
    assert isinstance(report.chart, TrendsChart)
    return list(report.chart.trends)


def test_what_is_not_final_is_held_against_no_whole_month() -> None:
    found = kpi_report(OCTOBER, None, scope=make_scope("all time"), course=course())

    assert isinstance(found.chart, TrendsChart)
    assert (found.chart.first_month, found.chart.last_month) == ("Dec 2025", "Nov 2026")
    assert [(trend.name, trend.now, trend.change) for trend in trends(found)] == [
        ("New leads", "11", "so far"),
        ("Conversion rate", "18.2 %", "so far"),
        ("Bookings", "11", "so far"),
        ("Booked amount", "₹11L", "so far"),
        ("Engagements", "10", "so far"),
        ("Outstanding", "₹50K", "₹50K in Oct"),
    ]
    assert trends(found)[1].course[:5] == (None, 0, 0, 0, 25)
    assert [trend.pale for trend in trends(found)] == [1, 2, 1, 1, 1, 0]
    assert "Pale: Nov 2026 is still running; the rate of a month that ended" in found.chart.notes
    assert "Conversion rate: 18.2 %, so far." in found.alt_text


def test_a_rate_that_can_still_rise_is_pale_and_what_is_counted_is_not() -> None:
    found = trends(kpi_report(OCTOBER, None, scope=make_scope("all time"), course=course()))
    assert [trend.name for trend in found if trend.tone is Tone.PALE] == ["Conversion rate"]


def test_months_that_are_over_are_drawn_beside_the_month_before() -> None:
    months = [replace(month, month=shifted(month.month, -2)) for month in course()]
    found = kpi_report(OCTOBER, None, scope=make_scope("2026-09"), course=months)

    assert isinstance(found.chart, TrendsChart)
    assert [(trend.now, trend.change) for trend in trends(found)] == [
        ("11", "10 in Aug"),
        ("18.2 %", "20 % in Aug"),
        ("11", "10 in Aug"),
        ("₹11L", "₹10L in Aug"),
        ("10", "10 in Aug"),
        ("₹50K", "₹50K in Aug"),
    ]
    assert "Pale" not in found.chart.notes


@pytest.mark.parametrize(
    ("now", "before", "texts"),
    [
        (2_93_000, 2_80_50_000, ("₹2,93,000", "₹2,80,50,000 in Oct")),
        (2_93_000, 0, ("₹2.9L", "₹0 in Oct")),
        (2_93_000, 2_10_000, ("₹2.9L", "₹2.1L in Oct")),
    ],
)
def test_two_amounts_of_a_row_have_one_unit(now: int, before: int, texts: tuple[str, str]) -> None:
    months = course()
    months[-2:] = [replace(months[-2], outstanding=before * 100), replace(months[-1], outstanding=now * 100)]
    found = trends(kpi_report(OCTOBER, None, scope=make_scope("all time"), course=months))

    assert (found[-1].now, found[-1].change) == texts


def test_a_month_before_with_nothing_to_take_a_rate_of_leaves_its_place_blank() -> None:
    nothing = [replace(month, month=shifted(month.month, -2), new_leads=0) for month in course()]
    found = trends(kpi_report(OCTOBER, None, scope=make_scope("2026-09"), course=nothing))

    assert (found[1].now, found[1].change) == ("—", "")


def test_one_month_alone_has_no_course() -> None:
    assert kpi_report(OCTOBER, None, scope=make_scope(), course=course()[:1]).chart is None


FIGURES = st.builds(KpiFigures, **dict.fromkeys(KpiFigures.__dataclass_fields__, st.integers(0, 10**12)))


@settings(max_examples=50)
@given(FIGURES, st.none() | FIGURES, st.booleans())
def test_any_figures_make_a_report_and_without_money_no_amount_is_in_it(
    now: KpiFigures, before: KpiFigures | None, with_money: bool
) -> None:
    found = kpi_report(now, before, scope=make_scope(with_money=with_money), course=course())

    assert 1 <= len(found.findings) <= 3
    assert with_money or not any("₹" in text for text in all_texts(found))
