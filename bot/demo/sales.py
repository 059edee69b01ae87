"""What a made-up sale is made of beside its amount: how many units, when they are handed over, and to what address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from bot.demo.market import Market
from bot.journeys import Journey, Sale
from bot.kinds import BookingStatus

BUYS_TWO = 0.12
"""Of those whom no campaign brought: what campaigns return is told without chance."""

SOON = (3, 60)
"""In so many days what is late is handed over."""


class Seller:
    """Fills in the sales of one market, as of a today."""

    def __init__(self, market: Market, rng: Random, *, today: date) -> None:
        self._market = market
        self._rng = rng
        self._today = today

    def fill(self, journey: Journey) -> Journey:
        """The journey with the rest of its sale, if it has one; who buys two pays twice as much."""
        sale, booked_on = journey.sale, journey.booked_on
        if sale is None or booked_on is None:
            return journey
        count = 2 if journey.campaign is None and self._rng.random() < BUYS_TWO else 1
        filled = replace(
            sale,
            amount=count * sale.amount,
            count=count,
            delivery_on=self._delivery(sale, booked_on),
            address=self._market.address(self._rng.randrange(10_000)),
        )
        return replace(journey, value=count * journey.value if journey.value else None, sale=filled)

    def _delivery(self, sale: Sale, booked_on: date) -> date:
        """What is completed was handed over by now; what was to be by now, but was not, will be soon."""
        soonest, latest = self._market.lead_days
        days = self._rng.randint(soonest, latest)
        if sale.status is BookingStatus.COMPLETED:
            return booked_on + timedelta(days=min(days, (self._today - booked_on).days))
        promised, soon = booked_on + timedelta(days=days), self._today + timedelta(days=self._rng.randint(*SOON))
        return promised if promised > self._today or sale.status is BookingStatus.CANCELLED else soon
