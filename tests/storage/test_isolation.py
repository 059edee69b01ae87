"""Every public method of every repository, called in one company's store with all that another company has.

A method without a case fails the first test: whoever adds a method says here what a stranger gets from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound

from bot.booking_figures import BookingFigures
from bot.deals import Deal
from bot.errors import NothingFound
from bot.filters import EVERYTHING, Filters
from bot.journeys import Journey, Step
from bot.kinds import BookingStatus, EntryType, LeadStatus, MilestoneType, Role
from bot.kpi_figures import KpiFigures
from bot.ledger import Account, Settlement
from bot.model import Delivery, Lead
from bot.periods import ALL_TIME
from storage.database import Database
from storage.intake import Taken
from storage.journal import WriteRow
from storage.store import Store
from tests.storage.belongings import (
    SLOT,
    Belongings,
    furnish,
    make_call,
    make_campaign,
    make_digest,
    make_schedule,
    rows_of,
)
from tests.storage.companies import NOW, TODAY, Company, found_company

LONG_AGO = date(2026, 1, 1)
Call = Callable[[Store, Belongings], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """`call` raises `error` for a stranger, or what it gives passes `is_nothing`."""

    method: str
    call: Call
    error: type[Exception] | None = None
    is_nothing: Callable[[Any, Belongings], bool] = lambda _found, _theirs: False
    differs_for_owner: bool = True

    def holds(self, store: Store, theirs: Belongings) -> bool:
        if self.error is None:
            return self.is_nothing(self.call(store, theirs), theirs)
        try:
            self.call(store, theirs)
        except self.error:
            return True
        return False


def claimed(delivery_id: int) -> Delivery:
    return Delivery(delivery_id, "message", {}, "T0NORTH", 1, maybe_sent=False)


def refuses(method: str, error: type[Exception], call: Call) -> Case:
    return Case(method, call, error)


def gives(method: str, nothing: Any, call: Call) -> Case:
    return Case(method, call, is_nothing=lambda found, _: found == nothing)


def hides(method: str, call: Call, is_hidden: Callable[[Any, Belongings], bool]) -> Case:
    return Case(method, call, is_nothing=is_hidden)


def makes_own(method: str, call: Call) -> Case:
    """It takes nothing of anybody's; the stranger gets a record of their own."""
    return Case(method, call, is_nothing=lambda made, _: made is not None, differs_for_owner=False)


def changes_nothing(method: str, call: Call) -> Case:
    """It tells nobody anything, and that nothing of another company's changes is seen with every case."""
    return Case(method, call, is_nothing=lambda told, _: told is None, differs_for_owner=False)


def write_row(member_id: int, *, undoes_id: int | None = None) -> WriteRow:
    return WriteRow(member_id=member_id, at=NOW, summary="Mine now", undoes_id=undoes_id, undone=False)


def own_lead(store: Store) -> int:
    return store.leads.add(name="Mine", owner_id=store.members.list()[0].id, created_on=TODAY).id


def merge(store: Store, gone_id: int, into_id: int) -> Lead:
    return store.leads.merge(gone_id, into_id, at=NOW, on=TODAY, member_id=store.members.list()[0].id)


def deal(owner: str | None, status: LeadStatus = LeadStatus.NEW) -> Deal:
    return Deal(
        line=2,
        external_id="X1",
        name="Acme",
        company="Acme",
        owner=owner,
        product=None,
        status=status,
        created_on=TODAY,
        closed_on=TODAY,
        value=100,
    )


def add_journey(store: Store, *, owner: int | None = None, source: int = 0, campaign: int = 0) -> list[int]:
    journey = Journey(
        name="Acme",
        owner="owner",
        source="source" if source else None,
        campaign="campaign" if campaign else None,
        steps=(Step(type=MilestoneType.LEAD_GENERATED, on=TODAY),),
    )
    return store.journeys.add(
        [journey],
        owner_ids={"owner": owner or store.members.list()[0].id},
        source_ids={"source": source},
        campaign_ids={"campaign": campaign},
    )


def invoice_of(customer_id: int) -> dict[str, Any]:
    return {
        "customer_id": customer_id,
        "type": EntryType.INVOICE,
        "entered_on": TODAY,
        "debit": 1,
        "credit": 0,
    }


def kpis(store: Store, filters: Filters) -> KpiFigures:
    return store.kpi_reports.figures(ALL_TIME, filters, today=TODAY)


def course(store: Store, filters: Filters) -> list[tuple[int, ...]]:
    """What happened in the months, without their names."""
    return [astuple(month)[1:] for month in store.kpi_reports.course(ALL_TIME, filters, today=TODAY)]


def book_report(store: Store, filters: Filters) -> BookingFigures:
    return store.booking_reports.figures(ALL_TIME, filters, today=TODAY)


def is_all_zero(found: Any, _: Belongings) -> bool:
    figures = found if isinstance(found, list) else [astuple(found)]
    return not any(figure for row in figures for figure in row)


CASES = [
    Case(
        "audit.differences",
        lambda s, _: list(s.audit.differences()),
        is_nothing=lambda found, _: found == [],
        differs_for_owner=False,
    ),
    gives("bookings.total_amount", 0, lambda s, _: s.bookings.total_amount(statuses=tuple(BookingStatus))),
    gives("bookings.count", 0, lambda s, _: s.bookings.count(BookingStatus.CONFIRMED)),
    refuses("bookings.get", NothingFound, lambda s, t: s.bookings.get(t.booking.id)),
    gives("bookings.find_by_code", None, lambda s, t: s.bookings.find_by_code(t.booking.code)),
    gives("bookings.list_of_lead", [], lambda s, t: s.bookings.list_of_lead(t.lead.id)),
    gives("bookings.list_of_customer", [], lambda s, t: s.bookings.list_of_customer(t.customer.id)),
    gives("bookings.search", [], lambda s, t: s.bookings.search(t.booking.code, limit=5)),
    gives("bookings.newest", [], lambda s, _: s.bookings.newest(limit=5)),
    refuses("bookings.change", NothingFound, lambda s, t: s.bookings.change(t.booking.id, notes="Mine now")),
    refuses("customers.get", NothingFound, lambda s, t: s.customers.get(t.customer.id)),
    gives("customers.find_by_code", None, lambda s, t: s.customers.find_by_code(t.customer.code)),
    gives("customers.search", [], lambda s, _: s.customers.search("acme", limit=5)),
    gives("customers.search", [], lambda s, _: s.customers.search("", limit=5)),
    gives("customers.is_of", False, lambda s, t: s.customers.is_of(t.customer.id, t.member.id)),
    gives("customers.list_of", [], lambda s, t: s.customers.list_of(t.member.id, limit=5)),
    gives("customers.leads_of", [], lambda s, t: s.customers.leads_of(t.customer.id)),
    gives("customers.names", [], lambda s, _: s.customers.names()),
    refuses("customers.change", NothingFound, lambda s, t: s.customers.change(t.customer.id, name="Mine now")),
    refuses("ledger.get", NothingFound, lambda s, t: s.ledger.get(t.entry.id)),
    gives("ledger.find_by_code", None, lambda s, t: s.ledger.find_by_code(t.entry.code)),
    gives("ledger.find_reversal", None, lambda s, t: s.ledger.find_reversal(t.entry.id + 1)),
    gives("ledger.entries", [], lambda s, t: s.ledger.entries(t.customer.id)),
    gives(
        "ledger.account",
        Account(balance=0, unapplied=0, invoiced=0, paid=0),
        lambda s, t: s.ledger.account(t.customer.id),
    ),
    refuses("ledger.add", IntegrityError, lambda s, t: s.ledger.add(t.customer.id, EntryType.INVOICE, TODAY, debit=1)),
    refuses("ledger.add_all", IntegrityError, lambda s, t: s.ledger.add_all([invoice_of(t.customer.id)])),
    gives("ledger.open_accounts", [], lambda s, _: s.ledger.open_accounts(TODAY)),
    refuses("ledger.reverse", NothingFound, lambda s, t: s.ledger.reverse(t.entry.id, on=TODAY, remarks=None)),
    gives("receivables.outstanding", 0, lambda s, _: s.receivables.outstanding()),
    gives("receivables.overdue", 0, lambda s, _: s.receivables.overdue(TODAY + timedelta(days=1))),
    gives(
        "receivables.overdue",
        0,
        lambda s, t: s.receivables.overdue(TODAY + timedelta(days=1), Filters(owner_id=t.member.id)),
    ),
    gives("receivables.outstanding_on", 0, lambda s, _: s.receivables.outstanding_on(TODAY, EVERYTHING)),
    gives("receivables.debtors", (0, 0), lambda s, _: s.receivables.debtors()),
    gives("receivables.list_owing", [], lambda s, _: s.receivables.list_owing(long_late=TODAY, limit=5)),
    Case(
        "receivables.list_in_credit",
        lambda s, _: s.receivables.list_in_credit(limit=5),
        is_nothing=lambda found, _: found == [],
        differs_for_owner=False,
    ),
    gives("receivables.settlement", Settlement((), 0), lambda s, t: s.receivables.settlement(t.customer.id)),
    gives("receivables.newest_entries", [], lambda s, t: s.receivables.newest_entries(t.customer.id, limit=5)),
    gives(
        "receivables.find_same_entry",
        None,
        lambda s, t: s.receivables.find_same_entry(
            t.customer.id, EntryType.INVOICE, TODAY, debit=100, credit=0, document=None
        ),
    ),
    refuses("units.get", NothingFound, lambda s, t: s.units.get(t.unit.id)),
    gives("units.find_by_name", None, lambda s, t: s.units.find_by_name(t.unit.name)),
    gives("units.list", [], lambda s, _: s.units.list()),
    gives("units.names", [], lambda s, _: s.units.names()),
    refuses("units.stock", NothingFound, lambda s, t: s.units.stock(t.unit.id)),
    makes_own("units.add", lambda s, t: s.units.add(t.unit.name, existing=1)),
    refuses("units.change", NothingFound, lambda s, t: s.units.change(t.unit.id, name="Mine now", existing=0)),
    gives("writes.records_changed", [], lambda s, t: s.writes.records_changed(t.write.id, "leads")),
    gives("writes.records_made", [], lambda s, t: s.writes.records_made(t.write.id - 1, "leads")),
    refuses(
        "bookings.add",
        IntegrityError,
        lambda s, t: s.bookings.add(t.customer.id, None, TODAY, 100, status=BookingStatus.CONFIRMED),
    ),
    refuses("campaigns.get", NothingFound, lambda s, t: s.campaigns.get(t.campaign.id)),
    gives("campaigns.list", [], lambda s, _: s.campaigns.list()),
    gives("campaigns.count_leads", {}, lambda s, _: s.campaigns.count_leads()),
    gives("campaigns.add", "CMP-1", lambda s, _: make_campaign(s).code),
    refuses(
        "campaigns.add",
        IntegrityError,
        lambda s, t: make_campaign(s, owner_id=t.member.id),
    ),
    refuses("campaigns.change", NothingFound, lambda s, t: s.campaigns.change(t.campaign.id, name="Mine now")),
    gives("customers.find_by_name", None, lambda s, t: s.customers.find_by_name(t.customer.name)),
    gives("customers.add", "C-1", lambda s, t: s.customers.add(t.customer.name).code),
    hides(
        "deliveries.add",
        lambda s, _: s.deliveries.add("K1", "message", {}, team_id="T0NORTH", now=NOW),
        lambda made, t: made != t.delivery,
    ),
    gives("deliveries.withdraw", 0, lambda s, _: s.deliveries.withdraw("", why="mine now")),
    gives("deliveries.list_due", [], lambda s, _: s.deliveries.list_due(NOW)),
    gives("deliveries.find", None, lambda s, t: s.deliveries.find(t.delivery)),
    gives("deliveries.find_by_key", None, lambda s, _: s.deliveries.find_by_key("K1")),
    gives("deliveries.is_overtaken", False, lambda s, t: s.deliveries.is_overtaken(t.delivery - 1, "message", "1.1")),
    gives("deliveries.claim", None, lambda s, t: s.deliveries.claim(t.delivery, NOW)),
    refuses(
        "deliveries.start_sending",
        NoResultFound,
        lambda s, t: s.deliveries.start_sending(t.delivery, attempt=1, now=NOW),
    ),
    refuses("deliveries.renew", NoResultFound, lambda s, t: s.deliveries.renew(t.delivery, attempt=1, now=NOW)),
    refuses(
        "deliveries.keep_place",
        NoResultFound,
        lambda s, t: s.deliveries.keep_place(t.delivery, {"ts": "6.6"}, attempt=1, now=NOW),
    ),
    refuses("deliveries.finish", NoResultFound, lambda s, t: s.deliveries.finish(claimed(t.delivery))),
    refuses(
        "deliveries.retry",
        NoResultFound,
        lambda s, t: s.deliveries.retry(claimed(t.delivery), at=NOW, error="mine now", maybe_sent=True),
    ),
    refuses("digests.get", NothingFound, lambda s, t: s.digests.get(t.digest.id)),
    gives("digests.list_with", [], lambda s, t: s.digests.list_with([t.follow_up.id], since=TODAY)),
    makes_own("digests.add", lambda s, t: make_digest(s, [t.follow_up.id], ts="2.2")),
    refuses("engagements.get", NothingFound, lambda s, t: s.engagements.get(t.meeting.id)),
    gives("engagements.list_of_lead", [], lambda s, t: s.engagements.list_of_lead(t.lead.id)),
    gives("engagements.list_pending", [], lambda s, _: s.engagements.list_pending()),
    gives("engagements.list_pending", [], lambda s, t: s.engagements.list_pending(member_id=t.member.id)),
    gives("engagements.count_by_member", {}, lambda s, _: s.engagements.count_by_member(start=TODAY, end=TODAY)),
    refuses("engagements.add", IntegrityError, lambda s, t: make_call(s, t.lead.id, s.members.list()[0].id)),
    refuses("engagements.add", IntegrityError, lambda s, t: make_call(s, own_lead(s), t.member.id)),
    refuses("engagements.change", NothingFound, lambda s, t: s.engagements.change(t.meeting.id, subject="Mine now")),
    refuses("engagements.remove", NothingFound, lambda s, t: s.engagements.remove(t.meeting.id)),
    refuses("follow_ups.get", NothingFound, lambda s, t: s.follow_ups.get(t.follow_up.id)),
    refuses("follow_ups.change", NothingFound, lambda s, t: s.follow_ups.change(t.follow_up.id, why="Mine now")),
    gives("follow_ups.list_with_leads", [], lambda s, t: s.follow_ups.list_with_leads([t.follow_up.id])),
    refuses(
        "follow_ups.open",
        IntegrityError,
        lambda s, t: s.follow_ups.open(
            t.lead.id,
            milestone_id=t.milestone.id,
            opened_on=t.milestone.happened_on,
            due_on=TODAY,
            owner_id=t.member.id,
            why="Mine now",
        ),
    ),
    gives("follow_ups.settle", [], lambda s, t: s.follow_ups.settle(t.lead.id, by_milestone_id=t.demo.id, on=TODAY)),
    gives("follow_ups.let_go", [], lambda s, t: s.follow_ups.let_go(t.lead.id, milestone_id=t.milestone.id)),
    gives("follow_ups.list_of_lead", [], lambda s, t: s.follow_ups.list_of_lead(t.lead.id)),
    gives("follow_ups.list_pending", [], lambda s, _: s.follow_ups.list_pending()),
    gives("follow_ups.list_pending", [], lambda s, t: s.follow_ups.list_pending(owner_id=t.member.id)),
    gives("follow_ups.count_by_owner", {}, lambda s, _: s.follow_ups.count_by_owner()),
    gives("follow_ups.count_by_day", {}, lambda s, _: s.follow_ups.count_by_day()),
    gives("follow_ups.count_by_owner", {}, lambda s, _: s.follow_ups.count_by_owner()),
    refuses(
        "intake.take",
        IntegrityError,
        lambda s, t: s.intake.take([deal("Asha")], owner_ids={"Asha": t.member.id}, member_id=t.member.id),
    ),
    hides(
        "intake.take",
        lambda s, _: s.intake.take(
            [deal(None)], owner_ids={None: s.members.list()[0].id}, member_id=s.members.list()[0].id
        ),
        lambda taken, _: taken == Taken(made=1),
    ),
    refuses("journeys.add", IntegrityError, lambda s, t: add_journey(s, owner=t.member.id)),
    refuses("journeys.add", IntegrityError, lambda s, t: add_journey(s, source=t.source.id)),
    refuses("journeys.add", IntegrityError, lambda s, t: add_journey(s, campaign=t.campaign.id)),
    refuses("leads.get", NothingFound, lambda s, t: s.leads.get(t.lead.id)),
    gives("leads.find", None, lambda s, t: s.leads.find(t.lead.id)),
    gives("leads.find_by_code", None, lambda s, t: s.leads.find_by_code(t.lead.code)),
    gives("leads.find_by_external_id", None, lambda s, _: s.leads.find_by_external_id("X1")),
    gives("lead_search.is_named", False, lambda s, t: s.lead_search.is_named(t.lead.name)),
    gives("lead_search.search", [], lambda s, _: s.lead_search.search("acme", limit=5)),
    gives("lead_search.search", [], lambda s, _: s.lead_search.search("", limit=5)),
    gives("lead_search.newest", [], lambda s, _: s.lead_search.newest(limit=5)),
    gives("lead_search.search", [], lambda s, _: s.lead_search.search("mehta", limit=5)),
    gives("lead_search.names", [], lambda s, _: list(s.lead_search.names())),
    gives("lead_search.duplicates", [], lambda s, _: s.lead_search.duplicates(phone="+91 98450 12345", email=None)),
    gives("lead_search.duplicates", [], lambda s, _: s.lead_search.duplicates(phone=None, email="anil@acme.in")),
    gives("lead_search.cold", [], lambda s, _: s.lead_search.cold(before=TODAY)),
    gives("lead_search.count_cold", 0, lambda s, _: s.lead_search.count_cold(before=TODAY)),
    gives("lead_search.find_deleted", None, lambda s, t: s.lead_search.find_deleted(t.binned.id)),
    gives("lead_search.deleted", [], lambda s, _: s.lead_search.deleted()),
    gives("lead_search.without_campaign", [], lambda s, _: s.lead_search.without_campaign(limit=5)),
    gives("lead_search.count_without_campaign", 0, lambda s, _: s.lead_search.count_without_campaign()),
    gives(
        "lead_search.count_created",
        0,
        lambda s, t: s.lead_search.count_created(t.lead.owner_id, start=date(2000, 1, 1), end=TODAY),
    ),
    gives("lead_search.count_of_source", 0, lambda s, t: s.lead_search.count_of_source(t.source.id)),
    gives(
        "lead_search.count_created", 0, lambda s, t: s.lead_search.count_created(t.member.id, start=TODAY, end=TODAY)
    ),
    gives("leads.status_changes", [], lambda s, t: s.leads.status_changes(t.lead.id)),
    refuses("leads.add", IntegrityError, lambda s, t: s.leads.add(name="Mine", owner_id=t.member.id, created_on=TODAY)),
    refuses("leads.touch", NothingFound, lambda s, t: s.leads.touch(t.lead.id, TODAY)),
    refuses(
        "leads.move",
        NothingFound,
        lambda s, t: s.leads.move(t.lead.id, LeadStatus.LOST, on=TODAY, member_id=t.member.id),
    ),
    changes_nothing("leads.redate", lambda s, t: s.leads.redate(t.lead.id, on=TODAY, milestone_id=t.milestone.id)),
    refuses("leads.move_back", NothingFound, lambda s, t: s.leads.move_back(t.lead.id, milestone_id=t.milestone.id)),
    refuses("leads.change", NothingFound, lambda s, t: s.leads.change(t.lead.id, name="Mine now")),
    refuses("leads.delete", NothingFound, lambda s, t: s.leads.delete(t.lead.id, at=NOW)),
    refuses("leads.restore", NothingFound, lambda s, t: s.leads.restore(t.lead.id)),
    refuses("leads.merge", NothingFound, lambda s, t: merge(s, t.lead.id, own_lead(s))),
    refuses("leads.merge", NothingFound, lambda s, t: merge(s, own_lead(s), t.lead.id)),
    refuses("members.get", NothingFound, lambda s, t: s.members.get(t.member.id)),
    gives(
        "members.find_by_slack",
        None,
        lambda s, t: s.members.find_by_slack(str(t.member.team_id), str(t.member.slack_user_id)),
    ),
    gives("members.find_by_name", None, lambda s, t: s.members.find_by_name(t.member.name)),
    hides(
        "members.search",
        lambda s, t: s.members.search(t.member.name, limit=5),
        lambda found, t: t.member not in found,
    ),
    hides("members.list", lambda s, _: s.members.list(), lambda found, t: t.member not in found),
    hides("members.names", lambda s, _: s.members.names(), lambda found, t: t.member.id not in found),
    makes_own(
        "members.add",
        lambda s, t: s.members.add(
            "Eve", role=Role.REP, time_zone="UTC", team_id=t.member.team_id, slack_user_id="U666"
        ),
    ),
    refuses("members.change_role", NothingFound, lambda s, t: s.members.change_role(t.member.id, Role.ADMIN)),
    gives("milestones.list_of_lead", [], lambda s, t: s.milestones.list_of_lead(t.lead.id)),
    refuses("milestones.get", NothingFound, lambda s, t: s.milestones.get(t.milestone.id)),
    gives("milestones.find_same", None, lambda s, t: s.milestones.find_same(t.lead.id, t.demo.type, TODAY)),
    gives("milestones.count_visits", {}, lambda s, _: s.milestones.count_visits(start=LONG_AGO, end=TODAY)),
    refuses("milestones.change", NothingFound, lambda s, t: s.milestones.change(t.demo.id, notes="Mine now")),
    refuses("milestones.remove", NothingFound, lambda s, t: s.milestones.remove(t.demo.id)),
    gives("milestones.has", False, lambda s, t: s.milestones.has(t.lead.id, t.milestone.type, until=TODAY)),
    refuses("milestones.add", IntegrityError, lambda s, t: s.milestones.add(t.lead.id, MilestoneType.DEMO, TODAY)),
    hides("booking_reports.figures", lambda s, _: book_report(s, EVERYTHING), is_all_zero),
    hides("booking_reports.figures", lambda s, t: book_report(s, Filters(owner_id=t.member.id)), is_all_zero),
    hides("kpi_reports.figures", lambda s, _: kpis(s, EVERYTHING), is_all_zero),
    hides("kpi_reports.figures", lambda s, t: kpis(s, Filters(campaign_id=t.campaign.id)), is_all_zero),
    hides("kpi_reports.course", lambda s, _: course(s, EVERYTHING), is_all_zero),
    hides("kpi_reports.course", lambda s, t: course(s, Filters(owner_id=t.member.id)), is_all_zero),
    gives("origin_reports.sources", [], lambda s, _: s.origin_reports.sources(ALL_TIME, EVERYTHING)),
    gives(
        "origin_reports.sources", [], lambda s, t: s.origin_reports.sources(ALL_TIME, Filters(source_id=t.source.id))
    ),
    gives("origin_reports.campaign_costs", [], lambda s, _: s.origin_reports.campaign_costs()),
    gives("origin_reports.campaigns", [], lambda s, _: s.origin_reports.campaigns(ALL_TIME, EVERYTHING, today=TODAY)),
    gives(
        "origin_reports.campaigns",
        [],
        lambda s, t: s.origin_reports.campaigns(ALL_TIME, Filters(campaign_id=t.campaign.id), today=TODAY),
    ),
    hides(
        "team_reports.reps",
        lambda s, _: s.team_reports.reps(ALL_TIME, EVERYTHING, today=TODAY),
        lambda reps, _: all(rep.is_idle for rep in reps),
    ),
    gives(
        "team_reports.reps",
        [],
        lambda s, t: s.team_reports.reps(ALL_TIME, Filters(owner_id=t.member.id), today=TODAY),
    ),
    gives("reports.funnel", [], lambda s, _: s.reports.funnel(ALL_TIME)),
    gives("reports.funnel", [], lambda s, t: s.reports.funnel(ALL_TIME, Filters(owner_id=t.member.id))),
    gives("reports.begun_on", None, lambda s, _: s.reports.begun_on(EVERYTHING)),
    gives("reports.begun_on", None, lambda s, t: s.reports.begun_on(Filters(owner_id=t.member.id))),
    gives("reports.leads_of", [], lambda s, _: s.reports.leads_of(ALL_TIME, EVERYTHING, limit=9)),
    gives("reports.lead_ids_of", [], lambda s, _: s.reports.lead_ids_of(ALL_TIME, EVERYTHING)),
    gives("reports.lead_ids_of", [], lambda s, t: s.reports.lead_ids_of(ALL_TIME, Filters(owner_id=t.member.id))),
    gives("reports.leads_with", [], lambda s, t: s.reports.leads_with([t.lead.id])),
    gives("reports.standing", [], lambda s, _: s.reports.standing(ALL_TIME, EVERYTHING, dated_only=False)),
    gives(
        "reports.standing",
        [],
        lambda s, t: s.reports.standing(ALL_TIME, Filters(owner_id=t.member.id), dated_only=True),
    ),
    gives("reports.count_by", {}, lambda s, _: s.reports.count_by("owner_id", ALL_TIME, EVERYTHING)),
    gives(
        "reports.count_by",
        {},
        lambda s, t: s.reports.count_by("source_id", ALL_TIME, Filters(campaign_id=t.campaign.id)),
    ),
    gives(
        "booking_reports.bookings_of",
        [],
        lambda s, _: s.booking_reports.bookings_of(ALL_TIME, EVERYTHING, statuses=set(BookingStatus), limit=9),
    ),
    gives(
        "booking_reports.bookings_of",
        [],
        lambda s, t: s.booking_reports.bookings_of(
            ALL_TIME, Filters(owner_id=t.member.id), statuses=set(BookingStatus), limit=9
        ),
    ),
    gives("reports.leads_of", [], lambda s, t: s.reports.leads_of(ALL_TIME, Filters(source_id=t.source.id), limit=9)),
    gives("reports.statuses", {}, lambda s, _: s.reports.statuses()),
    gives("reports.undated", 0, lambda s, _: s.reports.undated()),
    refuses("schedules.get", NothingFound, lambda s, t: s.schedules.get(t.schedule.id)),
    gives("schedules.find", None, lambda s, t: s.schedules.find(t.schedule.id)),
    refuses("schedules.delete", NothingFound, lambda s, t: s.schedules.delete(t.schedule.id, at=NOW)),
    gives("schedules.list", [], lambda s, _: s.schedules.list()),
    refuses("schedules.add", IntegrityError, lambda s, t: make_schedule(s, t.member.id)),
    refuses("schedules.set_active", NothingFound, lambda s, t: s.schedules.set_active(t.schedule.id, False, since=NOW)),
    gives("schedules.is_claimed", False, lambda s, t: s.schedules.is_claimed(t.schedule.id, SLOT)),
    gives("schedules.claim_slot", False, lambda s, t: s.schedules.claim_slot(t.schedule.id, SLOT + timedelta(days=1))),
    refuses("sources.get", NothingFound, lambda s, t: s.sources.get(t.source.id)),
    refuses("sources.change", NothingFound, lambda s, t: s.sources.change(t.source.id, name="Mine now")),
    gives("sources.list", [], lambda s, _: s.sources.list()),
    makes_own("sources.add", lambda s, t: s.sources.add(t.source.name, t.source.type)),
    gives("writes.find_by_submission", None, lambda s, _: s.writes.find_by_submission("V1")),
    gives("writes.list_of", [], lambda s, t: s.writes.list_of("leads", t.lead.id)),
    refuses("writes.get", NothingFound, lambda s, t: s.writes.get(t.write.id)),
    refuses("writes.keep", IntegrityError, lambda s, t: s.writes.keep(write_row(t.member.id), [])),
    refuses(
        "writes.keep",
        IntegrityError,
        lambda s, t: s.writes.keep(write_row(s.members.list()[0].id, undoes_id=t.write.id), []),
    ),
    refuses("writes.undo", NothingFound, lambda s, t: s.writes.undo(t.write.id, member_id=t.member.id, now=NOW)),
]


class Rollback(Exception):
    """Ends a test's transaction without a trace."""


@pytest.fixture(scope="module")
def theirs(database: Database) -> Belongings:
    return furnish(found_company("North", "Asha", database))


@pytest.fixture
def stranger(database: Database) -> Company:
    return found_company("South", "Ben", database)


def repository_methods(store: Store) -> set[str]:
    repositories = {name: value for name, value in vars(store).items() if type(value).__module__.startswith("storage.")}
    return {
        f"{name}.{method}"
        for name, repository in repositories.items()
        for method in dir(type(repository))
        if not method.startswith("_") and callable(getattr(repository, method))
    }


def test_every_public_method_has_a_case(theirs: Belongings) -> None:
    with theirs.company.open() as store:
        methods = repository_methods(store)

    assert len(methods) > 40
    assert methods == {case.method for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.method)
def test_a_stranger_gets_nothing_and_changes_nothing(
    database: Database, theirs: Belongings, stranger: Company, case: Case
) -> None:
    before = rows_of(theirs.company, database)

    if case.error is None:
        with stranger.open() as store:
            assert case.holds(store, theirs)
    else:
        with pytest.raises(case.error), stranger.open() as store:
            case.call(store, theirs)

    assert rows_of(theirs.company, database) == before


@pytest.mark.parametrize("case", [case for case in CASES if case.differs_for_owner], ids=lambda case: case.method)
def test_the_owner_gets_something_from_the_same_call(theirs: Belongings, case: Case) -> None:
    def call_and_roll_back() -> None:
        with theirs.company.open() as store:
            assert not case.holds(store, theirs)
            raise Rollback

    with pytest.raises(Rollback):
        call_and_roll_back()


def test_a_write_names_nobody_elses_member(theirs: Belongings, stranger: Company) -> None:
    with pytest.raises(IntegrityError), stranger.open() as store:
        store.describe("Mine now", actor=theirs.member)


def test_a_write_undoes_nobody_elses_write(theirs: Belongings, stranger: Company) -> None:
    with pytest.raises(IntegrityError), stranger.open() as store:
        store.describe("Mine now", actor=stranger.rep, undoes_id=theirs.write.id)
