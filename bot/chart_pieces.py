"""The colours of a bar's or column's pieces, and the key that names them. Places no piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot import chart_style as style
from bot.chart_lettering import fitted, text_width
from bot.chart_sheet import Sheet
from bot.pictures import Part, Tone

SWATCH, BESIDE_SWATCH, BETWEEN = 14, 8, 22
LINE = 27

SLIT, THINNEST = 1.5, 2
"""Between two pieces, which tells them apart without colours; and how thin a piece may get."""

SHADES = {2: (4, 0), 3: (4, 2, 0)}
"""Of two or three pieces of one tone the first is what counts, and darkest."""

ALONE = {Tone.PLAIN: 3, Tone.ACCENT: 2, Tone.PALE: 1}
"""The shade of a piece that is the only one of its tone."""

SCALES = {4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
"""More pieces are stages or ages, of whatever tone, from light to dark."""


def piece_colors(tones: Sequence[Tone]) -> list[str]:
    """The colour of each piece; pieces of one tone are shades of one colour."""
    if len(tones) > max(SHADES):
        scale = SCALES[min(len(tones), 5)]
        return [_color(tone, scale[min(place, 4)]) for place, tone in enumerate(tones)]
    shades = {tone: iter(SHADES.get(count, (ALONE[tone],))) for tone, count in Counter(tones).items()}
    return [_color(tone, next(shades[tone])) for tone in tones]


def _color(tone: Tone, shade: int) -> str:
    if tone is Tone.ACCENT:
        return style.ORANGES[shade]
    return style.BLUES[shade] if tone is Tone.PLAIN else _pale(style.BLUES[shade])


def figure_color(parts: Sequence[Part]) -> str:
    """The colour of the figures of a whole bar or column."""
    tones = {part.tone for part in parts}
    if tones == {Tone.ACCENT}:
        return style.ACCENT_INK
    return style.QUIET if tones == {Tone.PALE} else style.INK


def pieces(parts: Sequence[Part]) -> Iterator[tuple[int, int, str]]:
    """Where each piece that has a length starts and ends, and its colour."""
    start = 0
    for part, color in zip(parts, piece_colors([part.tone for part in parts]), strict=True):
        if part.length:
            yield start, start + part.length, color
        start += part.length


def draw_key(
    sheet: Sheet, left: float, y: float, names: Sequence[str], stacks: Sequence[Sequence[Part]], *, right: float
) -> float:
    """Name the pieces, in a line from `left` to `right` or in lines from the margin; returns where they end."""
    texts = [fitted(name, width=right - style.MARGIN - SWATCH - BESIDE_SWATCH, size=style.SMALL) for name in names]
    widths = [SWATCH + BESIDE_SWATCH + text_width(text, size=style.SMALL) + BETWEEN for text in texts]
    start = left if left + sum(widths) - BETWEEN <= right else style.MARGIN
    x, baseline = start, y + style.SMALL
    for text, width, color in zip(texts, widths, _key_colors(stacks, len(names)), strict=True):
        if x > start and x + width - BETWEEN > right:
            x, baseline = start, baseline + LINE
        sheet.box(x, baseline - SWATCH, SWATCH, SWATCH, color)
        sheet.text(x + SWATCH + BESIDE_SWATCH, baseline, text, size=style.SMALL, color=style.QUIET)
        x += width
    return baseline + LINE - style.SMALL if names else y


def _key_colors(stacks: Sequence[Sequence[Part]], count: int) -> list[str]:
    """A piece's colour as in most bars: whole bars may be pale or stand out."""
    places = range(count)
    tones = [Counter(parts[place].tone for parts in stacks if place < len(parts)).most_common(1) for place in places]
    return piece_colors([found[0][0] if found else Tone.PLAIN for found in tones])


def _pale(color: str) -> str:
    """The colour half way to the card's."""
    halves = (round((int(color[at : at + 2], 16) + int(style.CARD[at : at + 2], 16)) / 2) for at in (1, 3, 5))
    return "#" + "".join(f"{half:02x}" for half in halves)
