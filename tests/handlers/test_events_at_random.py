"""Events from random lines and random forms: saved whole, or one clear sentence and nothing written."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.kinds import EngagementType, MilestoneType
from bot.milestones import BY_HAND
from handlers.readings import read_line
from tests.handlers.leads import FIRST, choices, fields
from tests.slack import Person, Slack

often = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

WORDS = [
    *(
        "acme",
        "L-1",
        "L-2",
        "nobody",
        "positive",
        "👍",
        "@",
        "Whitefield",
        "follow",
        "up",
        "fri",
        "tomorrow",
        "31",
        "feb",
    ),
    *("45m", "99999m", "4pm", "26:99", "call", "email", "sms", "meeting", "quote", "visit", "demo", "lost", "booking"),
    *("lead_generated", "no", "answer", '"', "'", "“", "<!channel>", "&amp;", "*", "_", "~", "`", "ही", '"fine"'),
]


def mostly(*good: str, bad: list[str]) -> some.SearchStrategy[str]:
    """One in five is bad, so that many a form can be saved."""
    return some.sampled_from([*good * -(-4 * len(bad) // len(good)), *bad])


LINES = some.tuples(
    some.sampled_from(["acme", "acme call", "acme demo", "acme visit positive @ Whitefield", "nobody", ""]),
    some.lists(some.sampled_from(WORDS) | some.text(max_size=8), max_size=5),
).map(lambda parts: " ".join([parts[0], *parts[1]]))
DAYS = mostly("2026-11-25", "2026-11-20", "1999-01-01", bad=["2026-11-26", "2027-02-28"])
DAYS_AHEAD = mostly("2026-11-26", "2027-02-28", bad=["2026-11-20"])
TEXTS = mostly("Whitefield", "<!channel>", "=1+1", "x" * 200, "घर " * 60, bad=["", " "])
POINTS = mostly("12.97, 77.59", bad=["Whitefield", "91, 0"])
MINUTES = mostly("1", "45", "1440", bad=["0", "1441", "-5"])
OUTCOMES = some.sampled_from(["positive", "neutral", "negative"])
MEMBERS = mostly("1", bad=["2", "999"])
TICKS = some.booleans()


def written(slack: Slack) -> Counter[str]:
    """How many records there are of each kind, and how many writes tell of them."""

    def count(store: Any) -> Counter[str]:
        return Counter(
            milestones=len(store.milestones.list_of_lead(FIRST)),
            engagements=len(store.engagements.list_of_lead(FIRST)),
            follow_ups=len(store.follow_ups.list_of_lead(FIRST)),
            touches=len(store.writes.list_of("leads", FIRST, limit=100_000)),
        )

    found: Counter[str] = slack.read(count)
    return found


def assert_whole(before: Counter[str], after: Counter[str]) -> None:
    """Either nothing was written, or one event with its touch on the lead, and at most one follow-up."""
    events = after["milestones"] + after["engagements"] - before["milestones"] - before["engagements"]
    follow_ups = after["follow_ups"] - before["follow_ups"]
    assert events in (0, 1)
    assert (after["touches"] > before["touches"]) == bool(events)
    assert 0 <= follow_ups <= events


@often
@given(command=some.sampled_from(["/visit", "/milestone", "/engage"]), line=LINES)
def test_any_line_is_saved_whole_or_answered(slack: Slack, asha: Person, command: str, line: str) -> None:
    before, said = written(slack), len(asha.messages())
    asha.say(f"{command} {line}")
    assert_whole(before, written(slack))

    if asha.view is None:
        assert len(asha.messages()) > said
        assert "Something went wrong" not in asha.last()["text"]
    else:
        assert asha.view["callback_id"] in ("milestone_form", "engagement_form")
        asha.close()


@often
@given(command=some.sampled_from(["/visit", "/milestone", "/engage"]), line=LINES)
def test_any_line_can_be_read(slack: Slack, asha: Person, command: str, line: str) -> None:
    reading = slack.read(lambda store: read_line(store, command, line, on=store.today))
    assert reading.form(None, member=asha.member, channel="C0SALES")["blocks"]


@often
@given(
    kind=some.sampled_from(BY_HAND),
    other=some.sampled_from(list(MilestoneType)[1:]),
    values=some.fixed_dictionaries(
        {"location": TEXTS, "outcome": OUTCOMES, "notes": TEXTS, "follow_up_on": DAYS_AHEAD},
        optional={
            "happened_on": DAYS,
            "coordinates": POINTS,
            "visited_by": MEMBERS,
            "duration": MINUTES,
            "owner": MEMBERS,
            "keep_status": TICKS,
        },
    ),
    asks=TICKS,
)
def test_any_milestone_form_is_saved_whole_or_answered(
    slack: Slack, asha: Person, kind: MilestoneType, other: MilestoneType, values: dict[str, Any], asks: bool
) -> None:
    asha.say("/milestone acme")
    asha.choose("type", other)
    asha.choose("type", kind, **values)
    asha.choose("follow_up_required", asks)
    submit_and_check(slack, asha, values)


@often
@given(
    kind=some.sampled_from(EngagementType),
    other=some.sampled_from(EngagementType),
    values=some.fixed_dictionaries(
        {"subject": TEXTS, "follow_up_on": DAYS_AHEAD},
        optional={
            "happened_on": DAYS,
            "status": mostly("completed", "failed", bad=["pending"]),
            "outcome": OUTCOMES,
            "duration": MINUTES,
            "notes": TEXTS,
            "responded_on": DAYS,
            "response_notes": TEXTS,
            "owner": MEMBERS,
        },
    ),
    channel=some.integers(0, 5),
    asks=TICKS,
    answers=TICKS,
)
def test_any_engagement_form_is_saved_whole_or_answered(
    slack: Slack,
    asha: Person,
    kind: EngagementType,
    other: EngagementType,
    values: dict[str, Any],
    channel: int,
    asks: bool,
    answers: bool,
) -> None:
    asha.say("/engage acme")
    asha.choose("type", other)
    asha.choose("type", kind, **values)
    values |= {"channel": choices(asha, "channel")[channel % len(choices(asha, "channel"))]}
    asha.choose("follow_up_required", asks)
    if "responded" in fields(asha):
        asha.choose("responded", answers)
    submit_and_check(slack, asha, values)


def submit_and_check(slack: Slack, asha: Person, values: dict[str, Any]) -> None:
    before = written(slack)
    answer = asha.submit(**values)
    after = written(slack)
    assert_whole(before, after)
    if after == before:
        view = asha.form
        is_asked = view["submit"] is None or view["submit"]["text"] != "Save"
        assert answer.get("errors") or is_asked
    while asha.view is not None:
        asha.close()
