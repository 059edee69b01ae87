"""Every listener against requests that nobody's form or button makes: refused in words, with nothing written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.kinds import EntryType, Role
from storage.database import Database
from tests.handlers.forgery import (
    CHOSEN,
    IN_A_FORM,
    NONSENSE,
    Forger,
    fields_of_changes,
    filled,
    ids_of,
    names,
    view_of,
)
from tests.slack import Person, Slack
from tests.storage.belongings import Belongings, furnish, rows_of
from tests.storage.companies import TODAY, Company

SECRET = "Zanzibar"
"""Stands in everything that the other tenant has."""

OWN = {"daily_follow_ups"}
"""Buttons that are for the presser's own settings, whatever they carry."""

THEIRS = "1"
"""The id of a record of the other tenant, of every kind."""

CARRIED = {"request": '{"kind":"kpi","period":"all time"}', "channel": "C0SALES", "ts": "1.1"}
"""What the forms of reports carry along."""

MADE_OF_NOTHING = {"customer_form", "schedule_form", "share_form", "source_form", "unit_form"}
"""Forms of which no record has to be there before."""

MUST_MAKE_SENSE = [
    *("type", "status", "keep", "report", "cadence", "weekday", "month_day", "at", "happened_at", "outcome"),
    *("happened_on", "starts_on", "ends_on", "due_on", "changed_on", "created_on", "responded_on", "follow_up_on"),
    *("duration", "expected_roi", "coordinates", "period"),
    *("amount", "refund", "side", "unit_count", "existing", "booked_on", "entered_on", "delivery_on"),
]
"""Fields that are no free text."""

VERBS = [
    *("edit", "delete", "status", "merge", "history", "follow_up"),
    *("leads", "milestones", "engagements", "sources", "campaigns", "writes"),
    *("lead", "customer", "customers", "bookings", "ledger_entries", "unit_types"),
]
ENDINGS = ["drop", "reassign", "date", "list", "card", "1", "all time", "payment 60k"]
LINES = [
    json.dumps({"lead": lead, "line": line, "on": on})
    for lead, line, on in [
        (1, "/visit acme positive @ Whitefield", "2026-11-25"),
        ("abc", "/visit acme", "2026-11-25"),
        (1, 5, "2026-11-25"),
        (1, "/nonsense", "soon"),
        (9**40, "", "2026-11-25"),
    ]
]


@pytest.fixture
def theirs(slack: Slack) -> Belongings:
    """Contoso's; it is there first, so that its ids are the lowest."""
    return _furnished(slack.person("ben", role=Role.MANAGER), secret=SECRET)


@pytest.fixture
def ours(slack: Slack, theirs: Belongings) -> Belongings:  # noqa: ARG001 - whose ids are the lowest
    return _furnished(slack.person("priya", role=Role.MANAGER), secret=None)


@pytest.fixture
def forger(slack: Slack, ours: Belongings) -> Forger:  # noqa: ARG001 - who is there before
    slack.deliver()
    forger = Forger(slack.person("priya"))
    forger.press("undo", "1")
    return forger


@pytest.fixture(autouse=True)
def nothing_is_written(
    slack: Slack,
    database: Database,
    theirs: Belongings,
    ours: Belongings,
    forger: Forger,  # noqa: ARG001 - what making it writes is no attack
    caplog: pytest.LogCaptureFixture,
) -> Iterator[None]:
    """By no test: nothing of the other tenant's, and of one's own nothing but answers. Nothing fails unawares."""
    before = rows_of(theirs.company, database), _kept(ours.company, database)
    caplog.clear()
    yield
    slack.deliver()
    after = rows_of(theirs.company, database), _kept(ours.company, database)
    assert after == before
    assert [
        record.getMessage() for record in caplog.get_records("call") if record.levelname in ("ERROR", "CRITICAL")
    ] == []


def _furnished(person: Person, *, secret: str | None) -> Belongings:
    slack = person.slack
    has = furnish(Company(slack.program.stores, slack.tenants[person.team], person.member))
    if secret is not None:
        with has.company.open() as store:
            store.leads.change(has.lead.id, name=f"{secret} Lead", company=secret)
            store.sources.change(has.source.id, name=f"{secret} Ads")
            store.campaigns.change(has.campaign.id, name=f"{secret} Week")
            store.engagements.change(has.meeting.id, subject=f"{secret} talk")
            store.milestones.change(has.milestone.id, location=secret, notes=secret)
            store.follow_ups.change(has.follow_up.id, why=f"ask {secret}")
            store.customers.change(has.customer.id, name=f"{secret} Corp", notes=secret, address=secret)
            store.units.change(has.unit.id, name=f"{secret} 3BHK", existing=10)
            store.bookings.change(has.booking.id, code=f"{secret}-1".upper(), notes=f"{secret} notes")
            store.ledger.add(
                *(has.customer.id, EntryType.INVOICE, TODAY),
                debit=77_777_77,
                due_on=TODAY,
                document=f"{secret}/9",
                remarks=f"for {secret}",
            )
            store.describe(f"About {secret}", actor=has.member)
    return has


def _kept(company: Company, database: Database) -> dict[str, list[Any]]:
    return {name: rows for name, rows in rows_of(company, database).items() if name != "deliveries"}


def metadatas() -> list[str]:
    """What forms carry along never."""
    kinds = (
        *("lead", "milestone", "engagement", "follow_up", "source", "campaign", "confirmed", "channel", "period"),
        *("customer", "booking", "entry", "unit"),
    )
    odd = ["9" * 40, -5, [], {"a": 1}, "x" * 2_000]
    return ["abc", "[1]", "5", "null", "[" * 500, *(json.dumps({kind: value}) for kind in kinds for value in odd)]


def assert_refused(seen: str, *asked: str) -> None:
    """`asked` is what was sent, for whoever reads of a failure."""
    assert "Something went wrong" not in seen, asked
    assert SECRET.lower() not in seen.lower(), asked
    assert "77,777" not in seen, asked


def test_no_button_does_anything_with_a_record_of_another_tenant_or_with_nonsense(slack: Slack, forger: Forger) -> None:
    shapes = [THEIRS, *(f"{verb} {THEIRS}" for verb in VERBS), *(f"{THEIRS} {ending}" for ending in ENDINGS), *LINES]
    for action in names("action"):
        if "." not in action and action not in OWN:
            view = view_of("lead_form", {"name": "Forged"}, "{}") if action in IN_A_FORM else None
            for value in [None, "", *NONSENSE[::4], *shapes]:
                assert_refused(forger.press(action, value, view=view), action, str(value))
            slack.deliver()
            assert_refused(forger.seen(), action)


def test_no_form_is_rebuilt_from_nonsense(forger: Forger, ours: Belongings) -> None:
    own = json.dumps(ids_of(ours))
    for callback_id, field in fields_of_changes():
        good = filled(callback_id, ids_of(ours))
        for name in good:
            for value in NONSENSE[::5]:
                seen = forger.change(callback_id, field, {**good, name: value}, metadata=own)
                assert_refused(seen, callback_id, field, name, value)
        for metadata in metadatas():
            assert_refused(forger.change(callback_id, field, good, metadata=metadata), callback_id, field, metadata)


def test_no_form_saves_a_record_of_another_tenant(forger: Forger, ours: Belongings) -> None:
    own = ids_of(ours)
    for callback_id in names("view"):
        good = filled(callback_id, own)
        for name in own.keys() & good.keys():
            seen = forger.insist(callback_id, {**good, name: THEIRS}, metadata=json.dumps(own | CARRIED))
            assert_refused(seen, callback_id, name)
            assert "I found no" in seen, (callback_id, name)


def test_no_form_saves_nonsense(forger: Forger, ours: Belongings) -> None:
    own = ids_of(ours)
    for callback_id in names("view"):
        good = filled(callback_id, own)
        for name in good.keys() & {*CHOSEN, *MUST_MAKE_SENSE}:
            for value in NONSENSE:
                if name in CHOSEN or not value.replace("_", "").lstrip("-").isdigit():
                    seen = forger.insist(callback_id, {**good, name: value}, metadata=json.dumps(own | CARRIED))
                    assert_refused(seen, callback_id, name, value)
                    assert "response_action" in seen, (callback_id, name, value)


def test_no_form_saves_what_carries_nonsense_along(forger: Forger, theirs: Belongings) -> None:
    """Each of its records may be one of the other tenant, or none at all."""
    for callback_id in names("view"):
        good = filled(callback_id, ids_of(theirs))
        for metadata in [json.dumps(ids_of(theirs)), *metadatas()]:
            if callback_id not in MADE_OF_NOTHING:
                seen = forger.insist(callback_id, good, metadata=metadata)
                assert_refused(seen, callback_id, metadata)
                assert "response_action" in seen, (callback_id, metadata)


def test_no_search_finds_what_another_tenant_has(forger: Forger) -> None:
    codes = ("L-1", "C-1", "BK-2026-0001", "LE-000003", f"{SECRET}-1")
    for block_id in names("options"):
        for typed in ["", SECRET, SECRET[:3], f"{SECRET} Lead", "Ben", *codes, "98450", "%", "_", *NONSENSE]:
            found = forger.search(block_id, typed)
            assert_refused(found, block_id, typed)
            assert "Ben Carter" not in found


def test_no_command_says_or_changes_anything_of_another_tenant(forger: Forger) -> None:
    for command in names("command"):
        for verb in ("", "edit ", "delete ", "history ", "role ", "cancel ", "reverse "):
            for words in ("L-1", "C-1", "BK-2026-0001", "LE-000003", *NONSENSE[::2]):
                assert_refused(forger.say(command, f"{verb}{words}"), command, verb, words)
            for words in (f"{SECRET} Lead", f"{SECRET} Corp", f"{SECRET}-1", f"{SECRET} 3BHK"):
                said = forger.say(command, f"{verb}{words}")
                assert "Something went wrong" not in said
                assert f"*{SECRET}" not in said
                assert "77,777" not in said


def test_no_message_is_too_hostile_for_the_form_of_an_engagement(forger: Forger) -> None:
    unclosed, nested = "<" * 5_000 + "@U0ASHA|" * 1_000, "<@U0ASHA|<!channel>> <https://a.example|<b>|c>"
    for text in ["", " \n ", unclosed, nested, "<!channel> <!here|here>", "&lt;!channel&gt;" * 3_000, *NONSENSE]:
        message = {"type": "message", "ts": "1764050000.000100", "user": "U0ASHA", "text": text}
        channel = {"id": forger.channel, "name": "sales"}
        seen = forger.send("message_action", callback_id="log_as_engagement", message=message, channel=channel)
        assert_refused(seen, text)
        assert "engagement_form" in seen, text
