"""A submitted form that writes, against a bare Bolt app that acknowledges it, and against one insert with its commit.

The targets are those of the ledger's form: for the others they are guidance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Engine, insert

from benchmarks.databases import ENGINES, Databases
from benchmarks.programs import Installed, acknowledging_app, answering, installed, silent_slack
from benchmarks.requests import CHANNEL, Signed, submission
from benchmarks.table import Line
from benchmarks.tenants import NOW
from benchmarks.timing import Prepare, Prepared, in_turns
from bot.kinds import LeadStatus, MilestoneType, Outcome
from handlers.views.lead_forms import LeadDraft, lead_form
from handlers.views.milestones import MilestoneDraft, milestone_form
from storage.journey_rows import LeadRow, MilestoneRow

AS_THE_LEDGERS = "(the ledger form's)"
TODAY, FRIDAY = "2026-11-25", "2026-11-27"
NUMBERS = count(1)
Inputs = dict[str, dict[str, Any]]


def measure(databases: Databases) -> Iterator[Line]:
    for engine in ENGINES:
        database = databases.new(engine)
        program = installed(database)
        insert_lead = inserting(database.engine, LeadRow.__table__, _lead(program))
        insert_milestone = inserting(database.engine, MilestoneRow.__table__, _milestone(program))
        yield from compare(f"lead form, {engine}", "lead_form", program, _lead_submission(program), insert_lead)
        yield from compare(
            f"milestone form with follow-up, {engine}",
            "milestone_form",
            program,
            _milestone_submission(program),
            insert_milestone,
        )


def compare(
    name: str,
    view: str,
    program: Installed,
    request: Callable[[], Signed],
    floor: Prepare,
    *,
    note: str = AS_THE_LEDGERS,
) -> Iterator[Line]:
    """How long the form takes, held against the same view that is only acknowledged, and against the one insert."""
    with silent_slack():
        form, bare, inserted = in_turns(
            answering(program.milepost.app, request),
            answering(acknowledging_app(view=view), request),
            floor,
            rounds=60,
            calls=5,
        )
    yield Line(f"{name} / bare dispatch", form, bare, target=5 if "SQLite" in name else None, note=note)
    yield Line(f"{name} / one insert", form, inserted, target=6 if "PostgreSQL" in name else None, note=note)


def _lead_submission(program: Installed) -> Callable[[], Signed]:
    with program.milepost.stores.read(program.tenant, now=NOW) as store:
        sources, campaigns = store.sources.list(), store.campaigns.list()
    view = lead_form(LeadDraft(created_on=date.fromisoformat(TODAY)), channel=CHANNEL, currency="INR")
    inputs: Inputs = {
        "name": typed("Anil Mehta"),
        "company": typed("Acme Corp"),
        "source": chosen(sources[0].id, sources[0].name, type_="external_select"),
        "campaign": chosen(campaigns[0].id, campaigns[0].name, type_="external_select"),
        "value": typed("5,00,000"),
        "notes": typed("Wants two flats on one floor"),
        "created_on": {"type": "datepicker", "selected_date": TODAY},
    }
    return lambda: submission(view, inputs | _contact(next(NUMBERS)))


def _contact(number: int) -> Inputs:
    """Another person's each time: the same one's would be asked about."""
    return {"phone": typed(f"98{number:08}"), "email": typed(f"anil{number}@acme.example")}


def _milestone_submission(program: Installed) -> Callable[[], Signed]:
    draft = MilestoneDraft(
        type=MilestoneType.SITE_VISIT, happened_on=date.fromisoformat(TODAY), follow_up_required=True
    )
    view = milestone_form(draft, channel=CHANNEL)
    inputs: Inputs = {
        "lead": chosen(program.lead.id, "Acme Corp (L-1)", type_="external_select"),
        "type": chosen("site_visit", "Site visit"),
        "location": typed("Whitefield"),
        "outcome": chosen("positive", "Positive"),
        "duration": {"type": "number_input", "value": "45"},
        "notes": typed("Loved the flat on the third floor"),
        "follow_up_required": {"type": "checkboxes", "selected_options": [option("yes", "Remind me to follow up")]},
        "follow_up_on": {"type": "datepicker", "selected_date": FRIDAY},
    }
    return lambda: submission(view, inputs | _happened_on(next(NUMBERS)))


def _happened_on(number: int) -> Inputs:
    """Another day's each time: of the same one it would be asked whether it happened twice."""
    day = date.fromisoformat(TODAY) - timedelta(days=number)
    return {"happened_on": {"type": "datepicker", "selected_date": day.isoformat()}}


def inserting(engine: Engine, table: Any, row: dict[str, Any]) -> Prepare:
    statement = insert(table)

    def prepare() -> Prepared:
        new = row | {"code": f"F-{next(NUMBERS)}"} if "code" in table.columns else row

        def commit() -> None:
            with engine.begin() as connection:
                connection.execute(statement, new)

        return commit

    return prepare


def _lead(program: Installed) -> dict[str, Any]:
    return {
        "tenant_id": program.tenant.id,
        "name": "Anil Mehta",
        "name_key": "anil mehta",
        "company": "Acme Corp",
        "company_key": "acme corp",
        "owner_id": program.rep.id,
        "status": LeadStatus.NEW,
        "stage": 0,
        "value": 50_000_000,
        "notes": "Wants two flats on one floor",
        "created_on": date.fromisoformat(TODAY),
        "created_month": 202611,
        "last_activity_on": date.fromisoformat(TODAY),
    }


def _milestone(program: Installed) -> dict[str, Any]:
    return {
        "tenant_id": program.tenant.id,
        "lead_id": program.lead.id,
        "type": MilestoneType.SITE_VISIT,
        "happened_on": date.fromisoformat(TODAY),
        "notes": "Loved the flat on the third floor",
        "location": "Whitefield",
        "outcome": Outcome.POSITIVE,
        "duration_minutes": 45,
        "visited_by_id": program.rep.id,
    }


def typed(text: str) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": text}


def chosen(value: object, text: str, *, type_: str = "static_select") -> dict[str, Any]:
    return {"type": type_, "selected_option": option(value, text)}


def option(value: object, text: str) -> dict[str, Any]:
    return {"value": str(value), "text": {"type": "plain_text", "text": text, "emoji": True}}
