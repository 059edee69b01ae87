"""Follow-ups from random words and random forms: saved whole, or one clear sentence and nothing written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.kinds import Role
from tests.handlers.following import TODAY, add_follow_up, now
from tests.slack import Json, Person, Slack

often = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
WORDS = some.sampled_from(["team", "cold", "daily", "help", "mine", "TEAM", "<!channel>", "&amp;", "“", "ही", "@"])
LINES = some.lists(WORDS | some.text(max_size=8), max_size=4).map(" ".join)
DAYS = some.none() | some.dates(date(2026, 11, 1), date(2027, 12, 31)).map(str) | some.just("2026-02-31")
TEXTS = some.none() | some.text(max_size=210) | some.sampled_from(["<!channel>", "=1+1", "x" * 201, " ", "घर " * 60])
LEADS = some.sampled_from([1, 1, 1, 999, 0])
MEMBERS = some.none() | some.sampled_from([1, 999, -1])


@pytest.fixture
def asha(slack: Slack) -> Person:
    return slack.person("asha", role=Role.MANAGER)


@pytest.fixture
def listed(asha: Person) -> Json:
    """Her list, with a button to plan another one."""
    add_follow_up(asha, "Acme")
    asha.say("/followups")
    return asha.last()


def count(slack: Slack) -> int:
    counted: int = slack.read(lambda store: sum(store.follow_ups.count_by_owner().values()))
    return counted


@often
@given(line=LINES)
def test_any_words_are_answered(asha: Person, line: str) -> None:
    said = len(asha.messages())
    asha.say(f"/followups {line}")
    assert len(asha.messages()) == said + 1
    assert "Something went wrong" not in asha.last()["text"]


@often
@given(lead=LEADS, due_on=DAYS, why=TEXTS, owner=MEMBERS)
def test_any_plan_is_saved_whole_or_answered(
    slack: Slack, asha: Person, listed: Json, lead: int, due_on: str | None, why: str | None, owner: int | None
) -> None:
    asha.press("Plan a follow-up", message=listed)
    before, said = count(slack), len(asha.messages())
    values: dict[str, Any] = {"lead": lead, "due_on": due_on, "why": why, "owner": owner}
    answer = asha.submit(**{name: value for name, value in values.items() if value is not None})
    slack.deliver()
    if answer == {"ok": True} and asha.view is None:
        assert count(slack) == before + 1
        assert asha.last()["text"].startswith("⏰ Planned: *Acme* (L-1) – ")
    else:
        assert count(slack) == before
        assert len(asha.messages()) == said
        assert "Something went wrong" not in str(asha.view)
        asha.close()


@often
@given(due_on=DAYS)
def test_any_day_is_kept_or_refused(slack: Slack, asha: Person, due_on: str | None) -> None:
    follow_up = add_follow_up(asha, "Acme", due_in=-400)
    asha.say("/followups")
    asha.press("On a date…")
    answer = asha.submit(**({"due_on": due_on} if due_on else {}))
    slack.deliver()
    if answer == {"ok": True}:
        assert str(now(slack, follow_up).due_on) == due_on
        assert now(slack, follow_up).due_on >= TODAY
    else:
        assert set(answer["errors"]) == {"due_on"}
        assert now(slack, follow_up) == follow_up
        asha.close()
    slack.write(lambda store: store.follow_ups.change(follow_up.id, status="dropped"))
