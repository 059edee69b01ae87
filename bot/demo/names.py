"""Names, addresses and numbers of people who do not exist; each contact is given out once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from random import Random

from bot.demo.deck import Deck
from bot.matching import fold

Circle = tuple[str, str]
"""Given names and family names that go together, each separated by spaces."""


@dataclass(frozen=True, slots=True)
class NameBook:
    """`namesakes` are (name, company) that come up whatever the seed; `phone` gives a different number for each
    of the first `phones` integers; `firms` are made of a first and a second part.
    """

    circles: tuple[Circle, ...]
    namesakes: tuple[tuple[str, str | None], ...]
    firms: tuple[str, str]
    phone: Callable[[int], str]
    phones: int


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    company: str | None
    email: str | None
    phone: str | None


class Names:
    """Draws contacts; a company buys in its own name, a person may have one, and some leave no address."""

    COMPANY_BUYS = 0.04
    HAS_COMPANY = 0.27
    IS_NAMESAKE = 0.03
    HAS_EMAIL = 0.7
    HAS_PHONE = 0.93

    def __init__(self, book: NameBook, rng: Random) -> None:
        self._rng = rng
        pairs = [pair for circle in book.circles for pair in product(*map(str.split, circle))]
        self._people = Deck(rng, [" ".join(pair) for pair in pairs])
        self._firms = Deck(rng, [" ".join(pair) for pair in product(*(part.split(",") for part in book.firms))])
        self._namesakes = list(book.namesakes)
        self._phones = Deck(rng, range(book.phones))
        self._phone = book.phone

    def draw(self) -> Contact:
        name, company = self._name()
        phone = self._phone(self._phones.draw()) if self._rng.random() < self.HAS_PHONE else None
        email = _email(name, company) if phone is None or self._rng.random() < self.HAS_EMAIL else None
        return Contact(name, company, email, phone)

    def _name(self) -> tuple[str, str | None]:
        if self._namesakes and self._rng.random() < self.IS_NAMESAKE:
            return self._namesakes.pop()
        if self._rng.random() < self.COMPANY_BUYS:
            return self._firms.draw(), None
        return self._people.draw(), self._firms.draw() if self._rng.random() < self.HAS_COMPANY else None


def _email(name: str, company: str | None) -> str:
    """At a domain that can't exist."""
    words = fold(name).split()
    if company:
        return f"{words[0]}@{fold(company).replace(' ', '')}.example"
    return f"{'.'.join(words)}@mail.example"
