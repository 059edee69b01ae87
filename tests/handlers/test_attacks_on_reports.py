"""Reports as an attacker sees them: other tenants' figures, what customers owe, and channels that are not one's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.commands import FOLLOW_UPS
from bot.kinds import (
    BookingStatus,
    CampaignStatus,
    CampaignType,
    EntryType,
    FollowUpStatus,
    LeadStatus,
    Role,
    SourceType,
)
from bot.report import ReportKind
from bot.report_request import OF_ONE_RECORD
from sandbox.state import Sandbox
from storage.store import Store
from tests.handlers.behind import behind_text, request_text
from tests.handlers.forgery import Forger
from tests.handlers.reporting import OF_ASHA, OF_VIKRAM, Team, ask, become_shared, make_team, reports, told
from tests.slack import Json, Person, Slack
from tests.storage.companies import TODAY

SECRET = "Zanzibar"
"""Stands in everything that the other tenant has."""

PRIVATE = "C0MANAGERS"
BY_REQUEST = [
    *("draw_report here", "draw_report alone", "filter_report", "unfilter_report", "show_behind"),
    *("export_xlsx", "export_csv", "schedule_report"),
]
"""Buttons that carry a request, behind what stands before it."""

FIELDS = {
    "owner_id": ReportKind.FUNNEL,
    "source_id": ReportKind.KPI,
    "campaign_id": ReportKind.BOOKINGS,
    "customer_id": ReportKind.LEDGER,
    "lead_id": ReportKind.TIMELINE,
}
"""What narrows a report, and one that is narrowed so."""

NAMES_NOBODY = {("unfilter_report", False), ("filter_report", True)}
"""What asks for all of a report on many, and the form for another period of a report on one."""

IN_CHANNELS = [kind for kind in ReportKind if kind not in OF_ONE_RECORD]
AT_NINE = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)


@pytest.fixture
def theirs(slack: Slack) -> dict[str, int]:
    """Contoso's records by the request's fields: of everything the first, so that no tenant of ours has their ids."""
    laura = slack.person("laura", role=Role.MANAGER)

    def add(store: Store) -> dict[str, int]:
        named = store.members.add(
            f"{SECRET} Rep", role=Role.REP, time_zone="America/New_York", team_id=laura.team, slack_user_id="U0ZANZIBAR"
        )
        campaign = store.campaigns.add(
            *(f"{SECRET} Week", CampaignType.EMAIL),
            starts_on=TODAY,
            ends_on=None,
            budget=1_00,
            expected_roi=1,
            status=CampaignStatus.ACTIVE,
        )
        source = store.sources.add(f"{SECRET} Ads", SourceType.SOCIAL)
        lead = store.leads.add(
            name=f"{SECRET} Lead", owner_id=named.id, created_on=TODAY, status=LeadStatus.CONVERTED, source_id=source.id
        )
        customer = store.customers.add(f"{SECRET} Corp", owner_id=named.id)
        store.bookings.add(customer.id, lead.id, TODAY, 77_777_77, status=BookingStatus.CONFIRMED)
        store.ledger.add(customer.id, EntryType.INVOICE, TODAY, debit=77_777_77, due_on=TODAY, document=f"{SECRET}/1")
        return {
            "owner_id": named.id,
            "source_id": source.id,
            "campaign_id": campaign.id,
            "customer_id": customer.id,
            "lead_id": lead.id,
        }

    found: dict[str, int] = slack.write(add, team=laura.team)
    return found


@pytest.fixture
def team(slack: Slack, theirs: dict[str, int]) -> Team:  # noqa: ARG001 - whose ids are the lowest
    return make_team(slack)


@pytest.fixture
def private(slack: Slack) -> str:
    """A private channel with the app in it, and Anand; Priya is not."""

    def close(state: Sandbox) -> None:
        north = state.world.team("T0NORTH")
        north.channels[PRIVATE].members[:] = ["U0ANAND", north.bot_user]

    slack.sandbox.ask(close)
    return PRIVATE


def everything_in(slack: Slack, channel: str) -> list[str]:
    """What the app has posted there for everybody to see."""

    def read(state: Sandbox) -> list[str]:
        posted = state.world.team("T0NORTH").channels[channel].messages
        return [
            f"{message.text} {json.dumps(message.blocks)}"
            for message in posted
            if message.from_app and message.sees is None
        ]

    return slack.sandbox.ask(read)


def written_to(slack: Slack, *channels: str) -> list[Json]:
    """What the app was made to post there, and to change."""
    calls = [*slack.calls("chat.postMessage"), *slack.calls("chat.update")]
    return [call for call in calls if call["arguments"]["channel"] in channels]


def brought(forger: Forger, answer: str) -> str:
    """The answer, and all that comes after it."""
    forger.person.slack.deliver()
    return answer + forger.seen()


def assert_nothing_leaks(seen: str) -> None:
    assert SECRET not in seen
    assert "77,777" not in seen
    assert "Something went wrong" not in seen
    assert "something went wrong" not in seen


def narrowing_form(request: str, *, channel: str = "C0SALES", ts: str = "1.1") -> str:
    """What the form that narrows a report carries along."""
    return json.dumps({"request": request, "channel": channel, "ts": ts})


@pytest.mark.parametrize("press", BY_REQUEST)
@pytest.mark.parametrize("field", FIELDS)
def test_a_button_that_names_a_record_of_another_tenant_finds_none(
    team: Team, theirs: dict[str, int], field: str, press: str
) -> None:
    forger, (action, _, before) = Forger(team.priya), press.partition(" ")
    request = request_text(FIELDS[field], **{field: theirs[field]})
    seen = brought(forger, forger.press(action, f"{before} {request}".lstrip()))
    assert_nothing_leaks(seen)
    if action == "schedule_report" and FIELDS[field] in OF_ONE_RECORD:
        assert "That one can't be scheduled" in seen
    elif (action, FIELDS[field] in OF_ONE_RECORD) not in NAMES_NOBODY:
        assert "I found no" in seen


@pytest.mark.parametrize("field", FIELDS)
def test_the_menu_of_periods_and_the_forms_find_no_record_of_another_tenant(
    team: Team, theirs: dict[str, int], field: str
) -> None:
    forger, request = Forger(team.priya), request_text(FIELDS[field], **{field: theirs[field]})
    seen = [
        brought(forger, forger.press("report_period", "last month", block_id=request)),
        brought(
            forger, forger.submit("share_form", {"channel": "C0VISITS"}, metadata=json.dumps({"request": request}))
        ),
    ]
    for one in seen:
        assert_nothing_leaks(one)
        assert "I found no" in one


@pytest.mark.parametrize("field", ["owner", "source", "campaign"])
def test_a_form_filled_with_a_record_of_another_tenant_names_nobody(
    team: Team, theirs: dict[str, int], field: str
) -> None:
    forger, values = Forger(team.priya), {field: str(theirs[f"{field}_id"])}
    seen = forger.submit("filter_form", values, metadata=narrowing_form(request_text(ReportKind.KPI)))
    assert_nothing_leaks(seen)
    assert "I found no" in seen


@pytest.mark.parametrize("kind", [ReportKind.TEAM, ReportKind.SOURCES, ReportKind.CAMPAIGNS])
def test_behind_a_line_of_another_tenant_stands_nothing(team: Team, theirs: dict[str, int], kind: ReportKind) -> None:
    field = {ReportKind.TEAM: "owner_id", ReportKind.SOURCES: "source_id"}.get(kind, "campaign_id")
    forger, behind = Forger(team.priya), behind_text(kind, line=theirs[field])
    assert_nothing_leaks(brought(forger, forger.press("export_behind_csv", behind)))


@pytest.mark.parametrize("action", ["open_lead_behind", "show_lead", "show_booking", "show_statement"])
def test_what_is_opened_from_behind_a_report_is_never_another_tenants(
    team: Team, theirs: dict[str, int], action: str
) -> None:
    record = theirs["customer_id"] if action == "show_statement" else theirs["lead_id"]
    forger = Forger(team.priya)
    seen = brought(forger, forger.press(action, str(record)))
    assert_nothing_leaks(seen)
    assert "I found no" in seen


def owed(kind: ReportKind, slack: Slack, customer: str = OF_VIKRAM) -> str:
    """A request for what is owed, or for one account."""
    if kind is not ReportKind.LEDGER:
        return request_text(kind)
    return request_text(kind, customer_id=slack.read(lambda store: store.customers.find_by_name(customer)).id)


@pytest.mark.parametrize("kind", [ReportKind.AGEING, ReportKind.LEDGER])
@pytest.mark.parametrize("customer", [OF_ASHA, OF_VIKRAM])
def test_a_rep_brings_what_is_owed_into_no_channel_by_any_request(
    slack: Slack, team: Team, kind: ReportKind, customer: str
) -> None:
    request, forger = owed(kind, slack, customer), Forger(team.asha)
    forger.press("draw_report", f"here {request}")
    forger.press("report_period", "this month", block_id=request)
    forger.press("filter_report", request)
    forger.press("unfilter_report", request)
    forger.press("share_report", request)
    forger.press("schedule_report", request)
    forger.press("show_behind", request)
    forger.submit("filter_form", {}, metadata=narrowing_form(request))
    forger.submit("share_form", {"channel": "C0SALES"}, metadata=json.dumps({"request": request}))
    values = {"report": kind.value, "channel": "C0SALES", "cadence": "daily", "at": "09:00"}
    forger.insist("schedule_form", values)
    slack.deliver()
    slack.tick(at=AT_NINE)
    assert [text for text in everything_in(slack, "C0SALES") if "4,00,000" in text or "7,00,000" in text] == []
    assert [message for message in reports(team.priya) if "sees" not in message] == []
    assert [text for text in map(told, reports(team.asha, team.asha.direct)) if OF_VIKRAM in text] == []


def test_no_form_is_made_to_post_or_to_write_over_a_message_in_somebody_elses_direct_messages(
    slack: Slack, team: Team
) -> None:
    ask(team.priya, "ageing")
    hers = (team.priya.user, team.priya.direct)
    before, request = written_to(slack, *hers), request_text(ReportKind.FUNNEL)
    for place in ({"channel": team.priya.user, "ts": ""}, {"channel": team.priya.direct, "ts": ""}):
        seen = Forger(team.asha).submit("filter_form", {}, metadata=narrowing_form(request, **place))
        assert "I can't tell any more what this was about." in seen
    slack.deliver()
    assert written_to(slack, *hers) == before


def ways_into(channel: str, request: str) -> dict[str, tuple[str, dict[str, Any], str]]:
    """(form, what stands in it, what it carries) of everything that names a channel."""
    planned = {"report": "funnel", "period": "this month", "channel": channel, "cadence": "daily", "at": "09:00"}
    return {
        "share": ("share_form", {"channel": channel}, json.dumps({"request": request})),
        "schedule": ("schedule_form", planned, json.dumps({"channel": "C0SALES"})),
        "narrow": ("filter_form", {}, narrowing_form(request, channel=channel)),
    }


@pytest.mark.parametrize("way", ["share", "schedule", "narrow"])
def test_a_manager_makes_the_app_post_in_no_private_channel_of_others(
    slack: Slack, team: Team, private: str, way: str
) -> None:
    form, values, carried = ways_into(private, request_text(ReportKind.FUNNEL))[way]
    seen = Forger(team.priya).submit(form, values, metadata=carried)
    slack.deliver()
    slack.tick(at=AT_NINE)
    assert "You are not in that channel" in seen
    assert everything_in(slack, private) == []


@pytest.mark.parametrize("way", ["share", "schedule", "narrow"])
def test_no_form_names_a_channel_of_another_tenant(slack: Slack, team: Team, way: str) -> None:
    form, values, carried = ways_into("C0CSALES", request_text(ReportKind.FUNNEL))[way]
    seen = Forger(team.priya).submit(form, values, metadata=carried)
    slack.deliver()
    assert "I am not in that channel" in seen
    assert [message for message in slack.person("laura").messages() if "Funnel" in message["text"]] == []


def test_a_manager_runs_no_schedule_of_a_private_channel_of_others(slack: Slack, team: Team, private: str) -> None:
    anand = slack.person("anand", role=Role.ADMIN)
    form, values, carried = ways_into(private, request_text(ReportKind.FUNNEL))["schedule"]
    assert Forger(anand).submit(form, values, metadata=carried) == ""
    seen = Forger(team.priya).press("run_schedule", "1")
    slack.deliver()
    assert "You are not in that channel" in seen
    assert everything_in(slack, private) == []


@pytest.mark.parametrize("action", ["run_schedule", "pause_schedule", "delete_schedule"])
def test_what_somebody_gets_alone_every_morning_is_nobody_elses_to_touch(slack: Slack, team: Team, action: str) -> None:
    Forger(team.asha).press("daily_follow_ups")
    before = written_to(slack, team.asha.user, team.asha.direct), slack.read(lambda store: store.schedules.list())
    seen = Forger(team.priya).press(action, "1")
    slack.deliver()
    assert "I found no schedule" in seen
    after = written_to(slack, team.asha.user, team.asha.direct), slack.read(lambda store: store.schedules.list())
    assert after == before


def test_a_private_channel_is_open_to_who_is_in_it(slack: Slack, team: Team, private: str) -> None:
    slack.sandbox.ask(lambda state: state.world.team("T0NORTH").channels[private].members.append(team.priya.user))
    form, values, carried = ways_into(private, request_text(ReportKind.FUNNEL))["share"]
    assert Forger(team.priya).submit(form, values, metadata=carried) == ""
    slack.deliver()
    assert len(everything_in(slack, private)) == 1


def test_who_is_no_manager_any_more_posts_in_no_channel_though_it_is_remembered_otherwise(
    slack: Slack, team: Team
) -> None:
    """Another copy of the program made Priya a rep, so this one still remembers a manager."""
    team.priya.say("/source list")
    slack.write(lambda store: store.members.change_role(team.priya.member.id, Role.REP))
    ask(team.priya, "funnel")
    forger = Forger(team.priya)
    assert everything_in(slack, "C0SALES") == []
    assert len(reports(team.priya, team.priya.direct)) == 1
    forger.press("draw_report", f"here {request_text(ReportKind.TEAM)}")
    slack.deliver()
    assert everything_in(slack, "C0SALES") == []


def test_a_schedule_of_who_is_no_manager_any_more_shows_nobody_what_is_owed(slack: Slack, team: Team) -> None:
    values = {"report": "ageing", "channel": "C0VISITS", "cadence": "daily", "at": "09:00"}
    assert Forger(team.priya).insist("schedule_form", values) in ("", '{"response_action": "clear"}')
    slack.deliver()
    team.priya.known_as(Role.REP)
    slack.tick(at=AT_NINE)
    assert everything_in(slack, "C0VISITS") == []
    assert "needs the manager role" in team.priya.last(team.priya.direct)["text"]


Way = Callable[[Team, ReportKind], None]


def shared(team: Team, kind: ReportKind) -> None:
    carried = json.dumps({"request": request_text(kind)})
    Forger(team.priya).submit("share_form", {"channel": "C0VISITS"}, metadata=carried)


def scheduled(team: Team, kind: ReportKind) -> None:
    values = {"report": kind.value, "channel": "C0VISITS", "cadence": "daily", "at": "09:00"}
    Forger(team.priya).insist("schedule_form", values)


def asked_there(team: Team, kind: ReportKind) -> None:
    Forger(team.priya, channel="C0VISITS").press("draw_report", f"here {request_text(kind)}")


def narrowed_there(team: Team, kind: ReportKind) -> None:
    carried = narrowing_form(request_text(kind), channel="C0VISITS")
    Forger(team.priya).submit("filter_form", {}, metadata=carried)


@pytest.mark.parametrize("way", [shared, scheduled, asked_there, narrowed_there])
@pytest.mark.parametrize("kind", IN_CHANNELS)
def test_a_channel_that_became_another_companys_as_well_gets_no_report_of_any_kind(
    slack: Slack, team: Team, kind: ReportKind, way: Way
) -> None:
    way(team, kind)
    become_shared(slack, "C0VISITS")
    slack.deliver()
    slack.tick(at=AT_NINE)
    assert everything_in(slack, "C0VISITS") == []


def test_a_list_of_follow_ups_is_not_changed_where_another_company_reads_along_by_now(slack: Slack, team: Team) -> None:
    def open_one(store: Store) -> int:
        lead = store.leads.add(name="Nisha", owner_id=team.asha.member.id, created_on=TODAY)
        opened = store.follow_ups.open(lead.id, opened_on=TODAY, due_on=TODAY, owner_id=team.asha.member.id, why="Call")
        return opened.id

    follow_up = slack.write(open_one)
    values = {"report": FOLLOW_UPS, "channel": "C0VISITS", "cadence": "daily", "at": "09:00"}
    Forger(team.priya).insist("schedule_form", values)
    slack.deliver()
    slack.tick(at=AT_NINE)
    assert len(everything_in(slack, "C0VISITS")) == 1
    become_shared(slack, "C0VISITS")
    Forger(team.asha).press("done_follow_up", str(follow_up))
    slack.deliver()
    assert slack.read(lambda store: store.follow_ups.get(follow_up)).status is FollowUpStatus.DONE
    assert slack.calls("chat.update") == []


def test_a_report_is_exported_to_nobody_but_the_presser(slack: Slack, team: Team) -> None:
    forger = Forger(team.priya)
    forger.press("export_xlsx", request_text(ReportKind.AGEING))
    slack.deliver()
    uploads = [call["arguments"] for call in slack.calls("files.completeUploadExternal")]
    assert {call.get("channel_id") for call in uploads} == {team.priya.direct}


def test_a_person_of_another_workspace_gets_no_file_by_an_id(slack: Slack, team: Team, theirs: dict[str, int]) -> None:
    laura: Person = slack.person("laura")
    forger = Forger(laura)
    ours = slack.read(lambda store: store.customers.find_by_name(OF_ASHA))
    seen = brought(forger, forger.press("export_xlsx", request_text(ReportKind.LEDGER, customer_id=ours.id)))
    assert ours.name not in seen
    assert "I found no" in seen
    assert theirs["customer_id"] != ours.id
    assert team.priya.messages(team.priya.direct) == []
