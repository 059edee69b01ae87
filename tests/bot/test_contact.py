"""Phone numbers and email addresses as people type them, in a company of India unless said otherwise."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.contact import NotAPhoneNumber, checked_phone, email_key, phone_key

ASHA = "+919845012345"


@pytest.mark.parametrize(
    "typed",
    [
        "+91 98450 12345",
        "98450 12345",
        "9845012345",
        "098450-12345",
        "0091 98450 12345",
        "91 98450 12345",
        "(+91) 98450.12345",
        "tel:+91-98450-12345",
        "mobile 98450 12345",
        "98450 12345 ext. 4",
        "९८४५०१२३४५",
        "９８４５０１２３４５",
        "\u202a+91 98450 12345\u202c",
    ],
)
def test_one_number_has_one_key_however_it_is_typed(typed: str) -> None:
    assert phone_key(typed, "en_IN") == ASHA


@pytest.mark.parametrize(
    ("typed", "locale", "key"),
    [
        ("415 555 2671", "en_US", "+14155552671"),
        ("(020) 7946 0958", "en_GB", "+442079460958"),
        ("030 123456", "de_DE", "+4930123456"),
        ("080 4567 8901", "hi_Deva_IN", "+918045678901"),
        ("+1 415 555 2671", "en_IN", "+14155552671"),
        ("+91 98450 12345", "en", ASHA),
        ("+1 332-555-0100", "en_US", "+13325550100"),
    ],
)
def test_the_country_is_the_companys_unless_the_number_names_another(typed: str, locale: str, key: str) -> None:
    assert phone_key(typed, locale) == key


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("", "en_IN"),
        ("call me", "en_IN"),
        ("12345", "en_IN"),
        ("+91 12345", "en_IN"),
        ("+999 98450 12345", "en_IN"),
        ("98450 12345 98450 12345", "en_IN"),
        ("555 0143", "en_US"),
        ("98450 12345", "en"),
        ("98450 12345", "en_001"),
        ("9" * 5000, "en_IN"),
    ],
)
def test_what_cannot_be_a_number_has_no_key(typed: str, locale: str) -> None:
    assert phone_key(typed, locale) is None


def test_what_cannot_be_a_number_is_refused_under_its_field_with_what_to_do() -> None:
    with pytest.raises(NotAPhoneNumber, match=re.escape("“call me” can't be a phone number. Give it with")) as refused:
        checked_phone("call me", "en_IN")
    assert refused.value.field == "phone"
    assert checked_phone("98450 12345", "en_IN") == ASHA


@pytest.mark.parametrize("typed", ["Asha@Example.com", " asha@example.com ", "ASHA@EXAMPLE.COM"])
def test_an_address_has_one_key_whatever_its_case(typed: str) -> None:
    assert email_key(typed) == "asha@example.com"


@given(text=st.text())
def test_any_text_has_a_key_that_is_its_own_key_or_none(text: str) -> None:
    key = phone_key(text, "en_IN")
    assert key is None or phone_key(key, "en_US") == key
    assert email_key(email_key(text)) == email_key(text)


@given(text=st.text("+0123456789 -()x.;=/#,ext"))
def test_any_mixture_of_digits_and_signs_has_a_key_that_is_its_own_key_or_none(text: str) -> None:
    key = phone_key(text, "en_IN")
    assert key is None or phone_key(key, "en_US") == key
