"""The key for searching: what readers type interchangeably becomes one.

The stages of the folding are defined once, each as the changes that it makes.  A text that is all in the code page of
:mod:`tweetcraft.arabic.codepage`, as nearly every one is, is folded by translating bytes, which comes to the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import chain, zip_longest

from tweetcraft._characters import characters_of, class_of, outside_of
from tweetcraft._nfc import ACTIVE_CHARACTERS
from tweetcraft._text import require_text
from tweetcraft.arabic.codepage import INSIDE, OTHER, bytes_of, decoded, encoded, has_triple, in_page, table, triples
from tweetcraft.arabic.elongation import letters_kept, shortened_runs
from tweetcraft.arabic.forms import SEARCH, SearchForm
from tweetcraft.arabic.repairs import LETTERS_OF_FORM, composed
from tweetcraft.arabic.script import (
    ARABIC_DIGITS,
    INVISIBLE,
    LETTERS,
    PERSIAN_DIGITS,
    SEPARATORS,
    TASHKEEL,
    TATWEEL,
    VARIANTS,
)
from tweetcraft.editing import Change, apply_changes

__all__ = ["fold", "folding_stages", "search_key"]


def search_key(text: str) -> str:
    """Fold a text for matching and deduplication; what comes out is not for publishing.

    Arguments:
        text: the draft, or a word.

    Returns:
        The key: equal for spellings that writers use interchangeably.

    Raises:
        TypeError: ``text`` is no ``str``.

    >>> import tweetcraft as tc
    >>> tc.search_key("أحمدُ في المدرســةِ ١٤٤٥هـ!") == tc.search_key("احمد فى المدرسه 1445ه")
    True

    Source: the rules are in docs/normalizing.md.
    """
    return _folding(SEARCH).fold(require_text(text))


def fold(text: str, form: SearchForm) -> str:
    """The search key of a text under a form."""
    return _folding(form).fold(require_text(text))


def folding_stages(text: str, form: SearchForm) -> Iterator[list[Change]]:
    """The changes that make a search key, stage after stage, each to what the one before has left."""
    folding = _folding(form)
    for stage in folding.stages:
        changes = list(stage(text))
        text = apply_changes(text, changes)
        yield changes


# What stands for what

_KEPT_INSIDE = ".,:'’-"  # between two ASCII letters or digits
_WHITE_SPACE = "\t\n\v\f\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BISMILLAH = "\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}"  # the one ligature that Unicode does not decompose
_WORDS = {sign: f" {unicodedata.normalize('NFKC', sign)} " for sign in characters_of("\ufdf0-\ufdfc")}
_WORDS[_BISMILLAH] = " بسم الله الرحمن الرحيم "

_SHAPES = dict.fromkeys(characters_of(INVISIBLE), "") | LETTERS_OF_FORM | _WORDS | dict.fromkeys("یۍے", "ي")
"""What goes before composition: shapes of letters, and what is invisible; a ya of any kind, which a hamza may join."""


def _letters(form: SearchForm) -> dict[str, str]:
    """What is folded after it."""
    letters = dict.fromkeys(characters_of(TASHKEEL), "")
    letters |= dict.fromkeys(characters_of(_WHITE_SPACE), " ")
    letters |= {digit: str(value) for digits in (ARABIC_DIGITS, PERSIAN_DIGITS) for value, digit in enumerate(digits)}
    letters |= {"٪": "%", "٫": ".", "٬": ","}
    letters |= {wide: unicodedata.normalize("NFKC", wide) for wide in characters_of("\uff01-\uff5e\uffe0-\uffe6")}
    letters |= {variant: base for base, variants in VARIANTS.items() for variant in variants}
    letters |= {"ۓ": "ئ"} | ({"ؤ": "و", "ئ": "ي", "ۓ": "ي"} if form.hamza == "fold" else {})
    kept = {"أإآٱٲٳٵ": form.alef, "ى": form.ya, "ة": form.ta_marbuta}
    unfolded = {letter for letters, choice in kept.items() if choice == "keep" for letter in letters}
    return {character: folded for character, folded in letters.items() if character not in unfolded}


# The stages

# A dash typed as tatweel: no letter stands before it that it could lengthen.
_FREE_TATWEEL = re.compile(f"{TATWEEL}(?<![{LETTERS}{TASHKEEL}{TATWEEL}].){TATWEEL}*+")
_TATWEEL = re.compile(TATWEEL)
_INSIDE = "0-9A-Za-z"
# The pattern begins with one class, which the engine finds fast.
_SEPARATOR = re.compile(
    f"[{re.escape(SEPARATORS)}](?!(?<=[{re.escape(_KEPT_INSIDE)}])(?<=[{_INSIDE}].)(?=[{_INSIDE}]))",
    re.DOTALL,
)
_SPACES = re.compile("  +")
_EDGE_SPACE = re.compile(r"\A +| +\Z")


def _by_pattern(pattern: re.Pattern[str], after: str, text: str) -> Iterator[Change]:
    return (Change(*found.span(), after) for found in pattern.finditer(text))


def _by_character(pattern: re.Pattern[str], replacements: Mapping[str, str], text: str) -> Iterator[Change]:
    return (Change(*found.span(), replacements[found[0]]) for found in pattern.finditer(text))


def _class_pattern(characters: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"[^{outside_of(class_of(characters))}]")


def _in_small_letters(text: str) -> Iterator[Change]:
    return (Change(at, at + 1, c.lower()) for at, c in enumerate(text) if c.lower() != c)


_Stage = Callable[[str], Iterable[Change]]


# The same in bytes


def _bytes_class(characters: Iterable[str]) -> bytes:
    return re.escape(bytes_of(characters))


_CHUNK = 4096
_WHITE = re.compile("[ \n]")
_OUTSIDE = re.compile(f"([^{INSIDE}][^{INSIDE}]*+)")
_LETTER_BYTES = bytes_of(characters_of(LETTERS))
_UNSEEN_BYTES = bytes_of(characters_of(INVISIBLE))
_TATWEEL_BYTE = bytes_of(TATWEEL)
_FREE_TATWEEL_BYTE = re.compile(
    b"%b(?<![%b].)%b*+" % (_TATWEEL_BYTE, _bytes_class([*characters_of(LETTERS + TASHKEEL), TATWEEL]), _TATWEEL_BYTE),
    re.DOTALL,
)
_SPACE_BYTES = re.compile(b"  +")
_SEPARATOR_BYTE = re.compile(
    b"[%b](?!(?<=[%b])(?<=[0-9A-Za-z].)(?=[0-9A-Za-z])) *" % (_bytes_class(SEPARATORS), _bytes_class(_KEPT_INSIDE)),
    re.DOTALL,
)


class _Folding:
    """What a form does, compiled."""

    def __init__(self, form: SearchForm) -> None:
        letters = _letters(form)
        lower, separate = form.case == "fold", form.punctuation == "fold"
        self.stages: list[_Stage] = [
            partial(_by_character, _class_pattern(_SHAPES), _SHAPES),
            partial(_by_pattern, _FREE_TATWEEL, "-"),
            partial(_by_pattern, _TATWEEL, ""),
            composed,
            partial(_by_character, _class_pattern(letters), letters),
            *([_in_small_letters] if lower else []),
            composed,  # once more: the marks that are left, of other scripts, have moved together
            *([partial(_by_pattern, _SEPARATOR, " ")] if separate else []),
            shortened_runs,
            partial(_by_pattern, _SPACES, " "),
            partial(_by_pattern, _EDGE_SPACE, ""),
        ]
        # Letters that are kept apart still make a run together, which bytes do not show.
        self._in_bytes = "keep" not in (form.alef, form.ya, form.ta_marbuta)
        self._lower = lower
        others = {*_SHAPES, *letters, *ACTIVE_CHARACTERS, *characters_of(LETTERS)}
        self._in_need = _class_pattern(c for c in others if not in_page(c))
        small = {c: c.lower() for c in map(chr, range(128))} if lower else {}
        self._table = table(small | {c: folded for c, folded in letters.items() if folded})
        self._deleted = bytes_of([TATWEEL, *(c for c, after in (_SHAPES | letters).items() if not after)])
        self._separator = _SEPARATOR_BYTE if separate else None

    def fold(self, text: str) -> str:
        """The key."""
        if not self._in_bytes:
            return self._through_stages(text)
        if len(text) > _CHUNK:  # a rare character slows down its own chunk only
            return " ".join(filter(None, map(self._fold_chunk, _chunks(text))))
        return self._fold_chunk(text)

    def _fold_chunk(self, text: str) -> str:
        try:
            return decoded(self._fold_bytes(encoded(text)))
        except UnicodeEncodeError:
            pieces = _OUTSIDE.split(text)
        others = pieces[1::2]
        joined = "".join(others)
        if self._in_need.search(joined) or (self._lower and joined.lower() != joined):
            return self._through_stages(text)
        key = decoded(self._fold_bytes(encoded(OTHER.join(pieces[::2]))))
        return "".join(chain.from_iterable(zip_longest(key.split(OTHER), others, fillvalue="")))

    def _through_stages(self, text: str) -> str:
        for stage in self.stages:
            text = apply_changes(text, stage(text))
        return text

    def _fold_bytes(self, coded: bytes) -> bytes:
        """All stages, for what is in the page."""
        if _TATWEEL_BYTE in coded:
            coded = _FREE_TATWEEL_BYTE.sub(b"-", coded.translate(None, _UNSEEN_BYTES))
        coded = coded.translate(self._table, self._deleted)
        if self._separator:
            coded = self._separator.sub(b" ", coded)
        coded = _with_shortened_runs(coded)
        if b"  " in coded:
            coded = _SPACE_BYTES.sub(b" ", coded)
        return coded.strip(b" ")


def _chunks(text: str) -> Iterator[str]:
    """Pieces of whole words: to the folding, what parts them is a space."""
    start = 0
    while start < len(text):
        found = _WHITE.search(text, start + _CHUNK)
        end = found.start() if found else len(text)
        yield text[start:end]
        start = end + 1


def _with_shortened_runs(coded: bytes) -> bytes:
    if not has_triple(coded):
        return coded
    pieces: list[bytes] = []
    done = 0
    for start in triples(coded):
        if start < done or coded[start] not in _LETTER_BYTES:
            continue
        end = start + 3
        while end < len(coded) and coded[end] == coded[start]:
            end += 1
        letter, before, after = (
            coded[start : start + 1],
            coded[start - 1 : start] if start else b"",
            coded[end : end + 1],
        )
        before, after = before if before in _LETTER_BYTES else b"", after if after in _LETTER_BYTES else b""
        kept = letters_kept(decoded(letter), decoded(before), alone=not (before or after))
        pieces += (coded[done:start], letter * kept)
        done = end
    return b"".join(pieces) + coded[done:] if done else coded


@cache
def _folding(form: SearchForm) -> _Folding:
    return _Folding(form)
