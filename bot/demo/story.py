"""Two years of a made-up company's sales, told from a seed as of a day: the same for both, believable for any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from bot.demo.accounts import Bookkeeper, ToldEntry
from bot.demo.backlog import Backlog, Draft
from bot.demo.contacts import Talker
from bot.demo.deck import Deck
from bot.demo.doubles import entered_twice
from bot.demo.journey import Guide
from bot.demo.market import CampaignPlan, Fates, KnownLead, Market, RunningPlan, Unit
from bot.demo.names import Names
from bot.demo.sales import Seller
from bot.journeys import Journey, Sale, Step
from bot.kinds import BookingStatus, CampaignStatus, CampaignType, LeadStatus, SourceType
from bot.months import first_day, month_of, shifted
from bot.stages import STAGES

MONTHS_BACK = 23
"""With this month two years, so that the last twelve months have twelve before them to be held against."""

GROWTH = (0.7, 1.15)
"""How many leads come at the start and at the end, against an average month."""

WEEKDAYS = (0.9, 0.9, 0.95, 0.95, 1.0, 1.2, 1.1)
WISH = 0.5
"""How many leads have a note on what they want."""


@dataclass(frozen=True, slots=True)
class ToldSource:
    name: str
    type: SourceType
    subsource: str | None
    channel: str | None


@dataclass(frozen=True, slots=True)
class ToldCampaign:
    """`budget` in minor units, `expected_roi` in percent."""

    name: str
    type: CampaignType
    starts_on: date
    ends_on: date | None
    budget: int
    expected_roi: int | None
    status: CampaignStatus


@dataclass(frozen=True, slots=True)
class Story:
    """Journeys in the order in which their leads came; they name sources, campaigns and reps by key.

    `entries` are the ledger's, in order.
    """

    sources: tuple[ToldSource, ...]
    campaigns: tuple[ToldCampaign, ...]
    journeys: tuple[Journey, ...]
    entries: tuple[ToldEntry, ...]


def tell(market: Market, *, reps: Sequence[str], today: date, seed: int) -> Story:
    """The market's last 24 months up to `today`; `reps` are the owners' keys."""
    rng = Random(seed)  # noqa: S311 - a story needs no secrets
    guide = Guide(market, rng)
    author = Author(market, guide, rng, reps=reps, today=today)
    drafts = [author.draft(day) for day in arrivals(market, rng, today)]
    journeys = Backlog(market, guide, rng, reps=reps, today=today).settle(drafts)
    spared = frozenset(name for name, _ in market.names.namesakes)
    journeys = entered_twice(journeys, count=market.doubles, respell=market.respell, spared=spared)
    journeys += [known_journey(lead, owner=reps[0], today=today) for lead in market.known]
    journeys = [_linked(journey, market.running, today) for journey in journeys]
    # Chance of its own, so that what is said, sold and paid changes nothing of what happens.
    talker = Talker(market.words.talk, Random(seed), today=today)  # noqa: S311 - as above
    journeys = talker.plan_meetings(
        [talker.fill(journey) for journey in journeys], zip(reps, market.loads, strict=False)
    )
    journeys = sorted(journeys, key=lambda journey: (journey.created_on, journey.name, journey.company or ""))
    seller = Seller(market, Random(seed), today=today)  # noqa: S311 - as above
    journeys = [seller.fill(journey) for journey in journeys]
    return Story(
        tuple(ToldSource(plan.name, plan.type, plan.subsource, plan.channel) for plan in market.sources),
        (*(_told(plan, today) for plan in market.campaigns), *(_told_running(plan, today) for plan in market.running)),
        tuple(journeys),
        Bookkeeper(market, Random(seed), today=today).keep(journeys),  # noqa: S311 - as above
    )


def arrivals(market: Market, rng: Random, today: date) -> list[date]:
    """The days on which leads come: by season and weekday, more as the year goes on."""
    start = first_day(shifted(month_of(today), -MONTHS_BACK))
    span = (today - start).days
    days, due = [], 0.0
    for day in (start + timedelta(days=offset) for offset in range(span + 1)):
        growth = GROWTH[0] + (GROWTH[1] - GROWTH[0]) * (day - start).days / span
        rate = market.monthly * 12 / 365 * market.seasons[day.month - 1] * WEEKDAYS[day.weekday()] * growth
        due += rate * rng.uniform(0.4, 1.6)
        days += [day] * int(due)
        due -= int(due)
    return days


class Author:
    """Invents one lead after the other, as far as each has come by today."""

    def __init__(self, market: Market, guide: Guide, rng: Random, *, reps: Sequence[str], today: date) -> None:
        self._guide, self._rng, self._today = guide, rng, today
        self._rounding = market.rounding
        self._names = Names(market.names, rng)
        self._units = Deck(rng, market.units)
        self._wishes = Deck(rng, market.words.wishes)
        self._owners = Deck(rng, reps)
        self._sources = {plan.name: plan for plan in market.sources}
        self._origins = Deck(rng, [plan for plan in market.sources for _ in range(plan.weight)])
        fates = [(plan.name, plan.fates) for plan in market.sources]
        fates += [(plan.name, plan.fates) for plan in market.campaigns]
        self._fates = {name: Deck(rng, _cards(counts)) for name, counts in fates}
        self._campaigns = [(plan, plan.days(today)) for plan in market.campaigns]

    def draft(self, day: date) -> Draft:
        campaign = self._campaign(day)
        source = self._sources[self._rng.choice(campaign.sources)] if campaign else self._origins.draw()
        unit = self._unit(campaign)
        goal = self._fates[campaign.name if campaign else source.name].draw()
        haste = campaign.haste if campaign else 1.0
        plan = self._guide.plan(day, goal, unit, walks_in=source.walks_in, haste=haste)
        steps = self._so_far(plan)
        contact = self._names.draw()
        value = self._round(self._rng.randint(unit.lowest, unit.highest))
        journey = Journey(
            name=contact.name,
            company=contact.company,
            email=contact.email,
            phone=contact.phone,
            source=source.name,
            campaign=campaign.name if campaign else None,
            owner=self._owners.draw(),
            value=value,
            notes=self._wishes.draw().format(unit=unit.spoken) if self._rng.random() < WISH else None,
            steps=steps,
        )
        return Draft(replace(journey, sale=self._sale(journey, unit, value)), unit)

    def _campaign(self, day: date) -> CampaignPlan | None:
        for plan, (first, last) in self._campaigns:
            if first <= day <= last and self._rng.randrange(100) < plan.share:
                return plan
        return None

    def _unit(self, campaign: CampaignPlan | None) -> Unit:
        unit = self._units.draw()
        while campaign and campaign.units and unit.name not in campaign.units:
            unit = self._units.draw()
        return unit

    def _so_far(self, plan: Sequence[Step]) -> tuple[Step, ...]:
        """The steps up to today; what the last one asked for is the backlog's to decide."""
        *before, last = (step for step in plan if step.on <= self._today)
        return (*before, replace(last, follow_up_on=None))

    def _sale(self, journey: Journey, unit: Unit, value: int) -> Sale | None:
        """What a lead that booked has booked, a little below the value that it was estimated at."""
        if journey.booked_on is None:
            return None
        amount = self._round(round(value * self._rng.uniform(0.93, 1.01)))
        return Sale(unit.name, amount, self._booking_status(journey, (self._today - journey.booked_on).days))

    def _booking_status(self, journey: Journey, age: int) -> BookingStatus:
        chance = self._rng.random()
        if journey.status is LeadStatus.LOST:
            return BookingStatus.CANCELLED
        if age <= 14:
            return BookingStatus.PENDING if chance < 0.6 else BookingStatus.CONFIRMED
        if chance < 0.04:
            return BookingStatus.ON_HOLD
        return BookingStatus.COMPLETED if age > 150 and chance < 0.7 else BookingStatus.CONFIRMED

    def _round(self, amount: int) -> int:
        return round(amount / self._rounding) * self._rounding


def known_journey(lead: KnownLead, *, owner: str, today: date) -> Journey:
    steps = [Step(type=type_, on=today - timedelta(days=ago), notes=notes) for ago, type_, notes in lead.steps]
    steps[-1] = replace(steps[-1], follow_up_on=today + timedelta(days=lead.due_in))
    return Journey(
        name=lead.name,
        company=lead.company,
        email=lead.email,
        phone=lead.phone,
        source=lead.source,
        owner=owner,
        value=lead.value,
        notes=lead.notes,
        steps=tuple(steps),
    )


def _cards(fates: Fates) -> list[LeadStatus]:
    return [stage for stage, count in zip(STAGES, fates, strict=True) for _ in range(count)]


def _told(plan: CampaignPlan, today: date) -> ToldCampaign:
    starts_on, ends_on = plan.days(today)
    status = CampaignStatus.COMPLETED if ends_on < today else CampaignStatus.ACTIVE
    return ToldCampaign(plan.name, plan.type, starts_on, ends_on, plan.budget, plan.expected_roi, status)


def _told_running(plan: RunningPlan, today: date) -> ToldCampaign:
    starts_on = running_since(today)
    return ToldCampaign(plan.name, plan.type, starts_on, None, plan.budget, plan.expected_roi, plan.status)


def running_since(today: date) -> date:
    """The first day of the last twelve months, this one included."""
    return first_day(shifted(month_of(today), -11))


def _linked(journey: Journey, running: Sequence[RunningPlan], today: date) -> Journey:
    """The journey with the running campaign of its source, unless another campaign brought it."""
    if journey.campaign is not None or journey.created_on < running_since(today):
        return journey
    campaign = next((plan.name for plan in running if journey.source in plan.sources), None)
    return replace(journey, campaign=campaign)
