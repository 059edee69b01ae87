"""`python -m benchmarks` measures every target; `python -m benchmarks commands funnels` measures some."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
from collections.abc import Callable, Iterator

from benchmarks import (
    charts,
    commands,
    followups,
    forms,
    funnels,
    imports,
    ledger,
    reports,
    start,
    throughput,
    typeahead,
    writers,
)
from benchmarks.crowds import Crowds
from benchmarks.databases import Databases
from benchmarks.table import Line, heading
from benchmarks.traffic import Traffic


def groups(databases: Databases) -> dict[str, Callable[[], Iterator[Line]]]:
    crowds = Crowds(databases)
    traffic = Traffic(crowds)
    return {
        "commands": lambda: commands.measure(databases),
        "throughput": lambda: throughput.measure(databases),
        "forms": lambda: forms.measure(databases),
        "ledger": lambda: ledger.measure(databases),
        "funnels": lambda: funnels.measure(crowds),
        "typeahead": lambda: typeahead.measure(crowds),
        "followups": lambda: followups.measure(traffic),
        "reports": lambda: reports.measure(traffic),
        "charts": charts.measure,
        "start": start.measure,
        "writers": lambda: writers.measure(databases),
        "imports": lambda: imports.measure(databases),
    }


def main() -> None:
    databases = Databases()
    measured = groups(databases)
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(measured)}; all by default")
    names = parser.parse_args().names
    unknown = set(names) - set(measured)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(measured)}")
    print(_machine())
    try:
        for name in names or measured:
            print(heading(name))
            for line in measured[name]():
                print(line, flush=True)
    finally:
        databases.close()


def _machine() -> str:
    load = os.getloadavg()[0]
    python, sqlite = platform.python_version(), sqlite3.sqlite_version
    return f"{os.cpu_count()} cores, load {load:.1f}, Python {python}, SQLite {sqlite}, {platform.system()}"


if __name__ == "__main__":
    main()
