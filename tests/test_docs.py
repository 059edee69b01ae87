"""The README and the pages in docs: what they name exists, and what they show is what the program was seen to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PICTURES = sorted((ROOT / "docs" / "pictures").iterdir())
MOST_BYTES = 80_000
NAMED = re.compile(r"""\]\((?!https?:)([^)#]+)\)|<img src="([^"]+)\"""")


def named(page: Path) -> set[Path]:
    """The files of this project that a page shows or links to."""
    found = NAMED.findall(page.read_text())
    return {(page.parent / (linked or shown)).resolve() for linked, shown in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_exists(page: Path) -> None:
    assert [path for path in named(page) if not path.exists()] == []


def test_every_picture_stands_on_a_page_and_is_small() -> None:
    shown = {path for page in PAGES for path in named(page)}
    assert [picture.name for picture in PICTURES if picture not in shown] == []
    assert [picture.name for picture in PICTURES if picture.stat().st_size > MOST_BYTES] == []


def test_the_walkthrough_types_what_the_browser_typed() -> None:
    page = (ROOT / "docs" / "walkthrough.md").read_text()
    walked = (ROOT / "tests" / "end_to_end" / "test_new_lead_to_booking.py").read_text()
    lines = re.findall(r"^    (/.*)$", page, re.MULTILINE)
    assert len(lines) == 9
    typed = {line for _, line in re.findall(r"""(?:say|enter)\(page, (['"])(/.+?)\1""", walked)}
    assert [line for line in lines if line not in typed] == []


def test_the_readme_tells_every_command() -> None:
    commands = re.findall(r"- command: (/\w+)", (ROOT / "manifest.yml").read_text())
    assert [command for command in commands if f"`{command}" not in (ROOT / "README.md").read_text()] == []
