"""Where two reports mean different things by a word, by how much they differ; and what is a rate over nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bot.kinds import BookingStatus, CampaignStatus, CampaignType, EntryType, LeadStatus, Role
from bot.report import Report, ReportKind
from bot.report_request import OF_ONE_RECORD
from bot.table import Cell, Column, ColumnKind, Table
from handlers.views.reports import data_table
from storage.database import Database
from tests.handlers.shown import Shown, number
from tests.storage.companies import NOW, TODAY, Company, found_company

CREATED = date(2026, 9, 1)


@pytest.fixture
def company(database: Database) -> Company:
    return found_company("Northwind", "Asha", database)


@contextmanager
def looking(company: Company) -> Iterator[Shown]:
    with company.open() as store:
        manager = store.members.find_by_name("Priya")
        manager = manager or store.members.add("Priya", role=Role.MANAGER, time_zone="UTC")
    with company.stores.read(company.tenant, now=NOW) as store:
        yield Shown(store, manager)


def advertise(company: Company, *, budget: int) -> int:
    with company.open() as store:
        return store.campaigns.add(
            "Diwali",
            CampaignType.DIGITAL,
            starts_on=CREATED,
            ends_on=None,
            budget=budget * 100,
            expected_roi=None,
            status=CampaignStatus.ACTIVE,
        ).id


def sell(company: Company, lead_id: int | None, amount: int, status: BookingStatus = BookingStatus.CONFIRMED) -> int:
    """A booking of a customer that nobody owns."""
    with company.open() as store:
        customer = store.customers.add("Acme").id
        store.bookings.add(customer, lead_id, TODAY, amount * 100, status=status)
        return customer


def test_leads_without_a_date_are_leads_but_in_no_month_of_the_funnel(company: Company) -> None:
    company.add_lead(created_on=CREATED)
    company.add_lead(created_on=None, status=LeadStatus.CONVERTED)
    with looking(company) as shown:
        assert shown.kpi("Total leads") == shown.total("sources", "Leads") == shown.on_home("Leads") == 2
        assert shown.kpi("Conversion rate") == shown.on_home("Conversion") == 50
        assert shown.total("funnel", "New") == 1
        assert shown.total("funnel", "Conv. rate") == 0
        assert "Left out: 1 lead without a created date." in shown.sheet("funnel").words
        assert shown.sheet("kpi", "this year")["Total leads", "Now"] == 1, "no period has it either"


def test_a_deleted_leads_booking_stays_for_its_money_is_there(company: Company) -> None:
    kept = company.add_lead(created_on=CREATED, status=LeadStatus.CONVERTED)
    gone = company.add_lead(created_on=date(2026, 11, 1), status=LeadStatus.CONVERTED)
    sell(company, kept.id, 1_000)
    sell(company, gone.id, 500)
    with looking(company) as shown:
        before = shown.kpi("Days to conversion")
    with company.open() as store:
        store.leads.delete(gone.id, at=NOW)
    with looking(company) as shown:
        assert shown.kpi("Converted") == shown.total("funnel", "Converted") == shown.on_home("Leads") == 1
        assert shown.kpi("Bookings") == shown.total("bookings", "Bookings") == shown.total("team", "Bookings") == 2
        assert shown.kpi("Booked amount") == shown.total("bookings", "Amount") == shown.total("team", "Amount") == 1_500
        assert shown.kpi("Booking rate") == 200
        assert before == Decimal("54.5")
        assert shown.kpi("Days to conversion") == 85, "those of the kept lead alone"


def test_a_campaigns_revenue_is_all_that_is_not_cancelled_and_bookings_count_what_is_sure(company: Company) -> None:
    diwali = advertise(company, budget=50_000)
    lead = company.add_lead(created_on=CREATED, campaign_id=diwali, status=LeadStatus.CONVERTED)
    for amount, status in ((100_000, "confirmed"), (50_000, "pending"), (70_000, "cancelled")):
        sell(company, lead.id, amount, BookingStatus(status))
    with looking(company) as shown:
        campaigns, bookings = shown.sheet("campaigns"), shown.sheet("bookings")
        assert campaigns["Diwali", "Revenue"] == 150_000
        assert campaigns["Diwali", "ROI"] == 200, "the guide's"
        assert shown.kpi("Booked amount", campaign_id=diwali) == bookings["Confirmed", "Amount"] == 100_000
        assert campaigns["Diwali", "Revenue"] == 100_000 + (bookings["Pending", "Amount"] or 0)
        assert bookings["Total", "Amount"] == 220_000


def test_what_nobody_sold_is_booked_but_is_no_ones_in_the_team(company: Company) -> None:
    sell(company, None, 1_000)
    company.add_lead(created_on=CREATED)
    with looking(company) as shown:
        assert shown.kpi("Bookings") == shown.total("bookings", "Bookings") == 1
        assert shown.total("team", "Bookings") == 0
        assert shown.kpi("Booking rate") is None, "of no converted lead"


def test_less_the_credit_of_others_less_is_outstanding_than_is_late(company: Company) -> None:
    owing, paying = sell(company, None, 1), sell(company, None, 1)
    with company.open() as store:
        store.ledger.add(owing, EntryType.INVOICE, date(2026, 10, 1), debit=1_000_00, due_on=date(2026, 10, 20))
        store.ledger.add(paying, EntryType.PAYMENT, TODAY, credit=400_00)
    with looking(company) as shown:
        assert shown.kpi("Outstanding") == shown.total("ageing", "Owes") == 600
        assert "outstanding, ₹1,000 more than 30 days past due" in shown.sheet("kpi").words
        less_credit = "₹600 outstanding in all, with ₹400 of others' credit taken off"
        assert f"{less_credit}\nOverdue more than 30 days: ₹1,000" in shown.home()
        assert shown.sheet("ageing")["Total", "31–60"] == 1_000


COMMON = [kind for kind in ReportKind if kind not in OF_ONE_RECORD]


@pytest.mark.parametrize("kind", COMMON)
def test_without_a_record_a_report_says_what_to_do_and_tells_no_rate(company: Company, kind: ReportKind) -> None:
    with looking(company) as shown:
        report, sheet = shown.report(kind), shown.sheet(kind)
    assert (report.table, report.chart) == (None, None)
    assert "/" in report.findings[0], "what to type"
    assert "%" not in sheet.words


def test_without_a_record_the_home_has_a_dash_for_every_rate(company: Company) -> None:
    with looking(company) as shown:
        assert "*Conversion*\n— (no leads yet)" in shown.home()
        assert "*Lead quality*\n—" in shown.home()


@pytest.mark.parametrize("kind", [kind for kind in COMMON if kind not in ("bookings", "ageing")])
def test_with_one_lead_a_rate_over_nothing_is_a_dash(company: Company, kind: ReportKind) -> None:
    advertise(company, budget=0)
    company.add_lead()
    with looking(company) as shown:
        report, sheet = shown.report(kind), shown.sheet(kind)
        assert "*Conversion*\n0 % (target 20 %)" in shown.home()
    over_nothing = {
        "kpi": {("Booking rate", "Now"), ("Customer lifetime value", "Now"), ("Payment collection", "Now")}
        | {("Days to conversion", "Now")},
        "sources": {(name, column) for name in ("No source", "Total") for column in COSTS},
        "campaigns": {(name, column) for name in ("Diwali", "Total") for column in ("Rate", "ROI", "Expected ROI")},
    }
    assert dashes(report, sheet.lines) == over_nothing.get(kind, set())


COSTS = ("Cost per lead", "Cost per conversion")


def dashes(report: Report, lines: list[list[str]]) -> set[tuple[str, str]]:
    """Where a figure is a dash, by line and column."""
    assert report.table is not None
    figures = {ColumnKind.RATE, ColumnKind.MONEY, ColumnKind.FIGURE}
    return {
        (line[0], column.title)
        for line in lines
        for column, text in zip(report.table.columns, line, strict=True)
        if column.kind in figures and column.title not in ("Before", "Change") and text == "—"
    }


def test_one_booking_has_no_share_of_the_others(company: Company) -> None:
    sell(company, company.add_lead().id, 1_000)
    with looking(company) as shown:
        sheet = shown.sheet("bookings")
        assert sheet["Confirmed", "Average"] == 1_000
        assert sheet["Cancelled", "Average"] is None
        assert sheet["Confirmed", "Share"] == 100
        assert sheet["Cancelled", "Share"] == 0


@pytest.mark.parametrize(
    ("rate", "text"),
    [("12.25", "12.3 %"), ("99.99", "99.99 %")],  # 12.25, which Python would round to the even 12.2
)
def test_a_rate_is_sorted_by_the_number_that_is_read(rate: str, text: str) -> None:
    column = Column("Rate", "Rate", ColumnKind.RATE)
    cell = Cell(Fraction(rate), text)
    [_, [shown], _] = data_table(Table("", (column,), ((cell,),), (cell,)))["rows"]
    assert shown["value"] == float(number(shown["text"]) or 0)
