"""The inventory: defined and changed by managers, seen by everybody, never sold twice."""

from __future__ import annotations

from datetime import date

import pytest

from bot.bookings import UnitType
from bot.kinds import BookingStatus, Role
from storage.store import Store
from tests.handlers.booked import add_unit, book, left
from tests.slack import Person, Slack, texts

TODAY = date(2026, 11, 25)


@pytest.fixture
def priya(slack: Slack, asha: Person) -> Person:  # noqa: ARG001 - Acme is there before her
    return slack.person("priya", role=Role.MANAGER)


def units(slack: Slack) -> list[UnitType]:
    return [stock.unit_type for stock in slack.read(lambda store: store.units.list())]


def edit(priya: Person) -> None:
    priya.say("/booking units")
    priya.press("Edit…")


def test_a_manager_defines_what_is_sold(slack: Slack, priya: Person) -> None:
    priya.say("/booking units")
    assert "Say what you sell and how much of it there is, and nothing is sold twice." in texts(priya.last())
    priya.press("New unit type")
    assert priya.submit(name="3BHK", existing="10") == {"ok": True}
    slack.deliver()
    assert priya.last()["text"] == "📦 New unit type *3BHK* · 10 in all"
    assert units(slack) == [UnitType(1, "3BHK", 10)]
    priya.press("All units")
    slack.deliver()
    assert "*3BHK* · *10 left*" in texts(priya.last())


def test_undo_of_a_new_unit_type_removes_it(slack: Slack, priya: Person) -> None:
    priya.say("/booking units")
    priya.press("New unit type")
    priya.submit(name="3BHK", existing="10")
    slack.deliver()
    priya.press("Undo")
    assert units(slack) == []


def test_everybody_sees_what_there_is_what_is_booked_and_what_is_left(slack: Slack, asha: Person) -> None:
    add_unit(slack)
    add_unit(slack, "Consulting", existing=None)
    book(asha, unit_type=1, unit_count="4")
    asha.say("/booking units")
    assert texts(asha.last()) == (
        "Units\n*3BHK* · *6 left*\n●●●●○○○○○○  4 of 10 booked\n*Consulting*\n0 booked · no limit set"
    )


def test_the_bar_is_full_only_where_none_is_left(slack: Slack, asha: Person) -> None:
    add_unit(slack, existing=40)
    book(asha, unit_type=1, unit_count="39")
    asha.say("/booking units")
    assert "*3BHK* · *1 left*\n●●●●●●●●●○  39 of 40 booked" in texts(asha.last())
    book(asha, unit_type=1, booked_on="2026-11-20")
    asha.say("/booking units")
    assert "*3BHK* · *sold out*\n●●●●●●●●●●  40 of 40 booked" in texts(asha.last())


def test_how_many_there_are_may_change_but_not_below_what_is_booked(slack: Slack, asha: Person, priya: Person) -> None:
    add_unit(slack)
    book(asha, unit_type=1, unit_count="4")
    edit(priya)
    answer = priya.submit(existing="3")
    assert answer["errors"] == {"existing": "4 are booked already, so there can't be fewer."}
    assert priya.submit(existing="4", name="3 BHK") == {"ok": True}
    slack.deliver()
    assert priya.last()["text"] == "✏️ Changed to *3 BHK* · 4 in all"
    assert units(slack) == [UnitType(1, "3 BHK", 4)]
    priya.press("Undo")
    assert units(slack) == [UnitType(1, "3BHK", 10)]


def test_no_undo_of_more_units_once_they_are_sold(slack: Slack, asha: Person, priya: Person) -> None:
    add_unit(slack, existing=1)
    edit(priya)
    priya.submit(existing="5")
    slack.deliver()
    answer = priya.last()
    book(asha, unit_type=1, unit_count="4")
    priya.press("Undo", message=answer)
    assert priya.last()["text"] == "This can't be undone any more: 3BHK was sold to somebody else since."
    assert left(slack) == 1


def test_a_name_that_is_taken_is_refused(slack: Slack, priya: Person) -> None:
    add_unit(slack)
    priya.say("/booking units")
    priya.press("New unit type")
    answer = priya.submit(name="3bhk")
    assert answer["errors"] == {"name": "There is a unit type “3BHK” already. Edit that one, or choose another name."}
    assert len(units(slack)) == 1


def test_an_edit_that_changes_nothing_writes_nothing(slack: Slack, priya: Person) -> None:
    add_unit(slack)
    edit(priya)
    assert priya.submit() == {"ok": True}
    assert slack.read(lambda store: store.writes.list_of("unit_types", 1)) == []


def test_its_history_tells_how_many_there_were(slack: Slack, priya: Person) -> None:
    add_unit(slack)
    edit(priya)
    priya.submit(existing="12")
    priya.say("/booking units")
    priya.press("History")
    assert "*In all* 10 → 12" in texts(priya.form)


def test_a_rep_changes_no_units_neither_at_the_door_nor_at_the_submission(
    slack: Slack, asha: Person, priya: Person
) -> None:
    asha.say("/booking units")
    assert "A manager adds them with `/booking units`." in texts(asha.last())
    add_unit(slack)
    priya.say("/booking units")
    asha.say("/booking units")
    with pytest.raises(LookupError):
        asha.press("Edit…")
    priya.press("Edit…")
    priya.known_as(Role.REP)
    priya.submit(existing="12")
    assert "Changing the units needs the manager role." in texts(priya.form)
    assert units(slack) == [UnitType(1, "3BHK", 10)]


def test_the_typeahead_says_what_is_left_and_offers_what_is_sold_out_last(slack: Slack, asha: Person) -> None:
    add_unit(slack, "1BHK", existing=2)
    add_unit(slack, "2BHK", existing=3)
    add_unit(slack, "Parking", existing=None)
    book(asha, unit_type=1, unit_count="2")
    asha.say("/booking")
    assert asha.options("unit_type", "") == ["2BHK · 3 of 3 left", "Parking", "1BHK · sold out"]
    assert asha.options("unit_type", "2b") == ["2BHK · 3 of 3 left"]
    assert asha.options("unit_type", "villa") == []


def test_cancelled_bookings_take_nothing_and_all_others_do(slack: Slack, asha: Person) -> None:
    add_unit(slack)
    book(asha)

    def sell(store: Store) -> None:
        for status in BookingStatus:
            store.bookings.add(1, None, TODAY, 100, status=status, unit_type_id=1)

    slack.write(sell)
    assert left(slack) == 6


def test_where_nobody_counts_them_any_number_is_booked(slack: Slack, asha: Person) -> None:
    add_unit(slack, "Parking", existing=None)
    assert book(asha, unit_type=1, unit_count="1000000").unit_count == 1_000_000
    assert left(slack) is None
