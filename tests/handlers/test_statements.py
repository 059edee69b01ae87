"""A customer's statement through Slack: shown alone with its running balance, and as a file in direct messages."""

from __future__ import annotations

import io
import urllib.request
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.kinds import EntryType, Role
from storage.store import Store
from tests.handlers.accounts import ACME, TODAY, add_booking, add_customer, enter, statement, table
from tests.handlers.booked import buttons
from tests.slack import Json, Person, Slack, texts


@pytest.fixture
def priya(slack: Slack) -> Person:
    add_customer(slack, address="12 Residency Road\nBengaluru")
    return slack.person("priya", role=Role.MANAGER)


@pytest.fixture
def trading(priya: Person) -> Person:
    """Priya, after Acme was invoiced in September and has paid most of it."""
    enter(priya, "invoice", "1 lakh", entered_on="2026-09-10", document="INV-12")
    enter(priya, "payment", "60k", entered_on="2026-10-01")
    enter(priya, "invoice", "25k", entered_on="2026-11-20")
    return priya


def caption(message: Json) -> str:
    return str(next(block["caption"] for block in message["blocks"] if block["type"] == "data_table"))


def content(person: Person, file: Json) -> bytes:
    with urllib.request.urlopen(person.slack.sandbox.url + file["url"]) as answer:  # noqa: S310 - the sandbox's own
        read: bytes = answer.read()
    return read


def sent_file(person: Person) -> tuple[str, Json]:
    """What was said in the direct messages with the last file, and the file."""
    person.slack.deliver()
    said, shared = person.messages(person.direct)[-2:]
    (file,) = shared["files"]
    return said["text"], file


def test_the_statement_has_every_entry_with_the_balance_after_it(trading: Person) -> None:
    assert table(statement(trading)) == [
        ["10 Sep", "₹1,00,000", "—", "₹1,00,000", "Invoice, due 10 Oct 2026 · INV-12", "LE-000001"],
        ["1 Oct", "—", "₹60,000", "₹40,000", "Payment", "LE-000002"],
        ["20 Nov", "₹25,000", "—", "₹65,000", "Invoice, due 20 Dec 2026", "LE-000003"],
        ["Total", "₹1,25,000", "₹60,000", "₹65,000", "—", "—"],
    ]


def test_above_it_stands_what_they_owe_how_late_and_how_that_stands(trading: Person) -> None:
    told = texts(statement(trading))
    assert told.startswith("Acme Corp (C-1)\nOwes *₹65,000* · 🔴 escalate (over 30 days late)\n")
    assert "₹25,000 not due · ₹40,000 31–60 days late" in told
    assert caption(trading.last()) == "Statement up to 25 Nov 2026"


def test_the_statement_is_the_one_answer_even_where_it_overtakes_the_acknowledgement(
    slack: Slack, trading: Person
) -> None:
    before = len(trading.messages())
    trading.say("/ledger acme")
    assert len(trading.messages()) == before
    slack.deliver()
    assert len(trading.messages()) == before + 1
    assert trading.last()["ephemeral"]
    assert len(table(trading.last())) == 4


def test_an_invoice_names_its_number_and_its_booking(slack: Slack, priya: Person) -> None:
    enter(priya, "invoice", "1 lakh", document="INV-900", booking=add_booking(slack).id)
    assert table(statement(priya))[0][4] == "Invoice, due 25 Dec 2026 · INV-900 · BK-2026-0001"


def test_nobody_else_sees_it(slack: Slack, trading: Person) -> None:
    before = len(slack.person("vikram").messages())
    statement(trading)
    assert len(slack.person("vikram").messages()) == before


def test_a_credit_that_nothing_has_taken_is_told(priya: Person) -> None:
    enter(priya, "payment", "5k")
    assert "Has *₹5,000* of credit · 🟢 good" in texts(statement(priya))


def test_an_account_without_an_entry_says_so_and_offers_the_first(priya: Person) -> None:
    shown = statement(priya)
    assert "There is no entry yet." in texts(shown)
    assert "New entry" in buttons(shown)


@pytest.mark.parametrize("words", ["C-1", "c1", "acme corp", "ACME", "acmee", "corp"])
def test_the_customer_is_found_by_code_and_by_name_in_spite_of_typos(trading: Person, words: str) -> None:
    assert len(table(statement(trading, words))) == 4


def test_nobody_of_that_name_is_answered_in_words(priya: Person) -> None:
    priya.say("/ledger zenith")
    assert priya.last()["text"] == (
        "I found no customer “zenith”. Check the spelling, or make it with /customer. "
        "Who has booked is a customer already."
    )


def test_a_rep_is_not_sent_to_make_a_customer(asha: Person) -> None:
    asha.say("/ledger zenith")
    assert asha.last()["text"] == (
        "I found no customer “zenith”. Check the spelling. Who has booked is a customer already."
    )


@pytest.mark.parametrize("words", ["acme", "acme payment 60k"])
def test_a_lead_who_has_not_booked_is_told_as_one(slack: Slack, asha: Person, words: str) -> None:
    person = asha if words == "acme" else slack.person("priya", role=Role.MANAGER)
    person.say(f"/ledger {words}")
    assert person.last()["text"] == "*Anil Mehta · Acme Corp* (L-1) has no booking yet."
    assert buttons(person.last()) == ["Book"]


def test_two_of_that_name_are_asked_about_and_the_chosen_one_takes_the_place(slack: Slack, trading: Person) -> None:
    add_customer(slack, "Acme Homes")
    trading.say("/ledger acme since 2026-11-01")
    before = len(trading.messages())
    assert "Which customer is “acme since 2026-11-01”?" in texts(trading.last())
    trading.press("Statement")
    slack.deliver()
    assert len(trading.messages()) == before
    assert [row[4] for row in table(trading.last())] == ["Balance brought forward", "Invoice, due 20 Dec 2026", "—"]


def test_a_period_begins_with_what_was_brought_forward(trading: Person) -> None:
    shown = statement(trading, "acme this month")
    assert table(shown) == [
        ["1 Nov", "—", "—", "₹40,000", "Balance brought forward", "—"],
        ["20 Nov", "₹25,000", "—", "₹65,000", "Invoice, due 20 Dec 2026", "LE-000003"],
        ["Total", "₹25,000", "₹0", "₹65,000", "—", "—"],
    ]
    assert caption(shown) == "Statement 1 Nov 2026 to 25 Nov 2026"


def test_a_period_that_is_over_ends_as_it_was_then_and_says_how_it_is_now(trading: Person) -> None:
    shown = statement(trading, "acme 2026-09")
    assert [row[3] for row in table(shown)] == ["₹0", "₹1,00,000", "₹1,00,000"]
    told = texts(shown)
    assert "Owed *₹1,00,000* on 30 Sep 2026 · 🟡 monitor (₹50,000 or more)" in told
    assert "Today: owes *₹65,000* · 🔴 escalate" in told


def test_a_period_to_come_is_refused_in_words(trading: Person) -> None:
    trading.say("/ledger acme 2027")
    assert trading.last()["text"] == "2027 has not begun yet, so there is nothing on the account."


def test_a_period_without_an_entry_still_has_its_balance(trading: Person) -> None:
    assert [row[4] for row in table(statement(trading, "acme last month"))] == [
        "Balance brought forward",
        "Payment",
        "—",
    ]
    assert [row[3] for row in table(statement(trading, "acme today"))] == ["₹65,000", "₹65,000"]


def test_a_name_that_ends_like_a_period_is_a_name(slack: Slack, priya: Person) -> None:
    customer = add_customer(slack, "Orchard 2025")
    enter(priya, "invoice", "100", customer=customer.id)
    assert "Orchard 2025 (C-2)" in texts(statement(priya, "orchard 2025"))
    assert caption(priya.last()) == "Statement up to 25 Nov 2026"


def test_words_that_a_name_begins_with_are_the_name_though_they_end_like_a_period(slack: Slack, priya: Person) -> None:
    add_customer(slack, "Rising Sun Traders")
    add_customer(slack, "Rising Star")
    assert "Rising Sun Traders (C-2)" in texts(statement(priya, "rising sun"))


def test_a_long_account_shows_its_newest_lines_and_brings_the_others_forward(slack: Slack, priya: Person) -> None:
    def add(store: Store) -> None:
        for number in range(120):
            day = TODAY - timedelta(days=200 - number)
            store.ledger.add(ACME, EntryType.INVOICE, day, debit=100, due_on=day, description="x" * 200)

    slack.write(add)
    shown = statement(priya)
    rows = table(shown)
    assert (len(rows), rows[0][4], rows[0][3], rows[-1][3]) == (92, "Balance brought forward", "₹30", "₹120")
    assert max(len(row[4]) for row in rows) == 80
    assert "The newest 90 of 120 entries. The PDF and the Excel file have them all." in texts(shown)


def test_where_slack_takes_no_table_the_statement_is_plain_text(slack: Slack, trading: Person) -> None:
    slack.fault("response_url", "invalid_blocks")
    told = texts(statement(trading))
    assert "data_table" not in {block["type"] for block in trading.last()["blocks"]}
    lines = [line.split("  ") for line in told.splitlines()]
    assert ["20 Nov", "₹25,000", "₹65,000", "LE-000003"] in [[*filter(None, map(str.strip, line))] for line in lines]
    assert "Owes *₹65,000*" in told


def test_in_direct_messages_too(slack: Slack, trading: Person) -> None:
    home = trading.home()
    trading.press_at({"type": "view", "view_id": home["id"]}, home["blocks"], "Customers")
    slack.deliver()
    trading.press("Show", channel=trading.direct)
    slack.deliver()
    slack.fault("response_url", "invalid_blocks")
    trading.press("Statement", channel=trading.direct)
    slack.deliver()
    shown = trading.last(trading.direct)
    assert "data_table" not in {block["type"] for block in shown["blocks"]}
    assert "LE-000003" in texts(shown)


def test_a_rep_sees_the_account_of_a_customer_they_own_and_writes_nothing(slack: Slack, asha: Person) -> None:
    add_customer(slack, owner=asha)
    enter(slack.person("priya", role=Role.MANAGER), "invoice", "1 lakh")
    shown = statement(asha)
    assert len(table(shown)) == 2
    assert buttons(shown) == ["PDF", "Excel", "Customer"]


def test_a_rep_sees_the_account_of_a_customer_that_their_lead_became(slack: Slack, asha: Person) -> None:
    add_customer(slack)
    add_booking(slack, lead_id=1)
    assert "Acme Corp (C-1)" in texts(statement(asha))


@pytest.mark.parametrize("words", ["acme", "LE-000001"])
def test_a_rep_sees_no_other_account(slack: Slack, asha: Person, trading: Person, words: str) -> None:
    asha.say(f"/ledger {words}")
    slack.deliver()
    assert asha.last()["text"] == "The account of Acme Corp is for managers, and for the rep whose customer it is."
    assert trading.view is None


@pytest.mark.parametrize("button", ["PDF", "Excel"])
def test_a_rep_who_lost_the_customer_gets_no_file_any_more(slack: Slack, asha: Person, button: str) -> None:
    add_customer(slack, owner=asha)
    statement(asha)
    asha.press(button)
    slack.write(lambda store: store.customers.change(ACME, owner_id=None))
    slack.deliver()
    assert [message for message in asha.messages(asha.direct) if message["files"]] == []
    assert "could not be brought to you: The account of Acme Corp is for managers" in asha.last(asha.direct)["text"]


def test_the_pdf_comes_to_the_direct_messages_under_a_name_that_says_what_it_is(trading: Person) -> None:
    statement(trading)
    trading.press("PDF")
    said, file = sent_file(trading)
    assert said == "Statement of *Acme Corp* (C-1), up to 25 Nov 2026: *₹65,000* outstanding"
    assert file["name"] == "Statement Acme Corp 2026-11-25.pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content(trading, file))).pages)
    for words in ("Northwind Homes", "12 Residency Road", "INV-12", "₹65,000", "31–60"):
        assert words in text


def test_the_workbook_has_the_running_balance_as_numbers(trading: Person) -> None:
    statement(trading)
    trading.press("Excel")
    _, file = sent_file(trading)
    assert file["name"] == "Statement Acme Corp 2026-11-25.xlsx"
    sheet = load_workbook(io.BytesIO(content(trading, file)))["Statement"]
    assert [row[5].value for row in sheet.iter_rows(min_row=5)] == ["Balance", 100_000, 40_000, 65_000, 65_000]
    assert sheet["A6"].value.date() == date(2026, 9, 10)


def test_a_file_is_of_the_period_that_was_shown(trading: Person) -> None:
    statement(trading, "acme 2026-09")
    trading.press("Excel")
    said, file = sent_file(trading)
    assert said == "Statement of *Acme Corp* (C-1), 1 Sep 2026 to 30 Sep 2026: *₹1,00,000* outstanding"
    assert file["name"] == "Statement Acme Corp 2026-09-30.xlsx"


def test_a_file_that_is_asked_for_in_a_channel_says_where_it_is(slack: Slack, trading: Person) -> None:
    statement(trading)
    trading.press("PDF")
    slack.deliver()
    assert trading.last()["text"] == "The PDF of Acme Corp comes to our direct messages: Apps → Milepost → Messages."
    assert trading.last()["ephemeral"]


def test_a_name_that_no_file_may_have_is_made_one(slack: Slack, trading: Person) -> None:
    slack.write(lambda store: store.customers.change(ACME, name='Acme/Zenith: "Corp" \n*?'))
    statement(trading, "C-1")
    trading.press("PDF")
    assert sent_file(trading)[1]["name"] == "Statement Acme Zenith Corp 2026-11-25.pdf"


def test_a_file_that_slack_does_not_take_at_first_comes_later_and_says_that_it_may_be_there_twice(
    slack: Slack, trading: Person
) -> None:
    statement(trading)
    trading.press("PDF")
    slack.fault("files.getUploadURLExternal", "500")
    slack.deliver()
    slack.wait(minutes=1)
    _, file = sent_file(trading)
    assert file["name"] == "Statement Acme Corp 2026-11-25.pdf"
    assert "This may be here twice" in texts(trading.messages(trading.direct)[-2])


def test_a_press_that_comes_twice_brings_one_file(slack: Slack, trading: Person) -> None:
    statement(trading)
    slack.fault("block_actions", "duplicate")
    trading.press("PDF")
    slack.deliver()
    assert len([message for message in trading.messages(trading.direct) if message["files"]]) == 1


def test_another_tenants_customer_is_not_found(slack: Slack, trading: Person) -> None:
    laura = slack.person("laura", role=Role.MANAGER)
    for words in ("acme", "C-1"):
        laura.say(f"/ledger {words}")
        assert "I found no customer" in laura.last()["text"]
    assert trading.view is None


def test_help_shows_what_can_be_typed(priya: Person) -> None:
    priya.say("/ledger help")
    assert "`/ledger acme last 90 days`" in priya.last()["text"]
