"""The demo's story: the same for a seed and a day, and on any day one that a sales manager would believe."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from random import Random

import pytest

from bot.contact import phone_key
from bot.demo.contoso import CONTOSO
from bot.demo.deck import Deck
from bot.demo.northwind import NORTHWIND, festive_days
from bot.demo.story import Story, tell
from bot.engagements import CHANNELS
from bot.funnel import Funnel, funnel
from bot.journeys import Journey
from bot.kinds import BookingStatus, EngagementStatus, EngagementType, LeadStatus, MilestoneType
from bot.months import month_of, months_between, shifted
from bot.stages import STAGES, VISITS, stage_after

TODAY = date(2026, 11, 23)
REPS = ("asha", "vikram", "meera", "rohan")
DAYS = [TODAY, date(2026, 11, 15), date(2027, 1, 1), date(2027, 7, 20), date(2028, 2, 29)]

any_day = pytest.mark.parametrize("today", DAYS, ids=str)
MARKETS = {"northwind": NORTHWIND, "contoso": CONTOSO}
either_market = pytest.mark.parametrize("market", MARKETS)


@cache
def story(market: str = "northwind", today: date = TODAY, seed: int = 7) -> Story:
    told = MARKETS[market]
    return tell(told, reps=REPS[: len(told.loads)], today=today, seed=seed)


def stage(journey: Journey) -> int:
    reached = 0
    for status in journey.statuses():
        reached = stage_after(reached, status)
    return reached


def last_year(told: Story, today: date) -> Funnel:
    """The funnel of the last twelve months."""
    months = months_between(shifted(month_of(today), -11), month_of(today))
    rows = [
        (month_of(journey.created_on), stage(journey), journey.status is LeadStatus.LOST, 1)
        for journey in told.journeys
        if month_of(journey.created_on) in months
    ]
    return funnel(rows, months)


def rate(journeys: list[Journey]) -> float:
    return 100 * sum(stage(journey) == STAGES.index(LeadStatus.CONVERTED) for journey in journeys) / len(journeys)


def return_on(told: Story, name: str) -> float:
    """What a campaign returned, in percent of its budget: (revenue − budget) / budget × 100."""
    budget = next(campaign.budget for campaign in told.campaigns if campaign.name == name)
    sales = [journey.sale for journey in told.journeys if journey.campaign == name and journey.sale]
    revenue = sum(sale.amount for sale in sales if sale.status is not BookingStatus.CANCELLED)
    return 100 * (revenue - budget) / budget


def pending(told: Story) -> list[tuple[str, date]]:
    """Whose follow-ups wait, and when they are due."""
    return [(journey.owner, journey.follow_up_on) for journey in told.journeys if journey.follow_up_on]


def test_a_deck_gives_every_card_once_before_any_twice() -> None:
    deck = Deck(Random(1), "abcd")  # noqa: S311
    assert Counter(deck.draw() for _ in range(12)) == {"a": 3, "b": 3, "c": 3, "d": 3}


def test_the_same_seed_and_day_tell_the_same_story() -> None:
    assert story() == tell(NORTHWIND, reps=REPS, today=TODAY, seed=7)
    assert story() != story(seed=8)
    assert story() != story(today=TODAY + timedelta(days=1))


@any_day
def test_a_year_has_some_six_hundred_leads_of_which_almost_enough_convert(today: date) -> None:
    year = last_year(story(today=today), today)
    assert 530 <= year.total.created <= 680
    assert 14 <= (year.conversion_rate or 0) < 20
    assert year.largest_leak is not None
    assert year.largest_leak.start is LeadStatus.CONTACTED


def test_the_second_company_is_a_smaller_one() -> None:
    assert 110 <= last_year(story("contoso"), TODAY).total.created <= 160


def test_leads_come_by_season() -> None:
    by_month = Counter(month_of(journey.created_on) for journey in story().journeys)
    assert by_month[202610] > 1.8 * by_month[202607]
    assert by_month[202610] > by_month[202510] > by_month[202507]


def test_this_months_leads_have_had_no_time_to_convert() -> None:
    *_, before, this = last_year(story(), TODAY).cohorts
    assert (this.converted, this.created) == (2, 56)
    assert (before.converted, before.created) == (13, 75)


def test_sources_differ_as_in_the_guide() -> None:
    """Google Ads brings the most, referrals convert best, direct enquiries need attention."""
    by_source: dict[str, list[Journey]] = {}
    for journey in story().journeys:
        by_source.setdefault(str(journey.source), []).append(journey)
    assert max(by_source, key=lambda name: len(by_source[name])) == "Google Ads"
    assert 20 <= rate(by_source["Google Ads"]) <= 30
    assert max(by_source, key=lambda name: rate(by_source[name])) == "Referral"
    assert rate(by_source["Direct"]) < 10


@any_day
def test_one_campaign_earned_and_the_other_lost_money(today: date) -> None:
    assert return_on(story(today=today), "Diwali Dream Homes") > 100
    assert return_on(story(today=today), "Metro Hoardings") < 0
    assert return_on(story("contoso", today), "Open Showroom Weeks") > 0
    assert return_on(story("contoso", today), "Glossy Magazine Ads") < 0


@pytest.mark.parametrize(("today", "year"), [(date(2026, 11, 19), 2025), (date(2026, 11, 20), 2026)])
def test_a_festive_season_is_told_of_when_it_has_results(today: date, year: int) -> None:
    assert festive_days(today) == (date(year, 10, 1), date(year, 11, 15))


@any_day
@either_market
def test_every_journey_begins_with_its_lead_and_goes_forward_in_time_to_today(market: str, today: date) -> None:
    for journey in story(market, today).journeys:
        assert journey.steps[0].type is MilestoneType.LEAD_GENERATED
        assert all(step.on <= after.on for step, after in pairwise(journey.steps))
        assert journey.steps[-1].on <= today


@any_day
@either_market
def test_every_step_could_have_been_typed_into_the_form(market: str, today: date) -> None:
    steps = [step for journey in story(market, today).journeys for step in journey.steps]
    assert all(step.location and step.outcome for step in steps if step.type in VISITS)
    assert all(step.follow_up_on > step.on for step in steps if step.follow_up_on)


@either_market
def test_only_who_booked_has_a_sale_and_a_lost_one_is_cancelled(market: str) -> None:
    for journey in story(market).journeys:
        assert bool(journey.sale) == (journey.booked_on is not None)
        if journey.sale:
            assert (journey.sale.status is BookingStatus.CANCELLED) == (journey.status is LeadStatus.LOST)
            assert journey.status in (LeadStatus.CONVERTED, LeadStatus.LOST)


def test_bookings_are_in_every_state_but_mostly_sure() -> None:
    states = Counter(journey.sale.status for journey in story().journeys if journey.sale)
    assert set(states) == set(BookingStatus)
    assert states[BookingStatus.CONFIRMED] + states[BookingStatus.COMPLETED] > 0.8 * states.total()


def test_some_lost_leads_come_back() -> None:
    returned = [
        journey for journey in story().journeys if MilestoneType.REENGAGED in (step.type for step in journey.steps)
    ]
    assert len(returned) == 21
    assert any(journey.status is LeadStatus.CONVERTED for journey in returned)


@any_day
def test_forty_follow_ups_wait_of_which_twelve_are_overdue(today: date) -> None:
    due = [day for _, day in pending(story(today=today))]
    assert len(due) == 40
    assert sum(day < today for day in due) == 12
    assert sum(day == today for day in due) == 5


def test_the_first_rep_has_seven_of_them_two_overdue_and_one_today() -> None:
    due = [day for owner, day in pending(story()) if owner == "asha"]
    assert (len(due), sum(day < TODAY for day in due), due.count(TODAY)) == (7, 2, 1)


def test_a_few_leads_go_cold() -> None:
    """Active, nothing planned, and no activity for 14 days."""
    silent = [
        journey
        for journey in story().journeys
        if journey.is_open and not journey.follow_up_on and TODAY - journey.last_on > timedelta(days=14)
    ]
    assert len(silent) == 9


def test_acme_is_one_lead_of_the_first_rep_who_is_to_call_today() -> None:
    (acme,) = [found for found in story().journeys if "acme" in f"{found.name} {found.company}".lower()]
    assert (acme.name, acme.company, acme.owner) == ("Anil Mehta", "Acme Corp", "asha")
    assert (acme.status, acme.follow_up_on) == (LeadStatus.CONTACTED, TODAY)


def test_some_names_are_shared() -> None:
    names = Counter(journey.name for journey in story().journeys)
    assert {name for name in names if name.endswith("Sharma")} == {"Neha Sharma", "Nikhil Sharma", "Sunita Sharma"}
    assert [name for name, count in names.items() if count > 1] == ["Suresh Kumar"]


@either_market
def test_nobody_can_be_reached_under_a_made_up_address(market: str) -> None:
    journeys = story(market).journeys
    phones = [phone_key(journey.phone, "en_IN") for journey in journeys if journey.phone]
    assert all(str(phone).startswith("+91555") or "55501" in str(phone) for phone in phones)
    assert all(journey.email.endswith(".example") for journey in journeys if journey.email)
    assert all(journey.email or journey.phone for journey in journeys)


@pytest.mark.parametrize(("market", "locale", "doubles"), [("northwind", "en_IN", 3), ("contoso", "en_US", 1)])
def test_a_few_leads_are_entered_twice_with_one_phone_number_typed_differently(
    market: str, locale: str, doubles: int
) -> None:
    journeys = [journey for journey in story(market).journeys if journey.phone]
    by_phone: dict[str | None, list[Journey]] = {}
    for journey in journeys:
        by_phone.setdefault(phone_key(journey.phone or "", locale), []).append(journey)
    twice = [found for found in by_phone.values() if len(found) > 1]
    assert len(twice) == doubles
    assert all(first.phone != second.phone and first.is_open and second.is_open for first, second in twice)
    assert all(first.name.split()[0] == second.name.split()[0] for first, second in twice)


@any_day
@either_market
def test_every_contact_could_have_been_typed_into_the_form(market: str, today: date) -> None:
    for journey in story(market, today).journeys:
        for contact in journey.contacts:
            assert contact.subject
            assert contact.channel in CHANNELS[contact.type]
            assert (contact.on > today) == (contact.status is EngagementStatus.PENDING)
            assert contact.responded_on is None or contact.on <= contact.responded_on <= today


@any_day
@either_market
def test_nobody_is_talked_to_before_the_first_contact_or_after_being_given_up(market: str, today: date) -> None:
    for journey in story(market, today).journeys:
        if journey.contacts:
            assert journey.contacts[0].on >= journey.steps[1].on
            assert journey.status is not LeadStatus.LOST or journey.contacts[-1].on <= journey.steps[-1].on


@either_market
def test_calls_fail_and_mails_stay_unanswered_now_and_then(market: str) -> None:
    contacts = [contact for journey in story(market).journeys for contact in journey.contacts]
    sent = [contact for contact in contacts if contact.type in (EngagementType.EMAIL_SENT, EngagementType.MESSAGE_SENT)]
    calls = [contact for contact in contacts if contact.type is EngagementType.CALL_MADE]
    assert {contact.type for contact in contacts} == set(EngagementType)
    assert 0.2 < sum(contact.responded_on is None for contact in sent) / len(sent) < 0.7
    assert 0.1 < sum(contact.status is EngagementStatus.FAILED for contact in calls) / len(calls) < 0.3


@any_day
@either_market
def test_every_rep_has_a_meeting_within_the_week(market: str, today: date) -> None:
    planned = [
        (journey.owner, contact.on)
        for journey in story(market, today).journeys
        for contact in journey.contacts
        if contact.status is EngagementStatus.PENDING
    ]
    assert Counter(owner for owner, _ in planned) == {
        rep: load.meetings for rep, load in zip(REPS, MARKETS[market].loads, strict=False)
    }
    assert all(today < on <= today + timedelta(days=6) for _, on in planned)


@either_market
def test_a_few_open_leads_have_no_campaign(market: str) -> None:
    leads = [journey for journey in story(market).journeys if journey.is_open]
    assert 3 <= sum(journey.campaign is None for journey in leads) <= len(leads) / 4


def test_campaigns_run_are_over_or_wait() -> None:
    assert Counter(campaign.status.value for campaign in story().campaigns) == {
        "active": 4,
        "completed": 2,
        "paused": 1,
    }


def test_the_two_companies_have_nobody_in_common() -> None:
    assert not {found.name for found in story().journeys} & {found.name for found in story("contoso").journeys}
