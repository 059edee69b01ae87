"""One truth as a manager meets it in Slack on one morning: the digest, the home, the lists, the KPIs, their file."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from bot.demo.northwind import NORTHWIND
from bot.kinds import Role
from handlers.demo.seed import Person as Seeded
from handlers.demo.seed import seed
from handlers.digests import queue_digest
from storage.store import Store
from tests.handlers.shown import first_number, number, outstanding_at_home
from tests.slack import Json, Person, Slack, texts


@pytest.fixture
def priya(slack: Slack) -> Person:
    """A manager of the demo's company."""
    roles = {"asha": Role.REP, "vikram": Role.REP, "priya": Role.MANAGER}
    people = {name: slack.person(name) for name in roles}
    seeded = [Seeded(person.user, person.name, roles[name], "Asia/Kolkata") for name, person in people.items()]
    slack.write(lambda store: seed(store, NORTHWIND, seeded, team_id="T0NORTH"))
    return people["priya"]


def figures(message: Json) -> dict[str, Decimal | None]:
    """The first figure of each line of a report's table."""
    table = next(block for block in message["blocks"] if block["type"] == "data_table")
    return {line[0]["text"]: number(line[1]["text"]) for line in table["rows"][1:]}


def test_on_one_morning_all_say_the_same(slack: Slack, priya: Person) -> None:
    def queue(store: Store) -> None:
        queue_digest(store, "morning", channel=priya.sales, member=priya.member, why="Asked for")

    slack.write(queue)
    slack.wait(minutes=0)
    digest = next(message for message in priya.messages() if message["text"].startswith("Pending follow-ups"))
    priya.say("/report private")
    slack.deliver()
    kpis = figures(priya.last(priya.direct))
    priya.say("/report team all time private")
    slack.deliver()
    team = priya.last(priya.direct)
    priya.say("/report team this month private")
    slack.deliver()
    of_month = priya.last(priya.direct)
    priya.say("/report ageing")
    slack.deliver()
    ageing = priya.last(priya.direct)
    home = texts(priya.home())

    overdue, pending = kpis["Overdue follow-ups"], kpis["Pending follow-ups"]
    assert overdue == first_number(r"(\d+) overdue", texts(digest)) == first_number(r"\*Overdue\*\n(\d+)", home)
    assert pending == _listed(digest) + first_number(r"and (\d+) more", texts(digest))
    assert pending == first_number(r"\*Pending follow-ups\*\n(\d+)", home)
    assert overdue
    assert pending

    assert sum(_column(team, "Overdue follow-ups")[:-1]) == overdue, "rep by rep"
    assert kpis["Total leads"] == sum(_column(team, "Leads")[:-1])
    assert kpis["Total leads"] == first_number(r"\*Leads\*\n([\d,]+)", home)

    booked = _column(of_month, "Bookings")[-1]
    assert booked == first_number(r"(\d+) bookings this month", home)
    assert booked

    owed = _column(ageing, "Owes")[-1]
    assert kpis["Outstanding"] == owed == outstanding_at_home(home)
    assert owed


def _column(message: Json, title: str) -> list[Decimal]:
    """The figures of a report's table below a title, the totals last."""
    table = next(block for block in message["blocks"] if block["type"] == "data_table")
    head, *lines = [[cell["text"] for cell in row] for row in table["rows"]]
    return [number(line[head.index(title)]) or Decimal(0) for line in lines]


def _listed(digest: Json) -> int:
    """How many follow-ups the digest shows: each has its button."""
    return len(re.findall(r"^Done$", texts(digest), re.MULTILINE))


def test_a_channel_is_told_what_is_owed_and_not_who_owes_it(slack: Slack, priya: Person) -> None:
    owing = slack.read(
        lambda store: [
            store.customers.get(owing_id).name
            for owing_id, _ in store.receivables.list_owing(long_late=store.today, limit=9)
        ]
    )
    priya.say("/report")
    slack.deliver()

    told = texts(slack.person("asha").last())
    assert "The largest leak is between" in told
    assert "more than 30 days past due" in told
    assert "/report ageing shows who owes it." in told
    assert owing
    assert not any(name in told for name in owing)
