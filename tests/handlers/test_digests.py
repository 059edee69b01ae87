"""The pending follow-ups that a channel or a person gets by itself, and how they change where they stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.kinds import Cadence, FollowUpStatus, Role
from handlers.digests import queue_digest
from tests.handlers.following import add_follow_up, is_pending, now, rows
from tests.slack import Json, Person, Slack, texts

VISITS = "C0VISITS"
AT_NINE = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)
"""Thursday, 09:00 in Bengaluru."""


@pytest.fixture
def asha(slack: Slack) -> Person:
    return slack.person("asha", role=Role.REP)


@pytest.fixture
def priya(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def schedule_daily(priya: Person) -> None:
    priya.say("/schedule new")
    priya.choose("report", "followups")
    assert priya.submit(channel=VISITS, at="09:00") == {"ok": True}
    priya.slack.deliver()


def digests(person: Person, channel: str = VISITS) -> list[Json]:
    return [message for message in person.messages(channel) if "ollow-ups: " in message["text"]]


def post(slack: Slack, priya: Person) -> Json:
    """The digest, as it is posted now."""
    slack.write(lambda store: queue_digest(store, "k", channel=VISITS, member=priya.member, why="Scheduled"))
    slack.wait(minutes=0)
    return digests(priya)[-1]


def test_the_form_for_follow_ups_asks_for_no_period(slack: Slack, priya: Person) -> None:
    priya.say("/schedule new")
    assert "Period" in texts(priya.form)
    priya.choose("report", "followups", cadence="weekdays")
    assert "Period" not in texts(priya.form)
    assert priya.submit(channel=VISITS, at="08:30") == {"ok": True}
    slack.deliver()
    words = "📅 Scheduled *Pending follow-ups* → <#C0VISITS>, Monday to Friday at 08:30"
    assert priya.last()["text"].startswith(f"{words}\n")
    kept = slack.read(lambda store: store.schedules.list())[0]
    assert (kept.report, kept.cadence, kept.at) == ("followups", Cadence.WEEKDAYS, time(8, 30))


def test_a_channel_gets_its_digest_at_its_time_once_whoever_ticks(slack: Slack, asha: Person, priya: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    add_follow_up(asha, "Acme", due_in=1)
    add_follow_up(vikram, "Bharat", due_in=-2, why="call back")
    add_follow_up(asha, "Chola", due_in=-1)
    schedule_daily(priya)
    slack.tick(at=AT_NINE, copies=4)
    slack.tick(at=AT_NINE.replace(minute=31))

    (shown,) = digests(priya)
    assert rows(shown) == [
        "👤 *Vikram Shetty*",
        "🔴 *Bharat* (L-2) · overdue by 3 days",
        "👤 *Asha Rao*",
        "🔴 *Chola* (L-3) · overdue by 2 days",
        "⏰ *Acme* (L-1) · today",
    ]
    assert "Thursday 26 November · 2 overdue · 1 today · Scheduled by Priya Nair" in texts(shown)
    assert "<@" not in texts(shown), "a list that comes every morning pings nobody"


def test_what_is_settled_in_the_channel_by_somebody_else_is_crossed_out_there_and_nothing_new_is_posted(
    slack: Slack, asha: Person, priya: Person
) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    follow_up = add_follow_up(asha, "Acme ~ Sons", due_in=-1)
    add_follow_up(asha, "Chola", due_in=2)
    shown = post(slack, priya)
    vikram.press("Done", message=shown, channel=VISITS)
    slack.deliver()

    assert now(slack, follow_up).status is FollowUpStatus.DONE
    (edited,) = digests(priya)
    assert edited["ts"] == shown["ts"]
    assert rows(edited) == [
        "👤 *Asha Rao*",
        "✅ ~Acme ∼ Sons – send the price list~ done by Vikram Shetty",
        "🗓️ *Chola* (L-2) · Fri 27 Nov",
    ]
    assert len(slack.calls("chat.postMessage")) == 1
    answer = vikram.last(VISITS)
    assert answer["ephemeral"]
    assert answer["text"] == "✅ Done: *Acme ∼ Sons* (L-1) – send the price list"

    vikram.press("Undo", channel=VISITS)
    slack.deliver()
    assert "🔴 *Acme ∼ Sons* (L-1) · overdue by 1 day" in rows(digests(priya)[0])


def test_what_is_snoozed_dropped_or_given_away_shows_so_in_the_digest(
    slack: Slack, asha: Person, priya: Person
) -> None:
    for name in ("Acme", "Bharat", "Chola"):
        add_follow_up(asha, name, due_in=-1)
    shown = post(slack, priya)
    asha.press("In a week", message=shown, channel=VISITS)
    slack.deliver()
    asha.press("Drop it", message=digests(asha)[0], channel=VISITS)
    slack.deliver()
    priya.press("Reassign…", message=digests(priya)[0], channel=VISITS)
    assert priya.submit(owner=priya.member.id) == {"ok": True}
    slack.deliver()
    assert rows(digests(priya)[0]) == [
        "👤 *Asha Rao*",
        "🗑️ ~Bharat – send the price list~ dropped by Asha Rao",
        "🗓️ *Acme* (L-1) · Wed 2 Dec",
        "👤 *Priya Nair*",
        "🔴 *Chola* (L-3) · overdue by 1 day",
    ]


def test_what_is_settled_elsewhere_is_crossed_out_in_every_digest_that_lists_it(
    slack: Slack, asha: Person, priya: Person
) -> None:
    add_follow_up(asha, "Acme")
    schedule_daily(priya)
    asha.say("/followups daily")
    slack.tick(at=AT_NINE)
    asha.say("/followups")
    asha.press("Done")
    slack.deliver()
    for shown in (*digests(priya), *digests(asha, asha.direct)):
        assert "✅ ~Acme – send the price list~ done by Asha Rao" in rows(shown)
    assert len(slack.calls("chat.update")) == 2


def test_a_rep_who_presses_reassign_in_the_channel_is_told_why_not(slack: Slack, asha: Person, priya: Person) -> None:
    add_follow_up(asha, "Acme")
    shown = post(slack, priya)
    asha.press("Reassign…", message=shown, channel=VISITS)
    assert asha.view is None
    assert "needs the manager role" in asha.last(VISITS)["text"]


def test_pressing_a_stale_button_of_a_digest_says_who_was_faster(slack: Slack, asha: Person, priya: Person) -> None:
    add_follow_up(asha, "Acme")
    shown = post(slack, priya)
    priya.press("Done", message=shown, channel=VISITS)
    asha.press("Done", message=shown, channel=VISITS)
    asha.press("Tomorrow", message=shown, channel=VISITS)
    slack.deliver()
    assert [m["text"] for m in asha.messages(VISITS)[-2:]] == ["That follow-up is done already, by Priya Nair."] * 2
    assert slack.read(lambda store: len(store.writes.list_of("follow_ups", 1))) == 1


def test_what_is_settled_while_the_digest_is_posted_is_crossed_out_all_the_same(
    slack: Slack, asha: Person, priya: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow_up = add_follow_up(asha, "Acme")
    asha.say("/followups")
    courier = slack.program.courier
    finish = courier._finish

    def finish_late(*arguments: Any, **named: Any) -> None:
        if is_pending(slack, follow_up):
            asha.press("Done")
        finish(*arguments, **named)

    monkeypatch.setattr(courier, "_finish", finish_late)
    assert rows(post(slack, priya)) == ["👤 *Asha Rao*", "✅ ~Acme – send the price list~ done by Asha Rao"]


def test_an_edit_that_is_overtaken_by_a_later_one_is_put_right(
    slack: Slack, asha: Person, priya: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_follow_up(asha, "Acme", due_in=-2)
    add_follow_up(asha, "Bharat", due_in=-1)
    shown = post(slack, priya)
    update = WebClient.chat_update
    overtaken: list[bool] = []

    def update_late(self: WebClient, **arguments: Any) -> Any:
        if not overtaken:
            overtaken.append(True)
            asha.press("Done", message=digests(asha)[0], channel=VISITS)
            asha.press("Done", message={**shown, "blocks": shown["blocks"][5:]}, channel=VISITS)
            slack.deliver()
        return update(self, **arguments)

    monkeypatch.setattr(WebClient, "chat_update", update_late)
    asha.press("Tomorrow", message=shown, channel=VISITS)
    slack.deliver()
    assert [row[0] for row in rows(digests(asha)[0])[1:]] == ["✅", "✅"]


def test_a_digest_that_was_deleted_is_given_up_quietly(slack: Slack, asha: Person, priya: Person) -> None:
    add_follow_up(asha, "Acme")
    shown = post(slack, priya)
    slack.fault("chat.update", "message_not_found")
    asha.press("Done", message=shown, channel=VISITS)
    slack.deliver()
    assert len(digests(priya)) == 1
    assert slack.read(lambda store: store.deliveries.list_due(slack.now())) == []


def test_an_edit_waits_for_slack(slack: Slack, asha: Person, priya: Person) -> None:
    add_follow_up(asha, "Acme")
    shown = post(slack, priya)
    slack.fault("chat.update", "429", retry_after=30)
    asha.press("Done", message=shown, channel=VISITS)
    slack.deliver()
    assert rows(digests(priya)[0]) == rows(shown)
    slack.wait(minutes=1)
    assert "✅ ~Acme – send the price list~ done by Asha Rao" in rows(digests(priya)[0])


def test_a_digest_of_last_week_is_left_as_it_is(slack: Slack, asha: Person, priya: Person) -> None:
    add_follow_up(asha, "Acme")
    post(slack, priya)
    slack.now.moment = slack.now.moment.replace(month=12, day=3)
    asha.say("/followups")
    asha.press("Done")
    slack.deliver()
    assert slack.calls("chat.update") == []


def test_where_nothing_is_waiting_one_short_line_is_posted(slack: Slack, asha: Person, priya: Person) -> None:
    schedule_daily(priya)
    slack.tick(at=AT_NINE)
    assert priya.last(VISITS)["text"] == "Nothing is waiting 🎉"
    add_follow_up(asha, "Far", due_in=12)
    slack.tick(at=AT_NINE.replace(day=27))
    assert priya.last(VISITS)["text"] == "Nothing is waiting 🎉 1 come later."


def test_a_long_digest_shows_the_most_urgent_and_says_where_the_rest_is(
    slack: Slack, asha: Person, priya: Person
) -> None:
    for number in range(30):
        add_follow_up(asha, f"Lead {number}", due_in=-number)
    shown = post(slack, priya)
    assert len(shown["blocks"]) <= 50
    assert rows(shown)[1] == "🔴 *Lead 29* (L-30) · overdue by 29 days"
    assert (
        "and 7 more overdue, 1 today: yours are on the App Home and in `/followups`, everybody's in `/followups team`"
        in texts(shown)
    )


def test_run_now_posts_the_digest_at_once(slack: Slack, asha: Person, priya: Person) -> None:
    add_follow_up(asha, "Acme")
    schedule_daily(priya)
    priya.say("/schedule")
    listed = priya.last()
    for _ in range(2):
        priya.press("Run now", message=listed)
    slack.deliver()
    assert len(digests(priya)) == 1
    assert "Run now by Priya Nair" in texts(digests(priya)[0])


def test_a_digest_goes_to_no_channel_that_another_company_reads(slack: Slack, asha: Person, priya: Person) -> None:
    priya.say("/invite @Milepost", channel="C0PARTNER")
    priya.say("/schedule new")
    priya.choose("report", "followups")
    answer = priya.submit(channel="C0PARTNER", at="09:00")
    assert answer["errors"]["channel"].startswith("That channel is shared with another company")

    add_follow_up(asha, "Acme")
    slack.write(lambda store: queue_digest(store, "k", channel="C0PARTNER", member=priya.member, why="Scheduled"))
    slack.wait(minutes=0)
    slack.deliver()
    assert [m for m in priya.messages("C0PARTNER") if m["bot"]] == []
    assert priya.last(priya.direct)["text"].endswith("is shared with another company, so no figures are posted there.")


def test_a_rep_gets_the_own_follow_ups_every_weekday_morning_and_stops_it(
    slack: Slack, asha: Person, priya: Person
) -> None:
    add_follow_up(asha, "Acme", due_in=1)
    add_follow_up(priya, "Hers", due_in=1)
    asha.say("/followups daily")
    assert "every weekday at 09:00 (Asia/Kolkata)" in asha.last()["text"]
    slack.tick(at=AT_NINE, copies=4)
    slack.tick(at=AT_NINE.replace(minute=40))
    (shown,) = digests(asha, asha.direct)
    assert rows(shown) == ["⏰ *Acme* (L-1) · today"]
    assert "`/followups daily` stops it" in texts(shown)

    asha.press("Done", message=shown, channel=asha.direct)
    slack.deliver()
    assert rows(digests(asha, asha.direct)[0]) == ["✅ ~Acme – send the price list~ done by Asha Rao"]

    asha.say("/followups daily")
    asha.press("Stop it")
    slack.deliver()
    assert asha.last()["text"].startswith("⏸️ No more follow-ups in the morning.")
    slack.tick(at=AT_NINE.replace(day=27))
    assert len(digests(asha, asha.direct)) == 1
    asha.say("/followups daily")
    assert asha.last()["text"].startswith("📅 From now on")
    assert len(slack.read(lambda store: store.schedules.list())) == 1


def test_the_weekend_is_free_of_it(slack: Slack, asha: Person) -> None:
    add_follow_up(asha, "Acme", due_in=1)
    asha.say("/followups")
    asha.press("Every morning, to me")
    slack.deliver()
    assert asha.last()["text"].startswith("📅 From now on you get your follow-ups in our direct messages")
    slack.tick(at=AT_NINE.replace(day=28))
    assert len(digests(asha, asha.direct)) == 0, "Friday's is more than six hours old, and Saturday has none"


def test_a_persons_own_mornings_are_in_nobody_elses_list(slack: Slack, asha: Person, priya: Person) -> None:
    asha.say("/followups daily")
    priya.say("/schedule list")
    assert "Nothing is scheduled yet." in texts(priya.last())
    priya.say("/followups daily")
    priya.say("/schedule")
    assert "*Pending follow-ups* → you, Monday to Friday at 09:00" in texts(priya.last())
    priya.press("Run now")
    slack.deliver()
    assert priya.last(priya.direct)["text"] == "Nothing is waiting 🎉"


def test_neither_company_finds_the_others_follow_ups_in_its_digest(slack: Slack, asha: Person) -> None:
    ben = slack.person("ben", role=Role.MANAGER)
    add_follow_up(asha, "Secret")
    own = add_follow_up(ben, "Own", due_in=1)
    ben.say("/followups daily")
    slack.tick(at=datetime(2026, 11, 26, 14, 0, tzinfo=UTC))  # 09:00 in New York
    (shown,) = digests(ben, ben.direct)
    assert rows(shown) == ["⏰ *Own* (L-1) · today"]
    assert own.due_on == date(2026, 11, 26)
