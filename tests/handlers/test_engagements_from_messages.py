"""Log as engagement: a message's text and link become the notes of an engagement."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.kinds import EngagementType, Role
from handlers.message_log import permalink, readable
from tests.handlers.leads import engagements, typed
from tests.slack import Person, Slack

NAMES = {"U0ASHA": "Asha Rao"}


def test_the_form_opens_with_the_messages_text_and_its_link(slack: Slack, asha: Person) -> None:
    asha.say("Anil of Acme wrote: send me the floor plan & the price <soon>")
    message = asha.last()
    asha.use_shortcut("log_as_engagement", message)

    assert typed(asha, "type") == "message_sent"
    assert typed(asha, "subject") == "Anil of Acme wrote: send me the floor plan & the price <soon>"
    text, link = str(typed(asha, "notes")).splitlines()
    assert text == "Anil of Acme wrote: send me the floor plan & the price <soon>"
    assert link.endswith(f".slack.com/archives/{asha.sales}/p{message['ts'].replace('.', '')}")

    assert asha.submit(lead="1", channel="whatsapp") == {"ok": True}
    (logged,) = engagements(slack)
    assert (logged.type, logged.notes) == (EngagementType.MESSAGE_SENT, f"{text}\n{link}")


def test_the_day_is_that_of_the_message(slack: Slack, asha: Person) -> None:
    asha.say("Anil called about the price")
    message = asha.last()
    sent = datetime.fromtimestamp(float(message["ts"]), UTC)
    slack.now.moment = sent + timedelta(days=3)
    asha.use_shortcut("log_as_engagement", message)
    assert typed(asha, "happened_on") == slack.tenants["T0NORTH"].day_of(sent).isoformat()


def test_of_a_long_message_the_subject_has_the_first_words_and_the_link_still_fits(asha: Person) -> None:
    asha.say("He wants two flats on one floor. " * 100)
    asha.use_shortcut("log_as_engagement", asha.last())
    assert len(str(typed(asha, "subject"))) <= 70
    assert str(typed(asha, "notes")).splitlines()[-1].startswith("https://")
    assert asha.submit(lead="1", channel="sms") == {"ok": True}


def test_a_form_that_was_opened_from_a_message_replies_beside_it(slack: Slack, asha: Person) -> None:
    slack.person("vikram", role=Role.REP).say("Anil wants the price")
    asha.use_shortcut("log_as_engagement", asha.last())
    asha.submit(lead="1", channel="whatsapp")
    slack.deliver()
    assert "*Message sent*" in asha.last()["text"]
    assert asha.last()["ephemeral"]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("buy &amp; sell &lt;3", "buy & sell <3"),
        ("<@U0ASHA> and <@U1|ben> and <@U9>", "@Asha Rao and @ben and @U9"),
        ("<#C1|sales> <!channel>", "#sales @channel"),
        ("<https://a.example/x|the plan> <https://a.example>", "the plan (https://a.example/x) https://a.example"),
        ("<mailto:anil@acme.example|anil@acme.example>", "anil@acme.example"),
        ("", ""),
    ],
)
def test_a_message_is_read_without_slacks_markup(sent: str, read: str) -> None:
    assert readable(sent, NAMES.get) == read


def test_a_reply_in_a_thread_is_linked_within_its_thread() -> None:
    reply = {"ts": "1764050000.000200", "thread_ts": "1764040000.000100"}
    assert permalink("north", "C0SALES", reply) == (
        "https://north.slack.com/archives/C0SALES/p1764050000000200?thread_ts=1764040000.000100&cid=C0SALES"
    )
