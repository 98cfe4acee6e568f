"""Under the twitter-text presets there is no difference from twitter-text 3.1.0 itself, which runs under Node.

    npm ci --prefix tests/reference
    python -m pytest tests/test_reference.py
    TWEETCRAFT_GENERATED=200000 python -m pytest tests/test_reference.py -k generated

The last one takes a quarter of an hour; TWEETCRAFT_SEED chooses other texts.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given

import grammar
import strategies
from reference import bridge, calls, compare, shared

GENERATED = int(os.environ.get("TWEETCRAFT_GENERATED", "20000"))
SEED = int(os.environ.get("TWEETCRAFT_SEED", "2030"))

WITHOUT_REFERENCE = bridge.unavailable()
WITHOUT_TWEETS = shared.missing("data/tweets.jsonl")

# Arabic and what is around it, general punctuation, and every so often one of the rest; no surrogates.
CHARACTERS = (*range(0x900), *range(0x2000, 0x2100), *range(0x900, 0xD800, 61), *range(0xE000, 0x110000, 997))
PLACES = (
    "#{0} #a{0}b", "{0}#a", "#a{0}#b", "@a{0} @b/c{0}", "{0}@a", "rt{0}@a", "$A{0}", "{0}$A", "{0}a.com", "a.com{0}",
    "a.{0}com", "a{0}b.com", "http://a{0}b.com", "http://{0}.com", "http://a.com/{0}", "http://a.com/b{0}c",
    "http://a.com/({0})", "http://a.com?{0}", "http://a.com?a{0}b", "http://t.co/a{0}b", "م{0}a.com/b",
    "a.com{0}b.com/c", "http://{0}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com",
)  # fmt: skip

pytestmark = pytest.mark.skipif(WITHOUT_REFERENCE is not None, reason=str(WITHOUT_REFERENCE))


@pytest.fixture(scope="module")
def reference() -> Iterator[bridge.Reference]:
    """One process for the whole module."""
    with bridge.Reference() as running:
        yield running


def assert_same(reference: bridge.Reference, texts: Iterable[str], names: Iterable[str]) -> None:
    """Fail with the smallest texts that make a difference, if any does."""
    found: dict[str, list[str]] = defaultdict(list)
    for text, theirs in reference.ask_each(texts, tuple(names)):
        for name in compare.differences(text, theirs):
            found[name].append(text)
    if found:
        pytest.fail("differs from the reference\n" + compare.report(reference, found), pytrace=False)


def assert_same_calls(reference: bridge.Reference, made: Iterable[bridge.Call]) -> None:
    """Fail with the shortest calls that make a difference, if any does; what the reference throws at is passed over."""
    found = []
    for call, theirs in reference.call(made):
        if not isinstance(theirs, dict) and (ours := calls.answer(call)) != theirs:
            found.append(f"{call!a}\n    ours   {ours!a}\n    right  {theirs!a}")
    if found:
        shortest = "\n".join(sorted(found, key=len)[:5])
        pytest.fail(f"{len(found)} calls differ from the reference\n{shortest}", pytrace=False)


@pytest.mark.skipif(WITHOUT_TWEETS is not None, reason=str(WITHOUT_TWEETS))
class TestTweets:
    """Every tweet of the shared collection."""

    def test_counts(self, reference: bridge.Reference) -> None:
        """Lengths, validity and ranges under all three configurations."""
        assert_same(reference, shared.tweets(), bridge.PARSE)

    def test_entities(self, reference: bridge.Reference) -> None:
        """Entities, with their indices."""
        assert_same(reference, shared.tweets(), bridge.ENTITIES)

    def test_links(self, reference: bridge.Reference) -> None:
        """Links of every kind, with options and without."""
        assert_same(reference, shared.tweets(), bridge.LINKS)


class TestGenerated:
    """Texts that nobody wrote."""

    def test_grammar(self, reference: bridge.Reference) -> None:
        """Every answer, for a bulk of seeded texts."""
        assert_same(reference, grammar.texts(SEED, GENERATED), bridge.EVERYTHING)

    def test_links(self, reference: bridge.Reference) -> None:
        """Links, for as many."""
        assert_same(reference, grammar.texts(SEED + 1, GENERATED), bridge.LINKS)

    @pytest.mark.parametrize("made", [calls.auto_links, calls.given_entities, calls.given_json, calls.hits])
    def test_calls(self, reference: bridge.Reference, made: Callable[[int, int], Iterable[bridge.Call]]) -> None:
        """Links and hits, for options, entities and places that nobody would give."""
        assert_same_calls(reference, made(SEED, GENERATED // 4))

    def test_drafts(self, reference: bridge.Reference) -> None:
        """Counts, for links between spaces, most of which are weighed without looking for others."""
        assert_same(reference, grammar.drafts(SEED, GENERATED), bridge.PARSE)

    def test_characters(self, reference: bridge.Reference) -> None:
        """Entities, for many a character in every place where its class decides."""
        texts = (place.format(chr(code)) for code in CHARACTERS for place in PLACES)
        assert_same(reference, texts, bridge.ENTITIES)

    @given(post=strategies.posts)
    def test_properties(self, reference: bridge.Reference, post: str) -> None:
        """Every answer, for what Hypothesis comes upon."""
        assert compare.differences(post, reference.ask_one(post)) == {}
