"""The guide's first workflow in the browser, day by day, up to the proposal: what `docs/walkthrough.md` shows."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from bot.kinds import CampaignStatus, CampaignType, LeadStatus, Role, SourceType
from tests.end_to_end.browsing import ACME, choose, form_of, newest, pick, save, say, words_of
from tests.end_to_end.conftest import Keep, Look, RealNow
from tests.slack import Slack


def test_a_lead_goes_from_its_source_to_a_proposal_in_two_weeks(
    look: Look, live: Slack, now: RealNow, keep_picture: Keep
) -> None:
    live.write(lambda store: store.sources.add("Website form", SourceType.WEBSITE))
    live.write(
        lambda store: store.campaigns.add(
            "Whitefield launch",
            CampaignType.DIGITAL,
            starts_on=store.today,
            ends_on=None,
            budget=0,
            expected_roi=None,
            status=CampaignStatus.ACTIVE,
        )
    )
    live.person("asha", role=Role.REP)

    now.ahead = timedelta(days=-13)
    desk, phone = look("asha", width=860, height=1300), look("asha", width=390, height=800)
    generate_lead(desk, keep_picture)
    send_email(desk, keep_picture)
    now.ahead = timedelta(days=-12)
    make_call(phone, keep_picture)
    qualify(phone, keep_picture)
    now.ahead = timedelta(days=-10)
    visit_site(phone, keep_picture)
    now.ahead = timedelta(days=-7)
    schedule_demo(phone, keep_picture)
    now.ahead = timedelta(days=-5)
    hold_demo(phone, keep_picture)
    now.ahead = timedelta(0)
    send_proposal(desk, keep_picture)

    assert live.read(lambda store: store.leads.get(1)).status is LeadStatus.QUALIFIED
    _, call, *_ = live.read(lambda store: store.engagements.list_of_lead(1))
    assert call.notes == "his brother decides with him"
    say(desk, "/lead acme")
    expect(newest(desk)).to_contain_text("Journey · 7 steps in 13 days")
    keep_picture(words_of(newest(desk)), "journey")


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
