"""What is left of an Arabic word without what is written on to it: enough to see that two posts are about one thing."""

from __future__ import annotations

__all__ = ["light_stem"]

_ARTICLES = ("وال", "فال", "بال", "كال", "لل", "ال")
_PARTICLES = "وفبل"
_ENDINGS = ("هما", "هم", "ها", "نا", "كم", "ات", "ون", "ين", "ان", "ه", "ي", "ك")
_LEAST = 3  # letters of a stem
_LONG = 5  # letters of a word whose first one may be a particle


def light_stem(key: str) -> str:
    """A word without article, particle and ending, for comparing only: it may be no word.

    Arguments:
        key: the word as :func:`tweetcraft.hashtags.keys.tag_key` folds it.

    Returns:
        Its stem, of three letters at least, or the word where it has fewer.

    >>> from tweetcraft.arabic.stems import light_stem
    >>> [light_stem(word) for word in ("والمهرجانات", "مهرجانهم", "جده")]
    ['مهرجان', 'مهرجان', 'جده']

    Source: light stemming in Arabic retrieval (Larkey, Ballesteros, Connell 2002: light10), with a few endings more.
    """
    for article in _ARTICLES:
        if key.startswith(article) and len(key) >= len(article) + _LEAST:
            key = key[len(article) :]
            break
    else:
        if len(key) >= _LONG and key[0] in _PARTICLES:
            key = key[1:]
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) >= len(ending) + _LEAST:
            return key[: -len(ending)]
    return key
