"""How the pieces of a text are laid out on its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tweetcraft.arabic.bidi import Levels, has_embeddings, levels_of
from tweetcraft.arabic.direction import Direction, first_strong
from tweetcraft.editing import Change
from tweetcraft.reviewing.normalizing import MOST_PLACES
from tweetcraft.reviewing.rule import Hit
from tweetcraft.reviewing.subject import Subject

__all__ = ["LEFT_TO_RIGHT_MARK", "base_of", "few_fixes", "isolated", "lines_of", "turned", "without"]

LEFT_TO_RIGHT_MARK = "\N{LEFT-TO-RIGHT MARK}"

_LINE = re.compile("[^\n\r\x1c-\x1e\x85\u2029]++")


def base_of(subject: Subject) -> Direction:
    """The direction of its paragraphs where its first strong character gives it to them all, as ``dir="auto"`` does."""
    return first_strong(subject.text) or "ltr"


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """The spans of its lines that are not empty."""
    return (line.span() for line in _LINE.finditer(text))


def turned(subject: Subject, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], Levels]]:
    """Of pieces of one line each, in order, those that are not seen in one piece and from left to right.

    With each come the levels of its characters.  Lines with embeddings or isolates are left out: whoever puts one in
    has seen to their order.
    """
    lines = lines_of(subject.text)
    start = end = 0
    levels: Levels | None = None
    base: Direction | None = None
    for span in spans:
        if span[1] > end:
            start, end = next(line for line in lines if line[1] >= span[1])
            line = subject.text[start:end]
            base = base or base_of(subject)
            levels = None if has_embeddings(line) else levels_of(line, base)
        if levels is not None and not _are_in_order(levels, span[0] - start, span[1] - start):
            yield span, levels[span[0] - start : span[1] - start]


def _are_in_order(levels: Levels, start: int, end: int) -> bool:
    """Whether a piece of a line with these levels is seen in one piece and from left to right."""
    own = levels[start:end]
    if "1" in own:
        return False
    if "0" not in own or "2" not in own:
        return True
    # Digits at an edge of it go with what runs from right to left beside them.
    goes_left = own[0] == "2" and levels[:start].rstrip("2").endswith("1")
    return not goes_left and not (own[-1] == "2" and levels[end:].lstrip("2").startswith("1"))


def few_fixes(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Hits of which no more have a fix than are soon looked at; another review finds the rest."""
    for number, hit in enumerate(hits):
        yield hit if number < MOST_PLACES else hit._replace(change=None)


def without(text: str, start: int, end: int) -> Change:
    """What takes away something that is not seen, and one of the spaces that would then stand together or astray."""
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1] or "\n"
    if after == " " and before in {" ", "\n"}:
        return Change(start, end + 1, "")
    if after == "\n" and before == " ":
        return Change(start - 1, end, "")
    return Change(start, end, "")


def isolated(piece: str) -> str:
    """A piece that stands in a message in Arabic as it stands alone."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{piece}\N{POP DIRECTIONAL ISOLATE}"
