"""Northwind Homes, a made-up builder of flats and villa plots in Bengaluru. Amounts are in paise."""

from __future__ import annotations

from datetime import date, timedelta

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
from bot.demo.northwind_words import WORDS
from bot.kinds import CampaignStatus, CampaignType, MilestoneType, SourceType
from bot.months import first_day, last_day, month_of, shifted

LAKH = 100_000_00
CRORE = 100 * LAKH
FESTIVE_RESULTS_AFTER = timedelta(days=50)
"""So long after its first day, a festive season's bookings can be judged."""


def festive_days(today: date) -> tuple[date, date]:
    """The latest Diwali season that has results, October to the middle of November."""
    start = date(today.year, 10, 1)
    if start + FESTIVE_RESULTS_AFTER > today:
        start = date(today.year - 1, 10, 1)
    return start, date(start.year, 11, 15)


def hoarding_days(today: date) -> tuple[date, date]:
    """Three whole months that ended half a year ago."""
    month = month_of(today)
    return first_day(shifted(month, -8)), last_day(shifted(month, -6))


def _phone(number: int) -> str:
    """No Indian mobile number begins with 5."""
    return f"+91 555{number // 1000:02} {number * 7919 % 100_000:05}"


BUILDINGS = (
    "Lotus Residency",
    "Gulmohar Heights",
    "Sapphire Towers",
    "Palm Grove",
    "Lakeview Apartments",
    "Sunrise Enclave",
)
STREETS = (
    ("4th Cross, Indiranagar", 560038),
    ("80 Feet Road, Koramangala", 560034),
    ("27th Main, HSR Layout", 560102),
    ("Outer Ring Road, Marathahalli", 560037),
    ("11th Main, Jayanagar", 560041),
    ("Sampige Road, Malleshwaram", 560003),
    ("Kanakapura Road, JP Nagar", 560078),
)


def _address(number: int) -> str:
    """Houses that do not exist, in streets that do."""
    street, pin = STREETS[number % len(STREETS)]
    flat = 100 * (1 + number // 7 % 12) + 1 + number // 84 % 4
    return f"{flat}, {BUILDINGS[number // 336 % len(BUILDINGS)]}, {street}, Bengaluru {pin}"


def _respelled(phone: str) -> str:
    """+91 55512 34567 → 0555 123 4567."""
    digits = phone.removeprefix("+91 ").replace(" ", "")
    return f"0{digits[:3]} {digits[3:6]} {digits[6:]}"


NAMES = NameBook(
    circles=(
        (
            "Chetan Deepa Girish Harsha Kavitha Lokesh Manjunath Nandini Pavan Rashmi Shruthi Yashwanth",
            "Gowda Hegde Shetty Bhat Kamath Rao Murthy Pai Hiremath Belagali",
        ),
        (
            "Aravind Bhuvana Dinesh Gayathri Karthik Lakshmi Meenakshi Prabhu Revathi Senthil Vignesh Yamini",
            "Subramanian Krishnan Raman Venkatesan Natarajan Sundaram Balaji Chandrasekar Palanisamy Iyengar",
        ),
        (
            "Anusha Bhaskar Chaitanya Divya Harika Kalyan Madhavi Naveen Pranathi Ravi Sirisha Tarun",
            "Reddy Naidu Chowdary Raju Prasad Varma Kommineni Vemuri Gadde Akula",
        ),
        (
            "Ajith Anjali Binu Gopika Hari Jisha Manoj Nithya Roshni Sajan Sreeja Vishnu",
            "Menon Nambiar Pillai Kurup Warrier Panicker Thomas Varghese Kurian Nair",
        ),
        (
            "Aditi Ameya Gauri Kedar Mrunal Nilesh Pallavi Rohini Sachin Snehal Tejas Vaishali",
            "Joshi Deshpande Patil Kulkarni Jadhav Pawar More Gokhale Sathe Bapat",
        ),
        (
            "Bhavesh Chirag Dhara Hetal Jignesh Kinjal Mitesh Nirali Parth Rupal Sagar Urvi",
            "Patel Shah Mehta Desai Trivedi Parekh Bhatt Solanki Thakkar Vora",
        ),
        (
            "Abhijit Ananya Debashish Ishita Kaushik Madhumita Paromita Riya Sourav Srijita Tanmoy Arindam",
            "Banerjee Chatterjee Mukherjee Ghosh Bose Sen Dutta Chakraborty Sarkar Ganguly",
        ),
        (
            "Amrit Gurpreet Harleen Jaspreet Karan Manpreet Navdeep Parminder Rajbir Simran Sukhwinder Tanveer",
            "Singh Gill Dhillon Sandhu Bedi Ahluwalia Sodhi Grewal Chadha Anand",
        ),
        (
            "Abhishek Alok Deepak Jyoti Kanika Mohit Pooja Rajeev Ritika Sandeep Swati Vivek",
            "Agarwal Gupta Mishra Tiwari Verma Saxena Srivastava Pandey Chauhan Jain",
        ),
        (
            "Bikash Debasmita Himanshu Lipika Nabanita Pranjal Rupali Santanu Smruti Subhash",
            "Mohanty Patnaik Das Sahoo Baruah Hazarika Bora Nayak Panda Saikia",
        ),
        (
            "Aamir Ayesha Farhan Imran Nazia Rehan Saba Salman Shabnam Sameera Yusuf Zoya",
            "Khan Ahmed Shaikh Ansari Siddiqui Qureshi Mirza Hussain Pasha Baig",
        ),
        (
            "Alwyn Carol Denzil Fiona Glenn Joanna Melwyn Natasha Rosaline Savio Trevor Valerie",
            "Fernandes D'Souza Pereira Rodrigues Lobo Mascarenhas Pinto Menezes Noronha Braganza",
        ),
    ),
    # Three that "sharma" may mean, and two people of one name.
    namesakes=(
        ("Neha Sharma", None),
        ("Nikhil Sharma", "Tamarind Studio"),
        ("Sunita Sharma", None),
        ("Suresh Kumar", "Kaveri Precision Works"),
        ("Suresh Kumar", "Lotus Dental Care"),
    ),
    firms=(
        "Kaveri,Nandi,Hoysala,Deccan,Malnad,Konkan,Sahyadri,Vindhya,Narmada,Coromandel,Banyan,Saffron,Marigold,Peepal,"
        "Tamarind,Monsoon,Silver Oak,Bluebell,Lotus,Jasmine",
        "Textiles,Logistics,Precision Works,Foods,Diagnostics,Exports,Softworks,Studio,Ceramics,Auto Parts,"
        "Dental Care,Public School,Coffee Estates,Robotics,Consulting",
    ),
    phone=_phone,
    phones=9_000,
)

NORTHWIND = Market(
    places=("Whitefield", "Sarjapur Road", "Hebbal", "Yelahanka", "Electronic City"),
    units=(
        Unit("2BHK", "2BHK", 62 * LAKH, 95 * LAKH, left=17),
        Unit("3BHK", "3BHK", 105 * LAKH, 165 * LAKH, left=2),
        Unit("3BHK", "3BHK", 105 * LAKH, 165 * LAKH, left=2),
        Unit("Villa plot", "plot", 140 * LAKH, 3 * CRORE, left=9),
    ),
    sources=(
        SourcePlan("Google Ads", SourceType.DIGITAL, 30, (3, 6, 4, 2, 5), "Search", "Paid search"),
        SourcePlan("Property portals", SourceType.WEBSITE, 20, (4, 8, 4, 2, 2), channel="Listings"),
        SourcePlan("Facebook & Instagram", SourceType.SOCIAL, 16, (9, 18, 7, 3, 3), "Lead forms", "Paid social"),
        SourcePlan("Direct", SourceType.WEBSITE, 13, (6, 9, 3, 1, 1), "Website form", "Own website"),
        SourcePlan("Walk-in", SourceType.DIRECT, 11, (1, 6, 6, 3, 4), "Site office", "In person", walks_in=True),
        SourcePlan("Referral", SourceType.REFERRAL, 10, (1, 4, 4, 3, 8), "Owners", "Word of mouth"),
        SourcePlan("Hoardings", SourceType.TRADITIONAL, 0, (6, 9, 3, 1, 1), channel="Outdoor"),
    ),
    campaigns=(
        CampaignPlan(
            "Diwali Dream Homes",
            CampaignType.DIGITAL,
            budget=250 * LAKH,
            expected_roi=400,
            share=45,
            sources=("Google Ads", "Google Ads", "Facebook & Instagram", "Property portals"),
            fates=(3, 6, 4, 3, 8),
            days=festive_days,
            haste=0.7,
        ),
        CampaignPlan(
            "Metro Hoardings",
            CampaignType.TRADITIONAL,
            budget=3 * CRORE,
            expected_roi=150,
            share=20,
            sources=("Hoardings",),
            fates=(16, 28, 12, 7, 2),
            days=hoarding_days,
            units=("2BHK",),
        ),
    ),
    running=(
        RunningPlan("Search All Year", CampaignType.DIGITAL, 180 * LAKH, 900, ("Google Ads",)),
        RunningPlan("Portal Listings", CampaignType.DIGITAL, 90 * LAKH, 600, ("Property portals",)),
        RunningPlan("Sample Flat Reels", CampaignType.SOCIAL, 60 * LAKH, 300, ("Facebook & Instagram",)),
        RunningPlan("Owners Bring Friends", CampaignType.REFERRAL, 40 * LAKH, None, ("Referral",)),
        RunningPlan("Sunday Paper Inserts", CampaignType.TRADITIONAL, 12 * LAKH, 100, (), CampaignStatus.PAUSED),
    ),
    words=WORDS,
    names=NAMES,
    known=(
        KnownLead(
            name="Anil Mehta",
            company="Acme Corp",
            email="anil@acmecorp.example",
            phone="+91 55599 14142",
            source="Google Ads",
            unit="3BHK",
            value=140 * LAKH,
            notes="3BHK in Whitefield, east facing. Decides with his wife.",
            steps=(
                (9, MilestoneType.LEAD_GENERATED, None),
                (8, MilestoneType.CONTACTED, "asked for the price sheet, sent on WhatsApp"),
                (4, MilestoneType.CONTACTED, "wants to see the 3BHK in Whitefield, call to fix the time"),
            ),
            due_in=0,
        ),
    ),
    monthly=49,
    #        Jan   Feb   Mar  Apr   May   Jun   Jul   Aug   Sep   Oct   Nov   Dec
    seasons=(1.00, 0.95, 1.1, 1.05, 0.95, 0.75, 0.65, 0.75, 0.90, 1.40, 1.30, 1.00),
    loads=(Load(2, 0, 4, 2), Load(4, 2, 6, 1), Load(2, 1, 7, 2), Load(4, 1, 6, 1)),
    cold=9,
    rounding=10_000_00,
    respell=_respelled,
    doubles=3,
    lead_days=(135, 540),
    billing=Billing(
        prefix="NH",
        payment_days=30,
        installments=(
            Installment("Booking amount, 10 %", 10, 0),
            Installment("On agreement, 30 %", 30, 30),
            Installment("On the roof slab, 40 %", 40, 75),
            Installment("On handing over", 20, 120),
        ),
        ways=("NEFT", "RTGS", "RTGS", "Cheque"),
        debts=(
            Debt("Registration and stamp duty", 9_40_000_00, 7_10_000_00, due_in=9),
            Debt("Modular kitchen", 4_80_000_00, 4_02_000_00, due_in=-21),
            Debt("Car parking, second bay", 2_50_000_00, 2_15_000_00, due_in=-12),
            Debt("Maintenance, 12 months", 84_000_00, 60_000_00, due_in=-47),
            Debt("Club membership", 1_50_000_00, 1_08_500_00, due_in=-74),
            Debt("Interest on late payment", 18_500_00, 0, due_in=-103, is_charge=True),
            Debt("Maintenance, 12 months", 96_000_00, 30_000_00, due_in=18),
        ),
        advance=2 * LAKH,
    ),
    address=_address,
)
