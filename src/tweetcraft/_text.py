"""What every floor does with a text before it looks into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from tweetcraft._nfc import ACTIVE_CHARACTERS, combining, nfc, nfd

__all__ = ["REFUSED", "canonical", "canonical_prefix", "in_source", "join_surrogates", "require_text", "shortened"]

REFUSED = "\ufeff\ufffe\uffff"
"""A byte order mark and two noncharacters: the platform refuses a text with one of them."""

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def require_text(text: object) -> str:
    """Return ``text``, or raise the ``TypeError`` that says what to do with something else."""
    if isinstance(text, str):
        return text
    if isinstance(text, bytes | bytearray | memoryview):
        raise TypeError(f"text must be str, not {type(text).__name__}: decode it first, e.g. text.decode('utf-8')")
    raise TypeError(f"text must be str, not {type(text).__name__}")


def shortened(text: str, most: int) -> str:
    """A text as a message has it: of one that is longer than ``most`` code points, the beginning and an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def join_surrogates(text: str) -> str:
    """A surrogate pair that stands as two code points is the character that it encodes; lone ones stay as they are."""
    try:
        text.encode("utf-16-le")  # which refuses surrogates, and is about twice as fast as to look for them
    except UnicodeEncodeError:
        pass
    else:
        return text
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def in_source(source: str, offsets: Iterable[int]) -> Iterator[int]:
    """For ascending offsets into ``join_surrogates(source)``, the offsets into ``source``."""
    pairs = (pair.start() - earlier for earlier, pair in enumerate(_PAIR.finditer(source)))  # where each one is joined
    next_pair = next(pairs, None)
    passed = 0
    for offset in offsets:
        while next_pair is not None and next_pair < offset:
            passed += 1
            next_pair = next(pairs, None)
        yield offset + passed


def canonical(text: str) -> str:
    """The form that the platform weighs: surrogate pairs joined, in normalization form C."""
    return nfc(join_surrogates(text))


def canonical_prefix(source: str, length: int, weigh: Callable[[str], int] = len) -> int:
    """The end of the longest prefix of ``source`` that makes at most ``length`` code points of ``canonical(source)``.

    Marks change places on the way, so where ``length`` falls among marks, the prefix may also not weigh more than
    those code points.  The source is taken in pieces that normalize independently of each other: a starter with the
    marks that follow it.
    """
    joined = join_surrogates(source)
    return next(in_source(source, [_normalized_prefix(joined, length, weigh)]))


def _normalized_prefix(text: str, length: int, weigh: Callable[[str], int]) -> int:
    start = 0
    for end in _piece_ends(text):
        normalized = nfc(text[start:end])
        if len(normalized) > length:
            return start + _prefix_of_piece(text[start:end], length, weigh(normalized[:length]), weigh)
        length -= len(normalized)
        start = end
    return start


def _piece_ends(text: str) -> Iterator[int]:
    """Where normalization may be cut: before a starter that does not merge with what stands before it."""
    start = 0
    for at in range(1, len(text)):
        after = text[at]
        if after not in ACTIVE_CHARACTERS or (not combining(after) and not _merges(text[start:at], after)):
            yield at
            start = at
    yield len(text)


def _merges(before: str, after: str) -> bool:
    return nfc(before + after) != nfc(before) + nfc(after)


_MOST_COMPOSED = 8  # more than the decomposed characters of one piece that composition ever takes away


def _prefix_of_piece(piece: str, length: int, room: int, weigh: Callable[[str], int]) -> int:
    # Composed, a prefix is no longer than decomposed and shorter by a few at most, so only a few have to be tried.
    # Not by halving: l with a macron is two, and with a dot below as well it is one.
    decomposed = 0
    ends = [0]
    for character in piece:
        decomposed += len(nfd(character))
        if decomposed > length + _MOST_COMPOSED:
            break
        ends.append(ends[-1] + 1)
    # What the loss of one mark changes the weight by, or more: so many at a time can't be one too many.
    most = 2 * max(map(weigh, {*piece, *nfc(piece)}))
    while len(prefix := nfc(piece[: ends[-1]])) > length or weigh(prefix) > room:
        excess = weigh(prefix) - room
        del ends[-max(1, excess // max(1, most)) :]
    return ends[-1]
