"""What a ledger entry's checksum is made of: its own words and figures, and the checksum of the entry before it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

SEALED = (
    *("code", "customer_id", "type", "entered_on", "debit", "credit", "due_on", "booking_id"),
    *("document", "description", "remarks", "reverses_id"),
)
"""The columns of an entry that its checksum holds."""


def checksum(entry: Any, before: str) -> str:
    """The SHA-256 of an entry, or of a row that has its columns; `before` is that of the tenant's last entry, or empty.

    Each holds the one before, and the ledger's counter the last one: nobody changes or takes out an entry without
    writing all later ones and the counter anew.
    """
    held = [before, *(getattr(entry, column) for column in SEALED)]
    return hashlib.sha256(json.dumps(held, default=str).encode()).hexdigest()
