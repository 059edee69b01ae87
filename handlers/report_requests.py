"""What somebody asks for in words, as requests for a report: names are looked up, and may be several people's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from bot.errors import BotError, NothingFound
from bot.matching import choose
from bot.model import Member
from bot.periods import named_periods, parse_period
from bot.report import ReportKind
from bot.report_line import ReportLine, period_before
from bot.report_request import TIMELESS, ReportRequest, default_period
from handlers.carried import unless_out_of_date
from handlers.customers import find_customers, sees_account, suggested_customers
from handlers.leads import find_leads
from handlers.origins import meant
from handlers.views.leads import lead_name
from handlers.views.origins import source_name
from handlers.welcome import find_example
from storage.store import Store


class NoPeriod(BotError):
    """The {report} report takes no period: it is about {what}."""


class RecordMissing(BotError):
    """Say whose: `/report {report} {example}`."""


class UnknownReport(BotError):
    """There is no report “{name}”. There are kpi, funnel, sources, campaigns, bookings, team, ageing, ledger and
    timeline."""


class WordMissing(BotError):
    """Put “{word}” before the name: `{example}`."""


class OneAtATime(BotError):
    """One {what} at a time, please, like “{example}”."""


class LeadNotCustomer(BotError):
    """{lead} is a lead, not yet a customer, so there is no account. `/report timeline {code}` shows the journey."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record that a word may mean; `field` is the request's."""

    field: str
    id: int
    name: str


Finder = Callable[[Store, str, Member], list[Named]]


def understood(store: Store, line: ReportLine, member: Member) -> list[tuple[str, ReportRequest]]:
    """(what it is about, the request): one where it is clear, several where a name may mean several records.

    Raises NothingFound, OneAtATime, LeadNotCustomer, WordMissing, PeriodNotUnderstood, NoPeriod or RecordMissing.
    """
    if line.kind in SUBJECTS:
        words, finder, what = line.words, SUBJECTS[line.kind], WHATS[line.kind]
        if not words:
            raise RecordMissing(report=line.kind, example=EXAMPLES[line.kind](store, member))
        found, period = _with_period(store, words, finder, what, member)
        return _requests(store, line.kind, period, [found])
    refuse_bare_name(store, line.kind, line.words, member)
    period, meanings = line.words, []
    for field, words in line.filters.items():
        named, behind = _with_period(store, words, FILTERS[field], field, member)
        meanings.append(named)
        period = behind or period
    return _requests(store, line.kind, period, meanings)


def _requests(
    store: Store, kind: ReportKind, period: str, meanings: Sequence[list[Named]]
) -> list[tuple[str, ReportRequest]]:
    """A request for every way to read the names."""
    if period and kind in TIMELESS:
        raise NoPeriod(report=kind, what="today" if kind is ReportKind.AGEING else "a lead's whole journey")
    counted = parse_period(period, today=store.today).label if period else default_period(kind)
    return [
        (
            ", ".join(named.name for named in combined),
            ReportRequest(kind=kind, period=counted, **{named.field: named.id for named in combined}),
        )
        for combined in product(*meanings)
    ]


def refuse_bare_name(store: Store, kind: ReportKind, words: str, member: Member) -> None:
    """Raises WordMissing where a name stands in the period's place, or behind the period."""
    before, rest = period_before(words, today=store.today)
    about_kind_first = sorted(FILTERS, key=lambda field: field not in kind)
    for field in about_kind_first if rest else ():
        found, behind = _looked_up(store, rest, FILTERS[field], member)
        if found:
            said = ["/report", kind, before or behind, WORDS[field], found[0].name]
            raise WordMissing(word=WORDS[field], example=" ".join(filter(None, said)))


def _with_period(store: Store, words: str, finder: Finder, what: str, member: Member) -> tuple[list[Named], str]:
    """Whatever the words name, and the period behind the name, if there is one.

    Raises NothingFound, OneAtATime or LeadNotCustomer.
    """
    found, period = _looked_up(store, words, finder, member)
    if found:
        return found, period
    if what == "customer":
        _refuse_lead(store, words, member)
    _refuse_several(store, words, finder, what, member)
    hint = "Check the spelling; a first name is enough." if what == "owner" else "Check the spelling, or type its code."
    raise NothingFound(what=what, text=words, hint=hint)


def _looked_up(store: Store, words: str, finder: Finder, member: Member) -> tuple[list[Named], str]:
    """The same, and nothing where they name nothing."""
    for name, period in [
        (words, ""),
        *((name, period.label) for name, period in named_periods(words, today=store.today)),
    ]:
        found = finder(store, name, member)
        if found:
            return found, period
    return [], ""


def _refuse_lead(store: Store, words: str, member: Member) -> None:
    """Raises LeadNotCustomer where the words name a lead."""
    found, _ = _looked_up(store, words, _leads, member)
    if found:
        code = store.leads.get(found[0].id).code
        raise LeadNotCustomer(lead=found[0].name, code=code)


def _refuse_several(store: Store, words: str, finder: Finder, what: str, member: Member) -> None:
    """Raises OneAtATime where "asha and rohan" are two."""
    parts = [part for part in SEPARATORS.split(words) if part]
    found = finder(store, parts[0], member) if len(parts) > 1 else []
    if found:
        raise OneAtATime(what=what, example=f"{WORDS[what]} {found[0].name}" if what in WORDS else found[0].name)


def _owners(store: Store, words: str, member: Member) -> list[Named]:
    if words.lower() == "me":
        return [Named("owner_id", member.id, member.name)]
    members = [(found.id, found.name) for found in store.members.list()]
    return [Named("owner_id", match.id, match.name) for match in choose(words.removeprefix("@"), members)]


def _sources(store: Store, words: str, _: Member) -> list[Named]:
    found = meant(words, store.sources.list(active_only=False), source_name)
    return [Named("source_id", source.id, source_name(source)) for source in found]


def _campaigns(store: Store, words: str, _: Member) -> list[Named]:
    found = meant(words, store.campaigns.list(), lambda campaign: campaign.name)
    return [Named("campaign_id", campaign.id, campaign.name) for campaign in found]


def _customers(store: Store, words: str, _: Member) -> list[Named]:
    return [Named("customer_id", found.id, f"{found.name} ({found.code})") for found in find_customers(store, words)]


def _leads(store: Store, words: str, _: Member) -> list[Named]:
    return [Named("lead_id", found.id, f"{lead_name(found)} ({found.code})") for found in find_leads(store, words)]


FILTERS: dict[str, Finder] = {"owner": _owners, "source": _sources, "campaign": _campaigns}
WORDS = {"owner": "by", "source": "source", "campaign": "campaign"}
"""What stands before the name of each filter."""

SEPARATORS = re.compile(r"\s*(?:[,&]|\band\b)\s*", re.IGNORECASE)
SUBJECTS: dict[ReportKind, Finder] = {ReportKind.LEDGER: _customers, ReportKind.TIMELINE: _leads}
WHATS = {ReportKind.LEDGER: "customer", ReportKind.TIMELINE: "lead"}


def customer_example(store: Store, member: Member) -> str:
    """A customer as one may type it whose account this person may see."""
    seen = (customer for customer in suggested_customers(store, "") if sees_account(store, customer, member))
    customer = next(seen, None)
    if customer is None:
        return "acme"
    name = customer.name.lower()
    meant = (words for words in (name.split()[0], name) if find_customers(store, words) == [customer])
    return next(meant, customer.code)


def lead_example(store: Store, _: Member) -> str:
    return find_example(store).lead


EXAMPLES = {ReportKind.LEDGER: customer_example, ReportKind.TIMELINE: lead_example}


def request_in(text: Any) -> ReportRequest:
    """The request that a button or a form carries. Raises OutOfDate."""
    with unless_out_of_date():
        return ReportRequest.model_validate_json(text)
