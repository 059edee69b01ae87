"""Text on its way to Slack and back: nothing that people typed is markup, and links that Slack made are words again."""

from __future__ import annotations

import pytest

from handlers.views.words import listed, strong, unescape


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("<mailto:anil@acme.example|anil@acme.example>", "anil@acme.example"),
        ("<tel:+919845012345|98450 12345>", "98450 12345"),
        ("edit <http://acme.example|acme.example>", "edit acme.example"),
        ("<https://acme.example/a>", "acme.example/a"),
        ("<@U0ASHA|asha>", "<@U0ASHA|asha>"),
        ("&lt;mailto:x|y&gt;", "<mailto:x|y>"),
    ],
)
def test_a_commands_text_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    assert unescape(sent) == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Acme", "*Acme*"),
        ("<!channel>", "*&lt;!channel&gt;*"),
        ("2*3 *big*", "*2∗3 ∗big∗*"),
        ("_Acme_ a_b ~c~ `d`", "*ˍAcmeˍ a_b ∼c∼ ˋdˋ*"),
        ("two\nlines", "*two lines*"),
    ],
)
def test_a_name_in_bold_keeps_its_own_signs_from_being_markup(typed: str, shown: str) -> None:
    assert strong(typed) == shown


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["phone"], "phone"), (["phone", "email", "owner"], "phone, email and owner")]
)
def test_words_are_listed_as_they_are_said(words: list[str], text: str) -> None:
    assert listed(words) == text
