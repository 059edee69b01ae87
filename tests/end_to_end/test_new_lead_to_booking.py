"""The guide's first workflow in the browser, day by day, from day 1 to day 30: what `docs/walkthrough.md` shows."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from bot.kinds import CampaignStatus, CampaignType, LeadStatus, Role, SourceType
from bot.ledger import running_balances
from bot.money import format_amount
from storage.store import Store
from tests.end_to_end.browsing import ACME, choose, form_of, newest, pick, save, say, words_of
from tests.end_to_end.conftest import Keep, Look, RealNow
from tests.slack import Slack

Step = tuple[Callable[[Page, Keep], None], Page]

KEPT = {
    1: (
        LeadStatus.CONTACTED,
        "day 1: lead_generated, from Website form, Whitefield launch",
        "day 1: email_sent by email, completed: Price list and floor plans",
    ),
    2: (
        LeadStatus.QUALIFIED,
        "day 2: call_made by phone, completed: wants the corner flat",
        "day 2: qualified by hand",
    ),
    4: (
        LeadStatus.QUALIFIED,
        "day 4: site_visit at Whitefield, positive",
        "day 4: follow-up for day 7, pending",
    ),
    7: (
        LeadStatus.QUALIFIED,
        "day 9: meeting_scheduled by in_person, pending: demo of the 3D walkthrough",
        "day 4: follow-up for day 7, done",
    ),
    9: (
        LeadStatus.QUALIFIED,
        "day 9: meeting_scheduled by in_person, completed: demo of the 3D walkthrough",
    ),
    14: (
        LeadStatus.QUALIFIED,
        "day 14: proposal_sent by email, completed: 3BHK corner flat, 84 lakh",
        "day 14: follow-up for day 17, pending",
    ),
    18: (
        LeadStatus.NEGOTIATION,
        "day 18: negotiation",
        "day 14: follow-up for day 17, done",
        "day 18: follow-up for day 21, pending",
    ),
    21: (
        LeadStatus.CONVERTED,
        "day 21: booking",
        "day 18: follow-up for day 21, done",
        "day 21: booking of Acme Corp for ₹84,00,000, confirmed",
    ),
    22: (
        LeadStatus.CONVERTED,
        "day 22: LE-000001 invoice, debit ₹5,00,000, balance ₹5,00,000",
    ),
    26: (
        LeadStatus.CONVERTED,
        "day 26: LE-000002 payment, credit ₹3,00,000, balance ₹2,00,000",
        "day 26: LE-000003 credit_note, credit ₹50,000, balance ₹1,50,000",
    ),
    30: (
        LeadStatus.CONVERTED,
        "day 30: LE-000004 payment, credit ₹1,50,000, balance ₹0",
    ),
}
"""The lead's status at the end of each day, and what the records have then that they had not the day before."""

STATEMENT = [
    ("Invoice · INV-118 · BK-2026-0001 · Due on booking", "₹5,00,000", "—", "₹5,00,000"),
    ("Payment · R-2041", "—", "₹3,00,000", "₹2,00,000"),
    ("Credit note · CN-7", "—", "₹50,000", "₹1,50,000"),
    ("Payment · R-2098", "—", "₹1,50,000", "₹0"),
    ("—", "₹5,00,000", "₹5,00,000", "₹0"),
]
"""What each entry is, its debit or credit, and the balance after it; the totals."""


def test_a_lead_goes_from_its_source_to_a_booking_that_is_paid_in_thirty_days(
    look: Look, live: Slack, now: RealNow, keep_picture: Keep
) -> None:
    live.write(make_what_stands_before)
    live.person("asha", role=Role.REP)
    desk, phone = look("asha", width=860, height=1300), look("asha", width=390, height=800)
    office = look("priya", width=860, height=1300)
    days: dict[int, list[Step]] = {
        1: [(generate_lead, desk), (send_email, desk)],
        2: [(make_call, phone), (qualify, phone)],
        4: [(visit_site, phone)],
        7: [(schedule_demo, phone)],
        9: [(hold_demo, phone)],
        14: [(send_proposal, desk)],
        18: [(negotiate, phone)],
        21: [(book, desk), (confirm, desk)],
        22: [(invoice, office)],
        26: [(receive_first_payment, office), (give_credit, office)],
        30: [
            (receive_last_payment, office),
            (show_statement, office),
            (send_statement, office),
            (show_customer, office),
            (show_journey, desk),
        ],
    }
    known: list[str] = []
    for day, steps in days.items():
        now.ahead = timedelta(days=day - 30)
        for take, page in steps:
            take(page, keep_picture)
        status, kept = live.read(lambda store: (store.leads.get(1).status, list(diary(store))))
        assert (status, *(line for line in kept if line not in known)) == KEPT[day]
        known = kept


def make_what_stands_before(store: Store) -> None:
    store.sources.add("Website form", SourceType.WEBSITE)
    store.campaigns.add(
        "Whitefield launch",
        CampaignType.DIGITAL,
        starts_on=store.today,
        ends_on=None,
        budget=0,
        expected_roi=None,
        status=CampaignStatus.ACTIVE,
    )
    store.units.add("3BHK", existing=12)


def diary(store: Store) -> Iterator[str]:
    """All that is kept of the lead, its bookings and the customer's account, with the day that each is dated."""
    lead = store.leads.get(1)
    origin = f"{store.sources.get(lead.source_id or 0).name}, {store.campaigns.get(lead.campaign_id or 0).name}"

    def day(on: date | None) -> str:
        assert on is not None
        assert lead.created_on is not None
        return f"day {(on - lead.created_on).days + 1}"

    for step in store.milestones.list_of_lead(1):
        place = f"at {step.location}, {step.outcome}" if step.location else ""
        where = f", from {origin}" if step.type == "lead_generated" else f" {place}" if place else ""
        yield f"{day(step.happened_on)}: {step.type}{where}"
    for one in store.engagements.list_of_lead(1):
        yield f"{day(one.happened_on)}: {one.type} by {one.channel}, {one.status}: {one.subject}"
    for change in store.leads.status_changes(1):
        if change.by_hand:
            yield f"{day(change.changed_on)}: {change.to_status} by hand"
    for due in store.follow_ups.list_of_lead(1):
        yield f"{day(due.opened_on)}: follow-up for {day(due.due_on)}, {due.status}"
    for booking in store.bookings.list_of_lead(1):
        whose = store.customers.get(booking.customer_id).name
        yield f"{day(booking.booked_on)}: booking of {whose} for {rupees(booking.amount)}, {booking.status}"
        entries = store.ledger.entries(booking.customer_id)
        for entry, balance in zip(entries, running_balances(entries), strict=True):
            side = f"debit {rupees(entry.debit)}" if entry.debit else f"credit {rupees(entry.credit)}"
            yield f"{day(entry.entered_on)}: {entry.code} {entry.type}, {side}, balance {rupees(balance)}"


def rupees(minor: int) -> str:
    return format_amount(minor, "INR", "en_IN")


def generate_lead(page: Page, keep: Keep) -> None:
    say(page, "/lead")
    form = form_of(page, "New lead")
    form.get_by_label("Name").fill("Anil Mehta")
    form.get_by_label("Company").fill("Acme Corp")
    form.get_by_label("Phone").fill("98450 12345")
    choose(form, "Source", "web", "Website form")
    choose(form, "Campaign", "white", "Whitefield launch")
    form.get_by_label("Estimated value").fill("85,00,000")
    keep(form, "lead-form")
    save(form)
    expect(newest(page)).to_contain_text("Anil Mehta · Acme Corp (L-1) – Website form · Whitefield launch · ₹85,00,000")


def send_email(page: Page, keep: Keep) -> None:
    say(page, "/engage")
    form = form_of(page, "Log an engagement")
    choose(form, "Lead", "acme", ACME)
    choose(form, "What was it", "email", "Email sent")
    expect(form.get_by_label("By which channel")).to_have_value("Email")
    form.get_by_label("Subject").fill("Price list and floor plans")
    keep(form, "email-form")
    save(form)
    expect(newest(page)).to_contain_text("Email sent today · “Price list and floor plans”")
    expect(newest(page)).to_contain_text("now contacted")


def make_call(page: Page, keep: Keep) -> None:
    say(page, '/engage acme call 12m positive "wants the corner flat" "his brother decides with him"')
    expect(newest(page)).to_contain_text("Call made today · “wants the corner flat” · 🙂 positive · 12 min")
    keep(words_of(newest(page)), "call")


def qualify(page: Page, keep: Keep) -> None:
    say(page, "/lead acme")
    expect(newest(page)).to_contain_text("Journey")
    pick(page, newest(page).get_by_role("button", name="More options"), "Set status…")
    form = form_of(page, "Set status")
    choose(form, "New status", "qual", "⭐ Qualified")
    form.get_by_label("Note").fill("Budget of 85 lakh, wants to move in by summer")
    keep(form, "status-form")
    save(form)
    expect(newest(page)).to_contain_text("is now qualified, after contacted")


def visit_site(page: Page, keep: Keep) -> None:
    say(page, '/visit acme positive @ Whitefield "loved the 3BHK" follow up in 3 days')
    expect(newest(page)).to_contain_text("Site visit today · at Whitefield · 🙂 positive · “loved the 3BHK”")
    expect(newest(page)).to_contain_text("⏰ follow up")
    keep(words_of(newest(page)), "visit")


def schedule_demo(page: Page, keep: Keep) -> None:
    say(page, "/followups")
    expect(newest(page)).to_contain_text("today · loved the 3BHK")
    keep(words_of(newest(page)), "followups")
    say(page, '/engage acme meeting in 2 days 11:00 "demo of the 3D walkthrough"')
    expect(newest(page)).to_contain_text("11:00 · In person · “demo of the 3D walkthrough” · ⏳ pending")
    expect(newest(page)).to_contain_text("☑️ follow-up of today done")
    keep(words_of(newest(page)), "meeting")


def hold_demo(page: Page, keep: Keep) -> None:
    say(page, "/followups")
    expect(newest(page)).to_contain_text("Meetings to close")
    keep(words_of(newest(page)), "meeting-to-close")
    newest(page).get_by_role("button", name="Held").click()
    expect(newest(page)).to_contain_text("Meeting scheduled today")


def send_proposal(page: Page, keep: Keep) -> None:
    say(page, '/engage acme proposal "3BHK corner flat, 84 lakh" follow up in 3 days')
    expect(newest(page)).to_contain_text("Proposal sent today · Email · “3BHK corner flat, 84 lakh”")
    expect(newest(page).get_by_role("button", name="Got an answer")).to_be_visible()
    keep(words_of(newest(page)), "proposal")


def negotiate(page: Page, keep: Keep) -> None:
    say(page, '/milestone acme negotiation neutral "asks for parking in the price" follow up in 3 days')
    expect(newest(page)).to_contain_text("Negotiation today · 😐 neutral · “asks for parking in the price”")
    expect(newest(page)).to_contain_text("now in negotiation")
    keep(words_of(newest(page)), "negotiation")


def book(page: Page, keep: Keep) -> None:
    say(page, "/booking")
    form = form_of(page, "New booking")
    choose(form, "Lead", "acme", ACME)
    form.get_by_label("Amount").fill("84 lakh")
    choose(form, "Unit type", "3", "3BHK")
    choose(form, "Status", "pend", "⏳ Pending")
    booked_on = date.fromisoformat(form.get_by_label("Booked on").input_value())
    form.get_by_label("Delivery on").fill(f"{booked_on + timedelta(days=365)}")
    form.get_by_label("Notes").fill("Corner flat B-1204, parking included")
    keep(form, "booking-form")
    save(form)
    for told in (
        "Acme Corp (C-1), a new customer",
        "1 × 3BHK · ⏳ pending",
        "now converted",
        "11 of 12 left",
    ):
        expect(newest(page)).to_contain_text(told)
    keep(words_of(newest(page)), "booking")


def confirm(page: Page, keep: Keep) -> None:
    say(page, "/booking acme")
    card = newest(page)
    expect(card).to_contain_text("⏳ Pending · ₹84,00,000")
    expect(card).to_contain_text("not invoiced")
    keep(words_of(card), "booking-card")
    card.get_by_role("button", name="Confirm").click()
    expect(newest(page)).to_contain_text("Confirmed BK-")
    expect(page.get_by_role("article").filter(has_text="✅ Confirmed · ₹84,00,000")).to_contain_text("Complete")


def invoice(page: Page, keep: Keep) -> None:
    say(page, "/ledger acme invoice 5 lakh")
    form = form_of(page, "New ledger entry")
    expect(form.get_by_label("Customer")).to_have_value("Acme Corp (C-1)")
    choose(form, "For which booking", "acme", "BK-")
    form.get_by_label("Invoice number").fill("INV-118")
    form.get_by_label("Description").fill("Due on booking")
    keep(form, "invoice-form")
    save(form)
    expect(newest(page)).to_contain_text("Acme Corp owes ₹5,00,000 now")
    keep(words_of(newest(page)), "invoice")


def enter(page: Page, line: str, number: tuple[str, str], told: str) -> None:
    """Send the form that a line of `/ledger` fills in, with the document's number."""
    say(page, line)
    form = form_of(page, "New ledger entry")
    form.get_by_label(number[0]).fill(number[1])
    save(form)
    expect(newest(page)).to_contain_text(told)


def receive_first_payment(page: Page, keep: Keep) -> None:
    enter(page, "/ledger acme payment 3 lakh", ("Receipt number", "R-2041"), "Acme Corp owes ₹2,00,000 now")
    keep(words_of(newest(page)), "payment")


def give_credit(page: Page, _keep: Keep) -> None:
    enter(page, "/ledger acme credit note 50k", ("Credit note number", "CN-7"), "Acme Corp owes ₹1,50,000 now")


def receive_last_payment(page: Page, _keep: Keep) -> None:
    enter(page, "/ledger acme payment 1.5 lakh", ("Receipt number", "R-2098"), "Acme Corp owes nothing now · 🟢 good")


def show_statement(page: Page, keep: Keep) -> None:
    page.set_viewport_size({"width": 1220, "height": 1300})  # wide enough for the table's six columns
    say(page, "/ledger acme")
    shown = newest(page)
    expect(shown.get_by_role("table")).to_contain_text("LE-000004")
    head, *rows = [row.locator("th, td").all_inner_texts() for row in shown.get_by_role("row").all()]
    places = [head.index(title) for title in ("What", "Debit", "Credit", "Balance")]
    assert [tuple(row[place] for place in places) for row in rows] == STATEMENT
    keep(words_of(shown), "statement")


def send_statement(page: Page, _keep: Keep) -> None:
    shown = newest(page)
    for kind in ("PDF", "Excel"):
        shown.get_by_role("button", name=kind).click()
    page.get_by_role("button", name="Milepost").first.click()
    page.get_by_role("tab", name="Messages").click()
    pdf, workbook = (content_of(page, extension) for extension in ("pdf", "xlsx"))
    words = PdfReader(pdf).pages[0].extract_text()
    assert [told for told in ("Settled", "INV-118", "5,00,000", "1,50,000") if told not in words] == []
    rows = load_workbook(workbook)["Statement"].iter_rows(min_row=6, values_only=True)
    assert [row[3:] for row in rows] == [
        (500_000, None, 500_000),
        (None, 300_000, 200_000),
        (None, 50_000, 150_000),
        (None, 150_000, 0),
        (500_000, 500_000, 0),
    ]


def content_of(page: Page, extension: str) -> io.BytesIO:
    with page.expect_download() as download:
        page.get_by_role("link", name=f".{extension}").first.click()
    return io.BytesIO(Path(download.value.path()).read_bytes())


def show_customer(page: Page, keep: Keep) -> None:
    page.set_viewport_size({"width": 860, "height": 1300})
    page.get_by_role("button", name="sales").click()
    say(page, "/customer acme")
    expect(newest(page)).to_contain_text("Owes nothing · 🟢 good")
    keep(words_of(newest(page)), "customer")
    newest(page).get_by_role("button", name="Show").click()
    expect(newest(page)).to_contain_text("invoiced ₹5,00,000 · nothing open")


def show_journey(page: Page, keep: Keep) -> None:
    say(page, "/lead acme")
    expect(newest(page)).to_contain_text("Journey · 9 steps in 20 days")
    keep(words_of(newest(page)), "journey")
