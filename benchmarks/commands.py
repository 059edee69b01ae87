"""A slash command that opens a form, against a bare Bolt app that acknowledges it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from benchmarks.databases import Databases
from benchmarks.programs import acknowledging_app, answering, installed, opening_app, silent_slack
from benchmarks.requests import CHANNEL, command
from benchmarks.table import Line
from benchmarks.timing import in_turns
from handlers.views.milestones import MilestoneDraft, milestone_form


def measure(databases: Databases) -> Iterator[Line]:
    app = installed(databases.new("SQLite")).milepost.app
    view = milestone_form(MilestoneDraft(happened_on=date(2026, 11, 25)), channel=CHANNEL)
    with silent_slack():
        bare, opened, *forms = in_turns(
            answering(acknowledging_app(command="/milestone"), lambda: command("/milestone")),
            answering(opening_app("/milestone", view), lambda: command("/milestone")),
            answering(app, lambda: command("/milestone")),
            answering(app, lambda: command("/lead")),
            rounds=100,
            calls=6,
        )
    yield Line("/milestone opens its form", forms[0], bare, target=3)
    yield Line("/lead opens its form", forms[1], bare, target=3)
    yield Line("  of which Slack's SDK: a bare app that opens this form ready made", opened, bare)
