"""The whole path in the browser: a rep logs, a manager asks, a channel gets its funnel by itself."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from bot.kinds import Role
from tests.end_to_end.browsing import choose, form_of, make_lead, newest, save, say
from tests.end_to_end.conftest import Look, RealNow
from tests.slack import Slack


def test_a_rep_makes_a_lead_logs_a_visit_in_one_line_and_takes_it_back(look: Look) -> None:
    page = look("asha")
    make_lead(page, "Anil Mehta", "Acme Corp")
    expect(newest(page)).to_contain_text("₹85,00,000")
    expect(newest(page)).to_contain_text("Only visible to you")

    say(page, '/visit acme positive @ Whitefield "loved it" follow up fri')
    expect(newest(page)).to_contain_text("Site visit today · at Whitefield · 🙂 positive · “loved it”")
    expect(newest(page)).to_contain_text("now qualified")
    newest(page).get_by_role("button", name="Undo").click()
    expect(newest(page)).to_contain_text("Undone:")

    say(page, "/lead acme")
    expect(newest(page)).to_contain_text("New · ₹85,00,000 · L-1")
    ben = look("ben", "C0CSALES")
    say(ben, "/lead acme")
    expect(newest(ben)).to_contain_text("I found no lead “acme”.")


def test_a_manager_asks_for_the_funnel_and_everybody_in_the_channel_sees_it(look: Look, live: Slack) -> None:
    asha = live.person("asha", role=Role.REP).member
    live.write(lambda store: store.leads.add(name="Acme", owner_id=asha.id, created_on=store.today))
    priya, other = look("priya", height=1500), look("asha")
    say(priya, "/report funnel")
    for page in (priya, other):
        expect(newest(page)).to_contain_text("0 of 1 lead converted: too few to judge by a rate.")
        picture = newest(page).get_by_role("img", name="Lead funnel")
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 800
        expect(newest(page).get_by_role("table")).to_contain_text("Total")


def test_a_channel_gets_its_funnel_by_itself_at_its_time(look: Look, live: Slack, now: RealNow) -> None:
    page = look("priya")
    say(page, "/schedule")
    form = form_of(page, "Schedule")
    choose(form, "How often", "every d", "Every day")
    now.ahead = timedelta(seconds=53 - now().second)
    due = now().astimezone(ZoneInfo("Asia/Kolkata")) + timedelta(minutes=1)
    form.get_by_label("At (Asia/Kolkata)").fill(f"{due:%H:%M}")
    save(form, "Schedule")
    expect(newest(page)).to_contain_text("Scheduled Funnel, last 12 months → #sales, every day at")

    expect(newest(page)).to_contain_text("Scheduled by @Priya Nair", timeout=20_000)
    say(page, "/schedule")
    newest(page).get_by_role("button", name="Run now").click()
    # Slack promises no order of the answer to a press and a post.
    expect(page.get_by_role("article").filter(has_text="Run now by @Priya Nair")).to_be_visible()
    posted = [message for message in live.person("priya").messages() if message["text"].startswith("Lead funnel")]
    assert len(posted) == 2
