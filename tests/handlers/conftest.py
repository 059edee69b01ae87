"""Asha, a rep, and her lead Acme (L-1), which was made five days before the tests' today."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kinds import Role
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
