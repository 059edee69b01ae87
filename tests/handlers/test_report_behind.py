"""The records behind a report's numbers: as many as it says, for whoever may see them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.kinds import BookingStatus, EntryType, LeadStatus, Role, SourceType
from bot.report import ReportKind
from storage.store import Store
from tests.handlers.behind import counted, lines, menus, report, request_text, run_campaign, show
from tests.handlers.forgery import NONSENSE, Forger
from tests.slack import Person, Slack, texts

STATUSES = {
    LeadStatus.NEW: 10,
    LeadStatus.CONTACTED: 10,
    LeadStatus.QUALIFIED: 25,
    LeadStatus.CONVERTED: 5,
}
"""The guide's October 2025: 50 new, 40 contacted, 30 qualified, 5 converted."""

CREATED = date(2025, 10, 12)


@pytest.fixture
def priya(slack: Slack) -> Person:
    """A manager, whose team has October's leads: half of them from Google Ads, three lost, one without a date."""
    priya = slack.person("priya", role=Role.MANAGER)
    asha = slack.person("asha", role=Role.REP)

    def add(store: Store) -> None:
        ads = store.sources.add("Google Ads", SourceType.WEBSITE)
        number = 0
        for status, count in STATUSES.items():
            for _ in range(count):
                number += 1
                store.leads.add(
                    name=f"Lead {number}",
                    owner_id=asha.member.id if number % 5 == 0 else priya.member.id,
                    created_on=CREATED,
                    status=status,
                    source_id=ads.id if number % 2 else None,
                )
        for lead_id in (11, 12, 13):
            store.leads.move(lead_id, LeadStatus.LOST, member_id=priya.member.id, on=CREATED, note=None)
        store.leads.add(name="Undated", owner_id=priya.member.id, created_on=None)

    slack.write(add)
    return priya


def number_in(choice: str) -> int:
    found = re.search(r"(\d+)$", choice)
    assert found
    return int(found[1])


def test_every_number_of_the_funnel_lists_as_many_leads_as_it_says(priya: Person) -> None:
    choices = menus(show(priya, "funnel 2025-10"))["behind_number"]
    assert choices == [
        "All 50",
        "Contacted 40",
        "Qualified 30",
        "Negotiation 5",
        "Converted 5",
        "Lost 3",
        "Only qualified 25",
    ]
    for choice in choices:
        priya.press_in_form(choice)
        assert counted(priya.form) == number_in(choice), choice


def test_the_heading_says_how_many_are_listed_and_which(slack: Slack, priya: Person) -> None:
    show(priya, "funnel 2025-10")
    assert texts(priya.form).startswith("*50 leads*\nOct 2025")
    for choice, heading in {
        "Qualified 30": "*30 leads* that came to qualified",
        "Only qualified 25": "*25 leads* that came no further than qualified",
        "Lost 3": "*3 leads* that are lost now",
    }.items():
        priya.press_in_form(choice)
        assert texts(priya.form).startswith(heading)

    add_bookings(slack)
    assert texts(show(priya, "bookings")).startswith("*3 bookings*\n")
    priya.press_in_form("Confirmed 2")
    assert texts(priya.form).startswith("*2 bookings*, confirmed\n")


def add_bookings(slack: Slack) -> None:
    """Two confirmed ones, then one that is pending."""

    def add(store: Store) -> None:
        customer = store.customers.add("Acme Corp", owner_id=None)
        for status in (BookingStatus.CONFIRMED, BookingStatus.CONFIRMED, BookingStatus.PENDING):
            store.bookings.add(customer.id, None, date(2026, 11, 2), 500_000_00, status=status, unit_count=2)

    slack.write(add)


def test_the_funnel_leaves_out_whom_nobody_knows_the_day_of_and_the_kpis_count_them(priya: Person) -> None:
    assert menus(show(priya, "funnel all time"))["behind_number"][0] == "All 50"
    priya.close()
    assert menus(show(priya, "kpi"))["behind_number"][0] == "All 51"
    assert counted(priya.form) == 51


def test_a_line_says_who_it_is_how_far_and_whose(priya: Person) -> None:
    view = show(priya, "funnel 2025-10")
    assert len(lines(view)) == 40
    assert lines(view)[0] == "*Lead 50* (L-50)\n🏆 converted · 👤 Asha Rao · created 12 Oct 2025"
    assert "and 10 more" in texts(view)
    priya.press_in_form("Lost 3")
    assert lines(priya.form)[0].endswith("🚪 lost · came to contacted · 👤 Priya Nair · created 12 Oct 2025")


@pytest.mark.parametrize(
    ("words", "line"),
    [("sources 2025-10", "Google Ads 25"), ("sources 2025-10", "No source 25"), ("team 2025-10", "Asha Rao 10")],
)
def test_a_line_of_the_report_has_its_own_leads(priya: Person, words: str, line: str) -> None:
    view = show(priya, words)
    assert line in menus(view)["behind_line"]
    assert counted(view) == 50
    priya.press_in_form(line)
    for choice in menus(priya.form)["behind_number"]:
        priya.press_in_form(choice)
        assert counted(priya.form) == number_in(choice), choice
        assert line in menus(priya.form)["behind_line"]


def test_bookings_are_listed_by_their_status_and_only_a_manager_reads_the_amounts(slack: Slack, priya: Person) -> None:
    add_bookings(slack)
    view = show(priya, "bookings")
    assert "All 3" in menus(view)["behind_status"]
    assert lines(view)[0].endswith("⏳ pending · 2 units · *₹5,00,000* · Mon 2 Nov")
    priya.press_in_form("Confirmed 2")
    assert counted(priya.form) == 2
    assert "₹" not in texts(show(slack.person("asha"), "bookings"))


def test_who_owes_is_a_managers_and_a_rep_reads_of_their_own(slack: Slack, priya: Person) -> None:
    asha = slack.person("asha")

    def add(store: Store) -> None:
        for name, owner_id in (("Acme Corp", None), ("Globex", asha.member.id)):
            customer = store.customers.add(name, owner_id=owner_id)
            store.ledger.add(
                customer.id, EntryType.INVOICE, date(2026, 9, 1), debit=100_000_00, credit=0, due_on=date(2026, 10, 1)
            )

    slack.write(add)
    assert [line.split(" · ")[0] for line in lines(show(priya, "ageing"))] == [
        "*Acme Corp* (C-1) owes *₹1,00,000*",
        "*Globex* (C-2) owes *₹1,00,000*",
    ]
    assert lines(show(asha, "ageing")) == ["*Globex* (C-2) owes *₹1,00,000* · 🔴 escalate (over 30 days late)"]


def test_a_rep_sees_the_leads_of_a_report_in_a_channel_and_no_way_to_export_them(slack: Slack, priya: Person) -> None:
    priya.say("/report funnel 2025-10")
    slack.deliver()
    asha = slack.person("asha")
    asha.press("Show these leads")
    assert counted(asha.form) == 50
    assert "Export these" not in texts(asha.form)


def test_a_lead_opens_over_the_list_and_its_card_comes_below_the_report(slack: Slack, priya: Person) -> None:
    show(priya, "funnel 2025-10")
    priya.press_in_form("Show")
    assert "Lead 50" in texts(priya.form)
    priya.press_in_form("Bring me this card")
    slack.deliver()
    assert "Lead 50 (L-50)" in priya.last(priya.direct)["text"]


def test_behind_a_timeline_stands_the_lead_and_behind_a_ledger_the_account(slack: Slack, priya: Person) -> None:
    def add(store: Store) -> None:
        customer = store.customers.add("Acme Corp", owner_id=None)
        store.ledger.add(customer.id, EntryType.INVOICE, CREATED, debit=500_00, due_on=CREATED)

    slack.write(add)
    report(priya, "timeline L-3")
    priya.press("Show the lead", channel=priya.direct)
    slack.deliver()
    assert priya.last(priya.direct)["text"] == "Lead 3 (L-3)"
    report(priya, "ledger C-1")
    priya.press("Show the account", channel=priya.direct)
    slack.deliver()
    assert priya.last(priya.direct)["text"].startswith("*Acme Corp* owes *₹500*")


def test_a_number_with_nothing_behind_it_says_so(priya: Person) -> None:
    show(priya, "team 2025-10")
    priya.press_in_form("Asha Rao 10")
    priya.press_in_form("Lost 0")
    assert "Nothing stands behind this number." in texts(priya.form)
    assert "Export these" not in texts(priya.form)


def test_campaigns_are_looked_at_one_by_one_the_largest_first(slack: Slack, priya: Person) -> None:
    slack.write(lambda store: run_campaign(store, "Diwali", (1, 2, 46)))
    slack.write(lambda store: run_campaign(store, "Onam", (3, 4, 5, 49, 50)))
    view = show(priya, "campaigns 2025-10")
    assert menus(view)["behind_line"] == ["Onam 5", "Diwali 3"]
    assert counted(view) == 5
    priya.press_in_form("Diwali 3")
    priya.press_in_form("Converted 1")
    assert [line.split("\n")[0] for line in lines(priya.form)] == ["*Lead 46* (L-46)"]


def test_a_chosen_line_and_number_stay_while_the_other_is_changed(priya: Person) -> None:
    show(priya, "sources 2025-10")
    priya.press_in_form("Converted 5")
    priya.press_in_form("Google Ads 25")
    assert counted(priya.form) == 2
    priya.press_in_form("All sources 50")
    assert counted(priya.form) == 5


def test_nothing_of_another_tenant_stands_behind_a_forged_request(slack: Slack, priya: Person) -> None:
    forger = Forger(slack.person("laura", role=Role.MANAGER))
    for request in (
        request_text(ReportKind.FUNNEL, owner_id=priya.member.id),
        request_text(ReportKind.TIMELINE, lead_id=3),
        request_text(ReportKind.LEDGER, customer_id=99),
    ):
        assert "I found no" in forger.press("show_behind", request)
    assert "I found no lead" in forger.press("open_lead_behind", "3")


@pytest.mark.parametrize("action", ["show_behind", "behind_number", "behind_line", "behind_status", "open_lead_behind"])
def test_nonsense_is_answered_in_words(priya: Person, action: str) -> None:
    forger = Forger(priya)
    for carried in (None, "{}", '{"kind": "funnel"}', '{"kind": "horoscope", "period": "all time"}', *NONSENSE):
        assert "I can't tell any more what this was about." in forger.press(action, carried), carried
