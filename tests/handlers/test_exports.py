"""Reports and the leads behind them as files: complete, typed, for managers, once."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.kinds import EntryType, LeadStatus, MilestoneType, Role
from bot.report import ReportKind
from bot.sheets import money_format
from storage.deliveries import LEASE
from storage.store import Store
from tests.handlers.behind import behind_text, book_of, content, files, report, request_text, run_campaign, show
from tests.handlers.forgery import NONSENSE, Forger
from tests.slack import Json, Person, Slack, texts

CREATED = date(2025, 10, 12)
ACTIONS = ("export_xlsx", "export_csv", "export_behind_xlsx", "export_behind_csv")
STATUSES = {LeadStatus.NEW: 10, LeadStatus.CONTACTED: 10, LeadStatus.QUALIFIED: 25, LeadStatus.CONVERTED: 5}
"""The guide's October 2025."""


@pytest.fixture
def priya(slack: Slack) -> Person:
    priya = slack.person("priya", role=Role.MANAGER)
    owner_id = priya.member.id

    def add(store: Store) -> None:
        for status, count in STATUSES.items():
            for number in range(count):
                store.leads.add(name=f"{status} {number}", owner_id=owner_id, created_on=CREATED, status=status)

    slack.write(add)
    return priya


def exported(person: Person, words: str, button: str) -> Json:
    """The file that the button under the report brings, with the words above it in `said`."""
    report(person, words)
    person.press(button, channel=person.direct)
    person.slack.deliver()
    said, shared = person.messages(person.direct)[-2:]
    (file,) = shared["files"]
    return {**file, "said": said["text"]}


def rows_of(person: Person, file: Json) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(person, file).decode("utf-8-sig"))))


def test_the_workbook_has_typed_cells_a_frozen_heading_totals_and_what_they_mean(priya: Person) -> None:
    file = exported(priya, "funnel 2025-10", "Excel")
    assert file["name"] == "Northwind Homes funnel Oct 2025.xlsx"
    assert file["said"].startswith("*Lead funnel*, Oct 2025: 25 of 30 qualified leads")
    book = book_of(priya, file)
    figures, about = book.worksheets
    heading, october, total = figures.iter_rows(values_only=True)
    assert heading[:3] == ("Month", "New", "Contacted")
    assert october == ("Oct 2025", 50, 40, 30, 5, 5, 0, 10)
    assert total == ("Total", 50, 40, 30, 5, 5, 0, 10)
    assert figures.freeze_panes == "B2"
    assert figures["H2"].number_format == '0.0#" %"'
    said = [cell for (cell,) in about.iter_rows(values_only=True)]
    assert said[:4] == [
        "Northwind Homes: Funnel",
        "Period: Oct 2025",
        f"Asked for by {priya.name}",
        "As of 25 Nov 2026",
    ]
    assert "Conversion rate = converted ÷ new." in said
    assert len(said) == len(set(said))


def test_amounts_rates_and_changes_among_the_kpis_are_numbers_with_their_units(slack: Slack, priya: Person) -> None:
    def add(store: Store) -> None:
        customer = store.customers.add("Acme", owner_id=None)
        store.ledger.add(
            customer.id, EntryType.INVOICE, date(2025, 10, 2), debit=5_000_50, credit=0, due_on=date(2025, 11, 1)
        )

    slack.write(add)
    sheet = book_of(priya, exported(priya, "kpi all time by priya", "Excel"))
    rows = {str(row[0].value): row for row in sheet["Figures"].iter_rows()}
    shown = {name: (rows[name][1].value, rows[name][1].number_format) for name in rows}
    assert shown["Total leads"] == (50, "#,##0")
    assert shown["Conversion rate"] == (10, '0.0#" %"')
    assert shown["Outstanding"][1] == money_format("INR", "en_IN")
    assert f"Filters: owner {priya.name}" in [cell.value for cell in sheet["About"]["A"]]


def test_what_changed_since_the_period_before_is_a_number(slack: Slack, priya: Person) -> None:
    def add(store: Store) -> None:
        for number in range(25):
            store.leads.add(name=f"Before {number}", owner_id=priya.member.id, created_on=date(2025, 9, 1))

    slack.write(add)
    rows = book_of(priya, exported(priya, "kpi 2025-10", "Excel"))["Figures"].iter_rows()
    changes = {str(row[0].value): (row[3].value, row[3].number_format) for row in rows}
    assert changes["Total leads"] == (100, '+0.0#" %";-0.0#" %"')
    assert changes["Converted"] == (5, "+#,##0;-#,##0")
    assert changes["Conversion rate"] == (10, '+0.0#" points";-0.0#" points"')


def test_the_csv_is_read_with_its_accents_and_runs_no_formula(slack: Slack, priya: Person) -> None:
    def add(store: Store) -> None:
        for name in ("=cmd|' /C calc'!A0", "Café São"):
            customer = store.customers.add(name, owner_id=None)
            store.ledger.add(
                customer.id, EntryType.INVOICE, date(2026, 9, 1), debit=1_00, credit=0, due_on=date(2026, 9, 1)
            )

    slack.write(add)
    file = exported(priya, "ageing", "CSV")
    assert file["name"] == "Northwind Homes ageing 25 Nov 2026.csv"
    assert content(priya, file).startswith(b"\xef\xbb\xbf")
    names = [row[0] for row in rows_of(priya, file)]
    assert names == ["Customer", "'=cmd|' /C calc'!A0", "Café São", "Total"]


def test_a_file_has_every_row_where_the_message_has_the_first(slack: Slack, priya: Person) -> None:
    def add(store: Store) -> None:
        for number in range(120):
            customer = store.customers.add(f"Customer {number:03}", owner_id=None)
            store.ledger.add(
                customer.id, EntryType.INVOICE, date(2026, 9, 1), debit=1_00, credit=0, due_on=date(2026, 9, 1)
            )

    slack.write(add)
    figures = book_of(priya, exported(priya, "ageing", "Excel")).worksheets[0]
    assert figures.max_row == 1 + 120 + 1
    owed = [row[1] for row in figures.iter_rows(min_row=2, max_row=121, values_only=True)]
    assert owed == [1] * 120


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("funnel from 2025-10 to 2026-03", "Northwind Homes funnel Oct 2025 - Mar 2026.xlsx"),
        ("kpi", "Northwind Homes KPIs all time to 25 Nov 2026.xlsx"),
        ("funnel 2025-10 by priya", "Northwind Homes funnel owner Priya Nair Oct 2025.xlsx"),
        ("team last 7 days", "Northwind Homes team 19 - 25 Nov 2026.xlsx"),
        ("timeline L-1", "Northwind Homes timeline new 0 25 Nov 2026.xlsx"),
    ],
)
def test_a_file_is_called_by_what_it_is_and_of_when(slack: Slack, priya: Person, words: str, name: str) -> None:
    def add(store: Store) -> None:
        store.milestones.add(1, MilestoneType.CONTACTED, date(2026, 11, 25), visited_by_id=priya.member.id)

    slack.write(add)
    assert exported(priya, words, "Excel")["name"] == name


def test_a_report_without_figures_says_so_and_brings_no_file(slack: Slack) -> None:
    laura = slack.person("laura", role=Role.MANAGER)
    Forger(laura, channel=laura.sales).press("export_xlsx", request_text(ReportKind.FUNNEL, period="2025-10"))
    laura.slack.deliver()
    assert "There is nothing to export." in laura.last(laura.direct)["text"]
    assert files(laura) == []


def test_in_a_channel_the_presser_is_told_where_it_comes(slack: Slack, priya: Person) -> None:
    priya.say("/report funnel 2025-10")
    slack.deliver()
    priya.press("Excel")
    slack.deliver()
    assert priya.last()["text"] == (
        "The Excel file of the funnel comes to our direct messages: Apps → Milepost → Messages."
    )
    assert priya.last()["ephemeral"]
    assert len(files(priya)) == 1


@pytest.mark.parametrize("action", ACTIONS)
def test_a_rep_exports_nothing(slack: Slack, action: str) -> None:
    asha = slack.person("asha", role=Role.REP)
    carried = behind_text(ReportKind.FUNNEL) if "behind" in action else request_text(ReportKind.FUNNEL)
    told = Forger(asha).press(action, carried)
    assert "Exporting needs the manager role" in told
    slack.deliver()
    assert files(asha) == []


def test_who_is_no_manager_any_more_when_it_is_sent_gets_none(slack: Slack, priya: Person) -> None:
    report(priya, "funnel 2025-10")
    priya.press("Excel", channel=priya.direct)
    priya.known_as(Role.REP)
    slack.deliver()
    assert files(priya) == []
    assert (
        "The Excel file of the funnel report could not be brought to you: Exporting needs"
        in (priya.last(priya.direct)["text"])
    )


def test_a_press_that_comes_twice_brings_one_file_and_a_silence_of_slacks_marks_the_second(
    slack: Slack, priya: Person
) -> None:
    report(priya, "funnel 2025-10")
    slack.fault("files.completeUploadExternal", "500")
    priya.press("Excel", channel=priya.direct)
    slack.deliver()
    assert files(priya) == []
    slack.wait(minutes=1)
    assert len(files(priya)) == 1
    assert "may be here twice" in texts(priya.messages(priya.direct)[-2])


def test_another_tenants_records_are_not_exported(slack: Slack, priya: Person) -> None:
    laura = slack.person("laura", role=Role.MANAGER)
    forger, theirs = Forger(laura), priya.member.id
    forger.press("export_xlsx", request_text(ReportKind.TIMELINE, lead_id=1))
    assert "I found no member" in forger.press("export_behind_xlsx", behind_text(ReportKind.TEAM, line=theirs))
    slack.deliver()
    told = [message["text"] for message in laura.messages(laura.direct)]
    assert [text for text in told if "could not be brought to you" in text]
    assert files(laura) == []


@pytest.mark.parametrize("action", ACTIONS)
def test_a_press_that_carries_nonsense_is_told_so(slack: Slack, priya: Person, action: str) -> None:
    forger = Forger(priya)
    for carried in (None, "{}", '{"request": 5}', request_text(ReportKind.FUNNEL) + "x", *NONSENSE):
        assert "I can't tell any more what this was about." in forger.press(action, carried), carried
    slack.deliver()
    assert files(priya) == []


def test_only_leads_are_exported_as_leads(priya: Person) -> None:
    told = Forger(priya).press("export_behind_csv", behind_text(ReportKind.LEDGER, status="pending"))
    assert "I can't tell any more what this was about." in told


def leads_file(person: Person, number: str, button: str) -> Json:
    """The file of the leads behind a number of October's funnel."""
    show(person, "funnel 2025-10")
    person.press_in_form(number)
    person.press_in_form(button)
    person.slack.deliver()
    return files(person)[-1]


def test_the_leads_behind_a_number_come_with_all_their_columns(slack: Slack, priya: Person) -> None:
    def fill(store: Store) -> None:
        store.leads.change(
            50, name="Zoë", company="=1+1", phone="+91 98450 12345", email="z@example.com", value=5_00_050
        )

    slack.write(fill)
    file = leads_file(priya, "Converted 5", "Export these to Excel")
    assert file["name"] == "Northwind Homes leads converted Oct 2025.xlsx"
    figures, about = book_of(priya, file).worksheets
    rows = list(figures.iter_rows(values_only=True))
    assert rows[0][:5] == ("Code", "Name", "Company", "Phone", "Email")
    assert rows[1] == (
        *("L-50", "Zoë", "=1+1", "+91 98450 12345", "z@example.com", "converted", "converted", priya.name, None, None),
        *(datetime(2025, 10, 12), rows[1][11], 5000.5),  # noqa: DTZ001 - as the workbook has it
    )
    assert figures["C2"].data_type == "s"
    assert [row[0] for row in rows[1:]] == ["L-50", "L-49", "L-48", "L-47", "L-46", "Total"]
    assert rows[-1][-1] == 5000.5
    assert figures.freeze_panes == "B2"
    assert [cell for (cell,) in about.iter_rows(values_only=True)] == [
        "Northwind Homes: leads",
        "5 leads, converted · Oct 2025",
        f"Asked for by {priya.name}",
        "As of 25 Nov 2026",
    ]
    (said,) = [message for message in priya.messages(priya.direct) if message["text"].startswith("5 leads")]
    assert said["text"] == "5 leads, converted · Oct 2025"


@pytest.mark.parametrize(
    ("words", "line", "named"),
    [
        ("campaigns 2025-10", "Diwali 4", "campaign Diwali"),
        ("sources 2025-10", "No source 50", "without a source"),
        ("team 2025-10", "Priya Nair 50", "owner Priya Nair"),
    ],
)
def test_leads_of_one_line_come_in_a_file_that_says_which(
    slack: Slack, priya: Person, words: str, line: str, named: str
) -> None:
    slack.write(lambda store: run_campaign(store, "Diwali", range(1, 5)))
    show(priya, words)
    priya.press_in_form(line)
    assert f"Oct 2025 · {named}" in texts(priya.form)
    priya.press_in_form("Export these to Excel")
    slack.deliver()

    file = files(priya)[-1]
    assert file["name"] == f"Northwind Homes leads {named} Oct 2025.xlsx"
    assert f"leads · Oct 2025 · {named}" in book_of(priya, file)["About"]["A2"].value


def test_in_their_csv_no_name_and_no_number_is_a_formula(slack: Slack, priya: Person) -> None:
    slack.write(lambda store: store.leads.change(50, name="@SUM(A1)", phone="+91 98450 12345"))
    rows = rows_of(priya, leads_file(priya, "Converted 5", "Export these as CSV"))
    assert rows[1][1:4] == ["'@SUM(A1)", "", "'+91 98450 12345"]
    assert len(rows) == 1 + 5 + 1


def test_the_view_says_that_the_file_is_on_its_way(priya: Person) -> None:
    show(priya, "funnel 2025-10")
    priya.press_in_form("Export these to Excel")
    assert "The Excel file of 50 leads comes to our direct messages" in texts(priya.form)


@pytest.fixture
def many(slack: Slack, priya: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Priya with 1,200 leads more, before an export that says at every page how far it is."""
    monkeypatch.setattr("handlers.lead_exports.PAGE", 200)
    monkeypatch.setattr("handlers.lead_exports.TELL_EVERY", 0)
    owner_id = priya.member.id

    def add(store: Store) -> None:
        for number in range(1_200):
            store.leads.add(name=f"More {number}", owner_id=owner_id, created_on=date(2025, 9, 1))

    slack.write(add)
    show(priya, "funnel 2025-09")
    priya.press_in_form("Export these to Excel")
    return priya


def told(slack: Slack) -> list[str]:
    """How often the message in the direct messages became which words."""
    return [
        call["arguments"]["text"]
        for call in slack.calls("chat.update")
        if "1,200 leads" in str(call["arguments"].get("text")) and "Sep 2025:" not in call["arguments"]["text"]
    ]


def test_a_large_export_says_how_far_it_is_in_one_message(slack: Slack, many: Person) -> None:
    slack.deliver()
    assert told(slack)[:3] == [f"⏳ Exporting 1,200 leads … {part} %" for part in (3, 6, 10)]
    assert told(slack)[-1] == "1,200 leads · Sep 2025"
    about = [message["text"] for message in many.messages(many.direct) if "1,200 leads" in message["text"]]
    assert about == ["1,200 leads · Sep 2025"]
    (file,) = files(many)
    assert book_of(many, file).worksheets[0].max_row == 1 + 1_200 + 1


def test_an_export_that_was_killed_begins_again_in_the_same_message_and_brings_one_file(
    slack: Slack, many: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("handlers.lead_exports.lead_line", die)
        with pytest.raises(KeyboardInterrupt):
            slack.deliver()
    assert files(many) == []
    slack.wait(minutes=3)
    assert len(files(many)) == 1
    assert len([message for message in many.messages(many.direct) if "1,200 leads" in message["text"]]) == 1


def test_an_export_that_takes_longer_than_its_lease_is_finished_by_who_began_it(
    slack: Slack, many: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    update, begun_by_others = WebClient.chat_update, []

    def update_a_minute_later(self: WebClient, **arguments: Any) -> Any:
        slack.now.moment += timedelta(minutes=1)
        begun_by_others.extend(slack.read(lambda store: store.deliveries.list_due(slack.now())))
        return update(self, **arguments)

    before = slack.now.moment
    monkeypatch.setattr(WebClient, "chat_update", update_a_minute_later)
    slack.deliver()
    assert slack.now.moment - before > 2 * LEASE
    assert begun_by_others == []
    assert len(files(many)) == 1


def test_an_export_that_fails_for_good_says_so_where_it_said_how_far_it_is(slack: Slack, many: Person) -> None:
    slack.fault("files.completeUploadExternal", "file_not_found")
    slack.deliver()
    shown = [message["text"] for message in many.messages(many.direct)]
    assert "⚠️ The Excel file of the leads was not made." in shown
    assert not [text for text in shown if "%" in text or text == "1,200 leads · Sep 2025"]


def die(*_: object) -> str:
    raise KeyboardInterrupt


def test_an_export_of_leads_by_who_is_no_manager_any_more_brings_none(slack: Slack, priya: Person) -> None:
    show(priya, "funnel 2025-10")
    priya.press_in_form("Export these as CSV")
    priya.known_as(Role.REP)
    slack.deliver()
    assert files(priya) == []
    assert "The CSV of the leads could not be brought to you: Exporting needs" in priya.last(priya.direct)["text"]
