"""Hashtags: which words of a draft become one, and how they are written in."""

from __future__ import annotations

from tweetcraft.hashtags.segmentation import segment_hashtag
from tweetcraft.hashtags.suggesting import suggest_hashtags
from tweetcraft.hashtags.suggestions import HashtagSuggestion, Placement, apply_hashtags
from tweetcraft.hashtags.validity import Joiner, is_hashtag, make_hashtag
from tweetcraft.hashtags.vocabulary import HashtagVocabulary

__all__ = [
    "HashtagSuggestion",
    "HashtagVocabulary",
    "Joiner",
    "Placement",
    "apply_hashtags",
    "is_hashtag",
    "make_hashtag",
    "segment_hashtag",
    "suggest_hashtags",
]
