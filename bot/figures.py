"""Figures as people read them: counts, rates and differences in the tenant's locale. Computes no business."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_compact_decimal, format_decimal, get_decimal_symbol

NOTHING = "—"
"""How a rate over nothing prints: it is not 0 %."""

MINUS = "−"


def with_minus(text: str) -> str:
    """A written figure with the one minus sign that people read, whatever its locale has; files keep the plain one."""
    return text.replace("-", MINUS)


@dataclass(frozen=True, slots=True)
class Figures:
    """Writes figures with the grouping and the decimal sign of `locale` (en_IN: 12,34,567)."""

    locale: str

    def count(self, count: int) -> str:
        return with_minus(format_decimal(count, locale=self.locale))

    def short_count(self, count: int, *, decimals: int = 1) -> str:
        """The count in few characters, for narrow places: 1.2K, 3M; whole where the locale has no shorter way."""
        short = format_compact_decimal(count, locale=self.locale, fraction_digits=decimals)
        return self.count(count) if str(count) in short else with_minus(short)

    def short_counts(self, counts: Sequence[int], *, widest: int) -> list[str]:
        """Counts side by side in few characters, those in the largest unit with as many decimals: 9.9Cr, 8.0Cr, 45L.

        It is one decimal where all fit into `widest` characters, else none.
        """
        whole = [self.short_count(count, decimals=0) for count in counts]
        largest = _unit(self.short_count(max(counts, default=0)))
        exact = [self._with_decimal(count) for count in counts]
        shown = [fine if _unit(fine) == largest else plain for plain, fine in zip(whole, exact, strict=True)]
        return shown if max(map(len, shown), default=0) <= widest else whole

    def plural(self, count: int, noun: str) -> str:
        """The count with its noun: 1 lead, 1,240 leads."""
        return f"{self.count(count)} {noun}{'' if count == 1 else 's'}"

    def rate(self, rate: Fraction | None) -> str:
        """A rate in percent, as `printed`, without an empty decimal: 12.4 %, 10 %, or "—" over nothing."""
        return NOTHING if rate is None else f"{self.decimal(rate)} %"

    def decimal(self, number: Fraction | None) -> str:
        """A figure with a decimal, rounded as a rate is: 2.5 days, or "—" over nothing."""
        return NOTHING if number is None else self._decimal(printed(number))

    def bare_rate(self, rate: Fraction | None, *, decimals: int) -> str:
        """A rate without its sign, for narrow places that name the unit once."""
        return NOTHING if rate is None else self._decimal(rounded(rate, decimals))

    def points(self, difference: Fraction) -> str:
        """How far two rates lie apart, whichever is higher: 3.1 points."""
        size = abs(rounded(difference))
        return f"{self._decimal(size)} {'point' if size == 1 else 'points'}"

    def _with_decimal(self, count: int) -> str:
        """The short count with a decimal, be it 0, unless it is written out."""
        short = self.short_count(count)
        if not _unit(short) or re.search(r"\d\D\d", short):
            return short
        return re.sub(r"(\d)(?!\d)", rf"\g<1>{get_decimal_symbol(self.locale)}0", short)

    def _decimal(self, number: Decimal) -> str:
        return with_minus(format_decimal(number, format="#,##0.##", locale=self.locale))


def _unit(short: str) -> str:
    """The letters of a short count: Cr, M."""
    return "".join(filter(str.isalpha, short))


def printed(number: Fraction) -> Decimal:
    """A rate or another figure as every screen and file has it: to one decimal, halves away from zero.

    Nearly nothing and nearly all take one decimal more, so that neither is told as 0 % or 100 %.
    """
    shown = rounded(number)
    return rounded(number, 2) if shown in (0, 100) else shown


def printed_difference(number: Fraction, other: Fraction) -> Fraction:
    """How far one figure lies above another, as a reader takes it from what is printed."""
    return Fraction(printed(number) - printed(other))


def rounded(rate: Fraction, decimals: int = 1) -> Decimal:
    """The rate to so many decimals; halves go away from zero (ROUND_HALF_UP), computed exactly."""
    scale = 10**decimals
    nearest = int(abs(rate) * scale + Fraction(1, 2))
    return Decimal(nearest if rate >= 0 else -nearest).scaleb(-decimals)
