"""Leads that were entered twice: the same phone number typed differently, under half a name, by another rep."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bot.journeys import Journey


def entered_twice(
    journeys: Sequence[Journey], *, count: int, respell: Callable[[str], str], spared: Collection[str]
) -> list[Journey]:
    """The same, in which up to `count` of the newest open leads turn out to be earlier ones; `spared` are names."""
    doubled = list(journeys)
    able = [
        index
        for index, journey in enumerate(doubled)
        if journey.is_open and journey.phone and journey.name not in spared
    ]
    while len(able) > 1 and count:
        second = able.pop()
        others = [index for index in able if doubled[index].owner != doubled[second].owner]
        first = (others or able)[-1]
        able.remove(first)
        doubled[second] = _as(doubled[second], doubled[first], respell)
        count -= 1
    return doubled


def _as(journey: Journey, person: Journey, respell: Callable[[str], str]) -> Journey:
    """The journey under the person's number and half the name."""
    first_name, _, rest = person.name.partition(" ")
    name = f"{first_name} {rest[0]}." if rest else person.name
    return replace(journey, name=name, phone=respell(person.phone or ""), email=None, company=None)
