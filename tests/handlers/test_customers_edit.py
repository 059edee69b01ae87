"""A customer made without a booking and changed through Slack, and what refuses it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.kinds import Role
from bot.model import Customer
from tests.handlers.accounts import ACME, add_customer
from tests.handlers.booked import buttons, customers
from tests.slack import Person, Slack, texts

ZENITH = {
    "name": "Zenith Homes",
    "email": "pay@zenith.example",
    "phone": "98450 12345",
    "address": "1 MG Road\nPune",
    "notes": "Pays by cheque",
}


@pytest.fixture
def priya(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def acme(slack: Slack) -> Customer:
    found: Customer = slack.read(lambda store: store.customers.get(ACME))
    return found


def test_a_customer_is_made_as_typed_and_is_the_makers_own(slack: Slack, priya: Person) -> None:
    priya.say("/customer")
    assert priya.submit(**ZENITH) == {"ok": True}
    slack.deliver()
    assert customers(slack) == [Customer(1, "C-1", **ZENITH, owner_id=priya.member.id)]
    assert "🏢 New customer *Zenith Homes* (C-1)" in texts(priya.last())
    assert buttons(priya.last()) == ["Undo", "Show", "New entry"]


def test_a_customer_may_be_somebody_elses(slack: Slack, asha: Person, priya: Person) -> None:
    priya.say("/customer new Zenith")
    assert priya.submit(owner=asha.member.id) == {"ok": True}
    assert [(found.name, found.owner_id) for found in customers(slack)] == [("Zenith", asha.member.id)]


def test_a_new_customer_can_be_billed_at_once(slack: Slack, priya: Person) -> None:
    priya.say("/customer")
    priya.submit(**ZENITH)
    slack.deliver()
    priya.press("New entry")
    priya.choose("type", "invoice")
    assert priya.submit(amount="5k") == {"ok": True}


def test_undo_takes_a_new_customer_away(slack: Slack, priya: Person) -> None:
    priya.say("/customer")
    priya.submit(**ZENITH)
    slack.deliver()
    priya.press("Undo")
    assert customers(slack) == []


def test_a_customer_that_was_billed_meanwhile_stays(slack: Slack, priya: Person) -> None:
    priya.say("/customer")
    priya.submit(**ZENITH)
    slack.deliver()
    reply = priya.last()
    priya.press("New entry")
    priya.choose("type", "invoice")
    priya.submit(amount="5k")
    slack.deliver()
    priya.press("Undo", message=reply)
    assert "can't be undone any more" in priya.last()["text"]
    assert len(customers(slack)) == 1


def test_a_name_that_is_taken_is_asked_about_in_spite_of_case_and_accents(slack: Slack, priya: Person) -> None:
    add_customer(slack, "Café Homes")
    priya.say("/customer new CAFE  homes")
    priya.submit()
    assert "C-1 is called “Café Homes” already. Do you want two customers of that name?" in texts(priya.form)
    assert len(customers(slack)) == 1
    priya.submit()
    assert len(customers(slack)) == 2


def test_instead_of_a_second_one_of_that_name_the_first_can_be_edited(slack: Slack, priya: Person) -> None:
    add_customer(slack)
    priya.say("/customer new acme corp")
    priya.submit()
    priya.press_in_form("Edit C-1")
    assert priya.form["title"]["text"] == "Edit C-1"
    assert priya.submit(phone="98450 12345") == {"ok": True}
    assert acme(slack).phone == "98450 12345"


@pytest.mark.parametrize(
    ("fields", "field", "beginning"),
    [
        ({"name": " "}, "name", "Please fill this in."),
        ({"email": "zenith"}, "email", "“zenith” is no email address."),
        ({"phone": "n/a"}, "phone", "“n/a” can't be a phone number."),
        ({"owner": 99}, "owner", "I found no "),
    ],
)
def test_what_can_not_be_is_refused_under_its_field(
    slack: Slack, priya: Person, fields: dict[str, Any], field: str, beginning: str
) -> None:
    priya.say("/customer")
    answer = priya.submit(**{**ZENITH, **fields})
    assert list(answer["errors"]) == [field]
    assert answer["errors"][field].startswith(beginning)
    assert customers(slack) == []


def test_a_rep_makes_no_customer(slack: Slack, asha: Person) -> None:
    asha.say("/customer new Zenith")
    assert asha.view is None
    assert "Making a customer without a booking needs the manager role." in asha.last()["text"]
    assert customers(slack) == []


def test_the_role_is_checked_once_more_when_the_form_is_sent(slack: Slack, priya: Person) -> None:
    priya.say("/customer")
    priya.known_as(Role.REP)
    priya.submit(**ZENITH)
    assert "needs the manager role" in texts(priya.form)
    assert customers(slack) == []


def test_only_what_was_changed_is_written(slack: Slack, priya: Person) -> None:
    add_customer(slack, phone="n/a", notes="old")
    priya.say("/customer edit acme")
    slack.write(lambda store: store.customers.change(ACME, address="written meanwhile"))
    assert priya.submit(notes="new") == {"ok": True}
    slack.deliver()
    assert (acme(slack).phone, acme(slack).notes, acme(slack).address) == ("n/a", "new", "written meanwhile")
    assert "✏️ Changed notes of *Acme Corp* (C-1)" in texts(priya.last())


def test_a_field_can_be_emptied(slack: Slack, priya: Person) -> None:
    add_customer(slack, email="a@acme.example", owner=priya)
    priya.say("/customer edit acme")
    assert priya.submit(email="") == {"ok": True}
    assert acme(slack).email is None


def test_undo_puts_back_what_was_there(slack: Slack, priya: Person) -> None:
    before = add_customer(slack, phone="98450 12345")
    priya.say("/customer edit acme")
    priya.submit(name="Acme Limited", phone="98450 99999")
    slack.deliver()
    assert [found.name for found in customers(slack)] == ["Acme Limited"]
    priya.press("Undo")
    assert acme(slack) == before


def test_a_form_that_says_nothing_new_writes_nothing(slack: Slack, priya: Person) -> None:
    add_customer(slack)
    priya.say("/customer edit acme")
    priya.submit()
    slack.deliver()
    assert slack.read(lambda store: store.writes.list_of("customers", ACME)) == []


def test_the_history_says_what_was_changed(slack: Slack, priya: Person) -> None:
    add_customer(slack, address="1 MG Road")
    priya.say("/customer edit acme")
    priya.submit(address="2 MG Road")
    priya.say("/customer history acme")
    assert "*Address* 1 MG Road → 2 MG Road" in texts(priya.form)


def test_a_rep_changes_their_own_customer_but_gives_it_to_nobody(slack: Slack, asha: Person) -> None:
    add_customer(slack, owner=asha)
    asha.say("/customer edit acme")
    assert "owner" not in [block["block_id"] for block in asha.form["blocks"]]
    assert asha.submit(phone="98450 12345") == {"ok": True}
    assert (acme(slack).phone, acme(slack).owner_id) == ("98450 12345", asha.member.id)


def test_a_rep_who_lost_the_customer_meanwhile_changes_nothing(slack: Slack, asha: Person) -> None:
    add_customer(slack, owner=asha)
    asha.say("/customer edit acme")
    slack.write(lambda store: store.customers.change(ACME, owner_id=None))
    asha.submit(phone="98450 12345")
    assert "Only managers, and the rep whose customer it is, change Acme Corp." in texts(asha.form)
    assert acme(slack).phone is None


def test_a_manager_gives_a_customer_to_a_rep(slack: Slack, asha: Person, priya: Person) -> None:
    add_customer(slack)
    priya.say("/customer edit acme")
    assert priya.submit(owner=asha.member.id) == {"ok": True}
    assert acme(slack).owner_id == asha.member.id
