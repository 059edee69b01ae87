"""The demo's data in the store: what the story tells is what the product's own doors show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.billing import billing
from bot.demo.contoso import CONTOSO
from bot.demo.market import Market
from bot.demo.northwind import NORTHWIND
from bot.demo.story import Story, tell
from bot.kinds import BookingStatus, EntryType, FollowUpStatus, LeadStatus, Role
from bot.ledger import Health
from bot.model import Member, Tenant
from bot.report import ReportKind
from bot.report_request import ReportRequest
from handlers.compositions import compose
from handlers.demo.first_posts import example, queue_first_posts
from handlers.demo.seed import SEED, Person, seed
from handlers.home import team_figures
from handlers.leads import find_leads
from handlers.readings import read_line
from handlers.views.schedules import schedule_words
from storage.database import Database
from storage.registry import Registry
from storage.store import Store, Stores
from tests.conftest import copied

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
NORTH = [
    Person("U0ASHA", "Asha Rao", Role.REP, "Asia/Kolkata"),
    Person("U0VIKRAM", "Vikram Shetty", Role.REP, "Asia/Kolkata"),
    Person("U0PRIYA", "Priya Nair", Role.MANAGER, "Asia/Kolkata"),
    Person("U0ANAND", "Anand Kulkarni", Role.ADMIN, "Asia/Kolkata"),
]
SOUTH = [
    Person("U0BEN", "Ben Carter", Role.REP, "America/New_York"),
    Person("U0LAURA", "Laura Kim", Role.MANAGER, "America/New_York"),
]


def make_tenant(database: Database, name: str) -> Tenant:
    registry = Registry(database, token_key=Fernet.generate_key())
    return registry.add_tenant(name, currency="INR", locale="en_IN", time_zone="Asia/Kolkata", now=NOW)


def fill(database: Database, tenant: Tenant, market: Market, people: list[Person]) -> None:
    with Stores(database).write(tenant, now=NOW) as store:
        seed(store, market, people, team_id="T0NORTH")


@pytest.fixture(scope="module")
def companies(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stores, Tenant, Tenant]]:
    """Northwind and Contoso, filled once; the tests only look."""
    database = copied(migrated_file, tmp_path_factory.mktemp("demo"))
    north, south = make_tenant(database, "Northwind Homes"), make_tenant(database, "Contoso Interiors")
    fill(database, north, NORTHWIND, NORTH)
    fill(database, south, CONTOSO, SOUTH)
    yield Stores(database), north, south
    database.close()


@pytest.fixture
def store(companies: tuple[Stores, Tenant, Tenant]) -> Iterator[Store]:
    """Northwind's."""
    stores, north, _ = companies
    with stores.read(north, now=NOW) as store:
        yield store


@pytest.fixture
def contoso(companies: tuple[Stores, Tenant, Tenant]) -> Iterator[Store]:
    stores, _, south = companies
    with stores.read(south, now=NOW) as store:
        yield store


@pytest.fixture(scope="module")
def story() -> Story:
    """Northwind's."""
    return tell(NORTHWIND, reps=["U0ASHA", "U0VIKRAM"], today=TODAY, seed=SEED)


def test_the_people_are_members_with_their_roles(store: Store) -> None:
    roles = {member.slack_user_id: member.role for member in store.members.list()}
    assert roles == {person.slack_user_id: person.role for person in NORTH}


def test_every_lead_stands_where_its_last_step_left_it(store: Store, story: Story) -> None:
    for number, journey in enumerate(story.journeys, start=1):
        lead = find_leads(store, f"L-{number}")[0]
        assert (lead.name, lead.status, lead.created_on) == (journey.name, journey.status, journey.created_on)
        assert lead.last_activity_on == journey.last_on
        steps = [(step.type, step.happened_on) for step in store.milestones.list_of_lead(lead.id)]
        assert steps == [(step.type, step.on) for step in journey.steps]


def test_the_funnel_and_the_teams_figures_count_the_story(store: Store, story: Story) -> None:
    figures = team_figures(store)
    assert figures.total_leads == len(story.journeys)
    assert figures.new_this_month == sum(found.created_on >= date(2026, 11, 1) for found in story.journeys)
    booked = [journey for journey in story.journeys if journey.booked_on]
    assert figures.converted == len(booked)
    (manager,) = store.members.list(role=Role.MANAGER)
    asked = ReportRequest(kind=ReportKind.FUNNEL, period="all time")
    report = compose(store, asked, reader=manager, in_channel=True)
    assert report.table is not None
    new, converted = (report.table.total[column].value for column in (1, 5))
    assert (new, converted) == (len(story.journeys), len(booked))


def test_only_the_last_steps_follow_up_waits(store: Store, story: Story) -> None:
    waiting = store.follow_ups.list_pending(limit=100)
    told = [(journey.name, journey.follow_up_on) for journey in story.journeys if journey.follow_up_on]
    assert sorted((lead.name, follow_up.due_on) for follow_up, lead in waiting) == sorted(told)
    lead = find_leads(store, "acme")[0]
    assert [follow_up.status for follow_up in store.follow_ups.list_of_lead(lead.id)] == [FollowUpStatus.PENDING]


def test_what_was_said_stands_in_the_leads_journey(store: Store, story: Story) -> None:
    for number, journey in enumerate(story.journeys, start=1):
        said = [(found.type, found.happened_on, found.subject) for found in store.engagements.list_of_lead(number)]
        assert said == [(contact.type, contact.on, contact.subject) for contact in journey.contacts]
    assert {store.members.get(meeting.member_id).name for meeting, _ in store.engagements.list_pending()} == {
        "Asha Rao",
        "Vikram Shetty",
    }


def test_campaigns_are_the_managers_and_sources_have_their_channels(store: Store, story: Story) -> None:
    (manager,) = store.members.list(role=Role.MANAGER)
    assert {campaign.owner_id for campaign in store.campaigns.list()} == {manager.id}
    assert len(store.campaigns.list()) == len(story.campaigns)
    assert all(source.channel for source in store.sources.list())
    assert 0 < store.lead_search.count_without_campaign() < 20


def test_what_was_sold_is_booked_under_codes_in_order_of_time(store: Store, story: Story) -> None:
    sold = [journey for journey in story.journeys if journey.sale]
    every = tuple(BookingStatus)
    assert store.bookings.total_amount(statuses=every) == sum(found.sale.amount for found in sold if found.sale)
    first = min(sold, key=lambda found: (found.booked_on or TODAY, story.journeys.index(found)))
    booking = store.bookings.list_of_lead(1 + story.journeys.index(first))[-1]
    assert booking.code == f"BK-{booking.booked_on.year}-0001"
    customer = store.customers.find_by_name(first.company or first.name)
    assert customer is not None
    assert customer.id == booking.customer_id


def test_customers_can_be_reached_and_have_an_owner(store: Store) -> None:
    customers = store.customers.search("", limit=1_000)
    assert len(customers) > 150
    assert all((customer.phone or customer.email) and customer.address and customer.owner_id for customer in customers)


def test_a_booking_says_how_many_units_go_when_and_why_it_was_cancelled(store: Store, story: Story) -> None:
    bookings = store.bookings.newest(limit=1_000)
    assert {booking.unit_count for booking in bookings} == {1, 2}
    assert all(booking.delivery_on for booking in bookings)
    cancelled = [booking for booking in bookings if booking.status is BookingStatus.CANCELLED]
    assert all(booking.cancelled_on and booking.cancellation_reason for booking in cancelled)
    credited = sum(entry.amount for entry in story.entries if entry.type is EntryType.CREDIT_NOTE)
    assert sum(booking.refund or 0 for booking in cancelled) == credited > 0
    assert all(booking.cancelled_on is None for booking in bookings if booking not in cancelled)


def test_of_every_unit_as_many_are_left_as_the_market_says(store: Store, contoso: Store) -> None:
    left = {stock.unit_type.name: stock.available for stock in store.units.list()}
    assert left == {unit.name: unit.left for unit in NORTHWIND.units}
    assert {stock.available for stock in contoso.units.list()} == {None}


def test_the_ledger_is_the_storys_under_codes_in_order_of_time(store: Store, story: Story) -> None:
    first, last = story.entries[0], story.entries[-1]
    entry = store.ledger.find_by_code("LE-000001")
    assert entry is not None
    assert (entry.entered_on, entry.type, entry.document) == (first.on, first.type, first.document)
    assert (entry.debit, entry.booking_id is not None) == (first.amount, True)
    entry = store.ledger.find_by_code(f"LE-{len(story.entries):06}")
    assert entry is not None
    assert entry.entered_on == last.on
    assert store.ledger.find_by_code(f"LE-{len(story.entries) + 1:06}") is None


def test_nothing_is_invoiced_for_a_booking_beyond_what_it_was_sold_for(store: Store) -> None:
    for booking in store.bookings.newest(limit=1_000):
        assert billing(booking.id, store.ledger.entries(booking.customer_id)).invoiced <= booking.amount


def test_a_few_customers_owe_something_in_every_state_of_health(store: Store, contoso: Store) -> None:
    for owing in (store, contoso):
        accounts = owing.ledger.open_accounts(TODAY)
        assert {account.health(owing.tenant.terms) for account in accounts} == set(Health)
        assert sum(account.unapplied > 0 for account in accounts) >= 1
        assert len(accounts) < 15


def test_nothing_of_the_demo_differs_from_what_its_records_add_up_to(store: Store, contoso: Store) -> None:
    assert list(store.audit.differences()) == []
    assert list(contoso.audit.differences()) == []


def test_acme_is_the_one_lead_that_the_example_means(store: Store) -> None:
    line = example(NORTHWIND).visit
    assert line == '/visit acme positive @ Whitefield "loved it" follow up fri'
    reading = read_line(store, "/visit", line.removeprefix("/visit "), on=TODAY)
    assert reading.is_enough
    acme = find_leads(store, reading.captured.lead_words)[0]
    assert (acme.name, acme.company, acme.status) == ("Anil Mehta", "Acme Corp", LeadStatus.CONTACTED)
    assert store.members.get(acme.owner_id).name == "Asha Rao"


def test_sharma_could_be_three_people(store: Store) -> None:
    assert {lead.name for lead in find_leads(store, "sharma")} == {"Neha Sharma", "Nikhil Sharma", "Sunita Sharma"}


def test_the_other_company_sees_none_of_it(contoso: Store) -> None:
    story = tell(CONTOSO, reps=["U0BEN"], today=TODAY, seed=SEED)
    assert team_figures(contoso).total_leads == len(story.journeys)
    assert find_leads(contoso, "hartley")[0].company == "Hartley Hotels"
    assert {source.name for source in contoso.sources.list()} == {told.name for told in story.sources}
    assert find_leads(contoso, "acme") == []


def test_milepost_has_posted_and_scheduled_before_anybody_looks(database: Database) -> None:
    north = make_tenant(database, "Northwind Homes")
    with Stores(database).write(north, now=NOW) as store:
        members = [_member(store, person) for person in NORTH]
        queue_first_posts(store, NORTHWIND, members, channel="C0SALES")
    with Stores(database).write(north, now=NOW) as store:
        assert [schedule_words(schedule, "") for schedule in store.schedules.list()] == [
            "*Funnel*, last 12 months → <#C0SALES>, Monday to Friday at 09:00",
            "*KPIs*, all time → <#C0SALES>, every Monday at 08:30",
            "*Pending follow-ups* → <#C0SALES>, Monday to Friday at 09:15",
        ]
        queued = [store.deliveries.claim(number, NOW) for number in store.deliveries.list_due(NOW)]
    (kpis, funnel, *welcomes) = [delivery for delivery in queued if delivery]
    assert [posted.content["report"] for posted in (kpis, funnel)] == ["kpi", "funnel"]
    for posted in (kpis, funnel):
        assert (posted.kind, posted.content["channel"], posted.content["asker"]) == ("report", "C0SALES", "U0PRIYA")
    assert [delivery.content["user"] for delivery in welcomes] == [person.slack_user_id for person in NORTH]
    rep, manager = (welcomes[at].content["message"]["blocks"][1]["text"]["text"] for at in (0, 2))
    assert example(NORTHWIND).visit in rep
    assert example(NORTHWIND).call in rep
    assert "/followups" in rep
    assert "/report ageing" in manager
    assert "/report team last month" in manager


def _member(store: Store, person: Person) -> Member:
    return store.members.add(
        person.name,
        role=person.role,
        time_zone=person.time_zone,
        team_id="T0NORTH",
        slack_user_id=person.slack_user_id,
    )
