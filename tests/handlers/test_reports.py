"""Reports through Slack: who gets them where, and what they look like."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import OperationalError

from bot.kinds import LeadStatus, Role
from bot.report import Report
from handlers.replies import queue_message
from storage.store import Store
from tests.handlers.reporting import OF_VIKRAM, Team
from tests.slack import Json, Person, Slack, texts

OCTOBER = {LeadStatus.NEW: 10, LeadStatus.CONTACTED: 10, LeadStatus.QUALIFIED: 25, LeadStatus.CONVERTED: 5}
"""The guide's example: 50 new, 40 contacted, 30 qualified, 5 converted."""


@pytest.fixture
def priya(slack: Slack) -> Person:
    priya = slack.person("priya", role=Role.MANAGER)
    owner = priya.member.id

    def add_october(store: Store) -> None:
        for status, count in OCTOBER.items():
            for number in range(count):
                name = f"{status.value} {number}"
                store.leads.add(name=name, owner_id=owner, created_on=date(2025, 10, 12), status=status)

    slack.write(add_october)
    return priya


def block(message: Json, type_: str) -> Json:
    return next(dict(block) for block in message["blocks"] if block["type"] == type_)


def test_a_managers_funnel_appears_in_the_channel_with_chart_table_and_findings(slack: Slack, priya: Person) -> None:
    priya.say("/report funnel 2025-10")
    assert priya.last()["ephemeral"]
    slack.deliver()

    report = slack.person("asha").last()
    assert block(report, "header")["text"]["text"] == "Lead funnel"
    assert "5 of 50 leads converted: 10 %, half the target of 20 %" in texts(report)
    image = block(report, "image")
    assert "Oct 2025" in image["alt_text"]
    assert "50" in image["alt_text"]
    rows = block(report, "data_table")["rows"]
    assert [cell["text"] for cell in rows[1]] == ["Oct 2025", "50", "40", "30", "5", "5", "0", "10 %"]
    assert not [message for message in priya.messages() if message["text"].startswith("Drawing")]


def test_a_reps_report_goes_to_the_rep_alone(slack: Slack, priya: Person) -> None:
    asha = slack.person("asha", role=Role.REP)
    seen = len(priya.messages())
    asha.say("/report funnel 2025-10")
    slack.deliver()

    assert "Your report is in our direct messages" in asha.last()["text"]
    assert block(asha.last(asha.direct), "image")
    assert len(priya.messages()) == seen


def test_a_rep_shares_a_report_in_a_channel_under_their_name(slack: Slack, priya: Person) -> None:
    asha = slack.person("asha", role=Role.REP)
    asha.say("/report funnel 2025-10")
    slack.deliver()
    asha.press("Share in a channel", channel=asha.direct)
    assert asha.submit(channel="C0VISITS") == {"ok": True}
    slack.deliver()

    assert f"Shared by <@{asha.user}>" in texts(priya.last("C0VISITS"))


def test_a_report_is_not_shared_where_it_cannot_be_posted(slack: Slack, priya: Person) -> None:
    priya.say("/report funnel 2025-10 private")
    slack.deliver()
    priya.press("Share in a channel", channel=priya.direct)
    told = "I am not in that channel. Invite me there with /invite @Milepost, then try again."
    assert priya.submit(channel="C0GENERAL")["errors"]["channel"] == told
    assert priya.submit(channel="C0PARTNER")["errors"]["channel"].startswith("That channel is shared with another")


def test_a_rep_is_not_offered_what_only_a_manager_may(slack: Slack) -> None:
    asha = slack.person("asha", role=Role.REP)
    asha.say("/report funnel 2025-10")
    slack.deliver()
    assert "Schedule this" not in texts(asha.last(asha.direct))


def test_an_answer_whose_address_fails_is_given_again_and_the_report_is_not_posted_twice(
    slack: Slack, priya: Person
) -> None:
    slack.fault("response_url", "500")
    priya.say("/report funnel 2025-10")
    slack.deliver()
    slack.wait(minutes=1)
    assert len([message for message in priya.messages() if "Lead funnel" in message["text"]]) == 1
    assert not [message for message in priya.messages() if message["text"].startswith("Drawing")]


def test_a_database_that_is_away_for_a_moment_loses_no_report(
    slack: Slack, priya: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    priya.say("/report funnel 2025-10")
    with monkeypatch.context() as patched:
        patched.setattr("handlers.senders.compose", away)
        slack.deliver()
    assert not [message for message in priya.messages() if "Lead funnel" in message["text"]]
    slack.wait(minutes=1)
    assert len([message for message in priya.messages() if "Lead funnel" in message["text"]]) == 1


def away(*_: object, **__: object) -> Report:
    raise OperationalError("SELECT secrets", {}, Exception("the connection is gone"))


def test_a_post_that_slack_answered_with_an_error_of_its_own_is_marked_when_it_comes_again(
    slack: Slack, priya: Person
) -> None:
    slack.fault("chat.postMessage", "500")
    priya.say("/report funnel 2025-10")
    slack.deliver()
    slack.wait(minutes=1)
    assert "may be here twice" in texts(priya.last())


def test_a_message_of_words_alone_keeps_them_when_it_comes_again(slack: Slack, priya: Person) -> None:
    told = {"text": "The channel is archived."}
    slack.fault("chat.postMessage", "accept_then_timeout")
    slack.write(lambda store: queue_message(store, "k", told, member=priya.member))
    slack.wait(minutes=0)
    slack.wait(minutes=1)
    again = priya.last(priya.direct)
    assert again["text"].startswith("The channel is archived. ⚠️ This may be here twice")
    assert not again["blocks"], "blocks would be shown instead of the words"


def test_a_manager_may_ask_privately(slack: Slack, priya: Person) -> None:
    before = len(slack.person("asha").messages())
    priya.say("/report funnel 2025-10 private")
    slack.deliver()
    assert len(slack.person("asha").messages()) == before
    assert block(priya.last(priya.direct), "image")


def test_a_report_with_nothing_in_it_says_so_and_what_to_do(slack: Slack) -> None:
    laura = slack.person("laura", role=Role.MANAGER)
    laura.say("/report funnel")
    slack.deliver()
    assert "No lead was created in Dec 2025 – Nov 2026. Log one with /lead" in texts(laura.last())
    assert {block["type"] for block in laura.last()["blocks"]}.isdisjoint({"image", "data_table"})


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/report help", "• `/report` shows the KPIs; `/report funnel`"),
        ("/report horoscope", "There is no report “horoscope”. There are kpi, funnel, sources, "),
        ("/report ageing last month", "The ageing report takes no period: it is about today."),
        ("/report ledger", "Say whose: `/report ledger acme`."),
        ("/report funnel by zebedee", "I found no owner “zebedee”."),
        ("/report funnel next blurg", "I can't read “next blurg” as a period."),
    ],
)
def test_what_is_not_understood_is_answered_in_words(priya: Person, text: str, answer: str) -> None:
    priya.say(text)
    assert answer in priya.last()["text"]
    assert priya.last()["ephemeral"]


def test_in_a_channel_without_the_bot_the_manager_is_told_to_invite_it(slack: Slack, priya: Person) -> None:
    priya.say("/report funnel 2025-10", channel="C0GENERAL")
    slack.deliver()
    told = "⚠️ I am not in <#C0GENERAL>. Invite me there with `/invite @Milepost`, then try again."
    assert priya.last("C0GENERAL")["text"] == told
    assert not [message for message in priya.messages("C0GENERAL") if message["text"].startswith("Drawing")]


def test_no_figures_go_to_a_channel_shared_with_another_company(slack: Slack, priya: Person) -> None:
    priya.say("/invite @Milepost", channel="C0PARTNER")
    posted = len(priya.messages("C0PARTNER"))
    priya.say("/report funnel 2025-10", channel="C0PARTNER")
    slack.deliver()
    way_out = "is shared with another company, so no figures are posted there. Add `private` to read it alone."
    assert priya.last("C0PARTNER")["text"].endswith(way_out)
    assert [m for m in priya.messages("C0PARTNER")[posted:] if not m["ephemeral"]] == []


def test_where_slack_refuses_the_table_block_the_figures_come_as_plain_text(slack: Slack, priya: Person) -> None:
    slack.fault("chat.postMessage", "invalid_blocks")
    priya.say("/report funnel 2025-10")
    slack.deliver()
    assert "Oct 2025   50    40    30     5     5     0  10 %" in texts(priya.last())
    assert block(priya.last(), "image")


def test_while_slack_is_down_the_report_waits_and_comes_once(slack: Slack, priya: Person) -> None:
    slack.fault("chat.postMessage", "500")
    priya.say("/report funnel 2025-10")
    slack.deliver()
    assert not [message for message in priya.messages() if "Lead funnel" in message["text"]]
    slack.wait(minutes=1)
    assert len([message for message in priya.messages() if "Lead funnel" in message["text"]]) == 1
    slack.wait(minutes=1)
    assert len([message for message in priya.messages() if "Lead funnel" in message["text"]]) == 1


def test_asked_for_in_the_direct_messages_it_comes_there_and_nothing_says_where(slack: Slack, priya: Person) -> None:
    asha = slack.person("asha", role=Role.REP)
    for person in (asha, priya):
        person.say("/report funnel 2025-10", channel=person.direct)
        assert person.last(person.direct)["text"] == "Drawing the funnel, Oct 2025 …"
        slack.deliver()
        assert block(person.last(person.direct), "image")
        assert "direct messages" not in "".join(message["text"] for message in person.messages(person.direct))


def test_a_rep_who_asks_for_an_account_of_others_is_told_so_at_once(slack: Slack, team: Team) -> None:
    team.asha.say(f"/report ledger {OF_VIKRAM}")
    told = team.asha.last()["text"]
    assert told.startswith(f"The account of {OF_VIKRAM} is for managers")
    slack.deliver()
    assert team.asha.last()["text"] == told


def test_a_manager_shares_a_report_that_stands_in_a_channel(slack: Slack, priya: Person) -> None:
    priya.say("/report funnel 2025-10")
    slack.deliver()
    priya.press("Share in a channel")
    assert "/invite @Milepost" in texts(priya.form)
    assert priya.submit(channel="C0VISITS") == {"ok": True}
    slack.deliver()
    assert f"Shared by <@{priya.user}>" in texts(priya.last("C0VISITS"))


@pytest.mark.parametrize("button", ["Excel", "CSV", "Schedule this"])
def test_a_rep_who_presses_a_managers_button_is_told_how_to_have_the_report(
    slack: Slack, priya: Person, button: str
) -> None:
    priya.say("/report funnel 2025-10")
    slack.deliver()
    asha = slack.person("asha", role=Role.REP)
    asha.press(button, message=priya.last())
    told = asha.last()["text"]
    assert "needs the manager role, so ask a manager." in told
    assert "`/report funnel` brings you this report, for you alone." in told


def test_after_a_silence_the_report_is_posted_again_and_marked(slack: Slack, priya: Person) -> None:
    slack.fault("chat.postMessage", "accept_then_timeout")
    priya.say("/report funnel 2025-10")
    slack.deliver()
    slack.wait(minutes=1)
    posted = [message for message in priya.messages() if "Lead funnel" in message["text"]]
    assert ["may be here twice" in texts(message) for message in posted] == [False, True]
