"""What a made-up company sells, where and to whom: the material that a demo story is told from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.demo.names import NameBook
from bot.kinds import CampaignStatus, CampaignType, MilestoneType, Outcome, SourceType

Texts = tuple[str, ...]
Fates = tuple[int, int, int, int, int]
"""Of so many leads, how many get as far as each stage of the funnel and no further."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is sold, at a price between two amounts in minor units; `spoken` as notes call it.

    `left` is how many are still to be had; None where nobody counts them.
    """

    name: str
    spoken: str
    lowest: int
    highest: int
    left: int | None = None


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """A source with its weight among the sources. People who walk in are visited on their first day."""

    name: str
    type: SourceType
    weight: int
    fates: Fates
    subsource: str | None = None
    channel: str | None = None
    walks_in: bool = False


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign that brings `share` percent of the leads of its days, through its own sources.

    `days` gives its first and last day as of a today; `units` are what its leads want, any where it is empty;
    `haste` shortens the gaps of their journeys; `budget` is in minor units, `expected_roi` in percent.
    """

    name: str
    type: CampaignType
    budget: int
    expected_roi: int
    share: int
    sources: Texts
    fates: Fates
    days: Callable[[date], tuple[date, date]]
    units: Texts = ()
    haste: float = 1.0


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """A campaign of the last twelve months that goes on; all leads of its sources are its own, unless another
    campaign brought them. `budget` is in minor units, `expected_roi` in percent.
    """

    name: str
    type: CampaignType
    budget: int
    expected_roi: int | None
    sources: Texts
    status: CampaignStatus = CampaignStatus.ACTIVE


@dataclass(frozen=True, slots=True)
class Installment:
    """A share of a sale's amount that is invoiced so many days after the booking."""

    words: str
    percent: int
    after_days: int


@dataclass(frozen=True, slots=True)
class Debt:
    """Something that somebody was invoiced beside the sale, or charged, and has paid in part; due in so many days.

    The amounts are in minor units.
    """

    words: str
    amount: int
    paid: int
    due_in: int
    is_charge: bool = False


@dataclass(frozen=True, slots=True)
class Billing:
    """How sales are paid for. The last installment is all that is left.

    `prefix` begins the invoices' numbers; `ways` are ways to pay; `advance` is what somebody paid ahead.
    """

    prefix: str
    payment_days: int
    installments: tuple[Installment, ...]
    ways: Texts
    debts: tuple[Debt, ...]
    advance: int


@dataclass(frozen=True, slots=True)
class Talk:
    """What reps and leads say to each other between the steps; `answers` are the leads'."""

    calls: Texts
    missed: Texts
    emails: Texts
    messages: Texts
    quotes: Texts
    meetings: Texts
    answers: Texts


@dataclass(frozen=True, slots=True)
class Words:
    """What reps write, by situation; `{unit}` stands for what the lead wants.

    `notes` are for a step of a type and outcome, `waiting` for a step whose follow-up is still to be done.
    """

    notes: Mapping[tuple[MilestoneType, Outcome | None], Texts]
    waiting: Mapping[MilestoneType, Texts]
    unreached: Texts
    withdrawn: Texts
    booking_cancelled: Texts
    wishes: Texts
    talk: Talk


@dataclass(frozen=True, slots=True)
class Load:
    """How many follow-ups wait for one rep: overdue, due today, due later; and how many meetings are planned."""

    overdue: int
    today: int
    later: int
    meetings: int


@dataclass(frozen=True, slots=True)
class KnownLead:
    """A lead that is there whatever the seed: its steps are (days ago, type, notes), its follow-up due in days.

    It belongs to the first rep.
    """

    name: str
    company: str
    email: str
    phone: str
    source: str
    unit: str
    value: int
    notes: str
    steps: tuple[tuple[int, MilestoneType, str | None], ...]
    due_in: int


@dataclass(frozen=True, slots=True)
class Market:
    """A company's world. `seasons` weighs the twelve months from January, `loads` is by rep, in their order.

    `monthly` leads come in an average month, growing over the year; amounts are rounded to `rounding` minor
    units; `cold` leads at most have nothing planned and no activity for two weeks. `respell` writes a phone number
    as somebody else would type it; by it, `doubles` leads are entered a second time. What is booked is handed over
    within `lead_days`, at soonest and at latest; `address` gives one for any integer.
    """

    places: Texts
    units: tuple[Unit, ...]
    sources: tuple[SourcePlan, ...]
    campaigns: tuple[CampaignPlan, ...]
    running: tuple[RunningPlan, ...]
    words: Words
    names: NameBook
    known: tuple[KnownLead, ...]
    monthly: int
    seasons: tuple[float, ...]
    loads: tuple[Load, ...]
    cold: int
    rounding: int
    respell: Callable[[str], str]
    doubles: int
    lead_days: tuple[int, int]
    billing: Billing
    address: Callable[[int], str]
