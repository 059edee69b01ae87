"""What somebody asks for in words, as requests for a report: names are looked up, and may be several people's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from bot.errors import BotError, NothingFound
from bot.matching import choose
from bot.model import Member
from bot.periods import named_periods, parse_period
from bot.report import ReportKind
from bot.report_line import ReportLine
from bot.report_request import TIMELESS, ReportRequest, default_period
from handlers.carried import unless_out_of_date
from handlers.customers import find_customers
from handlers.leads import find_leads
from handlers.origins import meant
from handlers.views.leads import lead_name
from handlers.views.origins import source_name
from storage.store import Store


class NoPeriod(BotError):
    """The {report} report takes no period: it is about {what}."""


class RecordMissing(BotError):
    """Say whose: `/report {report} acme`."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record that a word may mean; `field` is the request's."""

    field: str
    id: int
    name: str


Finder = Callable[[Store, str, Member], list[Named]]


def understood(store: Store, line: ReportLine, member: Member) -> list[tuple[str, ReportRequest]]:
    """(what it is about, the request): one where it is clear, several where a name may mean several records.

    Raises NothingFound, PeriodNotUnderstood, NoPeriod or RecordMissing.
    """
    if line.kind in SUBJECTS:
        words, finder, what = line.words, SUBJECTS[line.kind], WHATS[line.kind]
        if not words:
            raise RecordMissing(report=line.kind)
        found, period = _with_period(store, words, finder, what, member)
        return _requests(store, line.kind, period, [found])
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


def _with_period(store: Store, words: str, finder: Finder, what: str, member: Member) -> tuple[list[Named], str]:
    """Whatever the words name, and the period behind the name, if there is one. Raises NothingFound."""
    for name, period in [
        (words, ""),
        *((name, period.label) for name, period in named_periods(words, today=store.today)),
    ]:
        found = finder(store, name, member)
        if found:
            return found, period
    raise NothingFound(what=what, text=words, hint="Check the spelling, or type its code.")


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
SUBJECTS: dict[ReportKind, Finder] = {ReportKind.LEDGER: _customers, ReportKind.TIMELINE: _leads}
WHATS = {ReportKind.LEDGER: "customer", ReportKind.TIMELINE: "lead"}


def request_in(text: Any) -> ReportRequest:
    """The request that a button or a form carries. Raises OutOfDate."""
    with unless_out_of_date():
        return ReportRequest.model_validate_json(text)
