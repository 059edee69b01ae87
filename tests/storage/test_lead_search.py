"""Finding leads: as people type, by a phone number or an address, and those that somebody should look at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.followups import cold_before, going_cold
from bot.kinds import FollowUpStatus, LeadStatus, Role, SourceType
from bot.model import Lead
from storage.database import Database
from storage.store import Store
from tests.storage.belongings import make_campaign
from tests.storage.companies import NOW, TODAY, Company, found_company

NAMES: dict[str, str | None] = {
    "Anil Mehta": "Acme Corp",
    "Acme Holdings": None,
    "José Ñandú": "Zenith & Sons",
    "Großmann": "Bodega",
    "Best Acme Dealer": "Best",
    "50% Off": None,
    "%": None,
    "_": None,
    "株式会社アクメ": None,
    "กรุงเทพ": None,
    "अनिल": None,
}


@pytest.fixture(scope="module")
def crowded(database: Database) -> Company:
    """A company with a lead of every name above."""
    crowded = found_company("Crowded", "Asha", database)
    for name, company in NAMES.items():
        crowded.add_lead(name, company=company)
    return crowded


def search(company: Company, typed: str, *, limit: int = 20) -> list[str]:
    return [lead.name for lead in company.ask(lambda store: store.lead_search.search(typed, limit=limit))]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("acme", ["Acme Holdings", "Anil Mehta", "Best Acme Dealer"]),
        ("ACME", ["Acme Holdings", "Anil Mehta", "Best Acme Dealer"]),
        ("acme h", ["Acme Holdings"]),
        ("best", ["Best Acme Dealer"]),
        ("meh", ["Anil Mehta"]),
        ("cme", []),
        ("acme d", ["Best Acme Dealer"]),
        ("corp", ["Anil Mehta"]),
        ("jose", ["José Ñandú"]),
        ("NANDU", ["José Ñandú"]),
        ("zenith and", ["José Ñandú"]),
        ("grossmann", ["Großmann"]),
        ("अनि", ["अनिल"]),
        ("アクメ", ["株式会社アクメ"]),
        ("เทพ", ["กรุงเทพ"]),
        ("nobody", []),
        ("%", ["%"]),
        ("_", ["_"]),
        ("50%", ["50% Off"]),
        ("a%e", []),
        ("' OR 1=1 --", []),
    ],
)
def test_a_search_finds_the_beginnings_of_names_then_of_companies_then_of_later_words(
    crowded: Company, typed: str, found: list[str]
) -> None:
    assert search(crowded, typed) == found


def test_an_empty_search_finds_every_lead(crowded: Company) -> None:
    assert sorted(search(crowded, "")) == sorted(search(crowded, "   ")) == sorted(NAMES)


def test_a_search_finds_no_more_than_its_limit(crowded: Company) -> None:
    assert search(crowded, "acme", limit=1) == ["Acme Holdings"]
    assert search(crowded, "acme", limit=3) == ["Acme Holdings", "Anil Mehta", "Best Acme Dealer"]
    assert len(search(crowded, "", limit=4)) == 4


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("Anil Mehta", True),
        ("anil  mehta", True),
        ("acme corp", True),
        ("L-1", True),
        (" l-1 ", True),
        ("L-99", False),
        ("anil", True),
        ("acme", True),
        ("ani", False),
        ("mehta", False),
        ("", False),
        ("  ", False),
        ("%", True),
        ("50 off", True),
    ],
)
def test_a_lead_is_named_by_its_code_or_the_first_words_of_its_name_or_company(
    crowded: Company, words: str, is_named: bool
) -> None:
    assert crowded.ask(lambda store: store.lead_search.is_named(words)) is is_named


def test_the_newest_leads_come_first(crowded: Company) -> None:
    newest = crowded.ask(lambda store: store.lead_search.newest(limit=2))

    assert [lead.name for lead in newest] == ["अनिल", "กรุงเทพ"]


def test_names_are_leads_and_companies_each_with_the_leads_number(north: Company) -> None:
    person, firm = north.add_lead("Anil", company="Acme"), north.add_lead("Best", company="Best")

    names = north.ask(lambda store: list(store.lead_search.names()))

    assert sorted(names) == [(person.id, "Acme"), (person.id, "Anil"), (firm.id, "Best")]


def test_a_renamed_lead_is_found_by_its_new_names_only(north: Company) -> None:
    lead = north.add_lead("Anil", company="Acme")

    with north.open() as store:
        store.leads.change(lead.id, name="Bo", company=None)

    assert (search(north, "anil"), search(north, "acme"), search(north, "bo")) == ([], [], ["Bo"])


def test_the_later_words_of_a_name_come_back_with_undo(north: Company) -> None:
    lead = north.add_lead("Anil Mehta", company="Acme Motors")

    def found_by() -> list[str]:
        return [typed for typed in ("mehta", "motors", "rao", "text") if search(north, typed)]

    renamed = north.save(lambda store: store.leads.change(lead.id, name="Anil Rao", company="Acme Textiles"))
    assert found_by() == ["rao", "text"]
    north.undo(renamed)
    assert found_by() == ["mehta", "motors"]

    added = north.save(lambda store: store.leads.add(name="Ben Rao", owner_id=north.rep.id, created_on=TODAY))
    assert found_by() == ["mehta", "motors", "rao"]
    north.undo(added)
    assert found_by() == ["mehta", "motors"]


def test_a_lead_is_found_once_however_many_of_its_words_fit(north: Company) -> None:
    north.add_lead("Rao Rao", company="Rao Rao Rao")

    assert search(north, "rao") == ["Rao Rao"]


@pytest.mark.parametrize(
    ("phone", "typed"),
    [
        ("98450 12345", "+91 98450-12345"),
        ("+91 98450 12345", "09845012345"),
        ("+1 (415) 555-2671", "0014155552671"),
        ("+1 415 555 2671", "+14155552671 ext. 4"),
    ],
)
def test_a_phone_number_finds_its_lead_however_it_was_typed(north: Company, phone: str, typed: str) -> None:
    lead = north.add_lead(phone=phone)
    north.add_lead("Somebody else", phone="98450 12346")

    assert duplicates(north, phone=typed) == [lead]


def duplicates(
    company: Company, *, phone: str | None = None, email: str | None = None, besides: int | None = None
) -> list[Lead]:
    return company.ask(lambda store: store.lead_search.duplicates(phone=phone, email=email, besides=besides))


def test_an_address_finds_its_lead_without_regard_to_case(north: Company) -> None:
    lead = north.add_lead(email="Anil@Acme.in")

    assert duplicates(north, email=" anil@ACME.IN ") == [lead]
    assert duplicates(north, email="anil@acme.com") == []


def test_a_duplicate_has_the_number_or_the_address_and_the_oldest_comes_first(north: Company) -> None:
    by_address = north.add_lead(email="anil@acme.in", phone="98450 00000")
    by_number = north.add_lead(phone="98450 12345")

    found = duplicates(north, phone="98450 12345", email="anil@acme.in")

    assert found == [by_address, by_number]
    assert duplicates(north, phone="98450 12345", email="anil@acme.in", besides=by_number.id) == [by_address]


def test_nothing_given_and_no_number_at_all_are_nobodys_duplicate(north: Company) -> None:
    north.add_lead()
    north.add_lead(phone="ask his wife")

    assert duplicates(north) == duplicates(north, phone="", email="") == duplicates(north, phone="ask his wife") == []


def test_a_changed_number_is_found_and_the_old_one_is_not(north: Company) -> None:
    lead = north.add_lead(phone="98450 12345", email="anil@acme.in")

    with north.open() as store:
        changed = store.leads.change(lead.id, phone="98450 54321", email=None)

    assert duplicates(north, phone="98450 12345", email="anil@acme.in") == []
    assert duplicates(north, phone="98450 54321") == [changed]


@pytest.fixture(scope="module")
def silent(database: Database) -> Company:
    """A company with leads of every status and of every silence, some of them with a follow-up."""
    company = found_company("Silent", "Asha", database)
    with company.open() as store:
        ben = store.members.add("Ben", role=Role.REP, time_zone="UTC")
        for status in LeadStatus:
            for days in (-3, 0, 13, 14, 15, 60, None):
                on = None if days is None else TODAY - timedelta(days=days)
                for owner, follow_up in ((company.rep, None), (ben, None), (ben, "pending"), (ben, "done")):
                    lead = store.leads.add(
                        name=f"{status} {days}", owner_id=owner.id, status=status, created_on=None, last_activity_on=on
                    )
                    if follow_up:
                        planned = store.follow_ups.open(
                            lead.id, opened_on=TODAY, due_on=TODAY, owner_id=owner.id, why="Asked"
                        )
                        store.follow_ups.change(planned.id, status=FollowUpStatus(follow_up))
    return company


def everybody(store: Store) -> list[Lead]:
    return store.lead_search.newest(limit=1_000)


def is_cold(store: Store, lead: Lead) -> bool:
    follow_ups = store.follow_ups.list_of_lead(lead.id)
    pending = any(found.status is FollowUpStatus.PENDING for found in follow_ups)
    return going_cold(lead, has_pending_follow_up=pending, today=TODAY)


COLD_BEFORE = cold_before(TODAY)


def test_the_cold_leads_are_those_that_the_rule_calls_so_the_longest_silent_first(silent: Company) -> None:
    def cold_by_rule(store: Store) -> list[Lead]:
        cold = [lead for lead in everybody(store) if is_cold(store, lead)]
        return sorted(cold, key=lambda lead: (lead.last_activity_on or date.max, lead.id))

    with silent.stores.read(silent.tenant, now=NOW) as store:
        expected = cold_by_rule(store)
        assert len(expected) > 40
        assert store.lead_search.cold(before=COLD_BEFORE, limit=1_000) == expected
        assert store.lead_search.cold(before=COLD_BEFORE, limit=5) == expected[:5]
        assert store.lead_search.count_cold(before=COLD_BEFORE) == len(expected)


def test_the_cold_leads_of_one_owner_are_listed_and_counted_alone(silent: Company) -> None:
    asha = silent.rep.id

    with silent.stores.read(silent.tenant, now=NOW) as store:
        cold = store.lead_search.cold(before=COLD_BEFORE, owner_id=asha, limit=1_000)
        assert {lead.owner_id for lead in cold} == {asha}
        assert {lead.id for lead in cold} == {
            lead.id for lead in everybody(store) if lead.owner_id == asha and is_cold(store, lead)
        }
        assert store.lead_search.count_cold(before=COLD_BEFORE, owner_id=asha) == len(cold)


def test_open_leads_without_a_campaign_are_listed_newest_first_and_counted(north: Company) -> None:
    with north.open() as store:
        campaign = make_campaign(store)
    old, new = north.add_lead("Old"), north.add_lead("New", status=LeadStatus.NEGOTIATION)
    north.add_lead(campaign_id=campaign.id)
    north.add_lead(status=LeadStatus.CONVERTED)
    north.add_lead(status=LeadStatus.LOST)

    assert north.ask(lambda store: store.lead_search.without_campaign(limit=5)) == [new, old]
    assert north.ask(lambda store: store.lead_search.without_campaign(limit=1)) == [new]
    assert north.ask(lambda store: store.lead_search.count_without_campaign()) == 2


def test_the_leads_of_a_source_are_counted_by_how_far_they_ever_came(north: Company) -> None:
    with north.open() as store:
        google, radio = (store.sources.add(name, SourceType.DIGITAL) for name in ("Google Ads", "Radio"))
        lost = store.leads.add(name="Lost", owner_id=north.rep.id, created_on=TODAY, source_id=google.id)
        for status in (LeadStatus.NEGOTIATION, LeadStatus.LOST):
            store.leads.move(lost.id, status, on=TODAY, member_id=north.rep.id)
    north.add_lead(source_id=google.id)
    north.add_lead(source_id=radio.id, status=LeadStatus.CONVERTED)

    def count(least_stage: int) -> int:
        return north.ask(lambda store: store.lead_search.count_of_source(google.id, least_stage=least_stage))

    assert [count(stage) for stage in range(5)] == [2, 1, 1, 1, 0]
