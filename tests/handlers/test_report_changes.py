"""Another period or filter under a report: it changes where it stands, for whoever may change it."""

from __future__ import annotations

import json

import pytest

from bot.kinds import Role
from bot.model import Delivery
from sandbox.state import Sandbox
from storage.store import Store
from tests.handlers.booked import buttons
from tests.handlers.forgery import Forger
from tests.handlers.reporting import Team, ask, picture_of, reports, request_of
from tests.slack import Json, Person, Slack, texts


def remove(person: Person, message: Json) -> None:
    """Somebody takes the message away meanwhile."""

    def take_away(state: Sandbox) -> None:
        channel = state.world.team(person.team).channel(message["channel"])
        channel.messages[:] = [kept for kept in channel.messages if kept.ts != message["ts"]]

    person.slack.sandbox.ask(take_away)


def test_a_period_from_the_menu_changes_the_report_where_it_stands(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    (before,), count = reports(team.priya), len(team.priya.messages())
    team.priya.press("This year", message=before)
    slack.deliver()
    (after,) = reports(team.priya)

    assert len(team.priya.messages()) == count
    assert after["ts"] == before["ts"]
    assert picture_of(after) != picture_of(before)
    assert json.loads(request_of(after)) == {"kind": "funnel", "period": "this year"}


def test_the_menu_works_again_under_what_it_made(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    for period in ("This year", "All time", "Last month"):
        team.priya.press(period, message=reports(team.priya)[-1])
        slack.deliver()

    assert len(reports(team.priya)) == 1
    assert "Oct 2026" in texts(reports(team.priya)[0])


def test_a_rep_changes_a_report_that_came_alone(slack: Slack, team: Team) -> None:
    ask(team.asha, "funnel")
    team.asha.press("All time", message=reports(team.asha, team.asha.direct)[-1], channel=team.asha.direct)
    slack.deliver()
    (after,) = reports(team.asha, team.asha.direct)

    assert "All time" in texts(after)


def test_another_period_is_typed_in_the_form(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    team.priya.press("Another period …", message=reports(team.priya)[-1])
    assert (team.priya.form["title"]["text"], team.priya.form["submit"]["text"]) == ("Period of the funnel", "Show")
    assert team.priya.submit(period="from 2026-01 to 2026-09") == {"ok": True}
    slack.deliver()

    assert "Jan – Sep 2026" in texts(reports(team.priya)[-1])


def test_a_period_that_cannot_be_read_stands_under_its_field(team: Team) -> None:
    ask(team.priya, "funnel")
    team.priya.press("Filter", message=reports(team.priya)[-1])

    assert team.priya.submit(period="next blurg")["errors"]["period"].startswith("I can't read “next blurg”")


def test_the_form_narrows_the_report_and_opens_with_what_it_is_narrowed_to(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    team.priya.press("Filter", message=reports(team.priya)[-1])
    assert team.priya.options("owner", "vik") == ["Vikram Shetty"]
    assert team.priya.submit(owner=team.vikram.member.id, source=1) == {"ok": True}
    slack.deliver()
    (narrowed,) = reports(team.priya)
    assert "owner Vikram Shetty · source Google Ads" in texts(narrowed)

    team.priya.press("Filter", message=narrowed)
    assert team.priya.submit(owner=None) == {"ok": True}
    slack.deliver()
    (widened,) = reports(team.priya)
    assert "owner" not in json.loads(request_of(widened))
    assert "source Google Ads" in texts(widened)


def test_button_form_and_inputs_call_one_thing_by_one_word(team: Team) -> None:
    ask(team.priya, "funnel")
    team.priya.press("Filter", message=reports(team.priya)[-1])

    assert (team.priya.form["title"]["text"], team.priya.form["submit"]["text"]) == ("Filter the funnel", "Filter")
    labels = [block["label"]["text"] for block in team.priya.form["blocks"]]
    assert labels == ["Period", "Owner", "Source", "Campaign"]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("funnel 2020", ["All time", "New lead"]),
        ("funnel all time by priya", ["Without the filter", "New lead"]),
        ("bookings 2020 by asha", ["All time", "Without the filter", "New booking"]),
        ("campaigns by priya", ["Without the filter", "New campaign"]),
        ("ageing by priya", ["Without the filter"]),
        ("timeline rohit", ["Show the lead"]),
    ],
)
def test_a_report_with_nothing_in_it_offers_only_what_may_have_more(
    slack: Slack, team: Team, words: str, offered: list[str]
) -> None:
    slack.write(lambda store: store.leads.add(name="Rohit", owner_id=team.asha.member.id, created_on=None))
    ask(team.priya, f"{words} private")
    (empty,) = reports(team.priya, team.priya.direct)

    assert "data_table" not in [block["type"] for block in empty["blocks"]]
    assert buttons(empty) == offered


def test_what_is_empty_is_widened_by_one_press_where_it_stands(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel 2020 by priya")
    for wider in ("All time", "Without the filter"):
        team.priya.press(wider, message=reports(team.priya)[-1])
        slack.deliver()
    (report,) = reports(team.priya)

    assert json.loads(request_of(report)) == {"kind": "funnel", "period": "all time"}
    assert "2 of 2 leads converted" in texts(report)


@pytest.mark.parametrize("words", ["ageing", "timeline acme", "ledger acme"])
def test_a_report_asks_only_for_what_can_change_it(team: Team, words: str) -> None:
    ask(team.priya, words)
    shown = texts(reports(team.priya, team.priya.direct)[-1])

    assert ("Filter" in shown) is (words == "ageing")
    assert ("Last month" in shown) is (words == "ledger acme")


def test_a_rep_under_a_channels_report_gets_another_one_alone(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    before = reports(team.priya)
    team.asha.press("All time", message=before[-1])
    slack.deliver()

    assert reports(team.priya) == before
    assert "All time" in texts(reports(team.asha, team.asha.direct)[-1])
    assert "it comes to our direct messages" in team.asha.last()["text"]
    assert "it comes to our direct messages" not in team.priya.last()["text"]


def test_what_a_rep_gets_of_a_managers_report_has_no_amounts(slack: Slack, team: Team) -> None:
    ask(team.priya, "bookings")
    team.asha.press("All time", message=reports(team.priya)[-1])
    slack.deliver()

    assert "₹" not in texts(reports(team.asha, team.asha.direct)[-1])


def test_a_manager_who_is_one_no_more_changes_no_report_in_a_channel(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    before = reports(team.priya)
    team.priya.press("Filter", message=before[-1])
    team.priya.known_as(Role.REP)
    assert team.priya.submit(period="all time") == {"ok": True}
    slack.deliver()

    assert reports(team.priya) == before


def test_a_report_that_was_deleted_meanwhile_is_said_to_be_gone(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    (report,) = reports(team.priya)
    team.priya.press("All time", message=report)
    remove(team.priya, report)
    slack.deliver()

    assert reports(team.priya) == []
    assert "The message with the report is gone from <#C0SALES>" in team.priya.last(team.priya.direct)["text"]


def test_the_figures_stand_at_once_and_their_picture_follows(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    team.priya.press("All time", message=reports(team.priya)[-1])
    slack.deliver()
    first, last = slack.calls("chat.update")[-2:]
    picture = picture_of(reports(team.priya)[-1])

    assert str(first["arguments"]["text"]).startswith("Lead funnel, All time")
    assert last["arguments"]["text"] == first["arguments"]["text"], "or Slack would call it edited"
    assert [picture in str(call["arguments"]["blocks"]) for call in (first, last)] == [False, True]


def test_a_picture_that_slack_never_gets_ready_is_given_up_in_the_end(slack: Slack, team: Team) -> None:
    slack.fault("chat.update", "invalid_blocks", times=100)
    ask(team.priya, "funnel")
    for _ in range(20):
        slack.wait(minutes=1)

    assert len(reports(team.priya)) == 1
    assert "The picture of the funnel report did not come" in team.priya.last(team.priya.direct)["text"]


def test_whoever_removes_a_report_before_its_picture_comes_is_told_nothing(slack: Slack, team: Team) -> None:
    slack.fault("chat.update", "message_not_found")
    ask(team.priya, "funnel")

    assert "picture" not in "".join(message["text"] for message in team.priya.messages(team.priya.direct))


def test_a_picture_that_slack_is_slow_with_is_waited_for(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    slack.fault("chat.update", "invalid_blocks", times=1)
    team.priya.press("All time", message=reports(team.priya)[-1])
    slack.deliver()
    slack.wait(minutes=1)

    assert picture_of(reports(team.priya)[-1])


def test_without_its_picture_a_report_stands_with_buttons_to_try_again(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    slack.fault("files.completeUploadExternal", "file_not_found")
    team.priya.press("All time", message=reports(team.priya)[-1])
    slack.deliver()
    assert "All time" in texts(reports(team.priya)[-1])
    told = team.priya.last(team.priya.direct)["text"]
    assert told == "⚠️ The picture of the funnel report did not come: file_not_found. Its figures stand in <#C0SALES>."
    team.priya.press("All time", message=reports(team.priya)[-1])
    slack.deliver()

    assert picture_of(reports(team.priya)[-1])


def choose_forged(person: Person, period: str) -> str:
    """A period that the menu does not offer, under the newest report; what is read then."""
    (*_, report) = reports(person)
    option = {"value": period, "text": {"type": "plain_text", "text": "forged"}}
    chosen = {"type": "static_select", "action_id": "report_period", "selected_option": option}
    return Forger(person).send(
        "block_actions",
        actions=[{**chosen, "block_id": request_of(report)}],
        channel={"id": report["channel"], "name": "sales"},
        container={"type": "message", "channel_id": report["channel"], "message_ts": report["ts"]},
    )


def test_a_forged_period_is_kept_in_its_own_short_words(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel")
    choose_forged(team.priya, "This" + " " * 300 + "month")
    (waiting,) = slack.write(_claim_all)

    assert json.loads(waiting.content["request"])["period"] == "this month"


def _claim_all(store: Store) -> list[Delivery | None]:
    return [store.deliveries.claim(due, store.now) for due in store.deliveries.list_due(store.now)]


@pytest.mark.parametrize("period", ["", "next blurg", "x" * 3_000])
def test_a_forged_period_changes_nothing(slack: Slack, team: Team, period: str) -> None:
    ask(team.priya, "funnel")
    before = len(slack.calls("chat.update"))
    seen = choose_forged(team.priya, period)
    slack.deliver()

    assert "I can't read" in seen
    assert len(slack.calls("chat.update")) == before


def test_a_forged_filter_names_no_record_that_is_not_there(team: Team) -> None:
    ask(team.priya, "funnel")
    carried = json.dumps({"request": request_of(reports(team.priya)[-1]), "channel": "C0SALES", "ts": "1.1"})

    assert "I found no" in Forger(team.priya).submit("filter_form", {"owner": "4711"}, metadata=carried)
