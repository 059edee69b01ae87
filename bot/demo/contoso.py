"""Contoso Interiors, a made-up fitter of kitchens, offices and hotels in New York. Amounts are in cents."""

from __future__ import annotations

from datetime import date

from bot.demo.contoso_words import WORDS
from bot.demo.market import (
    Billing,
    CampaignPlan,
    Debt,
    Installment,
    KnownLead,
    Load,
    Market,
    RunningPlan,
    SourcePlan,
    Unit,
)
from bot.demo.names import NameBook
from bot.kinds import CampaignType, MilestoneType, SourceType
from bot.months import first_day, last_day, month_of, shifted

THOUSAND = 1_000_00
AREA_CODES = (201, 203, 212, 347, 516, 551, 646, 718, 914, 917)


def showroom_days(today: date) -> tuple[date, date]:
    """Two whole months that ended four months ago."""
    month = month_of(today)
    return first_day(shifted(month, -5)), last_day(shifted(month, -4))


def magazine_days(today: date) -> tuple[date, date]:
    """Three whole months that ended eight months ago."""
    month = month_of(today)
    return first_day(shifted(month, -10)), last_day(shifted(month, -8))


def _phone(number: int) -> str:
    """The numbers 555-0100 to 555-0199 belong to nobody."""
    return f"+1 {AREA_CODES[number // 100]}-555-01{number % 100:02}"


STREETS = (
    ("W 18th St, New York, NY", "10011"),
    ("Bergen St, Brooklyn, NY", "11217"),
    ("Washington St, Hoboken, NJ", "07030"),
    ("Lexington Ave, New York, NY", "10017"),
    ("Austin St, Queens, NY", "11375"),
)


def _address(number: int) -> str:
    """Houses that do not exist, in streets that do."""
    street, code = STREETS[number % len(STREETS)]
    return f"{9_000 + number % 900} {street} {code}"


NAMES = NameBook(
    circles=(
        (
            "Abigail Brandon Claire Derek Emily Frank Hannah Ian Julia Kevin Megan Oliver Paige Spencer Tessa Wyatt",
            "Anderson Brooks Collins Dawson Ellis Fletcher Griffin Harper Lawson Mercer Palmer Whitaker",
        ),
        (
            "Alejandra Carlos Daniela Eduardo Gabriela Javier Lucia Mateo Rafael Valentina",
            "Alvarez Castillo Delgado Fuentes Herrera Mendoza Ortega Salazar Vargas",
        ),
        (
            "Amy Brian Connie Eric Grace Jason Michelle Steven Vivian Winston",
            "Chang Huang Lin Nguyen Park Tran Wong Yamada Zhao",
        ),
        (
            "Aaron Bridget Dominic Francesca Gianna Liam Maeve Noah Rebecca Sean",
            "Bianchi Cohen Donnelly Esposito Feldman Gallagher Kaplan Moretti O'Brien Rossi",
        ),
    ),
    namesakes=(("Peter Walsh", "Hudson Law"), ("Petra Walsh", None)),
    firms=(
        "Hudson,Gramercy,Liberty,Harbor,Juniper,Birch,Copper,Granite,Maple,Orchard,Pioneer,Summit",
        "Law,Dental,Hotels,Bistro,Capital,Architects,Pediatrics,Bookshop,Media,Coworking",
    ),
    phone=_phone,
    phones=100 * len(AREA_CODES),
)

CONTOSO = Market(
    places=("SoHo showroom", "Brooklyn showroom", "Hoboken showroom", "Client's premises"),
    units=(
        Unit("Kitchen", "kitchen", 28 * THOUSAND, 75 * THOUSAND),
        Unit("Kitchen", "kitchen", 28 * THOUSAND, 75 * THOUSAND),
        Unit("Storage wall", "storage wall", 8 * THOUSAND, 24 * THOUSAND),
        Unit("Office fit-out", "office", 90 * THOUSAND, 380 * THOUSAND),
        Unit("Hotel refurbishment", "hotel floor", 180 * THOUSAND, 650 * THOUSAND),
    ),
    sources=(
        SourcePlan("Designer referrals", SourceType.PARTNER, 22, (1, 4, 5, 3, 7), channel="Partners"),
        SourcePlan("Google Ads", SourceType.DIGITAL, 28, (4, 7, 4, 2, 3), "Search", "Paid search"),
        SourcePlan("Instagram", SourceType.SOCIAL, 24, (5, 8, 4, 2, 1), "Portfolio", "Social"),
        SourcePlan("Trade fair", SourceType.EVENT, 14, (2, 7, 5, 3, 3), channel="In person"),
        SourcePlan("Website", SourceType.WEBSITE, 12, (4, 8, 4, 2, 2), "Contact form", "Own website"),
        SourcePlan("Magazines", SourceType.TRADITIONAL, 0, (5, 9, 4, 1, 1), channel="Print"),
    ),
    campaigns=(
        CampaignPlan(
            "Open Showroom Weeks",
            CampaignType.EVENT,
            budget=25 * THOUSAND,
            expected_roi=300,
            share=50,
            sources=("Trade fair", "Designer referrals", "Instagram"),
            fates=(0, 1, 1, 1, 2),
            days=showroom_days,
            units=("Kitchen",),
        ),
        CampaignPlan(
            "Glossy Magazine Ads",
            CampaignType.TRADITIONAL,
            budget=95 * THOUSAND,
            expected_roi=120,
            share=60,
            sources=("Magazines",),
            fates=(2, 4, 2, 1, 1),
            days=magazine_days,
            units=("Storage wall",),
        ),
    ),
    running=(
        RunningPlan("Everyday Search", CampaignType.DIGITAL, 60 * THOUSAND, 400, ("Google Ads",)),
        RunningPlan("Portfolio Posts", CampaignType.SOCIAL, 18 * THOUSAND, 250, ("Instagram",)),
        RunningPlan("Designer Circle", CampaignType.REFERRAL, 30 * THOUSAND, None, ("Designer referrals",)),
    ),
    words=WORDS,
    names=NAMES,
    known=(
        KnownLead(
            name="Marcus Hartley",
            company="Hartley Hotels",
            email="marcus@hartleyhotels.example",
            phone="+1 332-555-0100",
            source="Designer referrals",
            unit="Hotel refurbishment",
            value=420 * THOUSAND,
            notes="Two floors of the midtown house, 38 rooms. Decision by the board.",
            steps=(
                (16, MilestoneType.LEAD_GENERATED, None),
                (15, MilestoneType.CONTACTED, "wants samples of the oak and the brass"),
                (3, MilestoneType.CONTACTED, "showroom tour moved to Thursday, confirm the car"),
            ),
            due_in=2,
        ),
    ),
    monthly=11,
    seasons=(1.1, 1.0, 1.15, 1.1, 1.05, 0.9, 0.8, 0.75, 1.1, 1.1, 0.95, 0.75),
    loads=(Load(2, 1, 4, 2),),
    cold=3,
    rounding=500_00,
    respell=lambda phone: phone.removeprefix("+1 ").replace("-", "."),
    doubles=1,
    lead_days=(56, 110),
    billing=Billing(
        prefix="CI",
        payment_days=30,
        installments=(
            Installment("Deposit, 40 %", 40, 0),
            Installment("On delivery, 50 %", 50, 28),
            Installment("On completion", 10, 49),
        ),
        ways=("ACH", "Wire", "Check"),
        debts=(
            Debt("Second phase, joinery", 180 * THOUSAND, 65 * THOUSAND, due_in=12),
            Debt("Change order: lighting", 58 * THOUSAND, 0, due_in=-20),
            Debt("Change order: stone worktop", 6_400_00, 4_000_00, due_in=-9),
            Debt("Storage of furniture", 1_150_00, 0, due_in=-52, is_charge=True),
        ),
        advance=5 * THOUSAND,
    ),
    address=_address,
)
