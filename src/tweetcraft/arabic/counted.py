"""How many of something, in Arabic that agrees with the number, for messages."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["PLACES", "TIMES", "WORDS", "Counted"]


class Counted(NamedTuple):
    """The forms of a noun after a number, by the plural categories of CLDR, in the accusative or genitive."""

    one: str
    two: str
    few: str
    """After what ends in 3 to 10, beside it."""
    many: str
    """After what ends in 11 to 99."""
    other: str
    """After whole hundreds, and what ends in 101 or 102."""

    def by(self, number: int) -> str:
        """A whole number and the noun; one and two are said by the noun alone.

        >>> from tweetcraft.arabic.counted import TIMES
        >>> [TIMES.by(number) for number in (1, 2, 3, 11, 100)]
        ['مرة واحدة', 'مرتين', '3 مرات', '11 مرة', '100 مرة']
        """
        if number in (1, 2):
            return (self.one, self.two)[number - 1]
        rest = number % 100
        return f"{number} {self.few if 3 <= rest <= 10 else self.many if rest > 10 else self.other}"


TIMES = Counted("مرة واحدة", "مرتين", "مرات", "مرة", "مرة")
PLACES = Counted("موضع واحد", "موضعين", "مواضع", "موضعًا", "موضع")
WORDS = Counted("كلمة واحدة", "كلمتين", "كلمات", "كلمة", "كلمة")
