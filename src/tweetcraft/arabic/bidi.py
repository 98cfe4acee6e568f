"""In which order the characters of a line are seen: the levels that the Unicode Bidirectional Algorithm gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional

from tweetcraft.arabic.direction import Direction
from tweetcraft.arabic.script import EMBEDDINGS

__all__ = ["Levels", "bracket_pairs", "has_embeddings", "in_order_seen", "levels_of", "places_seen"]

Levels = str
"""One digit a character: ``0`` and ``2`` are laid out from left to right, ``1`` from right to left."""

has_embeddings = re.compile(f"[{EMBEDDINGS}]").search

# One letter for each class of character: L, R, A of Arabic letters, E and N of digits, o for what has no direction.
_LETTERS = {"L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "ES": "+", "ET": "%", "CS": ",", "NSM": "m", "BN": "b"}
_SPACES = {"WS": "w", "S": "s", "B": "s"}


class _Classes(dict[int, str]):
    """The letter of each code point, looked up once."""

    def __missing__(self, code: int) -> str:
        kind = bidirectional(chr(code))
        letter = _LETTERS.get(kind) or _SPACES.get(kind) or ("b" if kind in {"LRE", "RLE", "PDF"} else "o")
        if code < 0x10000:
            self[code] = letter
        return letter


_CLASSES = _Classes()
_MARKS = re.compile("([^m])(m+)")
_AFTER_ARABIC = re.compile("A[^LRAE]*+E[^LRA]*+")
_AFTER_LATIN = re.compile("L[^LRE]*+E[^LR]*+")
_SEPARATOR = re.compile("(?<=E)[+,](?=E)|(?<=N),(?=N)")
_TERMINATORS = re.compile("%+(?=E)|(?<=E)%+")
_AGAINST = {"L": re.compile("(?<=[REN])o++(?=[REN])"), "R": re.compile("(?<=L)o++(?=L)")}
_WITHOUT_DIRECTION = str.maketrans("+,%mws", "oooooo")
_WITHOUT_LETTERS = str.maketrans("A", "R")
_LEVELS = {"ltr": str.maketrans("LREN", "0122"), "rtl": str.maketrans("LREN", "2122")}
_TRAILING = re.compile("[wb]*(?:s|\\Z)")


def levels_of(line: str, base: Direction) -> Levels:
    r"""The level of every character of one line, which says in what order they are seen.

    A piece whose characters are all of one level is seen in one piece: from left to right if that is even.

    Arguments:
        line: without a line end; an embedding or an isolate in it is taken for a character without direction.
        base: the direction of the paragraph.

    Returns:
        As many digits as the line has characters.

    >>> from tweetcraft.arabic.bidi import levels_of
    >>> levels_of("هاتف 050-12", "rtl"), levels_of("هاتف \u200e050-12", "rtl")
    ('11111222122', '111112222222')

    Source: UAX #9, rules W1-W7, N0-N2, I1-I2 and L1.
    """
    seen = line.translate(_CLASSES)
    own = "L" if base == "ltr" else "R"
    paragraph = "0" if base == "ltr" else "1"
    if "b" in seen:  # what joins or divides and is not seen has the level of what stands before it
        kept = "".join(character for character, letter in zip(line, seen, strict=True) if letter != "b")
        rest = iter(_resolved(own, kept, seen.replace("b", "")).translate(_LEVELS[base]))
        filled = [paragraph]
        for letter in seen:
            filled.append(filled[-1] if letter == "b" else next(rest))
        levels = "".join(filled[1:])
    else:
        levels = _resolved(own, line, seen).translate(_LEVELS[base])
    if seen[-1:] in {"w", "s", "b"} or "s" in seen:
        digits = list(levels)
        for found in _TRAILING.finditer(seen):
            start, end = found.span()
            digits[start:end] = paragraph * (end - start)
        return "".join(digits)
    return levels


def in_order_seen(piece: str, levels: Levels) -> str:
    """The characters of a piece of a line from left to right, as they are seen; none is mirrored.

    >>> from tweetcraft.arabic.bidi import in_order_seen
    >>> in_order_seen("050-12", "222122")
    '12-050'
    """
    return "".join(piece[at] for at in places_seen(levels))


def places_seen(levels: Levels) -> list[int]:
    """The places of the characters with some levels, from left to right as they are seen.

    >>> from tweetcraft.arabic.bidi import places_seen
    >>> places_seen("222122")
    [4, 5, 3, 0, 1, 2]

    Source: UAX #9, L2.
    """
    order = list(range(len(levels)))
    for runs in (_FROM_SECOND, _FROM_FIRST):
        for found in runs.finditer(levels):
            start, end = found.span()
            order[start:end] = order[start:end][::-1]
    return order


_FROM_SECOND, _FROM_FIRST = re.compile("2+"), re.compile("[12]+")


def _resolved(own: str, line: str, classes: str) -> str:
    """``L``, ``R``, ``E`` or ``N`` for each character; ``own`` is that of the paragraph, and stands before it all."""
    weak = own + classes
    is_mark = weak
    if "m" in weak:  # W1
        weak = _MARKS.sub(_taking_its_letter, weak)
    if "A" in weak and "E" in weak:  # W2
        weak = _AFTER_ARABIC.sub(lambda found: found[0].replace("E", "N"), weak)
    if "E" in weak or "N" in weak:
        weak = _SEPARATOR.sub(_taking_neighbour, weak)  # W4
    if "E" in weak and "%" in weak:  # W5
        weak = _TERMINATORS.sub(lambda found: "E" * len(found[0]), weak)
    weak = weak.translate(_WITHOUT_DIRECTION).translate(_WITHOUT_LETTERS)  # W6 and W3
    if "E" in weak and "L" in weak:  # W7
        weak = _AFTER_LATIN.sub(lambda found: found[0].replace("E", "L"), weak)
    if not _BRACKET.isdisjoint(line):
        weak = _with_brackets(own, line, weak, is_mark)

    other = "R" if own == "L" else "L"
    weak = _AGAINST[own].sub(lambda found: other * len(found[0]), weak)  # N1
    return weak.replace("o", own)[1:]  # N2


def _taking_its_letter(found: re.Match[str]) -> str:
    return found[1] * len(found[0])


def _taking_neighbour(found: re.Match[str]) -> str:
    return found.string[found.start() - 1]


# Brackets

_PAIRS = (
    "()[]{}⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝｟｠｢｣"
)
_CLOSING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_BRACKET = frozenset(_PAIRS)
_BRACKETS = re.compile(f"[{re.escape(_PAIRS)}]")
_DEEPEST = 63  # after UAX #9, BD16


def bracket_pairs(line: str) -> list[tuple[int, int]]:
    """Where the brackets of a line stand that belong together, in the order of the opening ones.

    >>> from tweetcraft.arabic.bidi import bracket_pairs
    >>> bracket_pairs("(a [b) c]")
    [(0, 5)]

    Source: UAX #9, BD16.
    """
    return sorted(_pairs(line))


def _pairs(line: str) -> Iterator[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    for found in _BRACKETS.finditer(line):
        bracket = found[0]
        if bracket in _CLOSING:
            if len(opened) == _DEEPEST:
                return
            opened.append((_CLOSING[bracket], found.start()))
            continue
        for depth in range(len(opened) - 1, -1, -1):
            if opened[depth][0] == bracket:
                yield opened[depth][1], found.start()
                del opened[depth:]
                break


def _with_brackets(own: str, line: str, weak: str, is_mark: str) -> str:
    """Brackets with the direction of what they hold: N0."""
    resolved = list(weak)
    for pair in bracket_pairs(line):
        first, last = pair[0] + 1, pair[1] + 1  # the paragraph stands first
        inside = {"L" if letter == "L" else "R" for letter in set(resolved[first + 1 : last]) - {"o"}}
        if not inside:
            continue
        side = own
        if own not in inside:
            before = first - 1
            while resolved[before] == "o":
                before -= 1
            side = "L" if resolved[before] == "L" else "R"
        for at in (first, last):
            resolved[at] = side
            while is_mark[at + 1 : at + 2] == "m":
                at += 1  # noqa: PLW2901 - a mark on a bracket goes with it
                resolved[at] = side
    return "".join(resolved)
