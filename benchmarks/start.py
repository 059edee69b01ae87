"""How long the serving process takes to import what it is made of, and how much memory, against the bare libraries."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from benchmarks.table import Line

ROUNDS = 7
PROGRAM = "import app, waitress.server; assert 'matplotlib' not in sys.modules"
LIBRARIES = """
from apscheduler.schedulers.background import BackgroundScheduler
from pydantic import BaseModel
from slack_bolt import App
from sqlalchemy.orm import Session
"""
TIMED = """
import sys
sys.modules["pygments"] = None  # only the tests install it, and alembic would take it up
from time import perf_counter
from benchmarks.memory import resident_megabytes
started = perf_counter()
{imports}
print(1000 * (perf_counter() - started), resident_megabytes())
"""


def measure() -> Iterator[Line]:
    program, libraries = [], []
    for _ in range(ROUNDS):
        program.append(_import(PROGRAM))
        libraries.append(_import(LIBRARIES))
    time, memory = (median(column) for column in zip(*program, strict=True))
    bare_time, bare_memory = (median(column) for column in zip(*libraries, strict=True))
    yield Line("import of the serving process / the bare libraries", time, bare_time, target=1.5)
    yield Line("its memory / theirs", memory, bare_memory, unit="MB", target=1.3)


def _import(imports: str) -> tuple[float, float]:
    """Milliseconds and megabytes that a new Python takes for it."""
    command = [sys.executable, "-c", TIMED.format(imports=imports)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    milliseconds, megabytes = map(float, told.split())
    return milliseconds, megabytes
