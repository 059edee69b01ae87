"""Tables as monospaced text."""

from __future__ import annotations

from dataclasses import replace

from bot.table import Cell, Column, ColumnKind, Table, arranged, plain_table, shortened

COLUMNS = (Column("Month", "Month", ColumnKind.TEXT), Column("Contacted", "Cont", ColumnKind.COUNT))


def table(rows: int) -> Table:
    return Table(
        caption="Leads by month",
        columns=COLUMNS,
        rows=tuple((Cell(f"M{number}", f"M{number}"), Cell(number, f"{number:,}")) for number in range(rows)),
        total=(Cell("Total", "Total"), Cell(1_240, "1,240")),
    )


def test_text_stands_left_and_figures_stand_right_under_short_titles() -> None:
    assert plain_table(table(2)).splitlines() == [
        "Month   Cont",
        "M0         0",
        "M1         1",
        "Total  1,240",
    ]


def test_rows_that_do_not_fit_are_counted_and_the_totals_still_stand() -> None:
    assert plain_table(table(9), limit=65).splitlines() == [
        "Month   Cont",
        "M0         0",
        "M1         1",
        "… 7 more",
        "Total  1,240",
    ]


def test_of_rows_that_go_by_days_the_latest_are_kept() -> None:
    by_days = replace(table(9), columns=(Column("Date", "Date", ColumnKind.DAY), COLUMNS[1]))

    assert [row[0].text for row in shortened(by_days, 2).rows] == ["M7", "M8"]
    assert [row[0].text for row in shortened(table(9), 2).rows] == ["M0", "M1"]
    assert shortened(by_days, 9) == by_days
    assert plain_table(by_days, limit=65).splitlines() == [
        "Date    Cont",
        "… 7 earlier",
        "M7         7",
        "M8         8",
        "Total  1,240",
    ]
    assert plain_table(by_days, limit=1).splitlines() == ["Date    Cont", "… 9 earlier", "Total  1,240"]


def test_a_table_of_which_nothing_is_added_up_has_no_line_of_totals() -> None:
    without = replace(table(9), total=())
    assert without.lines == without.rows
    assert plain_table(without).splitlines()[-1] == "M8        8"
    assert plain_table(without, limit=50).splitlines() == ["Month  Cont", "M0        0", "M1        1", "… 7 more"]
    assert arranged(without, ["Contacted"]).total == ()


def test_a_table_that_just_fits_is_whole() -> None:
    whole = plain_table(table(9))
    assert plain_table(table(9), limit=len(whole) + 1) == whole


def test_a_long_table_stays_within_a_sections_3000_characters_with_its_fence() -> None:
    text = plain_table(table(5_000))
    assert len(f"```\n{text}\n```") <= 3_000
    assert text.splitlines()[-1] == "Total  1,240"
