"""The team: what each rep did and brought."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures import NO_BAR, BarsChart, Tone
from bot.team_report import RepFigures, team_report, whole_team
from tests.bot.reports import all_texts, make_scope, table_texts, titles

IDLE = RepFigures(name="Idle", leads=0, visits=0, engagements=0, bookings=0, amount=0, overdue=0)
ASHA = RepFigures(name="Asha Rao", leads=20, visits=12, engagements=30, bookings=3, amount=1_50_00_000_00, overdue=1)
RAVI = RepFigures(name="Ravi Kumar", leads=14, visits=4, engagements=54, bookings=5, amount=90_00_000_00, overdue=5)


def test_each_rep_has_a_line_who_booked_most_first() -> None:
    found = team_report([ASHA, IDLE, RAVI], None, scope=make_scope())

    assert titles(found) == ["Rep", "Leads", "Visits", "Engagements", "Bookings", "Amount", "Overdue follow-ups"]
    assert table_texts(found) == [
        ["Ravi Kumar", "14", "4", "54", "5", "₹90,00,000", "5"],
        ["Asha Rao", "20", "12", "30", "3", "₹1,50,00,000", "1"],
        ["Idle", "0", "0", "0", "0", "₹0", "0"],
        ["Total", "34", "16", "84", "8", "₹2,40,00,000", "6"],
    ]


def test_the_report_says_who_leads_what_was_done_and_what_is_overdue() -> None:
    found = team_report([ASHA, RAVI], [replace(ASHA, bookings=10)], scope=make_scope())

    assert found.headline == "Ravi Kumar leads with 5 bookings of the team's 8"
    assert found.findings == (
        "The team brought 8 bookings for ₹2,40,00,000, 20 % fewer than in the same days of the 12 months before.",
        "The team made 16 visits and 84 engagements, "
        "together 138.1 % more than in the same days of the 12 months before.",
        "6 follow-ups are overdue, 5 of them with Ravi Kumar.",
    )


def test_without_bookings_the_team_is_compared_by_visits_and_engagements() -> None:
    reps = [replace(ASHA, bookings=0, amount=0, overdue=0), replace(RAVI, bookings=0, amount=0, overdue=0)]
    found = team_report(reps, None, scope=make_scope())

    assert found.headline == "Ravi Kumar leads with 58 visits or engagements of the team's 100"
    assert found.findings[-1] == "No follow-up is overdue."
    assert isinstance(found.chart, BarsChart)
    assert [(bar.name, bar.figure, bar.beside) for bar in found.chart.bars] == [
        ("Ravi Kumar", "58", ""),
        ("Asha Rao", "42", ""),
    ]


def test_reps_with_as_many_bookings_lead_together() -> None:
    found = team_report([ASHA, replace(RAVI, bookings=3), IDLE], None, scope=make_scope())

    assert found.headline == "2 reps lead with 3 bookings each"
    assert isinstance(found.chart, BarsChart)
    assert [bar.parts[0].tone for bar in found.chart.bars] == [Tone.ACCENT, Tone.ACCENT, Tone.PLAIN]


@pytest.mark.parametrize(
    ("visits", "headline"),
    [(1, "2 reps lead with 1 visit or engagement each"), (2, "2 reps lead with 2 visits or engagements each")],
)
def test_reps_with_as_many_visits_or_engagements_lead_together(visits: int, headline: str) -> None:
    reps = [replace(IDLE, name=name, visits=visits) for name in ("Asha Rao", "Ravi Kumar")]
    assert team_report(reps, None, scope=make_scope("today")).headline == headline


@pytest.mark.parametrize(
    ("before", "findings"),
    [
        (None, ("No booking is confirmed or completed.", "No visit or engagement is logged.")),
        (
            IDLE,
            (
                "No booking is confirmed or completed, nor was any in the day before.",
                "No visit or engagement is logged, nor was any in the day before.",
            ),
        ),
        (
            replace(ASHA, visits=2, engagements=2),
            (
                "No booking is confirmed or completed, after 3 in the day before.",
                "No visit or engagement is logged, after 4 in the day before.",
            ),
        ),
    ],
)
def test_a_team_that_brought_nothing_is_told_so(before: RepFigures | None, findings: tuple[str, ...]) -> None:
    now = [replace(IDLE, overdue=1), replace(IDLE, name="Asha Rao")]
    found = team_report(now, [before] if before else None, scope=make_scope("yesterday"))
    assert found.findings[:2] == findings


def test_one_rep_is_held_against_nobody() -> None:
    found = team_report([replace(ASHA, bookings=1)], None, scope=make_scope())

    assert found.headline == "Asha Rao: 1 booking"
    assert found.findings == (
        "Asha Rao brought 1 booking for ₹1,50,00,000.",
        "Asha Rao made 12 visits and 30 engagements.",
        "1 follow-up is overdue.",
    )
    assert [line[0] for line in table_texts(found)] == ["Asha Rao"], "which needs no total"


def test_who_has_everything_that_is_overdue_is_named() -> None:
    found = team_report([ASHA, replace(RAVI, overdue=0)], None, scope=make_scope())
    assert found.findings[-1] == "1 follow-up is overdue, all with Asha Rao."


@pytest.mark.parametrize(
    ("overdue", "finding"),
    [
        ((4, 4, 1), "9 follow-ups are overdue, 4 each with Ravi Kumar and Asha Rao."),
        ((1, 1, 0), "2 follow-ups are overdue, 1 each with Ravi Kumar and Asha Rao."),
        ((2, 2, 2), "6 follow-ups are overdue, 2 each with 3 reps."),
    ],
)
def test_who_has_as_many_overdue_as_another_is_not_named_alone(overdue: tuple[int, ...], finding: str) -> None:
    ravi, asha, idle = (replace(rep, overdue=late) for rep, late in zip((RAVI, ASHA, IDLE), overdue, strict=True))
    assert team_report([asha, idle, ravi], None, scope=make_scope()).findings[-1] == finding


def test_a_rep_sees_no_amounts() -> None:
    found = team_report([ASHA, RAVI], None, scope=make_scope(with_money=False))

    assert "Amount" not in titles(found)
    assert found.findings[0] == "The team brought 8 bookings."


def test_many_reps_are_15_bars_and_the_others_together() -> None:
    found = team_report([replace(ASHA, name=f"Rep {number}") for number in range(20)], None, scope=make_scope())

    assert isinstance(found.chart, BarsChart)
    assert (len(found.chart.bars), found.chart.bars[-1].name, found.chart.bars[-1].figure) == (16, "and 5 more", "15")
    assert found.chart.bars[-1].parts == NO_BAR


def test_a_team_with_leads_and_nothing_done_for_them_has_nobody_in_the_lead() -> None:
    found = team_report([replace(IDLE, name="Asha Rao", leads=3), IDLE], None, scope=make_scope())

    assert isinstance(found.chart, BarsChart)
    assert found.headline == "No visit, engagement or booking by anybody"
    assert {part.tone for bar in found.chart.bars for part in bar.parts} == {Tone.PLAIN}


def test_a_team_that_did_nothing_is_told_what_to_do() -> None:
    found = team_report([IDLE], None, scope=make_scope("2026-10"))
    assert found.findings == (
        "There is no event in Oct 2026. Log a visit with /visit or a call with /engage, "
        "or look at /report team all time.",
    )


def test_a_period_that_has_not_begun_is_told_so() -> None:
    assert team_report([IDLE], None, scope=make_scope("2031")).findings == ("2031 has not begun yet.",)


COUNTS = st.integers(0, 10**6)
REPS = st.lists(
    st.builds(
        RepFigures,
        name=st.text(st.characters(blacklist_characters="₹"), max_size=100),
        leads=COUNTS,
        visits=COUNTS,
        engagements=COUNTS,
        bookings=COUNTS,
        amount=st.integers(0, 10**15),
        overdue=COUNTS,
    ),
    max_size=30,
)


@settings(max_examples=50)
@given(REPS, st.booleans())
def test_lines_add_up_and_without_money_no_amount_is_in_the_report(reps: list[RepFigures], with_money: bool) -> None:
    found = team_report(reps, reps[:2], scope=make_scope(with_money=with_money))

    assert whole_team(reps, "Team").amount == sum(rep.amount for rep in reps)
    assert 1 <= len(found.findings) <= 3
    assert len(found.alt_text) <= 2_000
    if found.table is not None and found.table.total:
        for place in range(1, 5):
            values = [row[place].value for row in found.table.rows]
            assert sum(values) == found.table.total[place].value  # type: ignore[arg-type]  # they are counts
    assert with_money or not any("₹" in text for text in all_texts(found))
