"""What a report covers and who reads it: period, filters, day, money, locale. Holds none of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from babel.numbers import format_compact_currency

from bot.alt_text import alt_text
from bot.figures import Figures, rounded, with_minus
from bot.funnel import RIPE_AFTER_DAYS
from bot.kpi import DEFAULT_TARGET
from bot.money import format_amount, in_units
from bot.months import day_text, first_day, last_day, month_of, month_text
from bot.periods import Period, describe, months, previous
from bot.report import Picture, Report, ReportKind
from bot.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One asking for a report. `target` is the conversion rate to reach, in percent; amounts are in minor units.

    `filters_label` says the filters in words, empty without any. Without `with_money` no amount is shown. `begun_on` is
    when the first of the leads came that match them, None where nobody knows.
    """

    period: Period
    filters_label: str
    today: date
    locale: str
    currency: str
    with_money: bool
    target: int = DEFAULT_TARGET
    begun_on: date | None = None

    @property
    def show(self) -> Figures:
        return Figures(self.locale)

    @property
    def days(self) -> str:
        """The period for a title: "Dec 2025 – Nov 2026"."""
        return describe(self.period)

    @property
    def before(self) -> str:
        """What the period is held against, in words ("the 12 months before"); empty where that is nothing."""
        return self.earlier.label if self.earlier else ""

    @property
    def earlier(self) -> Period | None:
        """What the period is held against; all time has nothing, nor have records that begin too late for it."""
        before = previous(self.period, today=self.today)
        return None if before and self._begins_late(before) else before

    @property
    def caveats(self) -> Iterator[str]:
        """Why nothing is compared, where there is a period before."""
        before = previous(self.period, today=self.today)
        if before and self.begun_on and self._begins_late(before):
            yield f"The records begin in {month_text(month_of(self.begun_on))}, so nothing is compared."

    def _begins_late(self, before: Period) -> bool:
        """Whether more than a quarter of its days came before the first record: too few to compare with."""
        if before.start is None or before.end is None or self.begun_on is None:
            return False
        return (self.begun_on - before.start).days * 4 > (before.end - before.start).days + 1

    @property
    def in_short(self) -> str:
        """`before` in a headline, which has no room for "in the same days of the 12 months before"."""
        is_year = self.period.start is not None and self.period.is_whole_months and len(months(self.period)) == 12
        return "a year earlier" if is_year else f"in {self.before}"

    @property
    def is_all_time(self) -> bool:
        return self.period.start is None

    @property
    def is_to_come(self) -> bool:
        """Whether its first day is still to come."""
        return self.period.start is not None and self.period.start > self.today

    @property
    def is_this_month(self) -> bool:
        """Whether it is the whole month that today lies in."""
        month = month_of(self.today)
        return (self.period.start, self.period.end) == (first_day(month), last_day(month))

    @property
    def young(self) -> Period | None:
        """Those of its days whose leads came too recently to judge, by whole months as in the funnel; None without."""
        first = first_day(month_of(self.today - timedelta(days=RIPE_AFTER_DAYS - 1)))
        start, end = self.period.start or first, self.period.end or last_day(month_of(self.today))
        return Period(max(start, first), end, "the last weeks") if first <= end else None

    @property
    def has_ended(self) -> bool:
        """Whether it lies before today, so that how things stand now tells nothing of it."""
        return self.period.end is not None and self.period.end < self.today

    def filtered(self, text: str) -> str:
        """The text with the filters behind it."""
        return f"{text} · {self.filters_label}" if self.filters_label else text

    def money(self, minor: int | Fraction) -> str:
        """The amount to print; only here a fraction of a minor unit is rounded, half up."""
        return format_amount(whole_minor(minor), self.currency, self.locale)

    def about(self, minor: Fraction) -> str:
        """An average in whole units of the currency, for a sentence: ₹1,38,77,912."""
        unit = int(1 / in_units(1, self.currency))
        return format_amount(whole_minor(minor / unit) * unit, self.currency, self.locale)

    def short_money(self, minor: int) -> str:
        """The amount in few characters, for narrow places: ₹1.5L; whole units where a locale has no shorter way."""
        amount = in_units(minor, self.currency)
        short = format_compact_currency(amount, self.currency, locale=self.locale, fraction_digits=1)
        whole = str(int(abs(amount)))
        return self.about(Fraction(minor)) if len(whole) > 3 and whole in short else with_minus(short)

    def short_amounts(self, *amounts: int) -> tuple[str, ...]:
        """Amounts that are read together in few characters; whole where these would mix units: ₹2.9L and ₹2.8Cr."""
        short = tuple(map(self.short_money, amounts))
        units = {re.sub(r"[\W\d]", "", text) for amount, text in zip(amounts, short, strict=True) if amount}
        return short if len(units) < 2 else tuple(self.about(Fraction(amount)) for amount in amounts)

    def notes(self, definitions: Iterable[str]) -> str:
        """The small print below a chart."""
        return " ".join((*definitions, f"As of {day_text(self.today)}."))


def whole_minor(minor: int | Fraction) -> int:
    return int(rounded(Fraction(minor), 0))


def report_on(
    scope: Scope,
    kind: ReportKind,
    *,
    headline: str,
    findings: Iterable[str],
    definitions: Iterable[str] = (),
    chart: Picture | None = None,
    table: Table | None = None,
    subtitle: str | None = None,
) -> Report:
    """The report of `kind`, with what every report says alike; `subtitle` stands in for the period and the filters."""
    return Report(
        kind=kind,
        title=kind.label,
        subtitle=subtitle or scope.filtered(scope.days),
        headline=headline,
        findings=tuple(findings),
        definitions=(*definitions, *(scope.caveats if table else ())),
        as_of=scope.today,
        chart=chart,
        alt_text=alt_text(chart) if chart else "",
        table=table,
    )


def empty_report(scope: Scope, kind: ReportKind, *, noun: str, advice: str, is_dated: bool = True) -> Report:
    """The report without a single `noun`: it says what to do, beginning with `advice` ("Log one with /lead").

    What is not dated is in no period: another one would show no more.
    """
    if is_dated and scope.is_to_come:
        finding = f"{scope.days} has not begun yet."
    elif scope.filters_label:
        finding = f"No {noun} of this period matches {scope.filters_label}. Drop the filter, or ask for another period."
    elif scope.period.start is None or not is_dated:
        finding = f"There are no {noun}s yet. {advice}."
    else:
        finding = f"There is no {noun} in {scope.days}. {advice}, or look at /report {kind} all time."
    return report_on(scope, kind, headline=f"No {noun}s", findings=[finding])
