"""One look for every chart: its measures in units of an 800-unit wide card, and its colours.

On a phone the card is less than half as wide, so no type is smaller than 20: 9 pixels of 360. The colours are
told apart by people who see no red or no green, and in grey. The card has its own background, so it looks the same in
dark mode.
"""

from __future__ import annotations

WIDTH = 800
MARGIN = 36
RIGHT = WIDTH - MARGIN

TITLE, LARGE, NORMAL, SMALL = 34, 26, 22, 20
LEADING = 1.3
"""The distance of two lines, in type sizes."""

CARD = "#fbfaf7"
INK = "#1d2730"
QUIET = "#5a636b"
RULE = "#b9b8b2"
SHADE = "#e9e8e3"
FLOW = "#e3ecf3"
HAIRLINE = "#e4e2db"
ACCENT_INK = "#a84300"
ACCENT_SHADE = "#f3a76b"
BLUES = ("#a9c8e0", "#7fabce", "#467aa8", "#285c8b", "#153f66")
"""From the first stage to the last."""

ORANGES = ("#f8cfae", "#f3a76b", "#e2833a", "#c55f16", "#a84300")
"""As light and as dark as the blues, for what is to be looked at."""

INK_ON_BLUES = (INK, INK, "white", "white", "white")
PALE_BLUES = ("#dbe7f0", "#9fb5c9")
"""The first and the last blue where a figure is not final."""
