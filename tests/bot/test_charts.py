"""What holds for every kind of chart: it is legible on a phone, and the same chart is always the same bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import pairwise

import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from bot import chart_style as style
from bot.charts import draw
from bot.pictures import BarsChart
from bot.report import Chart
from tests.bot.pictures import BALANCES, BARS, COLUMNS, JOURNEYS, TRENDS
from tests.bot.test_chart_funnel import FUNNELS
from tests.bot.transcript import Transcript, assert_legible

KINDS: dict[str, dict[str, Chart]] = {
    "funnel": {**FUNNELS},
    "bars": {**BARS},
    "columns": {**COLUMNS},
    "trends": {**TRENDS},
    "balance": {**BALANCES},
    "journey": {**JOURNEYS},
}
CHARTS = {f"{kind}: {name}": chart for kind, charts in KINDS.items() for name, chart in charts.items()}
FIRST = {kind: next(iter(charts.values())) for kind, charts in KINDS.items()}


def picture(chart: Chart, *, width: int = 800) -> Image.Image:
    return Image.open(BytesIO(draw(chart, width=width)))


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_overlaps_another_leaves_the_card_or_is_too_small_for_a_phone(name: str) -> None:
    assert_legible(CHARTS[name])


@pytest.mark.parametrize("width", [400, 800, 1_600])
@pytest.mark.parametrize("kind", FIRST)
def test_the_picture_has_the_width_that_was_asked_for(kind: str, width: int) -> None:
    drawn = picture(FIRST[kind], width=width)

    assert drawn.format == "PNG"
    assert drawn.width == width
    assert 0.5 < drawn.height / width < 1.4


@pytest.mark.parametrize("kind", FIRST)
def test_the_card_brings_its_own_background_for_dark_mode(kind: str) -> None:
    drawn = picture(FIRST[kind]).convert("RGBA")

    assert drawn.getchannel("A").getextrema() == (255, 255)
    assert drawn.getpixel((2, 2)) == (251, 250, 247, 255)


@pytest.mark.parametrize("name", ["bars: names", "balance: no points", "journey: names"])
def test_the_picture_of_whatever_people_type_is_not_empty(name: str) -> None:
    darkest, _ = picture(CHARTS[name]).convert("L").getextrema()

    assert darkest == 37  # ink


def test_the_same_chart_is_the_same_bytes_also_in_four_threads_at_once() -> None:
    charts = [*FIRST.values(), CHARTS["bars: names"], CHARTS["journey: names"], CHARTS["funnel: 24 months"]]
    alone = [draw(chart) for chart in charts]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(draw, charts * 3))

    assert together == alone * 3


@pytest.mark.parametrize(
    "name", ["The Housing Cooperative Society of Whitefield and Its Surroundings Limited", "W" * 80]
)
def test_a_title_with_a_long_name_is_smaller_and_still_says_what_was_found(name: str) -> None:
    drawn = Transcript(
        BarsChart(f"{name} owes ₹1,05,000, all of it more than 30 days past due", "Subtitle", (), "Notes")
    )

    title = [line for line in drawn.lines if line.size == style.LARGE]
    assert " ".join(line.text for line in title).endswith("all of it more than 30 days past due")
    assert title == drawn.lines[: len(title)]


@pytest.mark.parametrize(("back", "ink"), [*zip(style.BLUES, style.INK_ON_BLUES, strict=True)])
def test_what_is_written_on_a_bar_can_be_read(back: str, ink: str) -> None:
    assert contrast(back, ink) >= 4.5


@pytest.mark.parametrize("ink", [style.INK, style.QUIET, style.ACCENT_INK])
def test_what_is_written_on_the_card_can_be_read(ink: str) -> None:
    assert contrast(style.CARD, ink) >= 4.5


@pytest.mark.parametrize("scale", [style.BLUES, style.ORANGES])
def test_shades_are_told_apart_in_grey(scale: tuple[str, ...]) -> None:
    greys = [brightness(color) for color in scale]

    assert min(lighter / darker for lighter, darker in pairwise(greys)) > 1.3


def contrast(one: str, other: str) -> float:
    """As web pages measure it, from 1 to 21."""
    lighter, darker = sorted((brightness(one), brightness(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def brightness(color: str) -> float:
    shares = [((share + 0.055) / 1.055) ** 2.4 if share > 0.04045 else share / 12.92 for share in to_rgb(color)]
    return sum(share * weight for share, weight in zip(shares, (0.2126, 0.7152, 0.0722), strict=True))
