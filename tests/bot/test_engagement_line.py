"""One-line logging of engagements, typed on Wednesday 25 November 2026 as `/engage …`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engagement_line import CapturedEngagement, parse_engagement_line
from bot.engagements import CHANNELS
from bot.kinds import Channel, EngagementStatus, EngagementType, Outcome

WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)
LEADS = {"acme", "acme corp", "good earth", "call centre india", "quote masters"}

EMAIL, CALL, MESSAGE, MEETING, PROPOSAL, QUOTE = EngagementType


def known(words: str) -> bool:
    return words.casefold() in LEADS


def read(line: str, is_lead_name: Callable[[str], bool] | None = known) -> CapturedEngagement:
    return parse_engagement_line(line, today=WEDNESDAY, is_lead_name=is_lead_name)


def acme(kind: EngagementType, subject: str | None, **fields: Any) -> CapturedEngagement:
    captured = CapturedEngagement(
        lead_words="acme", type=kind, channel=CHANNELS[kind][0], subject=subject, on=WEDNESDAY
    )
    return replace(captured, **fields)


def follow_up(day: date, **fields: Any) -> dict[str, Any]:
    return {"follow_up_asked": True, "follow_up_on": day, **fields}


def test_the_whole_line_of_the_guide_is_understood() -> None:
    captured = read('acme call 12m "asked for the quote"')
    assert captured == CapturedEngagement(
        lead_words="acme",
        type=CALL,
        channel=Channel.PHONE,
        subject="asked for the quote",
        on=WEDNESDAY,
        duration_minutes=12,
    )
    assert captured.complete


def test_an_empty_line_says_nothing() -> None:
    assert read("  ") == CapturedEngagement(on=WEDNESDAY)
    assert not read("").complete


PIECES = ["call", "by whatsapp", "positive", "missed", "“price talk”", "follow up 28 nov", "yesterday", "45m"]


@settings(deadline=None, max_examples=60)
@given(pieces=st.permutations(PIECES))
def test_after_the_lead_everything_may_come_in_any_order(pieces: list[str]) -> None:
    assert read(" ".join(["acme", *pieces])) == acme(
        CALL,
        "price talk",
        channel=Channel.WHATSAPP,
        outcome=Outcome.POSITIVE,
        status=EngagementStatus.FAILED,
        on=date(2026, 11, 24),
        duration_minutes=45,
        **follow_up(date(2026, 11, 28)),
    )


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *((word, CALL) for word in ("call", "Called", "phoned", "rang,", "call_made", "call made", "CALL-MADE")),
        *((word, EMAIL) for word in ("email", "emailed", "mail", "e-mail", "email_sent", "email sent", "emailsent")),
        *((word, MESSAGE) for word in ("message", "text", "texted", "mesage", "message_sent", "text message")),
        *((word, MEETING) for word in ("meeting", "meet", "met", "metting", "meeting_scheduled", "meeting schedulled")),
        *((word, PROPOSAL) for word in ("proposal", "propsal", "proposal_sent", "proposal sent")),
        *((word, QUOTE) for word in ("quote", "quotation", "qoutation", "quote_sent", "quote sent")),
        ("phone", CALL),
    ],
)
def test_a_type_is_read_in_any_spelling_and_goes_by_its_likeliest_channel(words: str, kind: EngagementType) -> None:
    assert read(f'acme {words} "price list"') == acme(kind, "price list")


@pytest.mark.parametrize(
    ("words", "kind", "channel"),
    [
        ("sms", MESSAGE, Channel.SMS),
        ("WhatsApp", MESSAGE, Channel.WHATSAPP),
        ("whatsap", MESSAGE, Channel.WHATSAPP),
        ("message sms", MESSAGE, Channel.SMS),
        ("sms message", MESSAGE, Channel.SMS),
        ("call whatsapp", CALL, Channel.WHATSAPP),
        ("whatsapp call", CALL, Channel.WHATSAPP),
        ("call on whatsapp", CALL, Channel.WHATSAPP),
        ("video call", CALL, Channel.VIDEO),
        ("zoom call", CALL, Channel.VIDEO),
        ("meeting over teams", MEETING, Channel.VIDEO),
        ("phone meeting", MEETING, Channel.PHONE),
        ("in person meeting", MEETING, Channel.IN_PERSON),
        ("met in-person", MEETING, Channel.IN_PERSON),
        ("proposal whatsapp", PROPOSAL, Channel.WHATSAPP),
        ("proposal in person", PROPOSAL, Channel.IN_PERSON),
        ("email quote", QUOTE, Channel.EMAIL),
        ("quote by sms", QUOTE, Channel.SMS),
    ],
)
def test_a_channel_may_be_said_before_or_after_the_type(words: str, kind: EngagementType, channel: Channel) -> None:
    assert read(f'acme {words} "price list"') == acme(kind, "price list", channel=channel)


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        ("call email", CALL, "email"),
        ("call by sms", CALL, "sms"),
        ("meeting whatsapp", MEETING, "whatsapp"),
        ("proposal video", PROPOSAL, "video"),
        ("email_sent whatsapp", EMAIL, "whatsapp"),
    ],
)
def test_a_channel_by_which_the_type_does_not_go_is_a_problem(words: str, kind: EngagementType, said: str) -> None:
    captured = read(f'acme {words} "price list"')
    assert captured == acme(kind, "price list", channel=None, problems=(("channel", said),))
    assert not captured.complete


@pytest.mark.parametrize("words", ["video", "in person", "12m", "positive"])
def test_words_that_name_no_type_leave_it_to_be_asked(words: str) -> None:
    captured = read(f'acme {words} "price list"')
    assert captured.type is None
    assert captured.problems == ()
    assert not captured.complete


@pytest.mark.parametrize("words", ["failed", "missed", "Unanswered", "no answer", "no-answer"])
def test_a_contact_that_did_not_come_about_has_failed(words: str) -> None:
    assert read(f'acme call {words} "price talk"') == acme(CALL, "price talk", status=EngagementStatus.FAILED)


def test_that_nobody_answered_is_subject_enough() -> None:
    captured = read("acme call no answer")
    assert captured == acme(CALL, "no answer", status=EngagementStatus.FAILED)
    assert captured.complete


def test_without_a_subject_a_line_is_not_complete() -> None:
    assert read("acme call 12m") == acme(CALL, None, duration_minutes=12)
    assert not read("acme call 12m").complete


def test_the_first_quote_is_the_subject_and_the_others_are_notes() -> None:
    captured = read('acme call "price talk" "wants 3 flats" \'by march\'')
    assert captured == acme(CALL, "price talk", notes="wants 3 flats by march")


def test_beside_a_quote_words_that_mean_nothing_are_asked_about() -> None:
    assert read('acme call about "price talk" later') == acme(CALL, "price talk", unread=("about", "later"))
    assert read('acme call "price talk" quote') == acme(CALL, "price talk", unread=("quote",))


def test_a_quote_that_is_never_closed_is_kept_as_the_subject_and_asked_about() -> None:
    rest = "client's happy follow up fri"
    captured = read(f'acme call "{rest}')
    assert captured == acme(CALL, rest, problems=(("subject", rest),))
    assert not captured.complete


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("call asked for the quote", acme(CALL, "asked for the quote")),
        ("call asked for the quote, call back", acme(CALL, "asked for the quote, call back")),
        ("call text him the price", acme(CALL, "text him the price")),
        ("call client's happy", acme(CALL, "client's happy")),
        ("call positive 12m asked", acme(CALL, "asked", outcome=Outcome.POSITIVE, duration_minutes=12)),
        ("call says the view is not good", acme(CALL, "says the view is not good")),
        ("emailed the brochure", acme(EMAIL, "the brochure")),
        ("email meeting notes", acme(EMAIL, "meeting notes")),
        ("email call back number", acme(EMAIL, "call back number")),
        ("quote by email to the CFO", acme(QUOTE, "to the CFO")),
        ("whatsapp brochure", acme(MESSAGE, "brochure")),
        ("proposal sent 3 towers", acme(PROPOSAL, "3 towers")),
        ("met on mon price talk", acme(MEETING, "price talk", on=date(2026, 11, 23))),
        ("meeting fri 4pm @ their office", acme(MEETING, "@ their office", on=FRIDAY, at=time(16))),
    ],
)
def test_without_quotes_the_subject_begins_with_the_first_word_that_means_nothing(
    line: str, expected: CapturedEngagement
) -> None:
    assert read(f"acme {line}") == expected
    assert expected.complete


@pytest.mark.parametrize(
    ("closing", "fields"),
    [
        ("follow up fri", follow_up(FRIDAY)),
        (", follow-up: next week", follow_up(date(2026, 12, 2))),
        ("folow up on 28 nov", follow_up(date(2026, 11, 28))),
        ("12m", {"duration_minutes": 12}),
        ("for 1 hour 30 min", {"duration_minutes": 90}),
        ("12m follow up fri", follow_up(FRIDAY, duration_minutes=12)),
        ("follow up fri 12m", follow_up(FRIDAY, duration_minutes=12)),
    ],
)
def test_a_follow_up_or_a_duration_closes_the_subject(closing: str, fields: dict[str, Any]) -> None:
    captured = read(f"acme call asked for the quote {closing}")
    assert captured == acme(CALL, "asked for the quote", **fields)
    assert captured.complete


def test_what_was_said_before_the_subject_does_not_close_it_again() -> None:
    assert read("acme call 12m visit takes 45m") == acme(CALL, "visit takes 45m", duration_minutes=12)


def test_a_day_to_come_is_part_of_a_calls_subject() -> None:
    assert read("acme call wants a visit tomorrow") == acme(CALL, "wants a visit tomorrow")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("call price talk yesterday", acme(CALL, "price talk", on=date(2026, 11, 24))),
        ("call price talk on fri", acme(CALL, "price talk", on=date(2026, 11, 20))),
        ("call price talk at 4pm", acme(CALL, "price talk", at=time(16))),
        ("meeting price talk fri 4pm", acme(MEETING, "price talk", on=FRIDAY, at=time(16))),
        ("call wants to follow up soon", acme(CALL, "wants to follow up soon")),
        ("call asked - follow up fri then lunch", acme(CALL, "asked - follow up fri then lunch")),
        ("call -", acme(CALL, "-")),
    ],
)
def test_where_the_subject_may_end_elsewhere_that_is_asked_about(line: str, expected: CapturedEngagement) -> None:
    captured = read(f"acme {line}")
    assert captured == replace(expected, problems=(("subject", expected.subject or ""),))
    assert not captured.complete


def test_a_follow_up_has_a_day_but_no_hour() -> None:
    assert read('acme call "price talk" follow up fri 4pm') == acme(
        CALL, "price talk", **follow_up(FRIDAY, unread=("4pm",))
    )
    assert read("acme call price talk follow up fri 4pm").unread == ("4pm",)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("fri", FRIDAY),
        ("on mon", date(2026, 11, 30)),
        ("wed", date(2026, 12, 2)),
        ("today", WEDNESDAY),
        ("yesterday", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 26)),
        ("in 3 days", date(2026, 11, 28)),
        ("last fri", date(2026, 11, 20)),
        ("3 jan", date(2027, 1, 3)),
        ("20 nov", date(2026, 11, 20)),
        ("2026-11-03", date(2026, 11, 3)),
    ],
)
def test_a_meetings_weekday_is_the_coming_one_and_its_date_the_nearest(words: str, day: date) -> None:
    assert read(f'acme meeting {words} 4pm "price talk"') == acme(MEETING, "price talk", on=day, at=time(16))
    assert read(f'acme {words} 4pm "price talk" meeting') == acme(MEETING, "price talk", on=day, at=time(16))


@pytest.mark.parametrize("kind", ["call", "met", "email", "quote"])
def test_the_day_of_anything_else_looks_back(kind: str) -> None:
    assert read(f'acme {kind} fri "price talk"').on == date(2026, 11, 20)


def test_a_day_that_does_not_exist_is_a_problem() -> None:
    assert read('acme meeting 31 feb "price talk"') == acme(MEETING, "price talk", problems=(("on", "31 feb"),))


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("Good Earth call asked for a quote", "Good Earth"),
        ("call centre india call asked for a quote", "call centre india"),
        ("Quote Masters call asked for a quote", "Quote Masters"),
        ('"Email Homes" call asked for a quote', "Email Homes"),
        ("L-12 call asked for a quote", "L-12"),
        ("amce crop call asked for a quote", "amce crop"),
    ],
)
def test_the_leads_name_is_told_from_the_subject(line: str, lead: str) -> None:
    assert read(line) == acme(CALL, "asked for a quote", lead_words=lead)


def test_words_between_a_known_name_and_the_type_are_no_subject() -> None:
    assert read("acme india call asked") == acme(CALL, "asked", unread=("india",))
    assert read("acme asked for a call") == acme(CALL, None, unread=("asked", "for", "a"))


def test_a_line_that_begins_with_the_type_names_no_lead() -> None:
    captured = read("call acme")
    assert (captured.lead_words, captured.complete) == ("", False)


def everything_in(captured: CapturedEngagement) -> str:
    texts = [captured.lead_words, captured.subject or "", captured.notes or "", *captured.unread]
    return " ".join([*texts, *(text for _, text in captured.problems)])


@settings(deadline=None)
@given(text=st.text())
def test_any_text_at_all_can_be_read(text: str) -> None:
    captured = read(text)
    assert not captured.complete or (captured.lead_words and captured.type and captured.subject)


@settings(deadline=None, max_examples=300)
@given(text=st.text("zqx \"'“”‘’@<>&;,.-–+\n"), kind=st.sampled_from(["", "z call "]))
def test_no_word_without_a_meaning_is_lost_however_it_is_quoted(text: str, kind: str) -> None:
    line = kind + text
    assert set(re.findall("[zqx]+", everything_in(read(line, None)))) == set(re.findall("[zqx]+", line))


STRANGERS = ("zorp", "quux", "Plover", "xyzzy")
WORDS = (
    *("call", "meeting", "email", "sms", "video", "no answer", "pos", "@", "follow up", "fri", "on 31 feb", "45m"),
    *("at 4pm", '"', "'", "25:00", "-", "by", "quote sent", "tomorrow"),
)


@settings(deadline=None, max_examples=400)
@given(parts=st.lists(st.sampled_from(STRANGERS + WORDS), max_size=14), named=st.booleans())
def test_no_word_is_lost_among_words_with_a_meaning(parts: list[str], named: bool) -> None:
    captured = read(" ".join(parts), (lambda words: words == "zorp call") if named else None)
    assert {word for word in STRANGERS if word in everything_in(captured)} == set(parts) & set(STRANGERS)


@settings(deadline=None, max_examples=300)
@given(parts=st.lists(st.sampled_from(STRANGERS + WORDS), max_size=14))
def test_a_complete_line_goes_by_a_channel_of_its_type(parts: list[str]) -> None:
    captured = read(" ".join(["acme", *parts]))
    assert not captured.complete or captured.channel in CHANNELS[captured.type or CALL]
