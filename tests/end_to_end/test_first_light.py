"""The whole path in the browser: a rep logs, a manager asks, a channel gets its funnel by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.conftest import Look
from tests.slack import Slack

Keep = Callable[[Page, str], None]
A_MINUTE = 75_000
"""Milliseconds within which a post that is due at the next full minute must be there."""


def say(page: Page, text: str, channel: str = "sales") -> None:
    box = page.get_by_role("textbox", name=f"Message #{channel}")
    box.fill(text)
    box.press("Enter")


def choose(form: Locator, label: str, typed: str, option: str) -> None:
    form.get_by_label(label).fill(typed)
    form.page.get_by_role("option", name=option).click()


def newest(page: Page) -> Locator:
    return page.get_by_role("article").last


def make_lead(page: Page, name: str, company: str) -> None:
    say(page, "/lead")
    form = page.get_by_role("dialog", name="New lead")
    form.get_by_label("Name").fill(name)
    form.get_by_label("Company").fill(company)
    form.get_by_label("Estimated value").fill("85,00,000")
    form.get_by_role("button", name="Save").click()
    expect(newest(page)).to_contain_text(f"New lead {name} · {company}")


def test_a_rep_makes_a_lead_logs_a_visit_in_one_line_and_takes_it_back(look: Look, keep_picture: Keep) -> None:
    page = look("asha")
    make_lead(page, "Anil Mehta", "Acme Corp")
    expect(newest(page)).to_contain_text("₹85,00,000")
    expect(newest(page)).to_contain_text("Only visible to you")

    say(page, '/visit acme positive @ Whitefield "loved it" follow up fri')
    expect(newest(page)).to_contain_text("Site visit today · at Whitefield · 🙂 positive · “loved it”")
    expect(newest(page)).to_contain_text("now qualified")
    keep_picture(page, "visit")
    newest(page).get_by_role("button", name="Undo").click()
    expect(newest(page)).to_contain_text("Undone:")

    say(page, "/lead acme")
    expect(newest(page)).to_contain_text("New · owner Asha Rao")


def test_the_form_asks_only_what_the_type_needs(look: Look, keep_picture: Keep) -> None:
    page = look("asha")
    make_lead(page, "Anil Mehta", "Acme Corp")
    say(page, "/milestone")
    form = page.get_by_role("dialog", name="Log a milestone")
    expect(form.get_by_label("Location")).to_have_count(0)
    choose(form, "Lead", "acm", "Anil Mehta · Acme Corp (L-1)")
    choose(form, "What happened", "site", "Site visit")
    form.get_by_label("Location").fill("Whitefield")
    form.get_by_label("Notes").fill("wants a corner flat")
    choose(form, "Outcome", "pos", "🙂 Positive")
    form.get_by_label("Remind me to follow up").check()
    expect(form.get_by_label("Notes")).to_have_value("wants a corner flat")
    keep_picture(page, "milestone-form")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Please complete this required field.")).to_be_visible()
    form.get_by_label("Follow up on").fill("2030-01-04")
    form.get_by_role("button", name="Save").click()
    expect(newest(page)).to_contain_text("follow up 4 Jan 2030")


def test_a_manager_asks_for_the_funnel_and_everybody_in_the_channel_sees_it(look: Look, keep_picture: Keep) -> None:
    asha, priya = look("asha"), look("priya", height=1500)
    make_lead(asha, "Anil Mehta", "Acme Corp")
    say(priya, "/report funnel")
    for page in (priya, asha):
        expect(newest(page)).to_contain_text("0 of 1 lead converted so far: 0 %")
        picture = newest(page).get_by_role("img", name="Lead funnel")
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 800
        expect(newest(page).get_by_role("table")).to_contain_text("Total")
    keep_picture(priya, "funnel")


def test_a_channel_gets_its_funnel_by_itself_at_its_time(look: Look, live: Slack) -> None:
    page = look("priya")
    due = datetime.now(ZoneInfo("Asia/Kolkata")).replace(second=0) + timedelta(minutes=1)
    say(page, "/schedule")
    form = page.get_by_role("dialog", name="Schedule a report")
    form.get_by_label("At (Asia/Kolkata)").fill(f"{due:%H:%M}")
    form.get_by_role("button", name="Schedule").click()
    expect(newest(page)).to_contain_text("Scheduled Funnel, last 12 months → #sales, every day at")

    expect(newest(page)).to_contain_text("Scheduled by @Priya Nair", timeout=A_MINUTE)
    say(page, "/schedule")
    newest(page).get_by_role("button", name="Run now").click()
    expect(newest(page)).to_contain_text("Run now by @Priya Nair")
    posted = [message for message in live.person("priya").messages() if message["text"].startswith("Lead funnel")]
    assert len(posted) == 2


def test_the_home_shows_what_is_waiting_and_the_other_workspace_sees_nothing(look: Look, keep_picture: Keep) -> None:
    page = look("asha")
    make_lead(page, "Anil Mehta", "Acme Corp")
    say(page, '/visit acme positive @ Whitefield "loved it" follow up fri')
    expect(newest(page)).to_contain_text("now qualified")
    page.get_by_role("button", name="Milepost").first.click()
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_role("main")).to_contain_text("Anil Mehta · Acme Corp (L-1)")
    keep_picture(page, "home")

    ben = look("ben", "C0CSALES")
    say(ben, "/lead acme")
    expect(newest(ben)).to_contain_text("I found no lead “acme”.")


def test_on_a_phone_the_visit_is_one_line_too(look: Look, keep_picture: Keep) -> None:
    desk, phone = look("asha"), look("asha", width=390, height=800)
    make_lead(desk, "Anil Mehta", "Acme Corp")
    say(phone, '/visit acme good @ Whitefield "loved it" fu tomorrow')
    expect(newest(phone)).to_contain_text("follow up tomorrow")
    keep_picture(phone, "phone")
