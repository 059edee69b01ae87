"""A wrong milestone or engagement removed: what it did to its lead goes with it, and Undo brings all of it back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.event_commands import PartOfTheLead
from bot.kinds import FollowUpStatus, LeadStatus, MilestoneType, Role
from bot.periods import ALL_TIME
from handlers.event_removals import remove_event
from tests.handlers.leads import acme, engagements, follow_ups, milestones, status_changes
from tests.slack import Json, Person, Slack, texts

VISIT = '/visit acme positive @ Whitefield yesterday "loved it" follow up fri'
CALL = '/engage acme call yesterday "asked for the quote" follow up fri'


def everything(slack: Slack) -> list[Any]:
    return [acme(slack), milestones(slack), engagements(slack), follow_ups(slack), status_changes(slack)]


def ask_to_remove(person: Person, message: Json) -> None:
    person.press("Edit", message=message)
    person.press_in_form("Remove this step…")


def open_last_step(person: Person) -> None:
    """The form of the last step of the lead's journey, from its card."""
    person.say("/lead acme")
    person.press("Correct…")
    person.press_in_form("Edit")


@pytest.mark.parametrize("line", [VISIT, CALL])
def test_a_step_is_removed_with_what_it_did_also_when_its_own_undo_is_over(
    slack: Slack, asha: Person, line: str
) -> None:
    before = acme(slack)
    asha.say(line)
    logged, answer = everything(slack), asha.last()
    slack.wait(minutes=60)
    ask_to_remove(asha, answer)
    assert "*Anil Mehta · Acme Corp* (L-1) is new again." in texts(asha.form)
    assert "The follow-up that it asked for, Fri 27 Nov, is dropped." in texts(asha.form)
    assert everything(slack) == logged, "nothing is removed before it is confirmed"

    assert asha.submit() == {"ok": True}
    slack.deliver()
    assert (milestones(slack), engagements(slack), status_changes(slack)) == ([], [], [])
    assert (acme(slack), asha.view) == (before, None)
    (dropped,) = follow_ups(slack)
    assert (dropped.status, dropped.milestone_id, dropped.engagement_id) == (FollowUpStatus.DROPPED, None, None)
    assert asha.last()["text"].startswith("🗑️ Removed from *Anil Mehta · Acme Corp* (L-1)\n")
    assert asha.last()["text"].endswith("\n🆕 new again · follow-up of Fri 27 Nov dropped")

    asha.press("Undo")
    assert everything(slack) == logged


def test_what_it_settled_stays_done(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme contacted 23 nov follow up fri")
    asha.say("/milestone acme demo")
    ask_to_remove(asha, asha.last())
    asha.submit()
    slack.deliver()
    assert [found.status for found in follow_ups(slack)] == [FollowUpStatus.DONE]
    asha.press("Undo")
    assert [found.type for found in milestones(slack)] == [MilestoneType.CONTACTED, MilestoneType.DEMO]


def test_a_step_in_the_middle_leaves_the_lead_where_the_last_one_put_it(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme contacted 22 nov")
    asha.say("/milestone acme demo 23 nov")
    demo = asha.last()
    asha.say("/milestone acme negotiation")
    ask_to_remove(asha, demo)
    assert "again" not in texts(asha.form)
    asha.submit()
    moves = [(change.from_status, change.to_status) for change in status_changes(slack)]
    assert moves == [(LeadStatus.NEW, LeadStatus.CONTACTED), (LeadStatus.CONTACTED, LeadStatus.NEGOTIATION)]
    assert (acme(slack).status, acme(slack).last_activity_on) == (LeadStatus.NEGOTIATION, date(2026, 11, 25))


def test_a_booking_that_never_was_leaves_the_funnel(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme demo")
    asha.say("/milestone acme booking")
    ask_to_remove(asha, asha.last())
    asha.submit()
    assert acme(slack).status is LeadStatus.QUALIFIED
    assert slack.read(lambda store: store.reports.funnel(ALL_TIME)) == [(202611, 2, False, 1)]


def test_a_removed_step_is_not_removed_twice(asha: Person) -> None:
    asha.say(VISIT)
    answer = asha.last()
    ask_to_remove(asha, answer)
    asha.submit()
    asha.press("Edit", message=answer)
    assert "I found no milestone" in asha.last()["text"]


def test_whoever_logged_it_may_remove_it_but_no_other_rep(slack: Slack, asha: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    asha.say("/milestone acme demo")
    demo = milestones(slack)[0]
    vikram.say("/milestone acme proposal")
    proposal = vikram.last()
    ask_to_remove(vikram, proposal)
    assert vikram.submit() == {"ok": True}
    assert milestones(slack) == [demo]
    open_last_step(vikram)
    vikram.press_in_form("Remove this step…")
    assert "Removing what a colleague logged needs the manager role." in texts(vikram.form)


def test_the_role_counts_that_the_person_has_when_the_form_is_sent(slack: Slack, asha: Person) -> None:
    priya = slack.person("priya", role=Role.MANAGER)
    asha.say(CALL)
    open_last_step(priya)
    priya.press_in_form("Remove this step…")
    priya.known_as(Role.REP)
    priya.submit()
    assert "Removing what a colleague logged needs the manager role." in texts(priya.form)
    assert len(engagements(slack)) == 1

    priya.known_as(Role.MANAGER)
    open_last_step(priya)
    priya.press_in_form("Remove this step…")
    assert priya.submit() == {"ok": True}
    assert engagements(slack) == []


def test_the_step_with_which_the_lead_came_stays(slack: Slack, asha: Person) -> None:
    came = slack.write(lambda store: store.milestones.add(1, MilestoneType.LEAD_GENERATED, date(2026, 11, 20)))
    open_last_step(asha)
    assert "*Lead generated*" in texts(asha.form)
    assert "Remove this step…" not in texts(asha.form)
    with pytest.raises(PartOfTheLead):
        slack.write(lambda store: remove_event(store, came, actor=asha.member, submission=None))
