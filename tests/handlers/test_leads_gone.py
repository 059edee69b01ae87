"""Deleting leads and bringing them back."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kinds import Role
from bot.model import Lead
from tests.slack import Person, Slack, texts


@pytest.fixture
def asha(slack: Slack) -> Person:
    """A rep with the lead L-1, which has a milestone and a pending follow-up."""
    asha = slack.person("asha", role=Role.REP)
    slack.write(
        lambda store: store.leads.add(
            name="Anil Mehta", company="Acme Corp", owner_id=asha.member.id, created_on=date(2026, 11, 20)
        )
    )
    asha.say('/milestone acme proposal "asked for the price" follow up fri')
    return asha


@pytest.fixture
def vikram(slack: Slack) -> Person:
    return slack.person("vikram", role=Role.REP)


@pytest.fixture
def manager(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def find(slack: Slack) -> Lead | None:
    found: Lead | None = slack.read(lambda store: store.leads.find_by_code("L-1"))
    return found


def pending(slack: Slack) -> int:
    return len(slack.read(lambda store: store.follow_ups.list_pending()))


def test_deleting_says_what_leaves_and_does_it_only_when_confirmed(slack: Slack, asha: Person) -> None:
    asha.say("/lead delete acme")
    assert texts(asha.form).splitlines()[:2] == [
        "*Anil Mehta · Acme Corp* (L-1) leaves every list, report and search.",
        "It takes along 1 milestone and 1 pending follow-up.",
    ]
    assert find(slack) is not None
    asha.submit()
    assert (find(slack), pending(slack)) == (None, 0)
    slack.deliver()
    assert asha.last()["text"] == "🗑️ Deleted *Anil Mehta · Acme Corp* (L-1)"


def test_undo_brings_a_deleted_lead_back_with_its_follow_up(slack: Slack, asha: Person) -> None:
    before = find(slack)
    asha.say("/lead delete acme")
    asha.submit()
    slack.deliver()
    asha.press("Undo")
    assert (find(slack), pending(slack)) == (before, 1)


def test_a_deleted_lead_is_restored_from_the_list_with_all_that_hung_on_it(slack: Slack, asha: Person) -> None:
    before = find(slack)
    asha.say("/lead delete acme")
    asha.submit()
    slack.wait(minutes=60)
    asha.say("/lead deleted")
    listed = asha.last()
    assert "*Anil Mehta · Acme Corp* (L-1)\ndeleted today by Asha Rao" in texts(listed)
    asha.press("Restore")
    slack.deliver()
    assert (find(slack), pending(slack)) == (before, 1)
    assert asha.last()["text"] == "♻️ Restored *Anil Mehta · Acme Corp* (L-1)"
    now_listed = next(message for message in asha.messages() if message["ts"] == listed["ts"])
    assert "No lead is deleted." in texts(now_listed)


def test_restoring_what_is_back_already_changes_nothing(slack: Slack, asha: Person) -> None:
    asha.say("/lead delete acme")
    asha.submit()
    asha.say("/lead deleted")
    listed = asha.last()
    asha.press("Restore", message=listed)
    asha.press("Restore", message=listed)
    assert [entry.summary for entry in slack.read(lambda store: store.writes.list_of("leads", 1))][:2] == [
        "♻️ Restored *Anil Mehta · Acme Corp* (L-1)",
        "🗑️ Deleted *Anil Mehta · Acme Corp* (L-1)",
    ]


def test_a_rep_deletes_only_their_own_lead(slack: Slack, asha: Person, vikram: Person) -> None:
    asha.say("/lead acme")
    vikram.say("/lead delete acme")
    assert vikram.last()["text"].startswith("Deleting a colleague's lead needs the manager role.")
    vikram.say("/lead acme")
    vikram.press("Delete…")
    assert "Deleting a colleague's lead needs the manager role." in vikram.last()["text"]
    assert find(slack) is not None


def test_who_is_no_manager_any_more_deletes_no_colleagues_lead(slack: Slack, asha: Person, manager: Person) -> None:
    asha.say("/lead acme")
    manager.say("/lead delete acme")
    manager.known_as(Role.REP)
    manager.submit()
    assert "Deleting a colleague's lead needs the manager role." in texts(manager.form)
    assert find(slack) is not None


def test_a_manager_deletes_and_restores_anybodys_lead(slack: Slack, asha: Person, manager: Person) -> None:
    asha.say("/lead acme")
    manager.say("/lead delete acme")
    manager.submit()
    assert find(slack) is None
    manager.say("/lead deleted")
    manager.press("Restore")
    assert find(slack) is not None


def test_the_list_of_deleted_leads_shows_a_rep_only_their_own(slack: Slack, asha: Person, vikram: Person) -> None:
    asha.say("/lead delete acme")
    asha.submit()
    vikram.say("/lead deleted")
    assert "No lead is deleted." in texts(vikram.last())
    asha.say("/lead deleted")
    assert "(L-1)" in texts(asha.last())
    assert find(slack) is None


def test_a_rep_restores_only_their_own_lead_also_from_an_older_list(
    slack: Slack, asha: Person, manager: Person
) -> None:
    asha.say("/lead delete acme")
    asha.submit()
    manager.say("/lead deleted")
    manager.known_as(Role.REP)
    manager.press("Restore")
    assert "Restoring a colleague's lead needs the manager role." in manager.last()["text"]
    assert find(slack) is None
