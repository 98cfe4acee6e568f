"""Normalization form C as current Unicode has it, whichever Unicode the running Python knows.

Python 3.11 knows Unicode 14.  Marks and composed letters that came later are in a table of ours; a text without any of
them goes straight to ``unicodedata``.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from tweetcraft._characters import characters_of, outside_of
from tweetcraft._tables.normalization import ACTIVE, COMBINING, COMPOSED, NEWER

__all__ = ["ACTIVE_CHARACTERS", "LONG_RUN", "combining", "has_long_run", "is_plainly_nfc", "is_soon_nfc", "nfc", "nfd"]

ACTIVE_CHARACTERS = frozenset(characters_of(ACTIVE))
"""Marks, and all else that normalization may change or join to what stands before it."""

_has_newer = re.compile(f"[^{outside_of(NEWER)}]").search
_DECOMPOSED = {whole: parts for parts, whole in COMPOSED.items()}

LONG_RUN = 64
"""CPython orders marks by insertion, in time quadratic in a run that goes to and fro between two classes; from so many
on, we order them."""

_SAMPLED = 16  # one of so many characters: of a long run four are, one after the other
_has_run_of_samples = re.compile(f"[^{outside_of(ACTIVE)}]{{{LONG_RUN // _SAMPLED}}}").search
_long_run = re.compile(f"[^{outside_of(ACTIVE)}]{{{LONG_RUN},}}")


def nfc(text: str) -> str:
    """The text in normalization form C (UAX #15), in time linear in it."""
    if _has_newer(text):
        return _composed(_ordered(nfd(text)))
    if has_long_run(text):
        text = _long_run.sub(lambda run: _ordered(nfd(run[0])), text)
    return unicodedata.normalize("NFC", text)


def has_long_run(text: str) -> bool:
    """Whether so many marks stand together that Python should not be asked to put them in order."""
    return _has_run_of_samples(text[::_SAMPLED]) is not None and _long_run.search(text) is not None


def is_plainly_nfc(text: str) -> bool:
    """Whether the running Python can tell that a text is in normalization form C, and soon."""
    return not _has_newer(text) and is_soon_nfc(text)


def is_soon_nfc(text: str) -> bool:
    """The same of a text whose characters the running Python knows."""
    return not has_long_run(text) and unicodedata.is_normalized("NFC", text)


def nfd(text: str) -> str:
    """The decomposed characters of a text, in the order of the text."""
    return "".join(nfd(_DECOMPOSED[c]) if c in _DECOMPOSED else unicodedata.normalize("NFD", c) for c in text)


def combining(character: str) -> int:
    """The canonical combining class of a character."""
    return COMBINING.get(character) or unicodedata.combining(character)


def _ordered(text: str) -> str:
    """Each run of marks by combining class, those of one class as they stood."""
    runs = groupby(text, key=lambda c: combining(c) != 0)
    return "".join("".join(sorted(run, key=combining)) if marks else "".join(run) for marks, run in runs)


def _composed(text: str) -> str:
    done: list[str] = []
    starter = -1  # where the last starter stands in done
    blocking = 0  # the class of the character right before, which blocks its equals and betters
    for character in text:
        own = combining(character)
        adjacent = starter == len(done) - 1
        if starter >= 0 and (adjacent or 0 < blocking < own):
            whole = _pair(done[starter], character)
            if whole:
                done[starter] = whole
                continue
        if own == 0:
            starter = len(done)
        blocking = own
        done.append(character)
    return "".join(done)


def _pair(first: str, second: str) -> str:
    """The one character that two make, or an empty string."""
    whole = COMPOSED.get(first + second) or unicodedata.normalize("NFC", first + second)
    return whole if len(whole) == 1 else ""
