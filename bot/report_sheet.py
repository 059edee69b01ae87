"""A report as a file to make: its figures, and what the second sheet says of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """`about` are lines for the second sheet, below the title; amounts are shown as in `currency` and `locale`."""

    table: Table
    title: str
    about: tuple[str, ...]
    currency: str
    locale: str
