"""What every floor does with a text before it looks into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tweetcraft._nfc import combining, nfc

__all__ = ["canonical", "canonical_prefix", "in_source", "join_surrogates", "require_text"]

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def require_text(text: object) -> str:
    """Return ``text``, or raise the ``TypeError`` that says what to do with something else."""
    if isinstance(text, str):
        return text
    if isinstance(text, bytes | bytearray | memoryview):
        raise TypeError(f"text must be str, not {type(text).__name__}: decode it first, e.g. text.decode('utf-8')")
    raise TypeError(f"text must be str, not {type(text).__name__}")


def join_surrogates(text: str) -> str:
    """A surrogate pair that stands as two code points is the character that it encodes; lone ones stay as they are."""
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


def canonical_prefix(source: str, length: int) -> int:
    """The end of the longest prefix of ``source`` that makes at most ``length`` code points of ``canonical(source)``.

    The source is taken in pieces that normalize independently of each other: a starter with the marks that follow it.
    """
    start = 0
    for end in _piece_ends(source):
        size = len(canonical(source[start:end]))
        if size > length:
            return start + _prefix_within(source[start:end], length)
        length -= size
        start = end
    return len(source)


def _piece_ends(source: str) -> list[int]:
    """Where ``canonical`` may be cut: before a starter that does not merge with what stands before it."""
    ends: list[int] = []
    start = 0
    for at in range(1, len(source)):
        if combining(source[at]) or "\udc00" <= source[at] <= "\udfff":
            continue
        before, after = source[start:at], source[at]
        if canonical(before + after) == canonical(before) + canonical(after):
            ends.append(at)
            start = at
    ends.append(len(source))
    return ends


def _prefix_within(piece: str, length: int) -> int:
    """The same for one piece.  Its prefixes grow with their length (but for a rare reordering), so halving finds it."""
    low, high = 0, len(piece)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if len(canonical(piece[:middle])) <= length else (low, middle)
    return low
