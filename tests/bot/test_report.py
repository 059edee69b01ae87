"""What all reports have in common."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.report import ReportKind

MODULES = sorted(f"bot.{file.stem}" for file in (Path(__file__).parents[2] / "bot").glob("*_report.py"))


def test_ageing_and_ledger_are_about_money_as_a_whole() -> None:
    assert [kind for kind in ReportKind if kind.is_money] == [ReportKind.AGEING, ReportKind.LEDGER]


def test_kinds_are_named_as_people_read_them() -> None:
    assert [kind.label for kind in ReportKind][:3] == ["KPIs", "Funnel", "Sources"]


def test_making_reports_loads_no_matplotlib() -> None:
    assert len(MODULES) == len(ReportKind)
    check = f"import sys, {', '.join(MODULES)}; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
