"""Conversion rates side by side, as a chart: of sources, of campaigns. Those of few leads are pale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.comparisons import ENOUGH
from bot.figures import rounded
from bot.kpi import conversion_rate
from bot.pictures import Bar, BarsChart, Part, Tone
from bot.scope import Scope

MOST_BARS = 15


@dataclass(frozen=True, slots=True)
class RateLine:
    """What is compared, by its name; `stands_out` marks the one that the title speaks of."""

    name: str
    converted: int
    leads: int
    stands_out: bool = False

    @property
    def rate(self) -> Fraction | None:
        return conversion_rate(self.converted, self.leads)

    @property
    def is_judged(self) -> bool:
        return self.leads >= ENOUGH


def rate_bars(
    lines: Iterable[RateLine], *, title: str, subtitle: str, definitions: Sequence[str], scope: Scope
) -> BarsChart:
    """The rates of up to 15 lines, the highest first: of those with the most leads, and of what the title speaks of.

    The others come together in a last bar.
    """
    by_size = sorted(lines, key=lambda line: (not line.stands_out, -line.leads))
    shown, others = by_size[:MOST_BARS], by_size[MOST_BARS:]
    shown.sort(key=lambda line: (not line.is_judged, -(line.rate or 0), -line.leads, line.name))
    if others:
        together = sum(line.converted for line in others), sum(line.leads for line in others)
        shown.append(RateLine(f"{scope.show.count(len(others))} more", *together))
    pale = [] if all(line.is_judged for line in shown) else [f"Pale: fewer than {ENOUGH} leads."]
    return BarsChart(
        title=title,
        subtitle=subtitle,
        bars=tuple(_bar(line, scope) for line in shown),
        notes=scope.notes([*definitions, *pale]),
        beside_name="converted",
        mark=(scope.target * 10, f"target {scope.show.rate(Fraction(scope.target))}"),
    )


def _bar(line: RateLine, scope: Scope) -> Bar:
    """A bar as long as the rate in tenths of a percent."""
    show = scope.show
    length = int(rounded((line.rate or Fraction(0)) * 10, 0))
    tone = Tone.ACCENT if line.stands_out else Tone.PLAIN if line.is_judged else Tone.PALE
    beside = f"{show.count(line.converted)} of {show.count(line.leads)}"
    return Bar(line.name, (Part(length, tone),), show.rate(line.rate), beside)
