"""Charts with little to show, with much, with nothing, and with whatever people type as names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.pictures import (
    BalanceChart,
    BalancePoint,
    Bar,
    BarsChart,
    Column,
    ColumnsChart,
    JourneyChart,
    Part,
    Stop,
    Tone,
    Trend,
    TrendsChart,
)

TODAY = date(2026, 11, 25)
AS_OF = "As of 25 Nov 2026."

LONG = "Q4 2025 Email Blast to everybody who ever asked for a quote, a visit or a brochure in Whitefield"
UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitänsanwärterprüfung" * 2
HEBREW = "נדל״ן ירושלים (סניף 3)"
ARABIC = "شركة محمد للعقارات والتطوير العقاري"
NAMES = (
    *("Google Ads", LONG, UNBROKEN, HEBREW, ARABIC, "प्रिया शर्मा क्षत्रिय", "田中不動産株式会社東京支店営業部"),
    *("🚀 Launch day", "김민수 부동산", "W" * 400, "$x^2$"),
)

MONTHS = (
    *("Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026"),
    *("Jun 2026", "Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026", "Nov 2026"),
)
COUNTS = (4, 9, 7, 12, 10, 11, 6, 14, 9, 13, 18, 5)


def bars(
    lines: Sequence[tuple[str, Sequence[int], str, str]],
    *,
    title: str = "Referrals convert 31.6 % of their leads, twice as many as Google Ads",
    part_names: tuple[str, ...] = (),
    tones: Sequence[Tone] = (),
    beside_name: str = "",
    mark: tuple[int, str] | None = None,
) -> BarsChart:
    """Each bar as its name, the lengths of its pieces, and its figures; `tones` are those of the pieces."""
    return BarsChart(
        title,
        "Leads by source · Dec 2025 – Nov 2026",
        tuple(Bar(name, parts(lengths, tones), figure, beside) for name, lengths, figure, beside in lines),
        f"A lead converts when it books. {AS_OF}",
        part_names=part_names,
        beside_name=beside_name,
        mark=mark,
    )


def parts(lengths: Sequence[int], tones: Sequence[Tone] = ()) -> tuple[Part, ...]:
    return tuple(Part(length, tones[index] if tones else Tone.PLAIN) for index, length in enumerate(lengths))


def columns(
    lengths: Sequence[int] = COUNTS, figures: Sequence[str] | None = None, names: Sequence[str] = MONTHS
) -> ColumnsChart:
    """One piece for each name."""
    texts = figures or [str(length) for length in lengths]
    return ColumnsChart(
        "October was the best month yet: 18 bookings",
        "Bookings by month · Dec 2025 – Nov 2026",
        tuple(Column(*column) for column in zip(names, map(_alone, lengths), texts, strict=True)),
        AS_OF,
    )


def _alone(length: int) -> tuple[Part, ...]:
    return (Part(length),)


def stacked_columns() -> ColumnsChart:
    """Three pieces in each, of which the last month's are not final."""
    tones = (Tone.PLAIN, Tone.PALE, Tone.ACCENT)
    return ColumnsChart(
        "October was the best month yet: 18 bookings",
        "Bookings by month · Dec 2025 – Nov 2026",
        tuple(
            Column(name, parts((count, count // 4, count // 3), tones), str(count))
            for name, count in zip(MONTHS, COUNTS, strict=True)
        ),
        f"Figures: booked, also where it was cancelled later. {AS_OF}",
        part_names=("booked", "pending or on hold", "cancelled since"),
    )


def trends(*rows: Trend, title: str = "Conversion fell to 17.2 %, below the target of 20 %") -> TrendsChart:
    return TrendsChart(title, "KPIs · last 12 months", rows, MONTHS[0], MONTHS[-1], f"Each has its own scale. {AS_OF}")


def balance(*balances: int, start: date = date(2025, 12, 3), step: int = 17, until: date = TODAY) -> BalanceChart:
    """A balance every `step` days."""
    points = (
        BalancePoint(start + timedelta(days=step * index), amount, f"{'−' if amount < 0 else ''}₹{abs(amount):,}")
        for index, amount in enumerate(balances)
    )
    return BalanceChart(
        "Brigade owes ₹4,20,000, a third of what it owed in April",
        "Account of Brigade Group (C-7) · last 12 months",
        tuple(points),
        until,
        f"Balance = debits − credits. {AS_OF}",
    )


def journey(*stops: Stop, until: date | None = None) -> JourneyChart:
    return JourneyChart(
        "From first call to booking in 123 days, 77 of them before the second visit",
        "Journey of Priya Sharma (L-12) · owner Asha Rao",
        stops,
        until,
        AS_OF,
    )


SOURCES = bars(
    [
        ("Referral", (31, 67), "98", "31.6 %"),
        ("Google Ads", (38, 202), "240", "15.8 %"),
        ("Website", (14, 106), "120", "11.7 %"),
        ("Walk-in", (9, 55), "64", "14.1 %"),
        ("Property portal", (17, 193), "210", "8.1 %"),
        ("Hoardings", (1, 39), "40", "2.5 %"),
    ],
    part_names=("converted", "not converted"),
    beside_name="Conversion rate",
)
AGEING = bars(
    [
        ("Brigade Group", (120, 80, 200, 90, 620), "₹111.0L", ""),
        ("Anil Kapoor Estates", (300, 40, 20, 0, 220), "₹58.0L", ""),
        ("Prestige", (220, 10, 0, 0, 0), "₹23.0L", ""),
        ("Sobha", (0, 0, 0, 12, 80), "₹9.2L", ""),
        ("Godrej", (0, 0, 0, 0, 0), "₹0", ""),
    ],
    title="₹91 lakh is more than 60 days late, most of it from Brigade",
    part_names=("not due", "1–30 days", "31–60 days", "61–90 days", "over 90 days"),
    tones=(Tone.PLAIN, Tone.PLAIN, Tone.ACCENT, Tone.ACCENT, Tone.ACCENT),
)
CAMPAIGNS = bars(
    [
        ("Diwali open house", (4_024,), "402.4 %", "₹41.2L / ₹8.2L"),
        ("Referral bonus", (3_000,), "300 %", "₹6.0L / ₹1.5L"),
        ("Q4 2025 Email Blast", (0,), "0 %", "₹3.0L / ₹3.0L"),
        ("Hoarding, Outer Ring Road", (-333,), "−33.3 %", "₹8.0L / ₹12.0L"),
        ("Radio spots", (-1_000,), "−100 %", "₹0 / ₹4.4L"),
    ],
    title="Diwali open house earned its budget four times over",
    beside_name="revenue / budget",
)
CUT = replace(CAMPAIGNS, bars=(replace(CAMPAIGNS.bars[0], figure="6,313 %", is_cut=True), *CAMPAIGNS.bars[1:]))
MARKED = bars(
    [
        ("Diwali open house", (412,), "412 %", "₹8.2L"),
        ("Referral bonus", (203,), "203 %", "₹1.5L"),
        ("Q4 2025 Email Blast", (145,), "145 %", "₹3.0L"),
        ("Hoarding, Outer Ring Road", (80,), "80 %", "₹12.0L"),
    ],
    title="Only two campaigns met their expected return",
    tones=(Tone.ACCENT,),
    beside_name="Budget",
    mark=(200, "expected 200 %"),
)
BARS = {
    "sources": SOURCES,
    "ageing": AGEING,
    "campaigns": CAMPAIGNS,
    "a bar that is cut": CUT,
    "losses alone": replace(CAMPAIGNS, bars=CAMPAIGNS.bars[3:]),
    "a loss and a mark": replace(CAMPAIGNS, mark=(2_000, "expected 200 %")),
    "a mark": MARKED,
    "a mark beyond every bar": bars([("Asha Rao", (3,), "3", "")], mark=(40, "target 40 visits a month for everybody")),
    "a mark at nothing": bars([("Asha Rao", (3,), "3", "")], mark=(0, "break-even")),
    "one bar": bars([("Referral", (12,), "12", "")], title="All leads came from referrals"),
    "zeros": bars(
        [(name, (0, 0), "0", "—") for name in ("Asha Rao", "Vikram Singh", "Meera Iyer")],
        part_names=("confirmed", "completed"),
        beside_name="Amount",
    ),
    "names": bars(
        [(name, (1_000 - index * 87,), f"{1_000 - index * 87:,}", f"{index}.5 %") for index, name in enumerate(NAMES)],
        title=f"{ARABIC} brought the most leads",
        beside_name="Rate",
    ),
    "40 bars": bars(
        [
            (f"Rep {index} of the whole team", (400 - 10 * index,), str(400 - 10 * index), "12.5 %")
            for index in range(40)
        ],
        beside_name="Rate",
    ),
    "60 bars of five pieces": bars(
        [(LONG, (index, 1, 2, 3, index), f"{2 * index + 6}", "") for index in range(60)],
        part_names=("not due", "1–30 days", "31–60 days", "61–90 days", "over 90 days"),
    ),
    "huge values": bars(
        [
            ("Brigade Group of Companies, Bengaluru", (10**15,), "₹10,00,00,00,00,00,000.00", "₹98,76,54,321.00"),
            ("Tiny", (1,), "₹0.01", "₹98,76,54,321.00"),
            ("Half", (5 * 10**14,), "₹5,00,00,00,00,00,000.00", "—"),
        ],
        beside_name="Average per unit sold",
    ),
    "no bars": bars([], part_names=("confirmed", "completed"), beside_name="Amount", mark=(10, "target")),
    "long part names": bars([("Referral", (1, 2), "3", "")], part_names=(LONG, UNBROKEN)),
}

COLUMNS = {
    "bookings": stacked_columns(),
    "a year": columns(),
    "amounts": columns(figures=[f"₹{23.1 * count:.1f}L" for count in COUNTS]),
    "long amounts": columns(figures=[f"₹{2_310_123 * count:,}.00" for count in COUNTS]),
    "one column": columns((12,), names=("Nov 2026",)),
    "years": columns((40, 49, 76, 121, 184), names=("2022", "2023", "2024", "2025", "2026")),
    "weeks": columns(tuple(range(53)), names=[f"W{week} 2026" for week in range(53)]),
    "60 months": columns(
        tuple(index * 37 % 50 + index for index in range(60)),
        names=[f"{MONTHS[index % 12].partition(' ')[0]} {2021 + (index + 11) // 12}" for index in range(60)],
    ),
    "zeros": columns((0,) * 12),
    "huge values": columns((10**15, 1, 10**14), [f"₹{10**15:,}.00", "₹0.01", f"₹{10**14:,}.00"], ("a", "b", "c")),
    "long names": columns((1, 2, 3), names=(LONG, UNBROKEN, HEBREW)),
    "no columns": columns((), names=()),
}

KPIS = (
    Trend("Total leads", "574", "+12 on the months before", (44, 43, 40, 55, 50, 48, 40, 35, 39, 49, 75, 56)),
    Trend(
        *("Conversion rate", "17.2 %", "−2.1 points · target 20 %"),
        (20.5, 27.9, 15, 20, 16, 14.6, 30, 17.1, 10.3, 18.4, 17.3, 3.6),
        Tone.ACCENT,
    ),
    Trend("Qualified leads", "277", "+4", (20, 21, 18, 25, None, None, 20, 15, 19, 24, 30, 16)),
    Trend("Booked amount", "₹12.4 Cr", "+18 %", tuple(10**7 * count for count in COUNTS)),
    Trend("Days to conversion", "41", "3 days faster", (50, 49, 48, 47, 45, 44, 44, 43, 42, 42, 41, 41)),
    Trend("Customer LTV", "₹84.2L", "", (*[None] * 11, 84.2)),
    Trend("Payment collection", "—", "", (None,) * 12),
    Trend("Overdue follow-ups", "0", "0", (0,) * 12, Tone.PALE),
    Trend("Engagement frequency", "3.4", "+0.2", (3.1, 3.0, 3.2, 3.3, 3.1, 3.4, 3.5, 3.3, 3.2, 3.4, 3.3, 3.4)),
)
TRENDS = {
    "kpis": trends(*KPIS),
    "one trend of one month": trends(Trend("Total leads", "1", "", (1,)), title="The first lead"),
    "names and long figures": trends(
        *(Trend(name, "₹12,34,56,789.00", "+1,234.5 % on the year before", (1, 5, 2, 8)) for name in NAMES)
    ),
    "numbers beyond all measure": trends(Trend("Leads", "many", "", (-1.7e308, 1.7e308, 5e-324, None, 0.0))),
    "no months": trends(Trend("Total leads", "0", "", ())),
    "no trends": trends(),
}

BALANCES = {
    "a year": balance(
        *(120_000, 520_000, 320_000, 320_000, 640_000, 1_240_000, 1_240_000, 1_640_000, 840_000, 840_000, 1_040_000),
        *(600_000, 500_000, 820_000, 820_000, 720_000, 620_000, 520_000, 420_000),
    ),
    "in credit at times": balance(0, 200_000, -100_000, 300_000, -350_000, -350_000, -200_000),
    "only credit": balance(-20_000, -5_000),
    "one day": balance(12_000, start=TODAY),
    "one day in credit": balance(-12_000, start=TODAY),
    "nothing owed": balance(0, 0),
    "ten years": balance(
        *(index * 7_919 % 1_000 * 1_000 - 200_000 for index in range(400)), start=date(2016, 11, 25), step=9
    ),
    "a month, huge": balance(5, 900, 11_111_111_111_111_111, start=date(2026, 11, 1), step=6),
    "several on a day": balance(100, 300, 200, start=date(2026, 11, 1), step=0),
    "ended before its last point": balance(100, 300, until=date(2025, 12, 3)),
    "no points": balance(),
}

STOPS = (
    Stop(date(2025, 10, 2), "New lead", "Google Ads · Diwali open house"),
    Stop(date(2025, 10, 3), "Called", "“asked for the brochure”"),
    Stop(date(2025, 10, 11), "Site visit", "Whitefield · positive · Asha Rao, 45 min"),
    Stop(date(2025, 10, 11), "Qualified", "Set by hand: budget confirmed"),
    Stop(
        date(2025, 12, 27),
        "Revisit",
        "Whitefield · neutral. They came with the parents, who found the third floor too high and the parking too "
        "narrow, and asked whether the corner unit on the first floor will come back on the market before summer",
        Tone.ACCENT,
    ),
    Stop(date(2026, 1, 5), "Proposal", "3BHK, ₹84.2L"),
    Stop(date(2026, 1, 20), "Negotiation"),
    Stop(date(2026, 2, 2), "Booking", "BK-2026-0003 · ₹82.0L"),
)
JOURNEYS = {
    "to the booking": journey(*STOPS),
    "going on": journey(
        *STOPS[:3],
        Stop(date(2026, 4, 15), "Site visit", f"{HEBREW} · positive", Tone.ACCENT),
        Stop(date(2026, 4, 15), ARABIC, "شركة 24 · Whitefield", Tone.PALE),
        until=TODAY,
    ),
    "one stop, today": journey(Stop(TODAY, "New lead", "Referral"), until=TODAY),
    "a stop ahead": journey(STOPS[0], Stop(date(2027, 1, 4), "Meeting", "pending"), until=TODAY),
    "names": journey(*(Stop(TODAY + timedelta(days=days), name, name) for days, name in enumerate(NAMES))),
    "60 stops": journey(
        *(
            Stop(date(2020, 1, 1) + timedelta(days=index * index), f"Call {index + 1}", "no answer" * (index % 3))
            for index in range(60)
        ),
        until=date(2045, 1, 1),
    ),
    "no stops": journey(until=TODAY),
}
