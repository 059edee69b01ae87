"""Sources and campaigns: kept under their codes, changed, listed, and counted by what came of their leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from bot.errors import NothingFound
from bot.kinds import CampaignStatus, CampaignType, LeadStatus, SourceType
from bot.model import Campaign, Source
from tests.storage.belongings import make_campaign
from tests.storage.companies import NOW, TODAY, Company


def test_a_source_is_kept_as_it_was_added_under_the_next_code(north: Company) -> None:
    with north.open() as store:
        store.sources.add("Referral", SourceType.REFERRAL)
        google = store.sources.add("Google Ads", SourceType.DIGITAL, subsource="Brand", channel="Search")

    assert google == Source(google.id, "S-2", "Google Ads", SourceType.DIGITAL, "Brand", "Search", active=True)
    assert north.ask(lambda store: store.sources.get(google.id)) == google
    with pytest.raises(NothingFound, match="source"):
        north.ask(lambda store: store.sources.get(99))


def test_sources_are_listed_by_name_and_subsource_however_they_are_written(north: Company) -> None:
    with north.open() as store:
        for name, subsource in (
            ("radio", None),
            ("Google Ads", "Generic"),
            ("Google Ads", None),
            ("Éclair", None),
            ("google ads", "Brand"),
        ):
            store.sources.add(name, SourceType.DIGITAL, subsource=subsource)

    assert [(source.name, source.subsource) for source in north.ask(lambda store: store.sources.list())] == [
        ("Éclair", None),
        ("Google Ads", None),
        ("google ads", "Brand"),
        ("Google Ads", "Generic"),
        ("radio", None),
    ]


def test_a_source_that_is_no_longer_active_is_listed_only_where_all_are(north: Company) -> None:
    with north.open() as store:
        radio, google = (store.sources.add(name, SourceType.DIGITAL) for name in ("Radio", "Google Ads"))
        ended = store.sources.change(radio.id, active=False, channel="FM")

    assert ended == replace(radio, active=False, channel="FM")
    assert north.ask(lambda store: store.sources.list()) == [google]
    assert north.ask(lambda store: store.sources.list(active_only=False)) == [google, ended]


def test_a_campaign_is_kept_as_it_was_added_and_found_by_its_code(north: Company) -> None:
    with north.open() as store:
        diwali = make_campaign(store, owner_id=north.rep.id)

    assert diwali == Campaign(
        id=diwali.id,
        code="CMP-1",
        name="Diwali",
        type=CampaignType.EMAIL,
        starts_on=TODAY,
        ends_on=None,
        budget=5_000_000,
        expected_roi=300,
        owner_id=north.rep.id,
        status=CampaignStatus.ACTIVE,
    )
    assert north.ask(lambda store: store.campaigns.get(diwali.id)) == diwali
    with pytest.raises(NothingFound, match="campaign"):
        north.ask(lambda store: store.campaigns.get(99))


def test_campaigns_are_listed_newest_first(north: Company) -> None:
    with north.open() as store:
        old, new = make_campaign(store), make_campaign(store)

    assert north.ask(lambda store: store.campaigns.list()) == [new, old]


def test_a_changed_campaign_goes_back_with_undo(north: Company) -> None:
    with north.open() as store:
        diwali = make_campaign(store)

    write = north.save(
        lambda store: store.campaigns.change(
            diwali.id, status=CampaignStatus.PAUSED, ends_on=date(2026, 12, 1), owner_id=north.rep.id, budget=10**14
        )
    )
    assert north.ask(lambda store: store.campaigns.get(diwali.id)) == replace(
        diwali, status=CampaignStatus.PAUSED, ends_on=date(2026, 12, 1), owner_id=north.rep.id, budget=10**14
    )
    north.undo(write)

    assert north.ask(lambda store: store.campaigns.get(diwali.id)) == diwali


def test_a_campaigns_owner_is_a_member(north: Company) -> None:
    with pytest.raises(IntegrityError), north.open() as store:
        make_campaign(store, owner_id=99)


def test_leads_are_counted_by_campaign_with_those_that_ever_converted(north: Company) -> None:
    with north.open() as store:
        diwali, holi, _ = (make_campaign(store) for _ in range(3))
    for campaign, status in (
        (diwali, LeadStatus.NEW),
        (diwali, LeadStatus.CONVERTED),
        (diwali, LeadStatus.LOST),
        (holi, LeadStatus.NEW),
        (None, LeadStatus.CONVERTED),
    ):
        north.add_lead(campaign_id=campaign.id if campaign else None, status=status)
    reengaged = north.add_lead(campaign_id=holi.id, status=LeadStatus.CONVERTED)
    deleted = north.add_lead(campaign_id=holi.id, status=LeadStatus.CONVERTED)
    with north.open() as store:
        store.leads.move(reengaged.id, LeadStatus.CONTACTED, on=TODAY, member_id=north.rep.id)
        store.leads.delete(deleted.id, at=NOW)

    assert north.ask(lambda store: store.campaigns.count_leads()) == {diwali.id: (3, 1), holi.id: (2, 1)}
