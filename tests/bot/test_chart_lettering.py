"""Text as outlines: what can be drawn, in which order and form, and how it is broken into lines."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.path import Path

from bot.chart_lettering import balanced, fitted, outline, printable, text_width, wrapped


def drawn(text: str) -> Path:
    return outline(text, 0, 0, size=20, bold=False)


def is_first(beginning: str, text: str) -> bool:
    """Whether the text is drawn with these letters at its left."""
    part, whole = np.asarray(drawn(beginning).vertices), np.asarray(drawn(text).vertices)
    return len(part) < len(whole) and np.allclose(whole[: len(part)], part, atol=0.1)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Asha Rao", "Asha Rao"),
        ("Zoë Šťastná – Ωμέγα", "Zoë Šťastná – Ωμέγα"),
        ("e\u0301", "é"),
        ("שלום محمد", "שלום محمد"),
        ("田中 김민수 王伟", "田中 김민수 王伟"),
        ("प्रिया லட்சுமி ಲಕ್ಷ್ಮಿ สมชาย", "प्रिया லட்சுமி ಲಕ್ಷ್ಮಿ สมชาย"),
        ("$x^2$", "$x^2$"),
        ("two\nlines\tand a tab", "two lines and a tab"),
    ],
)
def test_names_in_most_of_the_world_s_scripts_are_drawn(typed: str, printed: str) -> None:
    assert printable(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\x00", "?"),
        ("ស្រី", "????"),
        ("🚀 Launch", " Launch"),
        ("🚀", "?"),
        ("Acme \u202eemcA", "Acme emcA"),
    ],
)
def test_what_no_font_has_is_a_question_mark_and_what_would_spoil_the_line_is_left_out(
    typed: str, printed: str
) -> None:
    assert printable(typed) == printed


def test_hebrew_runs_from_right_to_left_and_a_number_in_it_from_left_to_right() -> None:
    assert is_first("ב", "אב")
    assert is_first("24", "אב 24")


def test_a_sentence_with_a_hebrew_name_runs_from_left_to_right() -> None:
    assert is_first("ב", "אב leads")
    assert is_first("leads ב", "leads אב")


def test_arabic_letters_are_joined() -> None:
    apart = sum(text_width(letter, size=20) for letter in "ببب")

    assert text_width("ببب", size=20) < 0.8 * apart
    assert not is_first("ب", "ببب")
    assert is_first("ب", "ب ببب"[::-1])


def test_a_letter_and_its_mark_take_the_room_of_the_letter() -> None:
    assert text_width("ẹ\u0301", size=20) == pytest.approx(text_width("ẹ", size=20), rel=0.02)


def test_bold_text_is_wider_in_every_script_that_has_a_bold_font() -> None:
    for text in ("Asha Rao", "שלום", "محمد"):
        assert text_width(text, size=20, bold=True) > text_width(text, size=20)


@pytest.mark.parametrize("text", ["Asha Rao", "שלום (3)", "محمد علي", "प्रिया शर्मा", "田中不動産", "אב leads 24"])
def test_a_text_is_as_wide_as_it_is_drawn(text: str) -> None:
    ink = drawn(text).get_extents()

    assert ink.x0 == pytest.approx(0, abs=3)
    assert ink.x1 == pytest.approx(text_width(text, size=20), abs=3)


@pytest.mark.parametrize(
    ("text", "lines", "result"),
    [
        ("", 2, []),
        ("short", 2, ["short"]),
        ("two\nlines  of text", 2, ["two lines", "of text"]),
        ("three lines of text here", 2, ["three", "lines o…"]),
        ("Donaudampfschifffahrt", 3, ["Donaud", "ampfsch", "ifffahrt"]),
        ("🚀 Launch", 1, ["Launch"]),
        ("東京支店営業部", 2, ["東京支店", "営業部"]),
        ("שלום עולם וברכה", 2, ["שלום", "עולם וב…"]),
    ],
)
def test_text_is_broken_at_spaces_and_cut_with_an_ellipsis(text: str, lines: int, result: list[str]) -> None:
    assert wrapped(text, width=90, lines=lines, size=20) == result


@pytest.mark.parametrize(
    "text", ["Donaudampfschifffahrt", "شركةمحمدللعقارات", "क्षत्रियक्षत्रियक्षत्रिय", "iiiiiiiiiiiiiiiiiiiiiiiii"]
)
def test_a_text_that_is_cut_fits(text: str) -> None:
    cut = fitted(text, width=90, size=20)

    assert cut.endswith("…")
    assert 60 < text_width(cut, size=20) <= 90


def test_a_letter_is_not_cut_off_its_marks() -> None:
    for width in range(40, 200, 5):
        kept = fitted("क्षत्रि" * 6, width=width, size=20).removesuffix("…")
        assert not ("क्षत्रि" * 6)[len(kept) :].startswith(("्", "ि"))


def test_a_title_is_broken_into_lines_of_about_the_same_length() -> None:
    title = "39.9 % of contacted leads went no further"

    assert wrapped(title, width=728, lines=3, size=34, bold=True) == ["39.9 % of contacted leads went no", "further"]
    assert balanced(title, width=728, lines=3, size=34, bold=True) == ["39.9 % of contacted", "leads went no further"]


def test_a_sign_stays_in_the_line_of_its_number() -> None:
    text = "Walk-in returned 1.300 % on its budget"
    room = text_width("Walk-in returned 1.300", size=20) + 1

    assert wrapped(text, width=room, lines=3, size=20) == ["Walk-in returned", "1.300 % on its budget"]
