"""One submission is one transaction and is saved once, however many threads bring it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.kinds import LeadStatus
from bot.model import Write
from storage.database import Database
from storage.store import AlreadySaved, Store
from tests.storage.companies import NOW, TODAY, Company, found_companies
from tests.storage.crowd import CROWD, at_once, wait_for_a_waiter


def test_leaving_the_block_commits(north: Company) -> None:
    lead = north.add_lead()

    assert north.lead(lead.id) == lead


def test_an_error_rolls_everything_back(north: Company) -> None:
    def fail(store: Store) -> None:
        store.customers.add("Acme")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        north.save(fail)

    assert north.ask(lambda store: store.customers.find_by_name("Acme")) is None


def test_a_write_is_kept_with_who_when_and_what_it_said(north: Company) -> None:
    with north.open(submission="V1") as store:
        write = store.describe("🆕 New lead Anil", actor=north.rep, submission="V1")

    assert write == Write(write.id, north.rep.id, NOW, "🆕 New lead Anil", undone=False)
    assert north.ask(lambda store: store.writes.get(write.id)) == write
    assert north.ask(lambda store: store.writes.find_by_submission("V1")) == write


def test_the_same_submission_again_finds_the_first_ones_write(north: Company) -> None:
    write = north.save(lambda store: store.customers.add("Acme"), submission="V1")

    with pytest.raises(AlreadySaved) as again, north.open(submission="V1"):
        pytest.fail("the block of a repeated submission must not run")

    assert again.value.write == write


def test_a_submission_that_failed_can_be_sent_again(north: Company) -> None:
    with pytest.raises(ZeroDivisionError):
        north.save(lambda _: 1 / 0, submission="V1")

    north.save(lambda store: store.customers.add("Acme"), submission="V1")

    assert north.ask(lambda store: store.customers.find_by_name("acme")) is not None


def test_the_same_id_is_another_submission_in_another_company(north: Company, south: Company) -> None:
    first = north.save(lambda store: store.customers.add("Acme"), submission="V1")
    second = south.save(lambda store: store.customers.add("Acme"), submission="V1")

    assert first.id != second.id


def test_of_eight_equal_submissions_at_once_one_is_saved_and_the_others_find_it(north: Company) -> None:
    def submit(_: int) -> tuple[bool, Write]:
        try:
            return True, north.save(lambda store: store.customers.add("Acme"), submission="V1")
        except AlreadySaved as again:
            return False, again.write

    answers = at_once(submit)

    assert sorted(saved for saved, _ in answers) == [False] * (CROWD - 1) + [True]
    assert len({write.id for _, write in answers}) == 1
    with north.open() as store:
        assert store.customers.add("Next").code == "C-2"


def test_a_writer_never_loses_what_another_wrote_to_the_same_lead(north: Company, database: Database) -> None:
    lead = north.add_lead()

    def move(status: LeadStatus) -> None:
        with north.open() as store:
            store.leads.move(lead.id, status, on=TODAY, member_id=north.rep.id)

    with ThreadPoolExecutor(1) as pool, north.open() as store:
        store.leads.move(lead.id, LeadStatus.NEGOTIATION, on=TODAY, member_id=north.rep.id)
        later = pool.submit(move, LeadStatus.CONTACTED)
        wait_for_a_waiter(database)
    later.result()

    assert (north.lead(lead.id).status, north.lead(lead.id).stage) == (LeadStatus.CONTACTED, 3)


def test_two_companies_write_side_by_side_on_postgresql(postgres_database: Database) -> None:
    north, south = found_companies(postgres_database)

    with north.open() as first, south.open() as second:
        assert first.customers.add("Acme").code == second.customers.add("Acme").code == "C-1"
