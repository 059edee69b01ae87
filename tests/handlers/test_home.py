"""The App Home: what to do now, how the week goes, and how the team stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.kinds import Channel, EngagementStatus, EngagementType, FollowUpStatus, MilestoneType, Outcome, Role
from storage.store import Store
from tests.handlers.following import TODAY, add_follow_up, add_lead, now, rows
from tests.handlers.reporting import Team, reports
from tests.slack import Json, Person, Slack, texts


@pytest.fixture
def asha(slack: Slack) -> Person:
    return slack.person("asha", role=Role.REP)


@pytest.fixture
def priya(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def press(person: Person, home: Json, text: str) -> None:
    """Press a button of the home, and wait until what it brings about is there."""
    person.press_at({"type": "view", "view_id": home["id"]}, home["blocks"], text)
    person.slack.deliver()


def figure(home: Json, title: str) -> str:
    """The figure of that title."""
    fields: list[str] = [field["text"] for block in home["blocks"] for field in block.get("fields", [])]
    return next(field.split("\n")[1] for field in fields if field.startswith(f"*{title}*"))


def add_visit(person: Person, *, days_ago: int) -> None:
    lead = add_lead(person, "Acme", silent_days=3)  # made last Sunday

    def add(store: Store) -> None:
        store.milestones.add(
            lead.id,
            MilestoneType.SITE_VISIT,
            TODAY - timedelta(days=days_ago),
            location="Whitefield",
            outcome=Outcome.POSITIVE,
            visited_by_id=person.member.id,
        )

    person.slack.write(add)


def add_meeting(person: Person, name: str, *, days: int, status: EngagementStatus) -> None:
    lead = add_lead(person, name)

    def add(store: Store) -> None:
        store.engagements.add(
            lead.id,
            EngagementType.MEETING_SCHEDULED,
            Channel.VIDEO,
            TODAY + timedelta(days=days),
            subject="show the plan",
            member_id=person.member.id,
            status=status,
        )

    person.slack.write(add)


def test_the_first_look_says_what_to_do_first(asha: Person) -> None:
    shown = texts(asha.home())
    assert shown.startswith("Hello Asha\nWednesday 25 November · nothing is due\nLog a milestone\nLog an engagement\n")
    assert "Nothing is waiting for you. A visit logged with _follow up fri_ puts itself here." in shown
    assert "Nothing is logged this week yet." in shown
    assert "The team" not in shown


def test_beside_the_buttons_whose_answers_come_elsewhere_stands_where(asha: Person, priya: Person) -> None:
    said = "Lists and reports come under *Messages*, at the top of this page."

    assert f"\nMy follow-ups\n{said}\n" in texts(asha.home())
    assert f"\nSchedules\n{said}" in texts(priya.home())


def test_a_rep_finds_the_own_follow_ups_and_settles_them_there(slack: Slack, asha: Person, priya: Person) -> None:
    late = add_follow_up(asha, "Acme", due_in=-2)
    soon = add_follow_up(asha, "Bharat", due_in=1)
    add_follow_up(priya, "Hers")
    home = asha.home()
    assert "🔴 *Acme* (L-1)\noverdue by 2 days · send the price list" in texts(home)
    assert "Hers" not in texts(home)

    press(asha, home, "Done")
    assert now(slack, late).status is FollowUpStatus.DONE
    assert "*Acme*" not in texts(asha.home_now()), "it is shown anew, unasked"
    assert asha.last(asha.direct)["text"] == "✅ Done: *Acme* (L-1) – send the price list"
    press(asha, asha.home_now(), "In a week")
    assert "🗓️ *Bharat* (L-2) · Wed 2 Dec" in rows(asha.home_now())
    press(asha, asha.home_now(), "On a date…")
    assert asha.submit(due_on="2026-11-25") == {"ok": True}
    slack.deliver()
    assert now(slack, soon).due_on == TODAY
    assert "⏰ *Bharat* (L-2) · today" in rows(asha.home_now())


def test_undo_in_the_direct_message_puts_it_back_on_the_home(slack: Slack, asha: Person) -> None:
    add_follow_up(asha, "Acme", due_in=-2)
    press(asha, asha.home(), "Done")
    asha.press("Undo", channel=asha.direct)
    slack.deliver()
    assert "🔴 *Acme* (L-1) · overdue by 2 days" in rows(asha.home_now())


def test_what_is_logged_from_the_home_leaves_its_follow_up_list(slack: Slack, asha: Person) -> None:
    add_follow_up(asha, "Acme")
    press(asha, asha.home(), "Log")
    asha.choose("type", "contacted")
    assert asha.submit() == {"ok": True}
    slack.deliver()
    assert "Nothing is waiting for you." in texts(asha.home_now())


def test_the_quick_button_sends_the_whole_list_as_a_direct_message(slack: Slack, asha: Person) -> None:
    add_follow_up(asha, "Acme")
    add_follow_up(asha, "Bharat", due_in=2)
    press(asha, asha.home(), "My follow-ups")
    listed = asha.last(asha.direct)
    assert listed["text"] == "My follow-ups: 1 today · 1 in the coming 7 days"
    asha.press("Done", channel=asha.direct)
    slack.deliver()
    assert "*Acme*" not in texts(asha.messages(asha.direct)[-2]), "the list changes where it stands"


def test_a_long_list_is_cut_and_says_how_much_is_left(asha: Person) -> None:
    for number in range(30):
        add_follow_up(asha, f"Lead {number}", due_in=-number)
    home = asha.home()
    assert len(home["blocks"]) <= 100
    assert texts(home).count("overdue by") == 10
    assert "And 20 more, later or less urgent: `/followups`." in texts(home)


def test_my_week_counts_what_i_did_from_monday_to_sunday(asha: Person, priya: Person) -> None:
    for person in (asha, priya):
        for days in (0, 2, 3):
            add_visit(person, days_ago=days)
    add_follow_up(asha, "Sunday", due_in=4)
    add_follow_up(asha, "Monday", due_in=5)
    add_meeting(asha, "Yesterday", days=-1, status=EngagementStatus.COMPLETED)
    add_meeting(asha, "Today", days=0, status=EngagementStatus.PENDING)
    add_meeting(asha, "On Friday", days=2, status=EngagementStatus.PENDING)
    add_meeting(asha, "Next week", days=6, status=EngagementStatus.PENDING)

    home = asha.home()
    assert "Monday 23 Nov – Sunday 29 Nov" in texts(home)
    assert figure(home, "Visits") == "2"
    assert figure(home, "Engagements") == "1"
    assert figure(home, "New leads") == "6"
    assert figure(home, "Follow-ups still due") == "1"
    assert "🤝 *Today* (L-10) · today\nshow the plan\nHeld\nDid not happen" in texts(home)
    assert "*Planned*\n🤝 Fri 27 Nov · *On Friday* (L-11) · show the plan" in texts(home)
    assert "Next week" not in texts(home)
    assert "Nothing is logged this week yet." not in texts(home)


def test_a_manager_finds_the_teams_figures_and_what_is_left_undone(slack: Slack, asha: Person, priya: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    for days, person in ((-1, asha), (-2, vikram), (-3, vikram), (2, asha)):
        add_follow_up(person, f"Due {days}", due_in=days)
    add_lead(asha, "Silent", silent_days=20)
    home = priya.home()
    for title, value in {
        "Leads": "5",
        "Lead quality": "0 %",
        "Conversion": "0 % (target 20 %)",
        "Pending follow-ups": "4",
        "Overdue": "3",
    }.items():
        assert figure(home, title) == value
    assert "🔴 *Overdue follow-ups*\nVikram Shetty 2 · Asha Rao 1" in texts(home)
    assert "❄️ *1 lead going cold*" in texts(home)
    assert "🏷️ *5 open leads without a campaign*" in texts(home)

    press(priya, home, "Wake them up")
    assert "❄️ *Silent* (L-5) · Asha Rao" in texts(priya.last(priya.direct))
    press(priya, home, "The team's")
    assert "👤 *Vikram Shetty* · 2 pending, 2 overdue" in texts(priya.last(priya.direct))


@pytest.mark.parametrize(
    ("button", "report"), [("KPIs", "KPIs, All time"), ("Funnel", "Lead funnel, "), ("Who owes", "Ageing, ")]
)
def test_a_manager_gets_a_report_from_the_home_in_the_direct_messages_at_once(
    team: Team, button: str, report: str
) -> None:
    press(team.priya, team.priya.home(), button)

    assert reports(team.priya) == []
    (drawn,) = reports(team.priya, team.priya.direct)
    assert drawn["text"].startswith(report)


def test_a_manager_finds_on_the_home_what_is_scheduled(slack: Slack, priya: Person) -> None:
    press(priya, priya.home(), "Schedules")
    assert "Nothing is scheduled yet." in texts(priya.last(priya.direct))
    priya.press("Schedule a report", channel=priya.direct)
    assert priya.submit(channel="C0VISITS", at="09:00") == {"ok": True}
    slack.deliver()
    press(priya, priya.home(), "Schedules")
    assert "*Funnel*, last 12 months → <#C0VISITS>" in texts(priya.last(priya.direct))


def test_a_rep_finds_no_reports_on_the_home(asha: Person) -> None:
    assert not {"KPIs", "Funnel", "Who owes", "Schedules"} & set(texts(asha.home()).splitlines())
