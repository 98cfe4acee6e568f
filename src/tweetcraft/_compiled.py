"""The compiled scanner, where there is one: it looks over texts for what their weight depends on.

A machine without a compiler has none, and whatever is asked of it has the same answer from Python alone, in more time.
``TWEETCRAFT_PURE`` in the environment leaves it out, at installation and at run time.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Set
from typing import TYPE_CHECKING

from tweetcraft._characters import class_of, ranges_of
from tweetcraft._tables.normalization import ACTIVE, COMPOSING, NEWER
from tweetcraft._text import REFUSED

if TYPE_CHECKING:
    from tweetcraft._native import Scanner

__all__ = ["IS_COMPILED", "scanner_of"]


_INTERFACE = 1
"""That of ``src/native/_native.c``: a checkout may hold what was compiled of an earlier one."""


def _compiled() -> type[Scanner] | None:
    if os.environ.get("TWEETCRAFT_PURE"):
        return None
    try:
        from tweetcraft._native import INTERFACE, Scanner
    except ImportError:
        return None
    if INTERFACE != _INTERFACE:
        warnings.warn(
            "tweetcraft: the compiled scanner is of another version and is left out; install again, as with "
            "`pip install -e .`, to compile this one",
            RuntimeWarning,
            stacklevel=2,
        )
        return None
    return Scanner


_scanner = _compiled()

IS_COMPILED = _scanner is not None
"""Whether this installation has it."""


def scanner_of(
    *, base: int, heavy: tuple[str, int], joiners: str, emoji: Set[str], url: tuple[int | None, Set[str]]
) -> Scanner | None:
    """A scanner for one set of rules, or ``None``.

    Arguments:
        base: what a letter weighs.
        heavy: the characters that weigh otherwise, as the inside of a class, and how much more they do.
        joiners: those of which one is first or second in every emoji of several code points, as such.
        emoji: the characters that emoji are made of.
        url: what a URL weighs, if those weigh as one, and the first two letters of all top-level domains.
    """
    if _scanner is None:
        return None
    url_weight, beginnings = url
    kinds = {
        _scanner.HEAVY: heavy[0],
        _scanner.ACTIVE: ACTIVE,
        _scanner.ODD: f"\ud800-\udfff{NEWER}",
        _scanner.COMPOSING: COMPOSING,
        _scanner.JOINER: joiners,
        _scanner.EMOJI: class_of(emoji),
        _scanner.INVALID: REFUSED,
        _scanner.TLD_FIRST: class_of(pair[0] for pair in beginnings),
        _scanner.TLD_SECOND: class_of(pair[1] for pair in beginnings),
    }
    ranges = ((*ends, kind) for kind, inside in kinds.items() for ends in ranges_of(inside))
    return _scanner(ranges, base, heavy[1], -1 if url_weight is None else url_weight)
