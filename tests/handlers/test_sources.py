"""Sources through Slack: made, changed, retired and activated by managers; listed for everybody."""

from __future__ import annotations

import pytest

from bot.kinds import Role, SourceType
from bot.model import Source
from storage.store import Store
from tests.slack import Person, Slack, texts

SEARCH = {"name": "Google Ads", "type": "digital", "subsource": "Search", "channel": "Paid search"}


@pytest.fixture
def priya(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def make(priya: Person, **fields: str) -> Source:
    """A source as the form makes it, with its answer delivered."""
    priya.say("/source")
    assert priya.submit(**{**SEARCH, **fields}) == {"ok": True}
    priya.slack.deliver()
    return sources(priya.slack)[-1]


def add_lead(slack: Slack, name: str, owner: Person, *, source_id: int) -> None:
    def add(store: Store) -> None:
        store.leads.add(name=name, owner_id=owner.member.id, created_on=store.today, source_id=source_id)

    slack.write(add)


def sources(slack: Slack) -> list[Source]:
    found: list[Source] = slack.read(lambda store: store.sources.list(active_only=False))
    return sorted(found, key=lambda source: source.id)


def test_a_filled_form_becomes_a_source(slack: Slack, priya: Person) -> None:
    kept = make(priya)
    assert kept == Source(kept.id, "S-1", "Google Ads", SourceType.DIGITAL, "Search", "Paid search", active=True)
    assert priya.last()["text"] == "🧭 New source *Google Ads · Search* (S-1)"
    priya.press("Undo")
    assert sources(slack) == []


def test_the_list_says_of_each_source_what_it_is_and_what_it_brought(slack: Slack, priya: Person) -> None:
    make(priya)
    for name in ("Anil Mehta", "Neha Sharma"):
        add_lead(slack, name, priya, source_id=1)
    priya.say("/source list")
    assert "🟢 *Google Ads · Search* (S-1)\ndigital · Paid search · 2 leads · 0 converted (0 %)" in texts(priya.last())


def test_the_same_name_and_subsource_is_asked_about_another_subsource_is_not(slack: Slack, priya: Person) -> None:
    make(priya)
    make(priya, subsource="Display")
    priya.say("/source")
    priya.submit(**{**SEARCH, "name": "google ads", "subsource": "SEARCH"})
    assert "S-1 is called “Google Ads · Search” already. Do you want two sources of that name?" in texts(priya.form)
    priya.press_in_form("Edit S-1")
    assert priya.form["title"]["text"] == "Edit source"
    assert priya.submit(channel="SEM") == {"ok": True}
    assert [found.channel for found in sources(slack)] == ["SEM", "Paid search"]


def test_a_source_is_changed_and_the_change_undone(slack: Slack, priya: Person) -> None:
    before = make(priya)
    priya.say("/source edit google")
    assert priya.submit(type="social", subsource="") == {"ok": True}
    slack.deliver()
    assert priya.last()["text"] == "✏️ Changed *Google Ads* (S-1): type, subsource"
    priya.press("Undo")
    assert sources(slack) == [before]


def test_a_retired_source_is_offered_for_no_new_lead_until_it_is_active_again(slack: Slack, priya: Person) -> None:
    make(priya)
    make(priya, name="Referral", type="referral", subsource="", channel="")
    priya.say("/source list")
    shown = priya.last()
    priya.press("Retire", message=shown)
    slack.deliver()
    assert priya.last()["text"] == "⚪ Retired *Google Ads · Search* (S-1)"
    (changed,) = [message for message in priya.messages() if message["ts"] == shown["ts"]]
    assert "⚪ *Google Ads · Search* (S-1) · retired" in texts(changed)
    priya.say("/lead")
    assert priya.options("source", "") == ["Referral (S-2)"]
    assert priya.options("source", "google") == []
    priya.press("Activate", message=changed)
    assert priya.options("source", "google") == ["Google Ads · Search (S-1)"]
    assert priya.options("source", "s-2") == ["Referral (S-2)"]


def test_a_rep_lists_sources_and_may_change_none(slack: Slack, priya: Person) -> None:
    make(priya)
    asha = slack.person("asha", role=Role.REP)
    asha.say("/source")
    assert asha.view is None
    assert "*Google Ads · Search* (S-1)" in texts(asha.last())
    assert [block for block in asha.last()["blocks"] if block["type"] == "actions"] == []
    for words in ("new", "edit google"):
        asha.say(f"/source {words}")
        assert asha.last()["text"].startswith("Changing sources needs the manager role.")
    priya.say("/source edit google")
    priya.known_as(Role.REP)
    priya.submit(name="Bing")
    assert "needs the manager role" in texts(priya.form)
    assert sources(slack)[0].name == "Google Ads"


def test_of_two_sources_that_may_be_meant_one_is_asked_for(slack: Slack, priya: Person) -> None:
    make(priya)
    make(priya, subsource="Display")
    priya.say("/source google")
    assert "Which source is “google”?" in texts(priya.last())
    priya.press("Show")
    slack.deliver()
    assert "🟢 *Google Ads · " in texts(priya.messages()[-1])


def test_of_two_sources_to_edit_one_is_asked_for_and_its_form_opens(priya: Person) -> None:
    make(priya)
    make(priya, subsource="Display")
    priya.say("/source edit google")
    priya.press("Edit")
    assert priya.form["callback_id"] == "source_form"


def test_a_source_that_is_not_there_is_answered_with_where_to_look(priya: Person) -> None:
    priya.say("/source bing")
    assert priya.last()["text"] == "I found no source “bing”. Type /source list to see them all, or /source help."


def test_without_any_source_the_list_says_what_to_do(priya: Person) -> None:
    priya.say("/source list")
    assert "No source yet. Make the first one" in texts(priya.last())
    assert [block["elements"][0]["action_id"] for block in priya.last()["blocks"] if block["type"] == "actions"] == [
        "new_source"
    ]
