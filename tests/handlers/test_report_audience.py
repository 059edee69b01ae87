"""Who sees which figures: money is the manager's, whoever presses the button, and no other company's."""

from __future__ import annotations

import json

import pytest

from bot.kinds import Role
from bot.report import ReportKind
from bot.report_request import ReportRequest, default_period
from tests.handlers.forgery import Forger
from tests.handlers.reporting import (
    CURRENCY_SIGNS,
    OF_ASHA,
    OF_VIKRAM,
    Team,
    ask,
    become_shared,
    picture_of,
    reports,
    request_of,
    told,
)
from tests.slack import Slack

BEHIND = {ReportKind.LEDGER: "ledger acme", ReportKind.TIMELINE: "timeline acme"}
LINES = {kind: BEHIND.get(kind, kind.value) for kind in ReportKind} | {ReportKind.TEAM: "team this year"}
WITHOUT_MONEY = [kind for kind in ReportKind if not kind.is_money]
AGEING = ReportRequest(kind=ReportKind.AGEING, period=default_period(ReportKind.AGEING)).text


@pytest.mark.parametrize("kind", ReportKind)
def test_a_manager_gets_every_report_with_its_picture_and_its_buttons(team: Team, kind: ReportKind) -> None:
    ask(team.priya, LINES[kind])
    channel = team.priya.direct if kind.comes_alone else team.priya.sales
    (report,) = reports(team.priya, channel)

    assert picture_of(report)
    assert ReportRequest.model_validate_json(request_of(report)).kind is kind
    assert "Excel" in told(report)
    assert ("Schedule this" in told(report)) is (kind not in BEHIND)
    assert "Share in a channel" in told(report)


@pytest.mark.parametrize("kind", ReportKind)
def test_a_rep_gets_every_report_alone(team: Team, kind: ReportKind) -> None:
    ask(team.asha, LINES[kind])
    (report,) = reports(team.asha, team.asha.direct)

    assert picture_of(report)
    assert reports(team.asha) == []
    assert "Excel" not in told(report)
    assert "Schedule this" not in told(report)
    assert ("Share in a channel" in told(report)) is not kind.is_money


@pytest.mark.parametrize("kind", WITHOUT_MONEY)
def test_no_amount_stands_anywhere_in_a_reps_report(team: Team, kind: ReportKind) -> None:
    ask(team.asha, LINES[kind])
    (report,) = reports(team.asha, team.asha.direct)

    assert [sign for sign in CURRENCY_SIGNS if sign in told(report)] == []


@pytest.mark.parametrize("kind", [ReportKind.KPI, ReportKind.CAMPAIGNS, ReportKind.BOOKINGS, ReportKind.TEAM])
def test_a_manager_sees_the_amounts(team: Team, kind: ReportKind) -> None:
    ask(team.priya, LINES[kind])

    assert "₹" in told(reports(team.priya)[-1])


def test_a_rep_sees_what_their_own_customers_owe(team: Team) -> None:
    ask(team.asha, "ageing")
    read = told(reports(team.asha, team.asha.direct)[-1])

    assert OF_ASHA in read
    assert OF_VIKRAM not in read
    assert "₹4,00,000" in read
    assert "11,00,000" not in read


@pytest.mark.parametrize("words", ["ageing by vikram", "ageing source google ads by vikram"])
def test_a_rep_asks_in_vain_for_what_a_colleagues_customers_owe(team: Team, words: str) -> None:
    ask(team.asha, words)

    assert OF_VIKRAM not in told(reports(team.asha, team.asha.direct)[-1])


def test_a_rep_reads_no_account_of_anothers_customer(team: Team) -> None:
    ask(team.asha, "ledger zenith")

    assert reports(team.asha, team.asha.direct) == []
    assert "is for managers, and for the rep whose customer it is" in team.asha.last()["text"]


def test_what_is_owed_comes_to_the_manager_alone(team: Team) -> None:
    ask(team.priya, "ageing")

    assert reports(team.priya) == []
    assert OF_VIKRAM in told(reports(team.priya, team.priya.direct)[-1])


def test_a_manager_shows_a_channel_what_is_owed_after_a_warning(slack: Slack, team: Team) -> None:
    ask(team.priya, "ageing")
    team.priya.press("Share in a channel", channel=team.priya.direct)
    form = team.priya.form
    assert "Everybody in the channel will see what customers owe" in json.dumps(form)
    assert form["submit"]["text"] == "Show what is owed"
    assert team.priya.submit(channel="C0VISITS") == {"ok": True}
    slack.deliver()

    assert OF_VIKRAM in told(reports(team.priya, "C0VISITS")[-1])


def test_a_rep_shows_nobody_what_is_owed_not_even_by_a_forged_form(slack: Slack, team: Team) -> None:
    forger = Forger(team.asha)
    pressed = forger.press("share_report", AGEING)
    sent = forger.submit("share_form", {"channel": "C0VISITS"}, metadata=json.dumps({"request": AGEING}))
    slack.deliver()

    assert "needs the manager role" in pressed
    assert "needs the manager role" in sent
    assert reports(team.priya, "C0VISITS") == []


def test_a_rep_draws_what_is_owed_in_no_channel_by_a_forged_button(slack: Slack, team: Team) -> None:
    forger = Forger(team.asha)
    forger.press("draw_report", f"here {AGEING}")
    forger.submit("filter_form", {}, metadata=json.dumps({"request": AGEING, "channel": "C0SALES", "ts": "1.1"}))
    slack.deliver()

    assert reports(team.priya) == []
    alone = [told(report) for report in reports(team.asha, team.asha.direct)]
    assert [(OF_ASHA in read, OF_VIKRAM in read) for read in alone] == [(True, False)] * 2


def test_a_manager_who_is_one_no_more_shares_nothing_that_is_owed(slack: Slack, team: Team) -> None:
    ask(team.priya, "ageing")
    team.priya.press("Share in a channel", channel=team.priya.direct)
    team.priya.submit(channel="C0VISITS")
    team.priya.known_as(Role.REP)
    slack.deliver()

    assert reports(team.priya, "C0VISITS") == []
    assert "Showing a channel what customers owe needs the manager role" in team.priya.last(team.priya.direct)["text"]


def test_the_amounts_of_a_manager_who_is_one_no_more_are_gone_when_it_is_drawn(slack: Slack, team: Team) -> None:
    team.priya.say("/report bookings")
    team.priya.known_as(Role.REP)
    slack.deliver()

    assert "₹" not in told(reports(team.priya)[-1])


def test_a_channel_that_becomes_shared_before_it_is_sent_gets_nothing(slack: Slack, team: Team) -> None:
    team.priya.say("/report bookings")
    become_shared(slack, team.priya.sales)
    slack.deliver()

    assert reports(team.priya) == []
    assert "is shared with another company" in team.priya.last()["text"]


def test_a_report_in_a_channel_that_became_shared_is_not_drawn_anew(slack: Slack, team: Team) -> None:
    ask(team.priya, "bookings")
    before = reports(team.priya)
    become_shared(slack, team.priya.sales)
    team.priya.press("Last month", message=before[-1])
    slack.deliver()

    assert reports(team.priya) == before
    assert "is shared with another company" in team.priya.last(team.priya.direct)["text"]
