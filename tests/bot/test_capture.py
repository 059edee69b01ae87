"""One-line logging, typed on Wednesday 25 November 2026 as `/visit …`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.capture import LONGEST_NAME, Captured, parse_line
from bot.kinds import MilestoneType, Outcome

WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)


def read(line: str, is_lead_name: Callable[[str], bool] | None = None) -> Captured:
    return parse_line(line, today=WEDNESDAY, default_type=MilestoneType.SITE_VISIT, is_lead_name=is_lead_name)


def visit(**fields: Any) -> Captured:
    return replace(Captured(on=WEDNESDAY, type=MilestoneType.SITE_VISIT), **fields)


def acme(**fields: Any) -> Captured:
    return visit(lead_words="acme", **fields)


def follow_up(day: date, **fields: Any) -> Captured:
    return acme(follow_up_asked=True, follow_up_on=day, **fields)


def test_the_whole_line_of_the_guide_is_understood() -> None:
    line = 'acme site_visit positive @ Whitefield "loved the 3BHK" follow up fri'
    captured = parse_line(line, today=WEDNESDAY, default_type=None)
    assert captured == Captured(
        lead_words="acme",
        type=MilestoneType.SITE_VISIT,
        outcome=Outcome.POSITIVE,
        location="Whitefield",
        notes="loved the 3BHK",
        on=WEDNESDAY,
        follow_up_on=FRIDAY,
        follow_up_asked=True,
    )
    assert captured.complete


def test_an_empty_line_says_nothing() -> None:
    assert parse_line("  ", today=WEDNESDAY, default_type=None) == Captured(on=WEDNESDAY)
    assert not read("").complete


PIECES = [
    "revisit",
    "positive",
    "@ Brigade Road",
    "“loved it”",
    "follow up 28 nov",
    "yesterday",
    "45m",
]


@settings(deadline=None, max_examples=60)
@given(pieces=st.permutations(PIECES))
def test_after_the_lead_everything_may_come_in_any_order(pieces: list[str]) -> None:
    assert read(" ".join(["acme corp", *pieces])) == Captured(
        lead_words="acme corp",
        type=MilestoneType.REVISIT,
        outcome=Outcome.POSITIVE,
        location="Brigade Road",
        notes="loved it",
        on=date(2026, 11, 24),
        duration_minutes=45,
        follow_up_on=date(2026, 11, 28),
        follow_up_asked=True,
    )


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("site_visit", MilestoneType.SITE_VISIT),
        ("site visit", MilestoneType.SITE_VISIT),
        ("Site-Visit", MilestoneType.SITE_VISIT),
        ("sitevisit,", MilestoneType.SITE_VISIT),
        ("visit", MilestoneType.SITE_VISIT),
        ("site vist", MilestoneType.SITE_VISIT),
        ("REVISIT", MilestoneType.REVISIT),
        ("re visit", MilestoneType.REVISIT),
        ("revist", MilestoneType.REVISIT),
        ("demo", MilestoneType.DEMO),
        ("propsal", MilestoneType.PROPOSAL),
        ("negociaton", MilestoneType.NEGOTIATION),
        ("booked", MilestoneType.BOOKING),
        ("re-engaged", MilestoneType.REENGAGED),
        ("lead generated", MilestoneType.LEAD_GENERATED),
        ("contacted", MilestoneType.CONTACTED),
        *((word, MilestoneType.CANCELLATION) for word in ("cancel", "cancelled", "canceled", "Lost,", "dropped")),
        *((word, MilestoneType.CONTACTED) for word in ("call", "called", "phoned")),
        *((word, MilestoneType.PROPOSAL) for word in ("quote", "quotation", "offer")),
        *((word, MilestoneType.REENGAGED) for word in ("reengage", "re-engage", "revived")),
        ("negotiating", MilestoneType.NEGOTIATION),
    ],
)
def test_a_type_is_read_in_any_spelling_and_beats_the_default(words: str, kind: MilestoneType) -> None:
    assert read(f"acme {words} +") == acme(type=kind, outcome=Outcome.POSITIVE)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        *((word, Outcome.POSITIVE) for word in ("positive", "POS", "+", "+ve", "good", "great!", "positve")),
        *((word, Outcome.POSITIVE) for word in ("👍", "👍🏽", ":+1:", ":+1::skin-tone-3:", ":thumbsup:")),
        *((word, Outcome.NEUTRAL) for word in ("neutral", "ok", "okay", "nuetral")),
        *((word, Outcome.NEGATIVE) for word in ("negative", "neg.", "bad", "-ve", "–ve", "👎", ":-1:")),
    ],
)
def test_an_outcome_is_read_as_word_sign_or_emoji(word: str, outcome: Outcome) -> None:
    assert read(f"acme {word}") == acme(outcome=outcome)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("@ Whitefield", "Whitefield"),
        ("@Whitefield,", "Whitefield"),
        ("@ MG Road, Bengaluru", "MG Road, Bengaluru"),
        ("@ Good Shepherd Road", "Good Shepherd Road"),
        ("@ Tower B", "Tower B"),
        ("@ Whitefield Phase 2", "Whitefield Phase 2"),
        ("@ Sector 45, Noida", "Sector 45, Noida"),
        ("@ Indiranagar 2nd Stage", "Indiranagar 2nd Stage"),
        ("@ 100 Feet Road", "100 Feet Road"),
        ('@ "MG Road, Sector 12 - Phase 2"', "MG Road, Sector 12 - Phase 2"),
        ('@ "North Demo Centre, 25 Nov Street"', "North Demo Centre, 25 Nov Street"),
    ],
)
def test_a_place_runs_from_the_at_sign_to_the_next_known_word(words: str, place: str) -> None:
    assert read(f"acme {words} neg") == acme(location=place, outcome=Outcome.NEGATIVE)
    assert read(f'acme {words} "fine"') == acme(location=place, notes="fine")
    assert read(f"acme {words} f/u fri") == follow_up(FRIDAY, location=place)


@pytest.mark.parametrize(
    ("words", "place", "unread"),
    [
        ("@ whitefield loved the 3bhk", "whitefield", ("loved", "the", "3bhk")),
        ("@ Prestige Tech Park Marathahalli", "Prestige", ("Tech", "Park", "Marathahalli")),
        ("@ Whitefield 45 foo", "Whitefield", ("45", "foo")),
        ("@ Whitefield 45", "Whitefield", ("45",)),
        ("@ Whitefield 3bhk", "Whitefield", ("3bhk",)),
    ],
)
def test_of_words_that_are_no_place_the_first_is_and_the_others_are_asked_about(
    words: str, place: str, unread: tuple[str, ...]
) -> None:
    assert read(f"acme {words} follow up fri") == follow_up(FRIDAY, location=place, unread=unread)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("at Hebbal", "Hebbal"),
        ("At hebbal,", "hebbal"),
        ("at Good Shepherd Road", "Good Shepherd Road"),
        ("at Whitefield Phase 2", "Whitefield Phase 2"),
        ("at 100 Feet Road", "100 Feet Road"),
        ('at "North Demo Centre, 25 Nov Street"', "North Demo Centre, 25 Nov Street"),
    ],
)
def test_at_before_a_place_is_read_like_the_sign(words: str, place: str) -> None:
    assert read(f"acme {words} neg") == acme(location=place, outcome=Outcome.NEGATIVE)
    assert read(f"acme {words} at 4pm") == acme(location=place, at=time(16))
    assert read(f"acme at 4pm {words}") == acme(location=place, at=time(16))
    assert read(f"acme {words} f/u fri") == follow_up(FRIDAY, location=place)
    assert read("acme at Prestige Tech Park Marathahalli").unread == ("Tech", "Park", "Marathahalli")


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        ("at", ("at",)),
        ("at 4", ("at", "4")),
        ("at 11 45", ("at", "11", "45")),
        ("at around 4", ("at", "around", "4")),
        ("at noon", ("at", "noon")),
    ],
)
def test_at_before_what_may_be_an_hour_is_no_place_and_asked_about(words: str, unread: tuple[str, ...]) -> None:
    assert read(f"acme pos {words}") == acme(outcome=Outcome.POSITIVE, unread=unread)


def test_a_place_in_or_right_after_a_follow_up_is_asked_about() -> None:
    assert read("acme follow up fri at Hebbal") == follow_up(FRIDAY, unread=("at Hebbal",))
    assert read("acme follow up at Hebbal on fri").problems == (("follow_up_on", "at Hebbal on fri"),)


@pytest.mark.parametrize(
    "quoted",
    [
        '"client\'s happy"',
        "“client's happy”",
        "'client's happy'",
        "‘client's happy’",
        "„client's happy“",
        "\"client's\" 'happy'",
    ],
)
def test_quoted_text_is_the_notes_whatever_the_quotes(quoted: str) -> None:
    assert read(f"acme {quoted}") == acme(notes="client's happy")


@pytest.mark.parametrize("opened", ['"', "“", "„", "'", "‘"])
def test_a_quote_that_is_never_closed_is_kept_as_notes_and_asked_about(opened: str) -> None:
    rest = "client's happy follow up fri"
    captured = read(f"acme pos {opened}{rest}")
    assert captured == acme(outcome=Outcome.POSITIVE, notes=rest, problems=(("notes", rest),))
    assert not captured.complete


def test_a_quote_that_is_never_closed_is_no_leads_name_and_no_place() -> None:
    assert read('"acme pos') == visit(notes="acme pos", problems=(("notes", "acme pos"),))
    assert read('acme @ "North Wing f/u fri') == acme(
        notes="North Wing f/u fri", problems=(("location", "@"), ("notes", "North Wing f/u fri"))
    )


def test_an_at_sign_before_a_follow_up_is_a_place_left_out() -> None:
    assert read("acme @ follow up fri") == follow_up(FRIDAY, problems=(("location", "@"),))


def test_words_with_a_meaning_have_none_inside_quotes() -> None:
    assert read('acme "bad visit, follow up fri @ 4pm"') == acme(notes="bad visit, follow up fri @ 4pm")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("follow up fri", FRIDAY),
        ("Follow-up: Fri", FRIDAY),
        ("followup on 28 nov", date(2026, 11, 28)),
        ("f/u tomorrow", date(2026, 11, 26)),
        ("fu in 3 days", date(2026, 11, 28)),
        ("follow up - next week", date(2026, 12, 2)),
        ("follow up — fri 27 nov 2026", FRIDAY),
        ("follow up by 24 nov", date(2027, 11, 24)),
        ("follow up wed", date(2026, 12, 2)),
        ("folow up fri", FRIDAY),
        ("followp fri", FRIDAY),
    ],
)
def test_a_follow_up_date_looks_ahead(words: str, day: date) -> None:
    assert read(f"acme {words} 45m") == follow_up(day, duration_minutes=45)


@pytest.mark.parametrize(
    ("words", "unreadable"),
    [
        ("follow up blurg", "blurg"),
        ("follow up 31 feb", "31 feb"),
        ("follow up fri 28 nov", "fri 28 nov"),
        ("follow up call on fri", "call on fri"),
        ("f/u soon positive", "soon"),
    ],
)
def test_a_follow_up_without_a_readable_date_is_a_problem_and_no_date_is_guessed(words: str, unreadable: str) -> None:
    captured = read(f"acme {words}")
    assert captured.problems == (("follow_up_on", unreadable),)
    assert (captured.follow_up_asked, captured.follow_up_on, captured.on) == (True, None, WEDNESDAY)
    assert not captured.complete


@pytest.mark.parametrize("words", ["follow up", "f/u on", 'follow up "call him"', "follow up positive"])
def test_a_follow_up_that_says_no_date_at_all_is_a_problem_without_words(words: str) -> None:
    captured = read(f"acme {words}")
    assert captured.problems == (("follow_up_on", ""),)
    assert captured.follow_up_asked
    assert not captured.complete


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("yesterday", date(2026, 11, 24)),
        ("on 21 nov", date(2026, 11, 21)),
        ("26 nov", date(2025, 11, 26)),
        ("fri", date(2026, 11, 20)),
        ("on fri 21st of november 2025", date(2025, 11, 21)),
        ("wed", WEDNESDAY),
        ("2026-11-03", date(2026, 11, 3)),
        ("tomorrow", date(2026, 11, 26)),
    ],
)
def test_a_date_by_itself_is_the_day_of_the_event_and_looks_back(words: str, day: date) -> None:
    assert read(f"acme pos {words}") == acme(outcome=Outcome.POSITIVE, on=day)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("45m", 45), ("12 min", 12), ("1h", 60), ("1h30", 90), ("1h 30m", 90), ("for 1 hour 30 min", 90), ("2 hrs", 120)],
)
def test_a_duration_is_read_in_minutes(words: str, minutes: int) -> None:
    assert read(f"acme {words} 21 nov") == acme(duration_minutes=minutes, on=date(2026, 11, 21))


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("at 4pm", time(16)),
        ("at 4.30 p.m.", time(16, 30)),
        ("at 16:30", time(16, 30)),
        ("@ 4 pm", time(16)),
        ("9:05", time(9, 5)),
        ("12am", time(0)),
        ("12:15pm", time(12, 15)),
    ],
)
def test_a_time_of_day_is_read(words: str, at: time) -> None:
    assert read(f"acme {words} pos") == acme(at=at, outcome=Outcome.POSITIVE)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("31 feb", ("on", "31 feb")),
        ("2026-13-40", ("on", "2026-13-40")),
        ("at 25:00", ("at", "at 25:00")),
        ("13pm", ("at", "13pm")),
        ("0m", ("duration_minutes", "0m")),
        ("9999 min", ("duration_minutes", "9999 min")),
        ("@", ("location", "@")),
    ],
)
def test_what_cannot_be_is_a_problem_of_its_field(words: str, problem: tuple[str, str]) -> None:
    assert read(f"acme {words}") == acme(problems=(problem,))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("acme pos some words", acme(outcome=Outcome.POSITIVE, unread=("some", "words"))),
        ("acme pos -", acme(outcome=Outcome.POSITIVE, unread=("-",))),
        ("acme pos 12 last week", acme(outcome=Outcome.POSITIVE, unread=("12", "last", "week"))),
        ("acme pos bad", acme(outcome=Outcome.POSITIVE, unread=("bad",))),
        ("acme 45m for 2 hours", acme(duration_minutes=45, unread=("for 2 hours",))),
        ("acme @ Hebbal 45m @ Jayanagar", acme(location="Hebbal", duration_minutes=45, unread=("@ Jayanagar",))),
        ("acme follow up fri at 4pm", follow_up(FRIDAY, unread=("at 4pm",))),
        ("acme a booking of two", visit(lead_words="acme a", type=MilestoneType.BOOKING, unread=("of", "two"))),
    ],
)
def test_what_is_not_understood_is_kept_so_that_the_form_can_open_with_it(line: str, expected: Captured) -> None:
    assert read(line) == expected
    assert not expected.complete


def test_the_same_thing_said_twice_is_no_question() -> None:
    assert read("acme good visit positive") == acme(outcome=Outcome.POSITIVE)


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("acme corp pvt. ltd. positive", "acme corp pvt. ltd."),
        ("acme, positive", "acme"),
        ("acme - positive", "acme"),
        ('"Acme Corp" positive', "Acme Corp"),
        ("“Positive Homes” positive", "Positive Homes"),
        ("'Demo Ltd' positive", "Demo Ltd"),
        ("L-12 positive", "L-12"),
        ("O'Hara &amp; Sons positive", "O'Hara & Sons"),
        ("a &amp;lt; b positive", "a &lt; b"),
        ("<@U123|ann lee> positive", "<@U123|ann lee>"),
        ("<http://acme.com/a|our demo visit> positive", "<http://acme.com/a|our demo visit>"),
        ("श्री राम positive", "श्री राम"),
    ],
)
def test_the_words_before_the_first_known_one_are_the_leads(line: str, lead: str) -> None:
    assert read(line) == visit(lead_words=lead, outcome=Outcome.POSITIVE)


LEADS = {
    "good earth",
    "march interiors",
    "positive homes",
    "monday motors",
    "demo ltd",
    "fu wang",
    "lost world",
    "acme",
}


def known(words: str) -> bool:
    return words.casefold() in LEADS


@pytest.mark.parametrize(
    "name", ["Good Earth", "March Interiors", "Positive Homes", "monday motors", "DEMO LTD", "Fu Wang", "Lost World"]
)
def test_a_leads_name_may_contain_words_that_mean_something_else(name: str) -> None:
    expected = visit(lead_words=name, outcome=Outcome.NEGATIVE, on=date(2026, 11, 23))
    assert read(f"{name} negative mon", known) == expected
    assert read(f'"{name}" negative mon') == expected


def test_an_unknown_name_that_begins_like_a_known_word_is_asked_about_not_guessed() -> None:
    captured = read("Positive Homes positive")
    assert captured == visit(outcome=Outcome.POSITIVE, unread=("Homes",))
    assert not captured.complete


def test_the_longest_known_name_wins_and_quotes_settle_it() -> None:
    leads = {"acme", "acme demo"}
    assert read("acme demo pos", leads.__contains__).lead_words == "acme demo"
    assert read('"acme" demo pos', leads.__contains__) == acme(type=MilestoneType.DEMO, outcome=Outcome.POSITIVE)


def test_words_after_a_known_name_are_not_taken_for_more_of_it() -> None:
    assert read("acme loved it pos", known) == acme(outcome=Outcome.POSITIVE, unread=("loved", "it"))


def test_a_name_that_is_not_known_ends_at_the_first_known_word() -> None:
    assert read("amce corp pos", known) == visit(lead_words="amce corp", outcome=Outcome.POSITIVE)


def test_a_long_line_asks_about_few_names() -> None:
    asked: list[str] = []

    def is_lead_name(words: str) -> bool:
        asked.append(words)
        return False

    read("word " * 100, is_lead_name)
    assert [len(words.split()) for words in asked] == list(range(LONGEST_NAME, 0, -1))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("pos loved it", acme(outcome=Outcome.POSITIVE, notes="loved it")),
        ("demo liked the model flat", acme(type=MilestoneType.DEMO, notes="liked the model flat")),
        ("pos, wants the 3BHK.", acme(outcome=Outcome.POSITIVE, notes="wants the 3BHK.")),
        ('@ "MG Road" pos loved it', acme(location="MG Road", outcome=Outcome.POSITIVE, notes="loved it")),
        ("pos loved it follow up fri", follow_up(FRIDAY, outcome=Outcome.POSITIVE, notes="loved it")),
        ("pos loved it 45m", acme(outcome=Outcome.POSITIVE, duration_minutes=45, notes="loved it")),
    ],
)
def test_notes_at_the_end_of_a_known_leads_line_need_no_quotes(words: str, expected: Captured) -> None:
    assert read(f"acme {words}", known) == expected
    assert read(f'"acme" {words}') == expected
    assert expected.complete


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        ("loved it", ("loved", "it")),
        ("corp pos loved it", ("corp", "loved", "it")),
        ("pos loved", ("loved",)),
        ("pos - !!", ("-", "!!")),
        ("pos loved it yesterday", ("loved", "it")),
        ("pos last week", ("last", "week")),
        ("pos flat 12", ("flat", "12")),
        ('pos loved it "so much"', ("loved", "it")),
        ("@ Whitefield loved the 3bhk", ("loved", "the", "3bhk")),
        ("pos loved it follow up fri at 4pm", ("loved", "it", "at 4pm")),
    ],
)
def test_where_words_may_mean_something_else_than_notes_they_are_asked_about(
    words: str, unread: tuple[str, ...]
) -> None:
    assert read(f"acme {words}", known).unread == unread
    assert read(f"acme {words}", known).notes in (None, "so much")


def test_where_the_leads_name_is_a_guess_so_is_the_rest() -> None:
    assert read("amce pos loved it", known).unread == ("loved", "it")


def everything_in(captured: Captured) -> str:
    texts = [captured.lead_words, captured.location or "", captured.notes or "", *captured.unread]
    return " ".join([*texts, *(text for _, text in captured.problems)])


@settings(deadline=None)
@given(text=st.text())
def test_any_text_at_all_can_be_read(text: str) -> None:
    captured = read(text)
    assert captured.complete == (bool(captured.lead_words) and not captured.unread and not captured.problems)


@settings(deadline=None, max_examples=300)
@given(text=st.text("zqx \"'“”‘’@<>&;,.-–+\n"))
def test_no_word_without_a_meaning_is_lost_however_it_is_quoted(text: str) -> None:
    assert set(re.findall("[zqx]+", everything_in(read(text)))) == set(re.findall("[zqx]+", text))


STRANGERS = ("zorp", "quux", "Plover", "xyzzy")
KNOWN = (
    *("demo", "site visit", "pos", "@", "at", "follow up", "fri", "on 31 feb", "45m", "at 4pm"),
    *('"', "'", "25:00", "-"),
)


@settings(deadline=None, max_examples=300)
@given(parts=st.lists(st.sampled_from(STRANGERS + KNOWN), max_size=14), named=st.booleans())
def test_no_word_is_lost_among_words_with_a_meaning(parts: list[str], named: bool) -> None:
    captured = read(" ".join(parts), (lambda words: words == "zorp demo") if named else None)
    assert {word for word in STRANGERS if word in everything_in(captured)} == set(parts) & set(STRANGERS)
