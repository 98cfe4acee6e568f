"""Arabic-aware copywriting for X (Twitter): count, find what links, split, and compose.

Everything for everyday work is reached as ``import tweetcraft as tc``; a name is loaded when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tweetcraft.arabic.folding import search_key
    from tweetcraft.arabic.forms import COMPACT, PUBLISH, SEARCH, Form, SearchForm
    from tweetcraft.arabic.normalization import Normalized, normalize, normalize_and_explain
    from tweetcraft.composition import Composition, compose
    from tweetcraft.counting import Breakdown, Count, count, weighted_length
    from tweetcraft.editing import Edit, apply_edits
    from tweetcraft.entities import Entity, extract
    from tweetcraft.errors import (
        AlreadyPostedError,
        AnnotatingError,
        DoesNotFitError,
        FormError,
        HashtagError,
        InDoubtError,
        JournalError,
        MissingDataError,
        MissingExtraError,
        OptionError,
        PublishingError,
        RateLimitError,
        RefusedError,
        RulesError,
        TweetcraftError,
        VocabularyError,
    )
    from tweetcraft.findings import Finding
    from tweetcraft.fitting import FitStep, Fitted, fit
    from tweetcraft.hashtags import (
        HashtagSuggestion,
        HashtagVocabulary,
        apply_hashtags,
        make_hashtag,
        segment_hashtag,
        suggest_hashtags,
    )
    from tweetcraft.previewing import Preview, preview
    from tweetcraft.publishing import Journal, Published, publish_thread
    from tweetcraft.reviewing import Hit, apply_fixes, review, review_rule
    from tweetcraft.rules import (
        PRESETS,
        TWITTER_TEXT_1,
        TWITTER_TEXT_2,
        TWITTER_TEXT_3,
        X_ALT_TEXT,
        X_BIO,
        X_DM,
        X_NAME,
        X_POLL_OPTION,
        X_PREMIUM,
        Rules,
        X,
    )
    from tweetcraft.threads import Numbering, Piece, Post, Thread, split_thread

__version__ = "0.1.0"

_HOMES = {
    "arabic.folding": ("search_key",),
    "arabic.forms": ("COMPACT", "Form", "PUBLISH", "SEARCH", "SearchForm"),
    "arabic.normalization": ("Normalized", "normalize", "normalize_and_explain"),
    "composition": ("Composition", "compose"),
    "counting": ("Breakdown", "Count", "count", "weighted_length"),
    "editing": ("Edit", "apply_edits"),
    "entities": ("Entity", "extract"),
    "errors": (
        "AlreadyPostedError", "AnnotatingError", "DoesNotFitError", "FormError", "HashtagError", "InDoubtError",
        "JournalError", "MissingDataError", "MissingExtraError", "OptionError", "PublishingError", "RateLimitError",
        "RefusedError", "RulesError", "TweetcraftError", "VocabularyError",
    ),
    "findings": ("Finding",),
    "fitting": ("FitStep", "Fitted", "fit"),
    "hashtags": (
        "HashtagSuggestion", "HashtagVocabulary", "apply_hashtags", "make_hashtag", "segment_hashtag",
        "suggest_hashtags",
    ),
    "previewing": ("Preview", "preview"),
    "publishing": ("Journal", "Published", "publish_thread"),
    "reviewing": ("Hit", "apply_fixes", "review", "review_rule"),
    "rules": (
        "PRESETS", "Rules", "TWITTER_TEXT_1", "TWITTER_TEXT_2", "TWITTER_TEXT_3",
        "X", "X_ALT_TEXT", "X_BIO", "X_DM", "X_NAME", "X_POLL_OPTION", "X_PREMIUM",
    ),
    "threads": ("Numbering", "Piece", "Post", "Thread", "split_thread"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "COMPACT",
    "PRESETS",
    "PUBLISH",
    "SEARCH",
    "TWITTER_TEXT_1",
    "TWITTER_TEXT_2",
    "TWITTER_TEXT_3",
    "X_ALT_TEXT",
    "X_BIO",
    "X_DM",
    "X_NAME",
    "X_POLL_OPTION",
    "X_PREMIUM",
    "AlreadyPostedError",
    "AnnotatingError",
    "Breakdown",
    "Composition",
    "Count",
    "DoesNotFitError",
    "Edit",
    "Entity",
    "Finding",
    "FitStep",
    "Fitted",
    "Form",
    "FormError",
    "HashtagError",
    "HashtagSuggestion",
    "HashtagVocabulary",
    "Hit",
    "InDoubtError",
    "Journal",
    "JournalError",
    "MissingDataError",
    "MissingExtraError",
    "Normalized",
    "Numbering",
    "OptionError",
    "Piece",
    "Post",
    "Preview",
    "Published",
    "PublishingError",
    "RateLimitError",
    "RefusedError",
    "Rules",
    "RulesError",
    "SearchForm",
    "Thread",
    "TweetcraftError",
    "VocabularyError",
    "X",
    "apply_edits",
    "apply_fixes",
    "apply_hashtags",
    "compose",
    "count",
    "extract",
    "fit",
    "make_hashtag",
    "normalize",
    "normalize_and_explain",
    "preview",
    "publish_thread",
    "review",
    "review_rule",
    "search_key",
    "segment_hashtag",
    "split_thread",
    "suggest_hashtags",
    "weighted_length",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'tweetcraft' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"tweetcraft.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
