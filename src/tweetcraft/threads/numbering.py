"""The number of a post: how it is written, where it stands, and what keeps it in its place on the line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from tweetcraft.arabic.direction import first_strong, last_strong
from tweetcraft.arabic.script import ARABIC_DIGITS, PERSIAN_DIGITS
from tweetcraft.errors import OptionError, require_choice

__all__ = ["Labels", "Numbering", "NumberingStyle", "labels_for", "numbering_of"]

NumberingStyle = Literal["1/5", "1/", "(1/5)", "١/٥", "١/", "(١/٥)"] | Callable[[int, int], str]

_TEMPLATES = {"1/5": "{}/{}", "1/": "{}/", "(1/5)": "({}/{})"}
_TO_LATIN = str.maketrans(ARABIC_DIGITS, "0123456789")
_DIGITS = {"latin": "0123456789", "arabic": ARABIC_DIGITS, "persian": PERSIAN_DIGITS}
_LEFT_TO_RIGHT_MARK = "\N{LEFT-TO-RIGHT MARK}"
_ARABIC_LETTER_MARK = "\N{ARABIC LETTER MARK}"


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the posts of a thread are numbered.

    >>> import tweetcraft as tc
    >>> tc.Numbering("(1/5)", at="start", own_line=True, least=3)
    Numbering(style='(1/5)', at='start', own_line=True, least=3, digits='text')
    """

    style: NumberingStyle = "1/5"
    """``"1/5"``: number and total; ``"1/"``: the number alone, while the total is open; ``"(1/5)"``; the same with
    Arabic digits, whatever those of the text; or a function of the number and the total."""
    at: Literal["end", "start"] = "end"
    own_line: bool = False
    least: int = 2
    """A thread of fewer posts has no numbers."""
    digits: Literal["text", "latin", "arabic", "persian"] = "text"
    """``"text"``: those that the text has most of, and 0-9 where it has none."""

    def __post_init__(self) -> None:
        if not callable(self.style) and (
            not isinstance(self.style, str) or self.style.translate(_TO_LATIN) not in _TEMPLATES
        ):
            raise OptionError(
                f"numbering must be '1/5', '1/', '(1/5)', '١/٥', '١/', '(١/٥)', None, a Numbering, or a function of a "
                f"number and the total, not {self.style!r}"
            )
        require_choice("at", self.at, ("end", "start"))
        require_choice("digits", self.digits, ("text", *_DIGITS))
        if not isinstance(self.least, int):
            raise OptionError(f"least must be a whole number of posts, not {self.least!r}")


def numbering_of(option: object) -> Numbering | None:
    """The numbering that a caller asks for with a style, a :class:`Numbering` or ``None``."""
    return option if option is None or isinstance(option, Numbering) else Numbering(cast("NumberingStyle", option))


@dataclass(frozen=True, slots=True)
class Labels:
    """The numbers of one thread, with what stands between them and the text."""

    write: Callable[[int, int], str]
    """What the number of a post looks like."""
    gap: str
    at_start: bool

    def around(self, number: int, total: int, post: str) -> tuple[str, str]:
        """What stands before and after the text of a post."""
        label = self.write(number, total)
        if not label:
            return "", ""
        if self.at_start:
            return label + self.gap, ""
        return "", self.gap + (_in_place(label, post) if self.gap == " " else label)

    def widest(self, total: int, weigh: Callable[[str], int]) -> int:
        """The most weighted units that the number of a post takes, with a mark where it may take one."""
        labels = (self.write(number, total) for number in range(1, total + 1))
        takes_mark = not self.at_start and self.gap == " "
        return max(
            (weigh(self.gap + label) + (weigh(_mark_of(label)) if takes_mark else 0) for label in labels if label),
            default=0,
        )


_ENDS_IN_MARK = re.compile(r"[^\w)\]\s]\Z")
_TURNS = re.compile(r"[0-9](?![/.,:][0-9])[^\w\n]+[0-9]")


def _mark_of(label: str) -> str:
    """The mark that a number takes on some lines; none for one that looks the same on every line, as ``1/5`` does."""
    if _TURNS.search(label):
        return _LEFT_TO_RIGHT_MARK
    return _ARABIC_LETTER_MARK if _ENDS_IN_MARK.search(label) else ""


def _in_place(label: str, post: str) -> str:
    """A number, with the mark that keeps it in one piece and in order after the text of a post.

    Where a line ends in letters of the other direction, what ends the number, as the slash of ``1/``, would be shown
    at the other end of the line.  After Arabic letters, ``1-5`` would be shown as 5-1.
    Source: UAX #9, rules W2, W4, W7 and N1.
    """
    mark = _mark_of(label)
    before = last_strong(post) if mark else None
    if mark == _LEFT_TO_RIGHT_MARK:
        return mark + label if before == "rtl" else label
    line = first_strong(post) if mark else None
    if line == "rtl" and before == "ltr":
        return mark + label
    return label + mark if line == "ltr" and before == "rtl" else label


def labels_for(numbering: Numbering, text: str) -> Labels:
    """The numbers of the posts of a text."""
    if callable(numbering.style):
        write = numbering.style
    else:
        latin = numbering.style.translate(_TO_LATIN)
        digits = _DIGITS["arabic" if latin != numbering.style else _most_used(text, numbering.digits)]
        write = _writer(_TEMPLATES[latin], digits)
    return Labels(write, "\n" if numbering.own_line else " ", numbering.at == "start")


def _writer(template: str, digits: str) -> Callable[[int, int], str]:
    table = str.maketrans("0123456789", digits)
    return lambda number, total: template.format(number, total).translate(table)


def _most_used(text: str, digits: str) -> str:
    if digits != "text":
        return digits
    return max(_DIGITS, key=lambda name: sum(map(text.count, _DIGITS[name])))
