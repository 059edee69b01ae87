"""The forms in the browser: what they ask, what they ask twice, and what is still there when they change."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.kinds import BookingStatus, LeadStatus, Role
from tests.end_to_end.browsing import ACME, choose, form_of, newest, pick, save, say
from tests.end_to_end.conftest import Look
from tests.handlers.booked import entries
from tests.slack import Person, Slack


@pytest.fixture
def asha(live: Slack) -> Person:
    """A rep with her lead Acme."""
    asha = live.person("asha", role=Role.REP)
    owner = asha.member
    live.write(
        lambda store: store.leads.add(
            name="Anil Mehta", company="Acme Corp", phone="98450 12345", owner_id=owner.id, created_on=store.today
        )
    )
    return asha


@pytest.mark.usefixtures("asha")
def test_the_milestone_form_changes_with_its_type_and_keeps_what_was_typed(look: Look) -> None:
    page = look("asha")
    say(page, "/milestone")
    form = form_of(page, "Log a milestone")
    expect(form.get_by_label("Location")).to_have_count(0)
    choose(form, "Lead", "acm", ACME)
    choose(form, "What happened", "site", "Site visit")
    form.get_by_label("Location").fill("Whitefield")
    form.get_by_label("Notes").fill("wants a corner flat")
    choose(form, "Outcome", "pos", "🙂 Positive")
    choose(form, "What happened", "prop", "Proposal")
    expect(form.get_by_label("Location")).to_have_count(0)
    expect(form.get_by_label("Notes")).to_have_value("wants a corner flat")
    choose(form, "What happened", "site", "Site visit")
    expect(form.get_by_label("Location")).to_have_value("Whitefield")

    form.get_by_label("Remind me to follow up").check()
    form.get_by_label("Follow up on").wait_for()
    save(form)
    expect(form.get_by_text("Please complete this required field.")).to_be_visible()
    form.get_by_label("Follow up on").fill("2090-01-04")
    save(form)
    expect(newest(page)).to_contain_text("Site visit today · at Whitefield · 🙂 positive · “wants a corner flat”")
    expect(newest(page)).to_contain_text("follow up 4 Jan 2090")


@pytest.mark.usefixtures("asha")
def test_whose_phone_it_is_is_said_while_the_lead_is_typed_and_logging_there_is_one_press(look: Look) -> None:
    vikram = look("vikram")
    say(vikram, "/lead")
    form = form_of(vikram, "New lead")
    form.get_by_label("Name").fill("A. Mehta")
    form.get_by_label("Phone").fill("+91 98450-12345")
    form.get_by_label("Phone").press("Enter")
    expect(form).to_contain_text("This phone is Asha Rao's lead Anil Mehta · Acme Corp (L-1).")
    expect(form.get_by_label("Name")).to_have_value("A. Mehta")
    form.get_by_role("button", name="Log there instead").click()

    milestone = form_of(vikram, "Log a milestone")
    expect(milestone.get_by_label("Lead")).to_have_value(ACME)
    choose(milestone, "What happened", "contacted", "Contacted")
    save(milestone)
    expect(newest(vikram)).to_contain_text("Contacted today")


def test_a_message_becomes_an_engagement_of_a_lead_with_its_link(look: Look, live: Slack, asha: Person) -> None:
    page = look("asha")
    say(page, "Acme writes: please send the floor plan of the corner flat")
    row = newest(page)
    expect(row).to_contain_text("Acme writes")
    row.hover()
    pick(page, row.get_by_role("button", name="More actions"), "Log as engagement")
    form = form_of(page, "Log an engagement")
    expect(form.get_by_label("Subject")).to_have_value("Acme writes: please send the floor plan of the corner flat")
    choose(form, "Lead", "acm", ACME)
    choose(form, "By which channel", "what", "WhatsApp")
    save(form)
    expect(newest(page)).to_contain_text("Message sent today · WhatsApp · “Acme writes: please send the floor plan")
    (kept,) = live.read(lambda store: store.engagements.list_of_lead(1))
    link = f"https://northwind-homes.slack.com/archives/{asha.sales}/p"
    assert kept.notes.startswith(f"Acme writes: please send the floor plan of the corner flat\n{link}")


@pytest.mark.usefixtures("asha")
def test_a_manager_makes_a_campaign_and_links_to_it_a_lead_that_has_none(look: Look) -> None:
    page = look("priya")
    say(page, "/campaign new Diwali offer")
    form = form_of(page, "New campaign")
    expect(form.get_by_label("Name")).to_have_value("Diwali offer")
    choose(form, "Type", "soc", "Social")
    form.get_by_label("Budget").fill("50,000")
    save(form)
    expect(newest(page)).to_contain_text("Diwali offer (CMP-1)")

    say(page, "/campaign list")
    expect(newest(page)).to_contain_text("1 open lead has no campaign.")
    newest(page).get_by_role("button", name="Show them").click()
    expect(newest(page)).to_contain_text("1 open lead without a campaign")
    newest(page).get_by_role("button", name="Edit").click()
    edit = form_of(page, "Edit L-1")
    choose(edit, "Campaign", "diw", "Diwali offer (CMP-1)")
    save(edit)
    expect(edit).to_be_hidden()

    say(page, "/campaign diwali")
    expect(newest(page)).to_contain_text("Leads1")


@pytest.mark.usefixtures("asha")
def test_a_manager_books_in_one_step_with_the_invoice_and_takes_it_all_back(look: Look, live: Slack) -> None:
    page = look("priya")
    say(page, "/booking")
    form = form_of(page, "New booking")
    choose(form, "Lead", "acm", ACME)
    form.get_by_label("Amount").fill("5 lakh")
    expect(form.get_by_label("Due on")).to_have_count(0)
    form.get_by_label("Make the invoice too").check()
    expect(form.get_by_label("Due on")).to_be_visible()
    expect(form.get_by_label("Amount")).to_have_value("5 lakh")
    save(form)
    for told in (
        "Acme Corp (C-1), a new customer",
        "✅ confirmed",
        "now converted",
        "invoice LE-000001, due",
    ):
        expect(newest(page)).to_contain_text(told)
    assert [(entry.debit, entry.booking_id) for entry in entries(live)] == [(500_000_00, 1)]

    newest(page).get_by_role("button", name="Undo").click()
    expect(newest(page)).to_contain_text("Undone:")
    assert [entry.amount for entry in entries(live)] == [500_000_00, -500_000_00]
    assert live.read(lambda store: store.leads.get(1).status) is LeadStatus.NEW
    assert live.read(lambda store: store.bookings.get(1).status) is BookingStatus.CANCELLED
