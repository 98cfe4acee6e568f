"""What the platform links as one tag, and how words become such a tag."""

from __future__ import annotations

import re
from typing import Literal, get_args

from tweetcraft._text import require_text
from tweetcraft.arabic.forms import COMPACT
from tweetcraft.arabic.normalization import normalize
from tweetcraft.arabic.phrases import without_marks
from tweetcraft.entities import extract
from tweetcraft.errors import HashtagError, require_choice

__all__ = ["Joiner", "is_hashtag", "make_hashtag"]

Joiner = Literal["_", ""]

_NOT_IN_TAG = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_LONGEST = 100  # code points that the platform takes for one tag


def is_hashtag(tag: str) -> bool:
    """Whether the platform links a tag, given without its sign, as one tag with no letter left out."""
    found = extract(f"#{tag}")
    return len(found) == 1 and found[0].kind == "hashtag" and found[0].value == tag


def make_hashtag(words: str, *, joiner: Joiner = "_") -> str:
    """Make a tag of words.

    Arguments:
        words: one word or some, with or without a sign.
        joiner: what stands between them: ``"_"``, or ``""`` for nothing.

    Returns:
        The tag without its sign: no tashkeel, no tatweel, no presentation forms; what no tag can hold, as a hyphen,
        parts words.

    Raises:
        TypeError: ``words`` is no ``str``.
        OptionError: there is no such joiner.
        HashtagError: nothing is left that the platform would link, as of digits alone.

    >>> import tweetcraft as tc
    >>> tc.make_hashtag("اليـــوم الوطنيّ 96"), tc.make_hashtag("Riyadh Season", joiner="")
    ('اليوم_الوطني_96', 'RiyadhSeason')

    Source: twitter-text 3.1.0 has the characters of a tag; :func:`tweetcraft.extract` is asked.
    """
    require_choice("joiner", joiner, get_args(Joiner))
    tag = joiner.join(_clean_words(require_text(words)))
    if not joiner:
        tag = "".join(_clean_words(tag))  # letters that come together may be too many of a kind
    if not is_hashtag(tag) or len(tag) > _LONGEST:
        why = f"it has more than {_LONGEST} characters" if len(tag) > _LONGEST else "a tag needs a letter"
        raise HashtagError(f"{words[:40]!r} makes no hashtag: {why}")
    return tag


def _clean_words(text: str) -> list[str]:
    plain = " ".join(_NOT_IN_TAG.split(_APOSTROPHE.sub("", without_marks(text))))
    return _NOT_IN_TAG.sub(" ", without_marks(normalize(plain, form=COMPACT))).split()
