"""Follow-ups in the browser: settled and put off in a list and in a channel's digest, and seen on the App Home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bot.kinds import Role
from storage.store import Store
from tests.end_to_end.browsing import choose, form_of, newest, open_home, save, say
from tests.end_to_end.conftest import Look
from tests.slack import Slack


@pytest.fixture(autouse=True)
def _asha(live: Slack) -> None:
    """A rep who has to call Acme since yesterday, and Bharat today."""
    owner = live.person("asha", role=Role.REP).member

    def plan(store: Store) -> None:
        for name, days_late in (("Acme", 1), ("Bharat", 0)):
            due_on = store.today - timedelta(days=days_late)
            lead = store.leads.add(name=name, owner_id=owner.id, created_on=due_on)
            store.follow_ups.open(lead.id, opened_on=due_on, due_on=due_on, owner_id=owner.id, why="call back")

    live.write(plan)


def test_a_rep_settles_one_follow_up_and_puts_the_other_off_in_the_list(look: Look) -> None:
    page = look("asha")
    say(page, "/followups")
    expect(newest(page)).to_contain_text("1 overdue · 1 today")
    shown = page.get_by_role("article").filter(has_text="My follow-ups")
    shown.get_by_role("button", name="Done").first.click()
    expect(newest(page)).to_contain_text("✅ Done: Acme (L-1) – call back")
    expect(shown).not_to_contain_text("Acme")
    choose(shown, "Snooze", "week", "In a week")
    expect(newest(page)).to_contain_text("Bharat (L-2)")
    expect(shown).to_contain_text("Coming 7 days")


def test_a_channel_has_its_follow_ups_in_one_message_which_changes_as_they_are_settled(look: Look) -> None:
    priya, asha = look("priya"), look("asha")
    say(priya, "/schedule new")
    form = form_of(priya, "Schedule")
    choose(form, "What", "pend", "Pending follow-ups")
    expect(form.get_by_label("Period")).to_have_count(0)
    save(form, "Schedule")
    expect(newest(priya)).to_contain_text("Scheduled Pending follow-ups → #sales, Monday to Friday at 09:00")
    say(priya, "/schedule")
    newest(priya).get_by_role("button", name="Run now").click()

    digests = asha.get_by_role("article").filter(has_text="Run now by Priya Nair")
    expect(digests).to_contain_text("🔴 Acme (L-1)")
    asha.bring_to_front()
    digests.get_by_role("button", name="Done").first.click()
    for page in (asha, priya):
        digest = page.get_by_role("article").filter(has_text="Run now by Priya Nair")
        expect(digest).to_contain_text("done by Asha Rao")
        expect(digest.locator("s, del")).to_have_text("Acme – call back")
    say(asha, '/engage bharat call "wants to see the flat"')
    expect(newest(asha)).to_contain_text("follow-up of today done")
    expect(digests.locator("s, del")).to_have_count(2)


def test_the_home_shows_a_rep_what_waits_and_a_manager_how_the_team_stands(look: Look) -> None:
    home = open_home(look("asha"))
    expect(home).to_contain_text("1 overdue · 1 today")
    expect(home).not_to_contain_text("The team")
    home.get_by_role("button", name="Done").first.click()
    expect(home).not_to_contain_text("Acme")
    expect(home).to_contain_text("Bharat (L-2)")

    home = open_home(look("priya"))
    expect(home).to_contain_text("Nothing is waiting for you.")
    expect(home).to_contain_text("The team")
    expect(home).to_contain_text("Pending follow-ups1")
    expect(home).to_contain_text("2 open leads without a campaign")
