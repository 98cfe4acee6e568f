"""Hypothesis strategies for posts: the grammar under Hypothesis's control, and freer mixtures."""

from __future__ import annotations

from hypothesis import strategies as st

import grammar
import grammar_pools as pools

WHOLE_POOLS = (
    pools.WORDS,
    pools.TASHKEEL,
    pools.DECOMPOSED,
    pools.NEW_MARKS,
    pools.PRESENTATION,
    pools.PUNCTUATION,
    pools.DIRECTION,
    pools.JOINERS,
    pools.SPACES,
    pools.INVALID,
    pools.UNASSIGNED,
    pools.EDGES,
    pools.ASTRAL,
    pools.LONE,
    pools.LETTERS_OLD_AND_NEW,
    pools.EMOJI,
    pools.EMOJI_PARTS,
    pools.TLDS,
    pools.DOMAIN_SOUP,
    pools.PATH_SOUP,
    pools.TCO_SOUP,
    pools.HASH_SOUP,
    pools.MENTION_SOUP,
    pools.CASH_SOUP,
)

characters = st.characters(exclude_categories=())
"""Every code point, lone surrogates among them."""

fragments = st.one_of(characters, *map(st.sampled_from, WHOLE_POOLS))
"""One character, or one short thing of a pool."""

mixtures = st.lists(fragments, max_size=40).map("".join).map(grammar.pair_surrogates)
"""Fragments glued together: what shrinks best."""

sentences = st.randoms(use_true_random=False).map(grammar.text)
"""The grammar's posts."""

posts = st.one_of(mixtures, sentences)
"""Posts of every kind; under 600 code points, or nearly always."""


def from_pool(pool: tuple[str, ...], *, longest: int = 20) -> st.SearchStrategy[str]:
    """Strings over one pool, for a property about one thing."""
    return st.lists(st.sampled_from(pool), max_size=longest).map("".join)


REPAIRABLE = (
    *"اويىهةلمتءأإآؤئرن  ـ.,،؟!:;…()«»#@1٣a/-",
    *'\n"\u200c\u200d\u200e\u200f\u2066\u2067\u2069\u064e\u064b\u0651\u0653\u0654ﻻﺍﷺ﴿﴾ک😀\ufe0f❤',
    "ااا", "ـــ", "...", "هـ", "الله", "في", "#م", "@a", "a.com", "https://a.com/",
    "\r\n", "\u00a0", "\u200b", "\ufdd0",
)  # fmt: skip

dense = from_pool(REPAIRABLE, longest=24)
"""Texts of what a normalizer edits, and of what it must not, with nothing between."""
