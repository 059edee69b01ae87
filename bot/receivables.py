"""What all customers owe, each with its health: accounts in the order of how bad they are. No words.

Amounts are in minor units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.ledger import Bucket, Health, Terms, health

LONG_PAST_DUE = (Bucket.UP_TO_60, Bucket.UP_TO_90, Bucket.OVER_90)
"""More than 30 days, from when on a customer is escalated."""

WORST_FIRST = (Health.ESCALATE, Health.HIGH_RISK, Health.MONITOR, Health.GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccount:
    """A customer's account in which anything is open or unapplied.

    `oldest_days` is how long its oldest open debit is past due, zero or less while none is.
    """

    customer: str
    code: str
    buckets: Mapping[Bucket, int]
    unapplied: int
    oldest_days: int

    @property
    def open(self) -> int:
        return sum(self.buckets.values())

    @property
    def outstanding(self) -> int:
        """What is open less the credit that nothing has taken yet."""
        return self.open - self.unapplied

    @property
    def days_late(self) -> int:
        return max(self.oldest_days, 0)

    @property
    def long_past_due(self) -> int:
        return sum(self.buckets.get(bucket, 0) for bucket in LONG_PAST_DUE)

    def health(self, terms: Terms) -> Health:
        return health(
            self.outstanding,
            oldest_days=self.oldest_days,
            good_below=terms.good_below,
            risk_above=terms.risk_above,
        )


def worst_first(accounts: Iterable[OpenAccount], terms: Terms) -> list[OpenAccount]:
    """Those to escalate before those at risk, and so on; of equal health, the oldest debt first, then who owes most."""
    return sorted(
        accounts,
        key=lambda account: (
            WORST_FIRST.index(account.health(terms)),
            -account.days_late,
            -account.outstanding,
            account.customer,
        ),
    )


def together(accounts: Sequence[OpenAccount], name: str) -> OpenAccount:
    """Several accounts as one; they add up exactly."""
    return OpenAccount(
        customer=name,
        code="",
        buckets={bucket: sum(account.buckets.get(bucket, 0) for account in accounts) for bucket in Bucket},
        unapplied=sum(account.unapplied for account in accounts),
        oldest_days=max((account.oldest_days for account in accounts), default=0),
    )
