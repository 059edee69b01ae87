"""What holds for every kind of chart: it is legible on a phone, and the same chart is always the same bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image

from bot.charts import draw
from bot.report import Chart
from tests.bot.pictures import BALANCES, BARS, COLUMNS, JOURNEYS, TRENDS
from tests.bot.test_chart_funnel import FUNNELS
from tests.bot.transcript import assert_legible

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
