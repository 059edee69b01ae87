"""What the forms' searches for leads and colleagues offer, and the manager's list of leads without a campaign."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.kinds import Role
from tests.slack import Person, Slack, texts


@pytest.fixture
def asha(slack: Slack) -> Person:
    return slack.person("asha", role=Role.REP)


@pytest.fixture
def manager(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def add(slack: Slack, owner: Person, name: str, **columns: Any) -> None:
    slack.write(
        lambda store: store.leads.add(name=name, owner_id=owner.member.id, created_on=date(2026, 11, 20), **columns)
    )


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["Nikhil Sharma (L-2)", "Anil Mehta · Acme Corp (L-1)"]),
        ("anil", ["Anil Mehta · Acme Corp (L-1)"]),
        ("acme", ["Anil Mehta · Acme Corp (L-1)"]),
        ("L-2", ["Nikhil Sharma (L-2)"]),
        ("98450-12345", ["Anil Mehta · Acme Corp (L-1)"]),
        ("anil@acme.example", ["Anil Mehta · Acme Corp (L-1)"]),
        ("shamra", ["Nikhil Sharma (L-2)"]),
        ("anil mhta", ["Anil Mehta · Acme Corp (L-1)"]),
        ("zzqx", []),
    ],
)
def test_a_search_offers_leads_by_whatever_is_known_of_them_and_forgives_typos(
    slack: Slack, asha: Person, typed: str, offered: list[str]
) -> None:
    add(slack, asha, "Anil Mehta", company="Acme Corp", phone="98450 12345", email="anil@acme.example")
    add(slack, asha, "Nikhil Sharma")
    asha.say("/milestone")
    assert asha.options("lead", typed) == offered


def test_a_long_name_fits_into_its_option(slack: Slack, asha: Person) -> None:
    add(slack, asha, "N" * 200, company="C" * 200)
    asha.say("/milestone")
    assert asha.options("lead", "nnn") == [f"{'N' * 59}… (L-1)"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["Asha Rao", "Priya Nair"]),
        ("rao", ["Asha Rao"]),
        ("priay", ["Priya Nair"]),
        ("zzqx", []),
    ],
)
def test_a_search_offers_colleagues_and_forgives_typos(
    asha: Person, manager: Person, typed: str, offered: list[str]
) -> None:
    manager.say("/lead")
    assert manager.options("owner", typed) == offered
    assert asha.name in manager.options("owner", "")


def test_another_company_is_offered_nobody_of_this_one(slack: Slack, asha: Person) -> None:
    add(slack, asha, "Anil Mehta")
    ben = slack.person("ben", role=Role.MANAGER)
    ben.say("/milestone")
    assert ben.options("lead", "anil") == []
    ben.say("/lead")
    assert ben.options("owner", "") == [ben.name]


def test_a_manager_links_leads_without_a_campaign_one_by_one(slack: Slack, asha: Person, manager: Person) -> None:
    for number in range(22):
        add(slack, asha, f"Lead {number}")
    manager.say("/campaign list")
    manager.press("Show them")
    slack.deliver()
    assert texts(manager.last()).startswith("*22 open leads without a campaign*, the newest 20 first")
    assert len([block for block in manager.last()["blocks"] if "accessory" in block]) == 20
    manager.press("Edit")
    assert manager.form["title"]["text"] == "Edit L-22"


def test_over_the_home_the_list_stays_while_one_lead_after_the_other_is_linked(
    slack: Slack, asha: Person, manager: Person
) -> None:
    for number in range(2):
        add(slack, asha, f"Lead {number}")
    home = manager.home()
    unlinked = [block for block in home["blocks"] if "leads_without_campaign" in str(block)]
    manager.press_at({"type": "view", "view_id": home["id"]}, unlinked, "Show")
    assert texts(manager.form).startswith("*2 open leads without a campaign*")
    manager.press_in_form("Edit")
    assert manager.form["title"]["text"] == "Edit L-2"
    manager.submit(company="Acme")
    assert texts(manager.form).startswith("*2 open leads without a campaign*")


def test_the_list_of_leads_without_a_campaign_is_the_managers(slack: Slack, asha: Person, manager: Person) -> None:
    add(slack, asha, "Anil")
    manager.say("/campaign list")
    manager.known_as(Role.REP)
    manager.press("Show them")
    slack.deliver()
    assert "needs the manager role" in manager.last()["text"]
