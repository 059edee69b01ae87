"""What the reps of Contoso Interiors write about kitchens, offices and hotels. Nothing but texts."""

from __future__ import annotations

from bot.demo.market import Talk, Words
from bot.kinds import MilestoneType, Outcome

WORDS = Words(
    notes={
        (MilestoneType.CONTACTED, None): (
            "sent the lookbook, wants a walk-through",
            "has drawings from an architect, will share",
            "collecting three quotes for the {unit}",
            "lease starts in spring, needs a timeline",
            "asked about lead times for oak",
            "husband works from home, wants no dust",
            "board has to approve anything over 50k",
            "wants to reuse the old cabinets",
        ),
        (MilestoneType.SITE_VISIT, Outcome.POSITIVE): (
            "loved the walnut sample, wants a drawing",
            "measured up, room is simpler than feared",
            "brought the contractor, both happy",
            "chose the stone on the spot",
            "keen, asked for install dates",
        ),
        (MilestoneType.SITE_VISIT, Outcome.NEUTRAL): (
            "likes the style, unsure about the budget",
            "wants to see it with the landlord",
            "asked for a cheaper finish",
        ),
        (MilestoneType.SITE_VISIT, Outcome.NEGATIVE): (
            "expected a finished {unit} off the shelf",
            "building does not allow the works",
            "found it too modern",
        ),
        (MilestoneType.REVISIT, Outcome.POSITIVE): ("second visit, signed off the layout", "picked handles and lights"),
        (MilestoneType.REVISIT, Outcome.NEUTRAL): ("still torn between oak and walnut",),
        (MilestoneType.REVISIT, Outcome.NEGATIVE): ("partner prefers to repaint only",),
        (MilestoneType.DEMO, None): (
            "walked through the render of the {unit}",
            "showed two layouts, prefers the open one",
            "virtual tour with the partner in Boston",
        ),
        (MilestoneType.PROPOSAL, None): (
            "quote for the {unit}, two finishes",
            "quote with phased installation",
            "revised quote without the island",
        ),
        (MilestoneType.NEGOTIATION, None): (
            "wants 5 % off for paying up front",
            "asks for the demolition to be included",
            "legal is reading the contract",
        ),
        (MilestoneType.BOOKING, None): (
            "deposit paid, install in ten weeks",
            "contract signed by both sides",
            "purchase order received",
        ),
        (MilestoneType.REENGAGED, None): (
            "budget came back for next quarter",
            "first contractor walked out, wants us now",
        ),
    },
    waiting={
        MilestoneType.CONTACTED: (
            "send the {unit} references and call",
            "ask for the floor plan again",
            "book the showroom for Saturday",
        ),
        MilestoneType.SITE_VISIT: ("send the drawing of the {unit}", "ask what the landlord said"),
        MilestoneType.REVISIT: ("send the final quote",),
        MilestoneType.DEMO: ("quote the open layout",),
        MilestoneType.PROPOSAL: ("quote is out, ask for the decision", "call the architect about the finish"),
        MilestoneType.NEGOTIATION: ("Laura to approve the discount, then call",),
        MilestoneType.REENGAGED: ("visit again and measure",),
    },
    unreached=("no answer after four emails", "student project, no budget", "wrong number"),
    withdrawn=(
        "budget cut for this year",
        "went with the landlord's contractor",
        "moving out of the city",
        "project put on hold by the board",
        "chose a cheaper flat-pack",
        "stopped answering",
    ),
    booking_cancelled=("lease fell through, deposit refunded", "company merged, fit-out stopped"),
    wishes=(
        "New {unit}, wants it done before the holidays.",
        "Architect involved, drawings exist.",
        "Brownstone, narrow stairs, mind the delivery.",
        "Wants sustainable materials only.",
    ),
    talk=Talk(
        calls=(
            "walked through the finishes",
            "talked about lead times",
            "asked about the building's rules",
            "set the date of the walk-through",
            "went over the budget line by line",
        ),
        missed=("voicemail, left a message", "no answer", "assistant will pass it on"),
        emails=("lookbook and price guide", "three reference projects", "drawings of the first layout"),
        messages=("photos of the stone samples", "showroom address and parking", "reminder of the measuring"),
        quotes=("quote with two finishes", "quote in phases", "revised quote"),
        meetings=("showroom tour", "meeting with the architect", "call with the board"),
        answers=("will ask the architect", "likes the brass, not the price", "asked for one more option"),
    ),
)
