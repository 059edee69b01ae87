"""Asha, a rep, and her lead Acme (L-1), made five days before the tests' today; a team with something to report."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kinds import Role
from tests.handlers.reporting import Team, make_team
from tests.slack import Person, Slack


@pytest.fixture
def asha(slack: Slack) -> Person:
    asha = slack.person("asha", role=Role.REP)
    slack.write(
        lambda store: store.leads.add(
            name="Anil Mehta", company="Acme Corp", owner_id=asha.member.id, created_on=date(2026, 11, 20)
        )
    )
    return asha


@pytest.fixture
def team(slack: Slack) -> Team:
    return make_team(slack)
