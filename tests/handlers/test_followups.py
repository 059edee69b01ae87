"""Follow-ups as people meet them: listed, done, put off, dropped, given to somebody else, planned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from slack_sdk import WebClient

from bot.kinds import Channel, EngagementStatus, EngagementType, FollowUpStatus, Role
from storage.store import Store
from tests.handlers.following import TODAY, add_follow_up, add_lead, is_pending, now, rows
from tests.slack import Json, Person, Slack, texts


@pytest.fixture
def asha(slack: Slack) -> Person:
    return slack.person("asha", role=Role.REP)


@pytest.fixture
def priya(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def test_the_list_shows_mine_overdue_first_then_today_then_the_coming_days(asha: Person, priya: Person) -> None:
    add_follow_up(asha, "Far", due_in=9)
    add_follow_up(asha, "Soon", due_in=2)
    add_follow_up(asha, "Late", due_in=-3)
    add_follow_up(asha, "Now", due_in=0)
    add_follow_up(priya, "Not hers", due_in=0)

    asha.say("/followups")

    shown = asha.last()
    assert shown["ephemeral"]
    assert rows(shown) == [
        "*Overdue*",
        "🔴 *Late* (L-3) · overdue by 3 days",
        "*Today*",
        "⏰ *Now* (L-4) · today",
        "*Coming 7 days*",
        "🗓️ *Soon* (L-2) · Fri 27 Nov",
        "And 1 more later.",
    ]
    assert "1 overdue · 1 today · 1 in the coming 7 days" in texts(shown)
    assert "Not hers" not in texts(shown)


def test_whoever_has_nothing_to_do_is_told_one_next_step(slack: Slack, asha: Person) -> None:
    asha.say("/followups")
    assert "Nothing is waiting for you 🎉" in asha.last()["text"]
    assert [button["text"]["text"] for button in asha.last()["blocks"][-1]["elements"]] == ["Plan a follow-up"]

    add_lead(asha, "Silent", silent_days=20)
    asha.say("/followups")
    assert "nothing is planned with 1 lead of yours" in texts(asha.last())
    asha.press("See who is going cold")
    slack.deliver()
    assert "❄️ *Silent* (L-1)" in rows(asha.last())


def test_a_long_list_ends_with_how_many_more_there_are(asha: Person) -> None:
    for number in range(30):
        add_follow_up(asha, f"Lead {number}", due_in=-number)
    asha.say("/followups")
    assert len(asha.last()["blocks"]) <= 50
    shown = [line for line in rows(asha.last()) if "overdue by" in line or "· today" in line]
    assert shown[0] == "🔴 *Lead 29* (L-30) · overdue by 29 days"
    assert rows(asha.last())[-1] == f"And {29 - len(shown)} more overdue, 1 today."


def test_done_leaves_the_list_and_is_answered_with_undo(slack: Slack, asha: Person) -> None:
    follow_up = add_follow_up(asha, "Acme", due_in=-1)
    add_follow_up(asha, "Other", due_in=1)
    asha.say("/followups")
    asha.press("Done")
    slack.deliver()

    assert now(slack, follow_up).status is FollowUpStatus.DONE
    shown, answer = asha.messages()[-2:]
    assert rows(shown) == ["*Coming 7 days*", "🗓️ *Other* (L-2) · tomorrow"], "the list itself was changed"
    assert answer["text"] == "✅ Done: *Acme* (L-1) – send the price list"
    asha.press("Undo")
    slack.deliver()
    assert is_pending(slack, follow_up)


def test_pressing_done_twice_has_one_effect_and_says_who_did_it(slack: Slack, asha: Person, priya: Person) -> None:
    add_follow_up(asha, "Acme")
    add_follow_up(asha, "Other", due_in=1)
    asha.say("/followups")
    before = asha.last()
    priya.say("/followups team")
    priya.press("Done")
    asha.press("Done", message=before)
    slack.deliver()

    assert asha.last()["text"] == "That follow-up is done already, by Priya Nair."
    assert rows(asha.messages()[-2]) == ["*Coming 7 days*", "🗓️ *Other* (L-2) · tomorrow"], "and the list is fresh"
    assert len(slack.read(lambda store: store.follow_ups.list_pending())) == 1


@pytest.mark.parametrize(
    ("choice", "due_on"),
    [("Tomorrow", date(2026, 11, 26)), ("In 3 days", date(2026, 11, 28)), ("In a week", date(2026, 12, 2))],
)
def test_snooze_counts_from_today_however_late_it_is(slack: Slack, asha: Person, choice: str, due_on: date) -> None:
    follow_up = add_follow_up(asha, "Acme", due_in=-30)
    asha.say("/followups")
    asha.press(choice)
    slack.deliver()
    assert now(slack, follow_up).due_on == due_on
    assert asha.last()["text"].startswith("💤 Snoozed: *Acme* (L-1) – send the price list · now ")


def test_snooze_to_a_date_asks_for_it_and_refuses_the_past(slack: Slack, asha: Person) -> None:
    follow_up = add_follow_up(asha, "Acme", due_in=-3)
    asha.say("/followups")
    asha.press("On a date…")
    assert "overdue by 3 days" in texts(asha.form)
    answer = asha.submit(due_on="2026-11-24")
    assert answer["errors"] == {"due_on": "A follow-up can't be before today."}
    assert now(slack, follow_up) == follow_up
    assert asha.submit(due_on="2026-11-30") == {"ok": True}
    slack.deliver()
    assert now(slack, follow_up).due_on == date(2026, 11, 30)
    assert rows(asha.messages()[-2]) == ["*Coming 7 days*", "🗓️ *Acme* (L-1) · Mon 30 Nov"]


def test_a_follow_up_can_be_dropped_and_brought_back(slack: Slack, asha: Person) -> None:
    follow_up = add_follow_up(asha, "Acme")
    asha.say("/followups")
    asha.press("Drop it")
    slack.deliver()
    assert now(slack, follow_up).status is FollowUpStatus.DROPPED
    asha.press("Undo")
    assert is_pending(slack, follow_up)


def test_the_lead_of_a_follow_up_is_shown_before_the_call(slack: Slack, asha: Person) -> None:
    add_follow_up(asha, "Acme")
    asha.say("/followups")
    asha.press("Show lead")
    slack.deliver()
    assert texts(asha.last()).startswith("Acme\n")
    assert asha.last()["ephemeral"]

    add_lead(asha, "Silent", silent_days=20)
    asha.say("/followups cold")
    asha.press("Show")
    slack.deliver()
    assert texts(asha.last()).startswith("Silent\n")


def test_a_manager_gives_a_follow_up_to_a_colleague_who_is_told(slack: Slack, asha: Person, priya: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    follow_up = add_follow_up(asha, "Acme")
    priya.say("/followups team")
    priya.press("Reassign…")
    assert "It is Asha Rao's now" in texts(priya.form)
    assert priya.submit(owner=asha.member.id)["errors"] == {"owner": "Asha Rao has that follow-up already."}
    assert priya.submit(owner=vikram.member.id) == {"ok": True}
    slack.deliver()

    assert now(slack, follow_up).owner_id == vikram.member.id
    assert priya.last()["text"] == "👉 Vikram Shetty has now: *Acme* (L-1) – send the price list"
    assert vikram.last(vikram.direct)["text"].startswith("👉 Priya Nair gave you a follow-up: *Acme* (L-1)")
    vikram.press("My follow-ups", channel=vikram.direct)
    slack.deliver()
    assert rows(vikram.last(vikram.direct)) == ["*Today*", "⏰ *Acme* (L-1) · today"]


def test_a_rep_may_not_reassign_neither_at_the_door_nor_at_the_submission(
    slack: Slack, asha: Person, priya: Person
) -> None:
    follow_up = add_follow_up(asha, "Acme")
    asha.say("/followups")
    with pytest.raises(LookupError):
        asha.press("Reassign…")
    priya.say("/followups team")
    priya.press("Reassign…")
    priya.known_as(Role.REP)
    priya.submit(owner=priya.member.id)
    assert "needs the manager role" in texts(priya.form)
    assert now(slack, follow_up) == follow_up


def test_the_teams_list_is_the_managers_and_grouped_by_owner(slack: Slack, asha: Person, priya: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    add_follow_up(asha, "Acme", due_in=-1)
    add_follow_up(vikram, "Bharat", due_in=-5)
    add_follow_up(asha, "Chola", due_in=3)
    asha.say("/followups team")
    assert asha.last()["text"].startswith("Seeing the team's follow-ups needs the manager role.")
    priya.say("/followups team")
    assert rows(priya.last()) == [
        "👤 *Vikram Shetty* · 1 pending, 1 overdue",
        "🔴 *Bharat* (L-2) · overdue by 5 days",
        "👤 *Asha Rao* · 2 pending, 1 overdue",
        "🔴 *Acme* (L-1) · overdue by 1 day",
        "🗓️ *Chola* (L-3) · Sat 28 Nov",
    ]


def test_many_owners_still_fit_into_one_message(slack: Slack, priya: Person) -> None:
    def add(store: Store) -> None:
        for number in range(40):
            owner = store.members.add(f"Rep {number}", role=Role.REP, time_zone="UTC")
            lead = store.leads.add(name=f"Lead {number}", owner_id=owner.id, created_on=TODAY)
            store.follow_ups.open(lead.id, opened_on=TODAY, due_on=TODAY, owner_id=owner.id, why="call")

    slack.write(add)
    priya.say("/followups team")
    assert 30 < len(priya.last()["blocks"]) <= 50
    assert rows(priya.last())[-1] == "And 25 more today."


def test_the_teams_list_shows_what_is_due_before_what_comes_later_and_as_much_as_a_digest(
    asha: Person, priya: Person
) -> None:
    for number in range(17):
        add_follow_up(asha, f"Late {number}", due_in=-1)
    for number in range(5):
        add_follow_up(asha, f"Now {number}", due_in=0)
    for number in range(14):
        add_follow_up(asha, f"Soon {number}", due_in=2)
    add_follow_up(asha, "Far", due_in=9)

    priya.say("/followups team")

    shown = texts(priya.last())
    assert (shown.count("overdue by 1 day"), shown.count("\ntoday · "), shown.count("Fri 27 Nov")) == (17, 5, 0)
    assert rows(priya.last())[-1] == "And 14 more in the coming 7 days, 1 later."


def test_of_a_full_list_each_persons_part_can_be_shown_alone(slack: Slack, asha: Person, priya: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    for number in range(25):
        add_follow_up(vikram, f"Lead {number}", due_in=-9)
    add_follow_up(asha, "Acme", due_in=3)
    priya.say("/followups team")
    assert "Acme" not in texts(priya.last())
    assert rows(priya.last())[-1] == "And 3 more overdue, 1 in the coming 7 days."
    priya.press("Asha Rao · 1")
    slack.deliver()
    assert rows(priya.last()) == ["*Coming 7 days*", "🗓️ *Acme* (L-26) · Sat 28 Nov"], "in the place of the list"
    assert texts(priya.last()).startswith("Follow-ups of Asha Rao\n")

    priya.press("Done")
    slack.deliver()
    assert "Nothing is waiting for Asha Rao 🎉" in texts(priya.messages()[-2]), "and the list is fresh"
    priya.press("The team's", message=priya.messages()[-2])
    slack.deliver()
    assert texts(priya.messages()[-2]).startswith("The team's follow-ups\n")


def test_a_colleagues_list_is_shown_by_name_to_managers(slack: Slack, asha: Person, priya: Person) -> None:
    add_follow_up(asha, "Acme", due_in=-1)
    priya.say("/followups team asha")
    assert rows(priya.last()) == ["*Overdue*", "🔴 *Acme* (L-1) · overdue by 1 day"]
    priya.say("/followups team <nobody>")
    assert priya.last()["text"].startswith("I found no colleague “&lt;nobody&gt;”.")
    asha.say("/followups team asha")
    assert asha.last()["text"].startswith("Seeing the team's follow-ups needs the manager role.")

    slack.write(lambda store: store.members.add("Asha Menon", role=Role.REP, time_zone="UTC"))
    priya.say("/followups team asha")
    assert texts(priya.last()).startswith("Whose follow-ups are “asha”?")
    priya.press("Show")
    slack.deliver()
    assert "Nothing is waiting for Asha Menon 🎉" in texts(priya.last())


def test_leads_going_cold_are_those_with_nothing_pending_and_nothing_heard_for_14_days(
    asha: Person, priya: Person
) -> None:
    add_lead(asha, "Silent", silent_days=14)
    add_lead(asha, "Heard of", silent_days=13)
    add_follow_up(asha, "Planned", due_in=3)
    add_lead(priya, "Hers", silent_days=40)
    asha.say("/followups cold")
    assert rows(asha.last()) == ["❄️ *Silent* (L-1)"]
    assert "nothing since Wed 11 Nov (14 days)" in texts(asha.last())
    asha.say("/followups cold team")
    assert "needs the manager role" in asha.last()["text"]
    priya.say("/followups cold team")
    assert rows(priya.last()) == ["❄️ *Hers* (L-4) · Priya Nair", "❄️ *Silent* (L-1) · Asha Rao"]


def test_a_cold_lead_is_woken_up_with_a_follow_up(slack: Slack, asha: Person) -> None:
    lead = add_lead(asha, "Silent", silent_days=20)
    asha.say("/followups cold")
    asha.press("Follow up…")
    assert "Silent (L-1)" in str(asha.form["blocks"])
    answer = asha.submit(due_on="2026-11-24", why="call again")
    assert answer["errors"] == {"due_on": "A follow-up can't be before today."}
    assert asha.submit(due_on="2026-11-26", why="call again") == {"ok": True}
    slack.deliver()

    follow_up, of_lead = slack.read(lambda store: store.follow_ups.list_pending())[0]
    assert (of_lead.id, follow_up.owner_id, follow_up.due_on) == (lead.id, asha.member.id, date(2026, 11, 26))
    assert (follow_up.milestone_id, follow_up.why) == (None, "call again")
    assert asha.last()["text"] == "⏰ Planned: *Silent* (L-1) – call again · tomorrow"
    assert "None of your leads is going cold 🎉" in asha.messages()[-2]["text"]


def test_a_follow_up_needs_its_lead_its_day_and_its_reason(slack: Slack, asha: Person) -> None:
    asha.say("/followups")
    asha.press("Plan a follow-up")
    assert set(asha.submit(due_on=None)["errors"]) == {"lead", "due_on", "why"}
    assert slack.read(lambda store: store.follow_ups.list_pending()) == []


def test_a_follow_up_planned_for_a_colleague_is_told_to_them(slack: Slack, asha: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    lead = add_lead(asha, "Acme")
    asha.say("/followups")
    asha.press("Plan a follow-up")
    assert asha.submit(lead=lead.id, due_on="2026-11-27", why="show the flat", owner=vikram.member.id) == {"ok": True}
    slack.deliver()
    assert asha.last()["text"] == "⏰ Planned: *Acme* (L-1) – show the flat · Fri 27 Nov · for Vikram Shetty"
    assert "Asha Rao gave you a follow-up" in vikram.last(vikram.direct)["text"]


def test_a_meeting_whose_day_has_come_is_to_be_closed(slack: Slack, asha: Person) -> None:
    lead = add_lead(asha, "Acme")

    def plan(store: Store) -> None:
        for days in (0, 2):
            store.engagements.add(
                lead.id,
                EngagementType.MEETING_SCHEDULED,
                Channel.VIDEO,
                TODAY + timedelta(days=days),
                subject=f"in {days} days",
                member_id=asha.member.id,
                status=EngagementStatus.PENDING,
            )

    slack.write(plan)
    asha.say("/followups")
    assert rows(asha.last()) == ["*Meetings to close*", "🤝 *Acme* (L-1) · today"]
    assert "in 0 days" in texts(asha.last())
    asha.press("Held")
    slack.deliver()
    assert "Nothing is waiting for you 🎉" in texts(asha.messages()[-2]), "and the list is fresh"


def test_nobody_of_another_company_settles_a_follow_up(slack: Slack, asha: Person) -> None:
    follow_up = add_follow_up(asha, "Acme")
    stranger, priya = slack.person("dev"), slack.person("priya", role=Role.MANAGER)
    priya.say("/invite @Milepost", channel="C0PARTNER")
    asha.say("/followups")
    _post_as_milepost(slack, "T0NORTH", "C0PARTNER", asha.last()["blocks"])
    stranger.press("Done", channel="C0PARTNER")
    assert "belongs to another company" in stranger.last("C0PARTNER")["text"]

    ben = slack.person("ben", role=Role.ADMIN)
    _post_as_milepost(slack, "T0CONTO", "C0CSALES", asha.last()["blocks"])
    for text in ("Done", "Tomorrow", "Drop it"):
        ben.press(text, message=next(m for m in ben.messages() if m["text"] == "Buttons"))
        assert ben.last()["text"].startswith("I found no follow-up “1”.")
    assert now(slack, follow_up) == follow_up


def _post_as_milepost(slack: Slack, team: str, channel: str, blocks: list[Json]) -> None:
    workspace = slack.program.registry.find_workspace(team)
    assert workspace is not None
    client = WebClient(workspace.bot_token, base_url=slack.sandbox.api_url)
    client.chat_postMessage(channel=channel, text="Buttons", blocks=blocks)


def test_the_command_explains_itself_and_what_it_does_not_understand(asha: Person) -> None:
    asha.say("/followups help")
    assert asha.last()["text"].startswith("`/followups` shows yours, the overdue ones first;")
    asha.say("/followups <everything>")
    assert asha.last()["text"].startswith("I don't understand “&lt;everything&gt;”.")


def test_what_people_typed_is_escaped_in_every_list(asha: Person, priya: Person) -> None:
    add_follow_up(asha, "<!channel> *x*", why="~call~ <@U0PRIYA>\nsoon")
    for person, command in ((asha, "/followups"), (priya, "/followups team")):
        person.say(command)
        assert "*&lt;!channel&gt; ∗x∗* (L-1)" in texts(person.last())
        assert "~call~ &lt;@U0PRIYA&gt; soon" in texts(person.last())
