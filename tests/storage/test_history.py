"""What a write changed, and Undo: everything exactly as it was, for its writer, for ten minutes, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.errors import AlreadyChanged, NothingFound, NotYours, UndoExpired
from bot.kinds import BookingStatus, Cadence, LeadStatus, MilestoneType, Outcome, Role, SourceType
from bot.model import Entry, Lead, Write
from storage.database import Database
from storage.journal import ChangeRow
from storage.rows import ScheduleRow, SourceRow
from storage.store import Store
from tests.storage.belongings import SLOT, furnish, make_campaign, make_schedule, rows_of
from tests.storage.companies import NOW, TODAY, Company

TEN_MINUTES = timedelta(minutes=10)


def changes_of(company: Company, write: Write) -> list[tuple[str, Any, Any]]:
    found = select(ChangeRow).where(ChangeRow.write_id == write.id).order_by(ChangeRow.id)
    return company.ask(
        lambda store: [(row.kind, row.before, row.after) for row in store._session.scalars(found)],
    )


def rename(lead_id: int, name: str) -> Callable[[Store], Any]:
    return lambda store: store.leads.change(lead_id, name=name)


def records_of(company: Company, database: Database) -> dict[str, list[Any]]:
    """The company's rows without its writes and the numbers it has given out: what Undo must restore."""
    rows = rows_of(company, database)
    return {name: found for name, found in rows.items() if name not in ("writes", "changes", "counters")}


def test_a_change_is_kept_with_what_stood_before_and_after(north: Company) -> None:
    lead = north.add_lead("Anil")

    write = north.save(lambda store: store.leads.touch(lead.id, date(2026, 12, 1)))

    assert changes_of(north, write) == [
        ("leads", {"last_activity_on": "2026-11-25", "events": 0}, {"last_activity_on": "2026-12-01", "events": 1})
    ]


def test_a_new_record_is_kept_whole(north: Company) -> None:
    write = north.save(lambda store: store.sources.add("Google Ads", SourceType.DIGITAL))

    [(kind, before, after)] = changes_of(north, write)
    assert (kind, before) == ("sources", None)
    assert after == {
        "id": north.ask(lambda store: store.sources.list()[0].id),
        "tenant_id": north.tenant.id,
        "code": "S-1",
        "name": "Google Ads",
        "type": "digital",
        "subsource": None,
        "channel": None,
        "active": True,
    }


def test_what_a_write_does_not_touch_is_not_kept(north: Company) -> None:
    lead = north.add_lead("Anil")

    write = north.save(lambda store: (store.leads.get(lead.id), store.leads.change(lead.id, name="Anil")))

    assert changes_of(north, write) == []


def history(company: Company, lead: Lead, *, limit: int = 50) -> list[Entry]:
    return company.ask(lambda store: store.writes.list_of("leads", lead.id, limit=limit))


def test_a_records_history_says_who_changed_what_and_from_where_the_newest_first(north: Company) -> None:
    with north.open() as store:
        lead = store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY)
        store.describe("New lead", actor=north.rep)
        ben = store.members.add("Ben", role=Role.REP, time_zone="UTC", team_id="T0SOUTH", slack_user_id="U2")
        other = store.leads.add(name="Bo", owner_id=ben.id, created_on=TODAY)
    with north.open(now=NOW + TEN_MINUTES) as store:
        rename(lead.id, "Anil Mehta")(store)
        rename(other.id, "Bo Rao")(store)
        store.describe("Renamed two", actor=ben)

    renamed, made = history(north, lead)
    keys = ({"name": "Anil", "name_key": "anil"}, {"name": "Anil Mehta", "name_key": "anil mehta"})
    assert renamed == Entry(NOW + TEN_MINUTES, ben.id, "T0SOUTH", "Renamed two", *keys)
    assert (made.at, made.member_id, made.team_id, made.summary) == (NOW, north.rep.id, "T0NORTH", "New lead")
    assert made.before is None
    assert made.after is not None
    assert (made.after["name"], made.after["status"]) == ("Anil", "new")
    assert history(north, lead, limit=1) == [renamed]
    assert north.ask(lambda store: store.writes.list_of("members", lead.id)) == []


def test_several_changes_of_one_record_in_one_write_are_one_line_of_its_history(north: Company) -> None:
    lead = north.add_lead("Anil")

    def change(store: Store) -> None:
        store.leads.change(lead.id, name="Anil M", value=5)
        store.leads.change(lead.id, name="Anil Mehta")

    north.save(change)
    north.save(rename(lead.id, "Bo"))

    newest, oldest = history(north, lead)
    assert newest.before == {"name": "Anil Mehta", "name_key": "anil mehta"}
    assert oldest.before == {"name": "Anil", "name_key": "anil", "value": None}
    assert oldest.after == {"name": "Anil Mehta", "name_key": "anil mehta", "value": 5}


def test_a_record_that_was_made_and_removed_by_undo_keeps_its_history(north: Company) -> None:
    write = north.save(lambda store: store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY))
    (lead,) = north.ask(lambda store: store.lead_search.newest(limit=1))
    north.undo(write)

    removed, made = history(north, lead)
    assert (made.before, removed.after) == (None, None)
    assert made.after == removed.before


def test_new_records_go_away(north: Company, database: Database) -> None:
    lead = north.add_lead()
    before = records_of(north, database)

    def visit(store: Store) -> None:
        visit = store.milestones.add(
            lead.id,
            MilestoneType.SITE_VISIT,
            TODAY,
            happened_at=time(15, 30),
            notes="loved it",
            location="Whitefield",
            outcome=Outcome.POSITIVE,
            duration_minutes=45,
            visited_by_id=north.rep.id,
        )
        store.leads.move(lead.id, LeadStatus.QUALIFIED, on=TODAY, member_id=north.rep.id, milestone_id=visit.id)
        store.leads.touch(lead.id, TODAY)
        store.follow_ups.open(
            lead.id,
            milestone_id=visit.id,
            opened_on=visit.happened_on,
            due_on=TODAY,
            owner_id=north.rep.id,
            why="Asked",
        )

    write = north.save(visit)
    assert records_of(north, database) != before
    assert north.undo(write).undone

    assert records_of(north, database) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda store, mine: store.leads.change(mine.lead.id, name="Bo", company="B", value=7, notes="x", email="b@c.d"),
        lambda store, mine: store.leads.change(mine.lead.id, value=None, company=None, deleted_at=NOW),
        lambda store, mine: store.leads.move(mine.lead.id, LeadStatus.LOST, on=None, member_id=mine.member.id),
        lambda store, mine: store.follow_ups.settle(
            mine.lead.id, by_milestone_id=mine.demo.id, on=mine.demo.happened_on
        ),
        lambda store, mine: store.schedules.set_active(mine.schedule.id, False, since=NOW + TEN_MINUTES),
        lambda store, mine: store.leads.touch(mine.lead.id, date(2027, 1, 1)),
    ],
    ids=["lead", "lead removed", "status", "follow-up", "schedule", "activity"],
)
def test_changed_records_go_back_exactly(
    north: Company, database: Database, change: Callable[[Store, Any], Any]
) -> None:
    mine = furnish(north)
    before = records_of(north, database)

    write = north.save(lambda store: change(store, mine))
    assert records_of(north, database) != before
    north.undo(write)

    assert records_of(north, database) == before


@pytest.mark.parametrize("row_class", [SourceRow, ScheduleRow], ids=["source", "schedule"])
def test_a_removed_record_comes_back_under_its_own_number(
    north: Company, database: Database, row_class: type[SourceRow | ScheduleRow]
) -> None:
    with north.open() as store:
        store.sources.add("Google Ads", SourceType.DIGITAL, subsource="Brand")
        make_schedule(store, north.rep.id, since=datetime(2026, 11, 1, 12, 30, 15, tzinfo=UTC))
        make_campaign(store)
    before = records_of(north, database)

    write = north.save(lambda store: store._session.delete(store._session.scalars(select(row_class)).one()))
    assert records_of(north, database) != before
    north.undo(write)

    assert records_of(north, database) == before
    assert north.ask(lambda store: store.schedules.list()[0].cadence) is Cadence.DAILY


def test_several_changes_of_one_record_in_one_write_go_back_in_order(north: Company, database: Database) -> None:
    lead = north.add_lead("Anil")
    before = records_of(north, database)

    def change(store: Store) -> None:
        store.leads.change(lead.id, name="Anil M")
        store.leads.change(lead.id, name="Anil Mehta", value=5)
        store.leads.change(store.leads.add(name="New", owner_id=north.rep.id, created_on=TODAY).id, name="Newer")

    north.undo(north.save(change))

    assert records_of(north, database) == before


def test_undoing_twice_is_undoing_once(north: Company) -> None:
    lead = north.add_lead("Anil")
    write = north.save(rename(lead.id, "Bo"))

    north.undo(write)
    north.save(rename(lead.id, "Cy"))
    again = north.undo(write)

    assert again.undone
    assert north.lead(lead.id).name == "Cy"


def test_nobody_undoes_what_another_person_wrote(north: Company) -> None:
    lead = north.add_lead("Anil")
    write = north.save(rename(lead.id, "Bo"))
    with north.open() as store:
        manager = store.members.add("Meera", role=Role.MANAGER, time_zone="Asia/Kolkata")

    with pytest.raises(NotYours):
        north.undo(write, by=manager)

    assert north.lead(lead.id).name == "Bo"


def test_undo_works_for_ten_minutes(north: Company) -> None:
    lead = north.add_lead("Anil")
    first = north.save(rename(lead.id, "Bo"))
    north.undo(first, now=NOW + TEN_MINUTES)
    second = north.save(rename(lead.id, "Cy"))

    with pytest.raises(UndoExpired):
        north.undo(second, now=NOW + TEN_MINUTES + timedelta(seconds=1))

    assert north.lead(lead.id).name == "Cy"


def test_a_write_is_not_undone_under_a_later_one(north: Company) -> None:
    lead = north.add_lead("Anil")
    write = north.save(rename(lead.id, "Bo"))
    north.save(lambda store: store.leads.touch(lead.id, date(2026, 12, 1)))

    with pytest.raises(AlreadyChanged, match="something else was logged on it since"):
        north.undo(write)

    assert north.lead(lead.id).name == "Bo"


def test_a_write_is_undone_after_the_later_one_was_undone(north: Company) -> None:
    lead = north.add_lead("Anil")
    first = north.save(rename(lead.id, "Bo"))
    second = north.save(rename(lead.id, "Cy"))

    north.undo(second)
    assert north.lead(lead.id).name == "Bo"
    north.undo(first)

    assert north.lead(lead.id).name == "Anil"


def test_an_undo_is_not_undone(north: Company) -> None:
    lead = north.add_lead("Anil")
    write = north.save(rename(lead.id, "Bo"))
    with north.open() as store:
        store.writes.undo(write.id, member_id=north.rep.id, now=NOW)
        undoing = store.describe("Undid", actor=north.rep, undoes_id=write.id)

    with pytest.raises(NothingFound):
        north.undo(undoing)

    assert north.lead(lead.id).name == "Anil"


def test_a_record_that_others_refer_to_is_not_undone_away(north: Company) -> None:
    write = north.save(lambda store: store.customers.add("Acme"))
    with north.open() as store:
        customer = store.customers.find_by_name("Acme")
        assert customer is not None
        store.bookings.add(customer.id, None, TODAY, 100, status=BookingStatus.CONFIRMED)

    with pytest.raises(AlreadyChanged, match="something else came to hang on it since"):
        north.undo(write)

    assert north.ask(lambda store: store.customers.find_by_name("Acme")) == customer


def test_a_schedule_that_has_posted_is_not_undone_away(north: Company) -> None:
    write = north.save(lambda store: make_schedule(store, north.rep.id))
    with north.open() as store:
        assert store.schedules.claim_slot(store.schedules.list()[0].id, SLOT)

    with pytest.raises(AlreadyChanged):
        north.undo(write)

    assert len(north.ask(lambda store: store.schedules.list())) == 1


def test_the_number_of_a_removed_record_is_never_given_again(north: Company) -> None:
    write = north.save(lambda store: store.customers.add("Acme"))
    removed = north.ask(lambda store: store.customers.find_by_name("Acme"))
    north.undo(write)

    with north.open() as store:
        assert removed is not None
        assert store.customers.add("Best").id > removed.id


def test_history_names_the_record_that_was_removed_not_the_one_that_came_after(north: Company) -> None:
    removed = north.save(lambda store: store.customers.add("Acme"))
    north.undo(removed)
    north.save(lambda store: store.customers.add("Best"))

    assert north.undo(removed).undone
    assert north.ask(lambda store: store.customers.find_by_name("Best")) is not None
