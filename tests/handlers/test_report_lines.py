"""`/report` in words: which report, of what period, narrowed to whom, and what is asked back."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kinds import CampaignStatus, CampaignType, SourceType
from bot.report import ReportKind
from bot.report_request import OF_ONE_RECORD, TIMELESS
from storage.store import Store
from tests.handlers.reporting import Team, ask, reports, told
from tests.slack import Slack, texts


@pytest.mark.parametrize(
    ("words", "covered"),
    [
        ("", ["All time"]),
        ("funnel", ["Dec 2025 – Nov 2026"]),
        ("team last month", ["Oct 2026"]),
        ("bookings from 2026-08 to 2026-09", ["Aug – Sep 2026"]),
        ("funnel by asha", ["owner Asha Rao"]),
        ("funnel by me", ["owner Priya Nair"]),
        ("sources source google ads", ["source Google Ads"]),
        ("campaigns campaign diwali", ["campaign Diwali Offer"]),
        ("funnel by asha source google ads this quarter", ["owner Asha Rao", "source Google Ads", "Oct – Dec 2026"]),
        ("funnel this quarter by asha", ["owner Asha Rao", "Oct – Dec 2026"]),
        ("last month", ["KPIs", "Oct 2026"]),
        ("pipeline 1 sep - 30 sep", ["Lead funnel", "Sep 2026"]),
        ("bookings 2 sep", ["2 Sep 2026"]),
        ("ytd", ["KPIs", "2026"]),
        ("by me", ["KPIs", "All time · owner Priya Nair"]),
        ("by asha last month", ["KPIs", "Oct 2026 · owner Asha Rao"]),
        ("source google ads", ["KPIs", "source Google Ads"]),
    ],
)
def test_period_and_filters_are_taken_from_the_words(team: Team, words: str, covered: list[str]) -> None:
    ask(team.priya, words)
    (report,) = reports(team.priya)

    assert [part for part in covered if part not in texts(report)] == []


def test_a_filter_narrows_the_figures(team: Team) -> None:
    ask(team.priya, "funnel")
    ask(team.priya, "funnel by vikram")
    everybodys, vikrams = reports(team.priya)

    assert "2 of 2 leads converted" in texts(everybodys)
    assert "1 of 1 lead" in texts(vikrams)


@pytest.mark.parametrize("words", ["ledger acme", "ledger acme this year", "statement C-1"])
def test_a_ledger_is_of_the_customer_that_is_named(team: Team, words: str) -> None:
    ask(team.priya, words)

    assert "Acme Corp" in told(reports(team.priya, team.priya.direct)[-1])


def test_a_name_that_may_be_two_is_asked_back_and_answered_by_a_button(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel source google")
    asked = team.priya.last()
    assert asked["ephemeral"]
    assert "Which one is “google”?" in texts(asked)
    assert reports(team.priya) == []
    team.priya.press("Show")
    slack.deliver()

    assert "source Google Ads" in texts(reports(team.priya)[-1])
    assert not [message for message in team.priya.messages() if "Which one" in message["text"]]


def test_the_answer_to_a_question_asked_alone_comes_alone(slack: Slack, team: Team) -> None:
    ask(team.priya, "funnel source google private")
    team.priya.press("Show")
    slack.deliver()

    assert reports(team.priya) == []
    assert "source Google Ads" in texts(reports(team.priya, team.priya.direct)[-1])


def test_a_name_of_more_than_can_be_shown_says_that_there_are_more(slack: Slack, team: Team) -> None:
    slack.write(lambda store: [store.sources.add(f"Google {number}", SourceType.SOCIAL) for number in range(6)])
    ask(team.priya, "funnel source google")

    assert "There are more." in texts(team.priya.last())


def test_what_people_are_called_is_escaped(slack: Slack, team: Team) -> None:
    slack.write(lambda store: store.sources.add("<!channel> *fair*", SourceType.EVENT))
    ask(team.priya, "funnel source fair")

    assert "source &lt;!channel&gt;" in texts(reports(team.priya)[-1])


@pytest.mark.parametrize("words", ["funel last month by asha", "funnl by asha last month"])
def test_a_misspelt_report_is_asked_back_and_drawn_by_a_button(slack: Slack, team: Team, words: str) -> None:
    ask(team.priya, words)
    assert {"Did you mean funnel?", "Funnel · last month · Asha Rao"} < set(texts(team.priya.last()).splitlines())
    assert reports(team.priya) == []
    team.priya.press("Show")
    slack.deliver()

    assert "Oct 2026 · owner Asha Rao" in texts(reports(team.priya)[-1])


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (
            "horoscope",
            "There is no report “horoscope”. There are kpi, funnel, sources, campaigns, bookings, team, ageing",
        ),
        ("asha", "Put “by” before the name: `/report kpi by Asha Rao`."),
        ("last month asha", "Put “by” before the name: `/report kpi last month by Asha Rao`."),
        ("funnel last month asha", "Put “by” before the name: `/report funnel last month by Asha Rao`."),
        ("funnel asha last month", "Put “by” before the name: `/report funnel last month by Asha Rao`."),
        ("team google ads", "Put “source” before the name: `/report team source Google Ads`."),
        ("funnel diwali", "Put “campaign” before the name: `/report funnel campaign Diwali Offer`."),
        ("campaigns fest", "Put “campaign” before the name: `/report campaigns campaign Fest Offer`."),
        ("team fest", "Put “source” before the name: `/report team source Fest Stall`."),
        ("fy26", "I don't know when your financial year begins."),
        ("ageing asha", "Put “by” before the name: `/report ageing by Asha Rao`."),
        ("funnel last blurg", "I can't read “last blurg” as a period."),
        ("team by asha and vikram", "One owner at a time, please, like “by Asha Rao”."),
        ("team source google ads, google maps", "One source at a time, please, like “source Google Ads”."),
        ("team by zebedee", "I found no owner “zebedee”. Check the spelling; a first name is enough."),
        ("ledger", "Say whose: `/report ledger zenith`."),
        ("timeline", "Say whose: `/report timeline zenith`."),
    ],
)
def test_what_cannot_be_drawn_says_in_a_sentence_what_to_type(
    slack: Slack, team: Team, words: str, answer: str
) -> None:
    slack.write(add_two_of_a_name)
    ask(team.priya, words)

    assert team.priya.last()["text"].startswith(answer)
    assert reports(team.priya) == []


def add_two_of_a_name(store: Store) -> None:
    """A source and a campaign that one word may mean."""
    store.sources.add("Fest Stall", SourceType.EVENT)
    store.campaigns.add(
        "Fest Offer",
        CampaignType.EVENT,
        starts_on=date(2026, 9, 1),
        ends_on=None,
        budget=0,
        expected_roi=None,
        status=CampaignStatus.ACTIVE,
    )


@pytest.mark.parametrize("kind", sorted(set(ReportKind) - {*OF_ONE_RECORD, *TIMELESS}))
def test_a_period_to_come_has_not_begun(team: Team, kind: ReportKind) -> None:
    ask(team.priya, f"{kind} next month")

    assert "Dec 2026 has not begun yet." in texts(reports(team.priya)[-1])


def test_the_ledger_of_a_lead_says_that_it_is_a_lead(slack: Slack, team: Team) -> None:
    slack.write(
        lambda store: store.leads.add(name="Rohit Sen", company="Globex", owner_id=team.asha.member.id, created_on=None)
    )
    ask(team.priya, "ledger globex")

    said = "Rohit Sen · Globex (L-3) is a lead, not yet a customer, so there is no account. `/report timeline L-3`"
    assert team.priya.last()["text"].startswith(said)


def test_the_help_names_a_customer_and_a_lead_that_are_there(team: Team) -> None:
    ask(team.priya, "help")
    ask(team.asha, "help")

    assert "`/report ledger zenith`" in team.priya.last()["text"]
    assert "`/report timeline zenith`" in team.priya.last()["text"]
    assert "`/report ledger acme`" in team.asha.last()["text"], "of whom she may see the account"
