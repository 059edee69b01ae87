"""Who may do what: tenants apart, strangers and guests refused, roles given by admins."""

from __future__ import annotations

import pytest

from bot.kinds import Role
from tests.slack import Slack, texts


def test_neither_workspace_sees_the_others_leads(slack: Slack) -> None:
    asha, ben = slack.person("asha"), slack.person("ben")
    asha.say("/lead")
    asha.submit(name="Secret Client")
    ben.say("/lead secret")
    assert ben.last()["text"].startswith("I found no lead “secret”.")
    ben.say("/milestone")
    assert ben.options("lead", "") == []
    assert slack.read(lambda store: store.lead_search.newest(limit=5), team="T0CONTO") == []


def test_a_lead_of_another_tenant_chosen_by_force_is_not_found(slack: Slack) -> None:
    asha, ben = slack.person("asha"), slack.person("ben")
    asha.say("/lead")
    asha.submit(name="Secret Client")
    ben.say("/milestone")
    ben.choose("type", "contacted", lead="1")
    ben.submit(lead="1")
    assert "I found no lead “1”." in texts(ben.form)
    assert len(slack.read(lambda store: store.milestones.list_of_lead(1))) == 1


def test_a_person_seen_for_the_first_time_is_a_rep_and_a_workspace_admin_an_admin(slack: Slack) -> None:
    for name, role in (("asha", Role.REP), ("anand", Role.ADMIN)):
        person = slack.person(name)
        person.say("/lead help")
        assert person.member.role is role


def test_a_guest_is_refused(slack: Slack) -> None:
    guest = slack.person("kavya")
    guest.say("/lead", channel="C0VISITS")
    assert "guests can't use it" in guest.last("C0VISITS")["text"]
    assert guest.view is None


def test_somebody_of_another_company_cannot_press_a_button(slack: Slack) -> None:
    stranger, priya = slack.person("dev"), slack.person("priya", role=Role.MANAGER)
    priya.say("/invite @Milepost", channel="C0PARTNER")
    workspace = slack.program.registry.find_workspace("T0NORTH")
    assert workspace is not None
    blocks = [
        {
            "type": "actions",
            "elements": [
                {"type": "button", "action_id": "new_lead", "text": {"type": "plain_text", "text": "New lead"}}
            ],
        }
    ]
    from slack_sdk import WebClient

    client = WebClient(workspace.bot_token, base_url=slack.sandbox.api_url)
    client.chat_postMessage(channel="C0PARTNER", text="A button", blocks=blocks)
    stranger.press("New lead", channel="C0PARTNER")
    assert stranger.view is None
    assert "belongs to another company" in stranger.last("C0PARTNER")["text"]


def test_an_admin_makes_a_manager_and_a_rep_can_not(slack: Slack) -> None:
    asha, anand = slack.person("asha"), slack.person("anand")
    asha.say("/milepost role <@U0ASHA> manager")
    assert asha.last()["text"].startswith("Giving roles needs the admin role.")
    anand.say("/milepost role <@U0ASHA> manager")
    assert anand.last()["text"] == "🔑 <@U0ASHA> is now a manager"
    asha.say("/schedule new")
    assert asha.form["callback_id"] == "schedule_form"
    anand.press("Undo")
    asha.say("/schedule")
    assert asha.last()["text"].startswith("Scheduling reports needs the manager role.")


def test_the_last_admin_stays_admin(slack: Slack) -> None:
    anand = slack.person("anand")
    anand.say("/milepost role <@U0ANAND> rep")
    assert anand.last()["text"] == "Somebody must stay admin. Make another member admin first."
    assert anand.member.role is Role.ADMIN


def test_a_guest_gets_no_role(slack: Slack) -> None:
    anand = slack.person("anand")
    anand.say("/milepost role <@U0GUEST> manager")
    assert anand.last()["text"].startswith("A role can be given to the members of this workspace")


def test_every_command_works_behind_milepost_too(slack: Slack) -> None:
    asha = slack.person("asha")
    asha.say("/milepost Lead")
    asha.submit(name="Acme Corp")
    asha.say('/milepost visit acme positive @ Whitefield "loved it"')
    assert "*Site visit* today" in asha.last()["text"]


def test_milepost_answers_help_and_says_what_it_did_not_understand(slack: Slack) -> None:
    asha = slack.person("asha")
    asha.say("/milepost")
    assert "a site visit, in one line" in texts(asha.last())
    asha.say("/milepost dance <b>")
    assert "I don't understand “dance &lt;b&gt;”." in asha.last()["text"]


def test_markup_in_a_name_pings_nobody(slack: Slack) -> None:
    asha = slack.person("asha")
    asha.say("/lead")
    asha.submit(name="<!channel> & <@U0PRIYA> *x*")
    slack.deliver()
    assert "<!channel>" not in asha.last()["text"]
    assert "&lt;!channel&gt; &amp; &lt;@U0PRIYA&gt;" in texts(asha.last())
    asha.say("/lead L-1")
    card = asha.last()["blocks"]
    assert [block["type"] for block in card if "<@U0PRIYA>" in str(block)] == ["header"], "plain text, never markup"


def test_the_same_request_twice_opens_one_form_and_complains_of_nothing(slack: Slack) -> None:
    asha = slack.person("asha")
    slack.fault("/lead", "duplicate")
    said = len(asha.messages())
    asha.say("/lead")
    assert asha.form["callback_id"] == "lead_form"
    assert len(asha.messages()) == said


def test_an_unexpected_error_is_answered_with_a_reference_and_logged_under_it(
    slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    asha = slack.person("asha")
    slack.fault("views.open", "internal_error")
    asha.say("/lead")
    assert asha.last()["text"].startswith("Something went wrong (ref ")
    assert asha.last()["text"].endswith("nothing was saved. Please try again.")
    reference = asha.last()["text"].split("ref ")[1][:4]
    assert f"failed, ref {reference}" in caplog.text


def test_a_guest_who_uses_a_shortcut_is_told_why_not(slack: Slack) -> None:
    guest = slack.person("kavya")
    guest.use_shortcut("new_lead")
    assert "guests can't use it" in texts(guest.form)
