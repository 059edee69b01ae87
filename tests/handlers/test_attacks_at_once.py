"""The same thing several times at once, and once more after a restart: one effect, the same answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from app import build
from bot.kinds import Role
from bot.report import ReportKind
from handlers.artist import Artist
from handlers.pace import Pace
from handlers.settings import Settings
from storage.database import Database
from tests.handlers.behind import behind_text, request_text
from tests.handlers.forgery import SECRET, Forger, filled, ids_of, names
from tests.slack import Slack
from tests.storage.belongings import Belongings, furnish, rows_of
from tests.storage.companies import Company

AT_ONCE = 4
OF_ITS_OWN = {"share_form", "filter_form"}
"""They write nothing but a delivery."""

DIFFERENT = {
    "snooze_form": {"due_on": "2026-12-01"},
    "engagement_edit_form": {"happened_on": "2026-11-24", "responded_on": "2026-11-24"},
}
"""Where the day of the tests would change nothing."""

CALL = 1
"""The engagement that nobody has answered yet."""

PRESSES = [
    "done_follow_up {follow_up}",
    "more_follow_up {follow_up} drop",
    "snooze_follow_up {follow_up} in 3 days",
    "meeting_failed {engagement}",
    "pause_campaign {campaign}",
    "retire_source {source}",
    "pause_schedule {schedule}",
    "delete_schedule {schedule}",
    "restore_lead 3",
    "daily_follow_ups ",
    "hold_booking {booking}",
    "complete_booking {booking}",
    "undo {write}",
]

REQUEST = request_text(ReportKind.FUNNEL)
MADE = {"report", "export", "leads_announcement", "digest"}
"""Deliveries that are made off the request's thread, by kind."""

MAKING = [
    *(f"draw_report here {REQUEST}", f"draw_report alone {REQUEST}", f"unfilter_report {REQUEST}"),
    *("report_period last month", f"export_xlsx {REQUEST}", f"export_csv {REQUEST}"),
    *(f"export_behind_{made_as} {behind_text(ReportKind.FUNNEL)}" for made_as in ("xlsx", "csv")),
    "run_schedule {schedule}",
]
"""Buttons that have a report or a file made."""

OPENING = [f"{button} {REQUEST}" for button in ("filter_report", "share_report", "schedule_report", "show_behind")]


@pytest.fixture
def ours(slack: Slack) -> Belongings:
    priya = slack.person("priya", role=Role.MANAGER)
    has = furnish(Company(slack.program.stores, slack.tenants["T0NORTH"], priya.member))
    slack.deliver()
    return has


@pytest.fixture
def forger(slack: Slack, ours: Belongings) -> Forger:  # noqa: ARG001 - she is of theirs
    return Forger(slack.person("priya"))


@pytest.fixture
def restart(slack: Slack, database: Database, artist: Artist) -> Callable[[], None]:
    """The program ends, and a new one starts on the same database."""

    def restart() -> None:
        settings = Settings(
            _env_file=None, slack_signing_secret=SECRET, slack_api_url=slack.sandbox.api_url, slack_timeout_seconds=1
        )
        slack.program = build(settings, database, artist, now=slack.now, pace=Pace(0))

    return restart


def at_once(act: Callable[[], str]) -> list[str]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda _: act(), range(AT_ONCE)))


def writes(ours: Belongings, database: Database) -> int:
    return len(rows_of(ours.company, database)["writes"])


def made(ours: Belongings, database: Database) -> int:
    return sum(row.kind in MADE for row in rows_of(ours.company, database)["deliveries"])


def named(has: Belongings, slack: Slack) -> dict[str, Any]:
    """With another lead, and with somebody else to give things to."""
    other = slack.write(lambda store: store.leads.add(name="Other", owner_id=has.member.id, created_on=store.today))
    asha = slack.person("asha", role=Role.REP)
    return ids_of(has) | {"owner": asha.member.id, "visited_by": asha.member.id, "other": other.id}


@pytest.mark.parametrize("callback_id", [name for name in names("view") if name not in OF_ITS_OWN])
def test_a_form_sent_four_times_at_once_and_again_after_a_restart_is_saved_once(
    callback_id: str, slack: Slack, forger: Forger, ours: Belongings, database: Database, restart: Callable[[], None]
) -> None:
    ids = named(ours, slack)
    values = filled(callback_id, ids) | DIFFERENT.get(callback_id, {})
    if callback_id == "lead_merge_form":
        values["lead"] = ids["other"]
    if callback_id == "response_form":
        ids["engagement"] = CALL
    before, metadata = writes(ours, database), json.dumps(ids)
    answers = at_once(lambda: forger.submit(callback_id, values, metadata=metadata, view_id="VFORGED"))
    while '{"response_action": "update"' in answers[0]:
        assert writes(ours, database) == before, "a question saves nothing"
        metadata = json.JSONDecoder().raw_decode(answers[0])[0]["view"]["private_metadata"]
        answers = at_once(partial(forger.submit, callback_id, values, metadata=metadata, view_id="VFORGED"))
    assert writes(ours, database) == before + 1
    restart()
    again = Forger(slack.person("priya")).submit(callback_id, values, metadata=metadata, view_id="VFORGED")
    for answer in (*answers, again):
        assert answer in ("", '{"response_action": "clear"}')
    assert writes(ours, database) == before + 1


@pytest.mark.parametrize("press", PRESSES)
def test_a_button_pressed_four_times_at_once_does_it_once(
    press: str, slack: Slack, forger: Forger, ours: Belongings, database: Database, restart: Callable[[], None]
) -> None:
    action, _, value = press.format(**named(ours, slack), write=ours.write.id).partition(" ")
    before = writes(ours, database)
    answers = at_once(lambda: forger.press(action, value))
    slack.deliver()
    assert not any("Something went wrong" in answer for answer in answers)
    assert writes(ours, database) == before + 1
    restart()
    assert "Something went wrong" not in Forger(slack.person("priya")).press(action, value)
    assert writes(ours, database) == before + 1


@pytest.mark.parametrize("press", [*MAKING, *OPENING])
def test_a_press_that_slack_delivers_four_times_at_once_makes_one_report_or_file(
    press: str, slack: Slack, forger: Forger, ours: Belongings, database: Database
) -> None:
    action, _, value = press.partition(" ")
    value = str(ours.schedule.id) if action == "run_schedule" else value
    before, trigger = made(ours, database), forger.issue("trigger")
    answers = at_once(lambda: forger.press(action, value, block_id=REQUEST, trigger=trigger))
    assert not any("Something went wrong" in answer for answer in answers)
    assert made(ours, database) == before + (press in MAKING)
    slack.deliver()
    assert "could not be" not in forger.seen()


@pytest.mark.parametrize("press", [*MAKING, *OPENING])
def test_four_presses_at_once_break_nothing(press: str, slack: Slack, forger: Forger, ours: Belongings) -> None:
    action, _, value = press.partition(" ")
    value = str(ours.schedule.id) if action == "run_schedule" else value
    answers = at_once(lambda: forger.press(action, value, block_id=REQUEST))
    assert not any("Something went wrong" in answer for answer in answers)
    slack.deliver()
    assert "went wrong" not in forger.seen()


@pytest.mark.parametrize("callback_id", sorted(OF_ITS_OWN))
def test_a_form_that_has_a_report_made_has_it_made_once(
    callback_id: str,
    slack: Slack,
    forger: Forger,
    ours: Belongings,
    database: Database,
    restart: Callable[[], None],
) -> None:
    carried = json.dumps({"request": REQUEST, "channel": "C0SALES", "ts": "1.1"})
    values, before = {"channel": "C0VISITS"} if callback_id == "share_form" else {}, made(ours, database)
    answers = at_once(lambda: forger.submit(callback_id, values, metadata=carried, view_id="VFORGED"))
    restart()
    again = Forger(slack.person("priya")).submit(callback_id, values, metadata=carried, view_id="VFORGED")
    assert {*answers, again} == {""}
    assert made(ours, database) == before + 1


def test_a_booking_on_hold_is_confirmed_once_by_four_presses(
    forger: Forger, ours: Belongings, database: Database
) -> None:
    forger.press("hold_booking", str(ours.booking.id))
    before = writes(ours, database)
    answers = at_once(lambda: forger.press("confirm_booking", str(ours.booking.id)))
    assert "".join(answers).count("is confirmed already") == AT_ONCE - 1
    assert writes(ours, database) == before + 1


def test_one_line_delivered_four_times_at_once_is_saved_and_answered_once(
    forger: Forger, ours: Belongings, database: Database
) -> None:
    before = writes(ours, database)
    trigger = forger.issue("trigger")
    answers = at_once(lambda: forger.say("/visit", "L-1 positive @ Hebbal", trigger=trigger))
    assert all("Hebbal" in answer and "Undo" in answer for answer in answers)
    assert writes(ours, database) == before + 1


def test_undo_is_for_who_wrote_it_and_for_ten_minutes(
    slack: Slack, forger: Forger, ours: Belongings, database: Database
) -> None:
    before = rows_of(ours.company, database)["leads"]
    asha = Forger(slack.person("asha", role=Role.ADMIN))
    assert "Only the person who wrote this can undo it." in asha.press("undo", str(ours.write.id))
    slack.now.moment += timedelta(minutes=11)
    assert "Undo works for 10 minutes" in forger.press("undo", str(ours.write.id))
    assert rows_of(ours.company, database)["leads"] == before


def test_an_undo_is_not_undone(forger: Forger, ours: Belongings, database: Database) -> None:
    forger.press("undo", str(ours.write.id))
    last = max(row.id for row in rows_of(ours.company, database)["writes"])
    before = rows_of(ours.company, database)
    assert "I found no change" in forger.press("undo", str(last))
    assert rows_of(ours.company, database) == before


def test_a_merge_is_not_undone_once_something_came_after_it(
    slack: Slack, forger: Forger, ours: Belongings, database: Database
) -> None:
    ids = named(ours, slack)
    forger.insist("lead_merge_form", {"lead": str(ids["other"]), "keep": "this"}, metadata=json.dumps(ids))
    merge = max(row.id for row in rows_of(ours.company, database)["writes"])
    forger.say("/visit", "L-1 positive @ Hebbal")
    before = rows_of(ours.company, database)
    assert "can't be undone any more" in forger.press("undo", str(merge))
    assert rows_of(ours.company, database) == before


def test_a_deletion_is_undone_by_four_presses_at_once_as_by_one(
    slack: Slack, forger: Forger, ours: Belongings, database: Database
) -> None:
    before = rows_of(ours.company, database)["leads"]
    forger.submit("lead_delete_form", {}, metadata=json.dumps(named(ours, slack)))
    deletion = max(row.id for row in rows_of(ours.company, database)["writes"])
    at_once(lambda: forger.press("undo", str(deletion)))
    after = rows_of(ours.company, database)
    assert after["leads"][: len(before)] == before
    assert [row.undoes_id for row in after["writes"]].count(deletion) == 1
