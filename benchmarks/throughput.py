"""Commands over HTTP: how many a second against a bare Bolt app, and how long one takes while others are slow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median

from benchmarks.clients import asking_on, connection, serving, throughput
from benchmarks.databases import Databases
from benchmarks.programs import SLOW_TRIGGER, installed
from benchmarks.requests import command
from benchmarks.table import Line
from benchmarks.timing import milliseconds

ROUNDS, CLIENTS = 6, 8
REQUESTS, CALLS = 1_200, 500
DRAW = b"GET /draw HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def measure(databases: Databases) -> Iterator[Line]:
    database = databases.new("SQLite")
    installed(database)
    database.close()
    with serving("milepost", database.url) as milepost, serving("bare", database.url) as bare:
        floor, acknowledged = _rates(bare, milepost)
        yield Line("/milestone over HTTP, 8 clients", acknowledged, floor, unit="/s", target=0.5, at_least=True)
        idle, beside = _latencies(milepost)
        yield Line("/milestone beside 4 slow requests and a chart / idle", beside, idle, target=2)


def _rates(*ports: int) -> list[float]:
    """The median commands a second of each program, by turns; the first turn warms up."""
    rates: list[list[float]] = [[] for _ in ports]
    for turn in range(ROUNDS + 1):
        for port, kept in zip(ports, rates, strict=True):
            requests = [command("/milestone") for _ in range(REQUESTS)]
            rate = throughput(port, requests, clients=CLIENTS)
            if turn:
                kept.append(rate)
    return [median(kept) for kept in rates]


def _latencies(port: int) -> tuple[float, float]:
    """The median milliseconds of a command on its own, and beside slow requests and charts, by turns."""
    idle, beside = [], []
    with connection(port) as ask:
        ask(DRAW)  # the chart process is started for it
    for _ in range(ROUNDS):
        idle += _command_times(port)
        with ExitStack() as others:
            slow = others.enter_context
            slow(asking_on(port, lambda: command("/milestone", trigger=SLOW_TRIGGER).http(), clients=4))
            slow(asking_on(port, lambda: DRAW, clients=1))
            beside += _command_times(port)
    return median(idle), median(beside)


def _command_times(port: int) -> list[float]:
    requests = [command("/milestone").http() for _ in range(CALLS)]
    with connection(port) as ask:
        return [milliseconds(lambda request=request: ask(request)) for request in requests]  # type: ignore[misc]
