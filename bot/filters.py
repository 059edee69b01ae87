"""What a report is narrowed to: one person's, one source's, one campaign's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """None narrows nothing; several narrow together. `without_source` and `without_campaign` ask for leads with none.

    Source and campaign are a lead's, and narrow all that hangs on it. The owner is whoever a thing counts for: a
    lead's owner; of a booking its lead's, or its customer's where it has no lead; whoever made an engagement or a
    visit; whoever has to follow up; of a customer its owner, or that of one of its bookings.
    """

    owner_id: int | None = None
    source_id: int | None = None
    campaign_id: int | None = None
    without_source: bool = False
    without_campaign: bool = False

    @property
    def by_origin(self) -> bool:
        """Whether they ask where leads came from: what hangs on no lead is left out then."""
        return bool(
            self.source_id is not None or self.campaign_id is not None or self.without_source or self.without_campaign
        )


EVERYTHING = Filters()
