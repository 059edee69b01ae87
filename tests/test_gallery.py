"""The gallery: it shows every report, and says what the reports of the demo say today."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from bot.report import ReportKind
from docs.gallery import demo_store, lines, page, report_of

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "gallery.md").read_text()


@pytest.mark.parametrize("kind", ReportKind)
def test_the_gallery_shows_the_picture_of_every_report(kind: ReportKind) -> None:
    name = f"pictures/report-{kind}.png"

    assert PAGE.count(f"]({name})") == 1
    with Image.open(DOCS / name) as picture:
        assert picture.width == 800


def test_the_gallery_says_what_the_reports_say() -> None:
    """Where it does not, `make gallery` makes the page and its pictures anew."""
    with demo_store() as store:
        reports = [(line, report_of(store, line)) for line in lines(store)]

    assert [report.kind for _, report in reports if report.chart is None] == []
    assert {report.kind for _, report in reports} == set(ReportKind)
    assert page(reports) == PAGE
