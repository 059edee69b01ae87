"""The table of what was measured: one line for each target, with its floor, their ratio, and whether it is met."""

from __future__ import annotations

from dataclasses import dataclass

NAME_WIDTH = 66


@dataclass(frozen=True, slots=True)
class Line:
    """`measured` and `floor` in `unit`. The ratio of the two is held against `target`; without a floor, `measured` is.

    Without a target the line only informs; `note` says what must be known of the target.
    """

    name: str
    measured: float
    floor: float | None = None
    unit: str = "ms"
    target: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.measured / self.floor if self.floor else self.measured

    @property
    def is_met(self) -> bool:
        if self.target is None:
            return True
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target

    def __str__(self) -> str:
        floor = f"{_short(self.floor)} {self.unit}" if self.floor else "—"
        ratio = _short(self.ratio) if self.floor else "—"
        measured = f"{_short(self.measured)} {self.unit}"
        return f"{self.name:<{NAME_WIDTH}} {measured:>11} {floor:>11} {ratio:>7}  {self._verdict()}".rstrip()

    def _verdict(self) -> str:
        if self.target is None:
            return ""
        sign = "≥" if self.at_least else "≤"
        unit = "" if self.floor else f" {self.unit}"
        return f"{sign} {self.target:g}{unit} {'✓' if self.is_met else '✗'} {self.note}"


def heading(group: str) -> str:
    return f"\n{group:<{NAME_WIDTH}} {'measured':>11} {'floor':>11} {'ratio':>7}  target"


def _short(number: float) -> str:
    """Three figures that count: 0.0672, 6.72, 67.2, 672, 6,720."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"
