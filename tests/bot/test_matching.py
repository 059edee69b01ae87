"""Finding a lead by what somebody typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import (
    BEGINNING,
    EXACT,
    FIRST_WORDS,
    MOST_CHOICES,
    OTHER_WORDS,
    TYPO,
    Match,
    choose,
    fold,
    parse_code,
    rank_names,
)

LEADS = [
    (1, "Acme Corp"),
    (2, "Good Earth"),
    (3, "Café Çelik"),
    (4, "श्री राम ट्रेडर्स"),
    (5, "O'Hara & Sons, Ltd."),
    (6, "Zenith Homes"),
    (7, "Zenith Realty"),
    (8, "தமிழ் டிரேடர்ஸ்"),
    (9, "Ελληνική Οικία"),
]


def chosen(query: str, candidates: list[tuple[int, str]] | None = None) -> list[int]:
    return [match.id for match in choose(query, candidates or LEADS)]


@pytest.mark.parametrize(
    ("query", "lead"),
    [
        ("Acme Corp", 1),
        ("acme", 1),
        ("acm", 1),
        ("ACME-CORP", 1),
        ("acmecorp", 1),
        ("acm corp", 1),
        ("corp acme", 1),
        ("amce", 1),
        ("acne", 1),
        ("amce crop", 1),
        ("acmee corp", 1),
        ("earth", 2),
        ("good erth", 2),
        ("cafe celik", 3),
        ("CAFÉ", 3),
        ("cafe chelik", 3),
        ("श्री राम", 4),
        ("श्री राम ट्रेडर्", 4),
        ("ohara and sons", 5),
        ("o’hara", 5),
        ("zenith homs", 6),
        ("தமில் டிரேடர்ஸ்", 8),
        ("ελληνικη", 9),
    ],
)
def test_a_name_is_found_in_spite_of_case_accents_punctuation_and_typos(query: str, lead: int) -> None:
    assert chosen(query) == [lead]


@pytest.mark.parametrize(
    "query", ["", "  ", "!!", "acme homes", "acme corp india", "xyz", "ac-1", "good morning", "राज", "aem"]
)
def test_a_name_that_is_not_there_is_not_guessed(query: str) -> None:
    assert chosen(query) == []


def test_names_that_fit_equally_well_are_all_returned_so_that_the_user_is_asked() -> None:
    assert chosen("zenith") == [6, 7]
    assert chosen("zenit") == [6, 7]
    assert chosen("zneith") == [6, 7]
    assert chosen("acme", [(2, "Acme"), (1, "ACME")]) == [1, 2]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Acme", "Acme Corp"),
        ("Acme", "The Acme Shop"),
        ("Acme Corp", "Acmetron"),
        ("The Acme Shop", "Acmetron"),
        ("Acmetron", "The Acmetron"),
        ("The Acmetron", "Acne"),
    ],
)
def test_an_exact_name_beats_whole_words_then_a_beginning_then_a_later_one_then_typos(better: str, worse: str) -> None:
    assert chosen("acme", [(1, worse), (2, better)]) == [2]


def test_a_whole_word_is_as_good_in_second_place_as_in_first_which_is_offered_first() -> None:
    assert chosen("verma", [(30, "Sandeep Verma"), (188, "Verma & Sons")]) == [188, 30]


def test_a_name_typed_nearly_whole_beats_names_that_only_begin_like_it() -> None:
    assert chosen("acm corp", [(1, "Acmeron Corporation"), (2, "Acme Corp")]) == [2]


def test_a_name_typed_without_its_spaces_beats_names_that_only_begin_like_it() -> None:
    assert chosen("acmecorp", [(1, "Acmecorpus"), (2, "Acme Corp")]) == [2]


def test_typos_are_looked_for_only_where_no_name_fits_as_typed() -> None:
    ranked = rank_names("acme", [(1, "Acne Corp"), (2, "Acme Corp")], limit=5)
    assert ranked == [Match(id=2, name="Acme Corp", score=FIRST_WORDS)]
    ranked = rank_names("amce", [(1, "Acne Corp"), (2, "Acme Corp")], limit=5)
    assert ranked == [Match(id=2, name="Acme Corp", score=TYPO * 0.75)]


def test_ranking_is_best_first_then_by_name_and_stops_at_the_limit() -> None:
    names = [(1, "Big Acme"), (2, "Acme B"), (3, "Acme A"), (4, "Acmes"), (5, "acme"), (6, "Other")]
    ranked = rank_names("Acme", names, limit=4)
    assert [(match.name, match.score) for match in ranked] == [
        ("acme", EXACT),
        ("Acme A", FIRST_WORDS),
        ("Acme B", FIRST_WORDS),
        ("Big Acme", OTHER_WORDS),
    ]
    assert rank_names("Acme", names, limit=5)[-1] == Match(id=4, name="Acmes", score=BEGINNING)


def test_a_lead_found_by_its_name_and_its_company_is_one_lead() -> None:
    names = [(1, "Acme Corp"), (1, "Acme"), (2, "Zenith"), (2, "Acne")]
    assert choose("acme", names) == [Match(id=1, name="Acme", score=EXACT)]
    assert chosen("acm", [(1, "Acme Corp"), (1, "Acme Homes")]) == [1]


def test_no_more_names_are_offered_than_people_read() -> None:
    assert len(choose("acme", [(number, f"Acme {number}") for number in range(50)])) == MOST_CHOICES


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Café  O'Hara & Sons, Ltd.", "cafe ohara and sons ltd"),
        ("Cafe\u0301", "cafe"),
        ("O’Brien", "obrien"),
        ("L-12", "l 12"),
        ("snake_case", "snake case"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Ａｃｍｅ ﬁve²", "acme five2"),
        ("Ёлка", "елка"),
        ("श्री राम", "श्री राम"),
        ("क\u200dष", "कष"),
        ("தமிழ்", "தமிழ்"),
        ("株式会社ガリ", "株式会社ガリ"),
        ("한국", "한국"),
        ("!!!", "!!!"),
        ("", ""),
    ],
)
def test_the_key_of_a_name(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text())
def test_folding_a_key_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_ascii_is_folded_as_it_is_beside_other_letters(text: str) -> None:
    assert fold(f"a{text} é") == f"{fold(f'a{text}')} e"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("L-12", ("L", 12)),
        ("l12", ("L", 12)),
        (" l–12 ", ("L", 12)),
        ("#L-12", ("L", 12)),
        ("C-7", ("C", 7)),
        ("LE-000041", ("LE", 41)),
        ("cmp4", ("CMP", 4)),
        ("BK-2026-0003", ("BK-2026", 3)),
        ("bk2026-3", ("BK-2026", 3)),
    ],
)
def test_a_code_is_recognised_as_people_type_it(text: str, code: tuple[str, int]) -> None:
    assert parse_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "acme", "12", "L", "L-", "L 12", "LEAD-12", "3BHK", "L-1234567890", "L-१२", "L-12 acme"]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert parse_code(text) is None


@given(query=st.text(), names=st.lists(st.text(), max_size=6))
def test_any_text_can_be_looked_up_and_a_name_finds_itself_first(query: str, names: list[str]) -> None:
    candidates = list(enumerate([*names, query]))
    ranked = rank_names(query, candidates, limit=len(candidates))
    assert not fold(query) or ranked[0].score == EXACT
    assert all(0 < match.score <= EXACT for match in ranked)


SYLLABLES = st.lists(st.sampled_from(["acme", "acne", "amce", "zen", "ith", "o'", " ", " ", "& ", "é"]), max_size=7)


@given(query=SYLLABLES.map("".join), names=st.lists(SYLLABLES.map("".join), max_size=8))
def test_a_name_scores_among_others_as_it_does_alone(query: str, names: list[str]) -> None:
    alone = [match for named in enumerate(names) for match in rank_names(query, [named], limit=1)]
    typed_right = [match for match in alone if match.score > TYPO]
    among = rank_names(query, enumerate(names), limit=len(names))
    assert sorted(among, key=lambda match: match.id) == (typed_right or alone)
