"""Normalization form C, newer than the running Python's, and prefixes of normalized texts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetcraft._characters import characters_of
from tweetcraft._nfc import LONG_RUN, combining, has_long_run, nfc
from tweetcraft._tables.normalization import COMBINING, COMPOSED, NEWER
from tweetcraft._text import canonical, canonical_prefix, join_surrogates

import grammar
import grammar_pools as pools
import strategies

# What Unicode 14, the oldest that a supported Python has, did not know.
NEWER_THAN_PYTHON = {
    "ا\U00010efd\u0653": "آ\U00010efd",
    "ا\u0653\U00010efd": "آ\U00010efd",
    "ا\u0897\u0653": "ا\u0897\u0653",  # of one class: the first blocks the second
    "ا\u0653\u0897": "آ\u0897",
    "ب\u0897\u0650": "ب\u0650\u0897",
    "ب\u0651\u0897\u064e": "ب\u064e\u0651\u0897",
    "e\U00010efd\u0323\u0301": "\u00e9\U00010efd\u0323",
    "\U000113c2\U000113c2": "\U000113c5",
    "\U000113c2\U000113b8": "\U000113c7",
    "\U000113c2\U000113c9": "\U000113c8",
    "\U000113c2\U000113c2\U000113c2": "\U000113c5\U000113c2",
    "\U0001611e\U0001611e": "\U00016121",
    "\U0001611e\U0001611e\U0001611f": "\U00016126",
    "\U0001611e\U0001611e\U00016120": "\U00016128",
    "\U00016d63\U00016d67\U00016d67": "\U00016d6a",
    "\U00016d67\U00016d67\U00016d67": "\U00016d68\U00016d67",
    "\U000105d2\u0307": "\U000105c9",
    "\U000105d2\u0323\u0307": "\U000105c9\u0323",
    "\U000113c5": "\U000113c5",
}

WITNESS = "\U00011382"
"""A letter that makes a text go the long way; nothing that may stand before it combines with it."""

newer = frozenset(characters_of(NEWER))
old_texts = st.one_of(
    strategies.posts,
    strategies.from_pool((*pools.MARK_SOUP, *pools.DECOMPOSED)),
    st.text(st.characters(exclude_categories=("Cn",))),
).map(lambda text: "".join(character for character in text if character not in newer))

mark_texts = st.one_of(strategies.posts, strategies.from_pool((*pools.MARK_SOUP, *pools.NEW_MARK_SOUP)))


class TestNfc:
    """The normalization itself."""

    @given(text=old_texts)
    def test_known(self, text: str) -> None:
        """Where the running Python knows all characters, it agrees, whichever way is gone."""
        expected = unicodedata.normalize("NFC", text)
        assert nfc(text) == expected
        assert nfc(text + WITNESS) == expected + WITNESS

    @pytest.mark.parametrize("length", [LONG_RUN - 1, LONG_RUN, LONG_RUN + 1, 3 * LONG_RUN])
    def test_long_run(self, length: int) -> None:
        """A run of marks is found to be long wherever it begins, and put in order as a short one is."""
        run = ("\u0651\u064e\u0650" * length)[:length]
        for before in range(LONG_RUN):
            text = f"{'م' * before}{run}{'مَ' * LONG_RUN}"
            assert has_long_run(text) == (length >= LONG_RUN)
        assert nfc(text) == unicodedata.normalize("NFC", text)

    @pytest.mark.parametrize(("text", "normalized"), NEWER_THAN_PYTHON.items(), ids=map(ascii, NEWER_THAN_PYTHON))
    def test_newer(self, text: str, normalized: str) -> None:
        """Newer marks are put in order and compose, and newer letters too."""
        assert nfc(text) == normalized

    @pytest.mark.parametrize(("parts", "whole"), COMPOSED.items(), ids=map(ascii, COMPOSED.values()))
    def test_table(self, parts: str, whole: str) -> None:
        """Each newer composed letter stays as it is, and its parts make it."""
        assert nfc(whole) == whole
        assert nfc(parts) == whole
        assert nfc(f"ا\u0653{parts}ا\u0653") == f"آ{whole}آ"

    @given(text=mark_texts)
    def test_idempotent(self, text: str) -> None:
        """A normalized text is left alone."""
        assert nfc(nfc(text)) == nfc(text)

    @pytest.mark.parametrize("text", ["", "\ud800", "\ude00\u0653\U00010efd", "\U00010efd", "\u0653\u0897"], ids=ascii)
    def test_odd(self, text: str) -> None:
        """Nothing, half a character, and marks that stand on nothing."""
        assert nfc(text) == "".join(sorted(text, key=combining))

    def test_classes(self) -> None:
        """Where the running Python knows a mark of the table, its class is the same."""
        known = [mark for mark in COMBINING if unicodedata.category(mark) != "Cn"]
        assert [mark for mark in known if unicodedata.combining(mark) != COMBINING[mark]] == []
        assert combining("\u0897") == 230
        assert combining("\N{ARABIC KASRA}") == 32
        assert combining("م") == 0


class TestJoinSurrogates:
    """Characters that stand as two surrogates."""

    @given(text=st.text(st.characters(categories=("Cs", "Lo")) | st.sampled_from(pools.LONE)))
    def test_any(self, text: str) -> None:
        """Pairs are joined as UTF-16 does, and lone ones stay."""
        assert join_surrogates(text) == grammar.pair_surrogates(text)


class TestCanonicalPrefix:
    """How far of a text makes so many normalized code points."""

    @pytest.mark.parametrize(
        ("source", "length", "end"),
        [
            ("", 0, 0),
            ("مرحبا", 3, 3),
            ("مرحبا", 9, 5),
            ("ا\u0653ا\u0653", 1, 2),
            ("ا\u0653ا\u0653", 0, 0),
            ("ا\u064e\u0653م", 1, 1),
            ("ا\u064e\u0653م", 2, 3),
            ("\u1112\u1161\u11ab\u1112", 1, 3),
            ("\U0001d15eم", 1, 0),  # one code point that normalizes to two
            ("\U0001d15eم", 2, 1),
            ("\ud83d\ude00م", 1, 2),
            ("\U0001611e\U0001611e\U0001611f", 1, 3),
        ],
        ids=ascii,
    )
    def test_ends(self, source: str, length: int, end: int) -> None:
        """After a letter come all marks that it takes in."""
        assert canonical_prefix(source, length) == end

    @given(source=mark_texts, length=st.integers(0, 60))
    def test_any(self, source: str, length: int) -> None:
        """The prefix makes no more than was asked for, the whole makes the whole, and more never gives less."""
        end = canonical_prefix(source, length)
        assert len(canonical(source[:end])) <= length
        assert end <= canonical_prefix(source, length + 1)
        assert canonical_prefix(source, len(canonical(source))) == len(source)

    @given(source=mark_texts, length=st.integers(0, 60))
    def test_longest(self, source: str, length: int) -> None:
        """The next code point that begins anew, with all its marks, would make more."""
        end = canonical_prefix(source, length)
        whole = canonical(source)
        if end < len(source):
            ends = (at for at in range(end + 1, len(source) + 1) if whole.startswith(canonical(source[:at])))
            assert len(canonical(source[: next(ends)])) > length

    @given(source=mark_texts, length=st.integers(0, 60))
    def test_canonical(self, source: str, length: int) -> None:
        """Of a text that is normalized already, so many code points."""
        assert canonical_prefix(canonical(source), length) == min(length, len(canonical(source)))
