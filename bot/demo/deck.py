"""Chance without bad luck: cards are drawn without putting back, so shares come out as meant."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Generic, TypeVar

Card = TypeVar("Card")


class Deck(Generic[Card]):
    """Gives its cards in random order, and shuffles them anew when all are given."""

    def __init__(self, rng: Random, cards: Sequence[Card]) -> None:
        self._rng = rng
        self._cards = tuple(cards)
        self._left: list[Card] = []

    def draw(self) -> Card:
        if not self._left:
            self._left = self._rng.sample(self._cards, len(self._cards))
        return self._left.pop()
