"""A method for every output, once: what the columns of Polars and of pandas share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tweetcraft.arabic.forms import PUBLISH, Form
from tweetcraft.findings import Kind
from tweetcraft.rules import Rules, X

if TYPE_CHECKING:
    from tweetcraft.hashtags import HashtagVocabulary

__all__ = ["OutputMethods"]

_Column = TypeVar("_Column")


class OutputMethods(ABC, Generic[_Column]):
    """What is known of each post in a column of them, as a column; where the post is null, so is what is known of it.

    Every method is one of :data:`tweetcraft.arrow.OUTPUTS`, and gives a column of the type that stands there.
    """

    @abstractmethod
    def _output(self, output: str, **options: Any) -> _Column:
        """The column of an output, for the options of :class:`tweetcraft.arrow.Annotator`."""

    # Weights

    def weighted_length(self, *, rules: Rules = X) -> _Column:
        """What each post weighs, in weighted units; as :func:`tweetcraft.weighted_length` has it."""
        return self._output("weighted_length", rules=rules)

    def is_valid(self, *, rules: Rules = X) -> _Column:
        """Whether each post can be published."""
        return self._output("is_valid", rules=rules)

    def reason(self, *, rules: Rules = X) -> _Column:
        """Why each post can't be published: ``empty``, ``too_long``, ``invalid_characters``; null where it can."""
        return self._output("reason", rules=rules)

    def valid_range(self, *, rules: Rules = X) -> _Column:
        """What of each post stands before the limit: ``start`` and ``end``, half-open, in code points."""
        return self._output("valid_range", rules=rules)

    # Entities

    def url_count(self, *, rules: Rules = X) -> _Column:
        """How many links each post has."""
        return self._output("url_count", rules=rules)

    def mention_count(self, *, rules: Rules = X) -> _Column:
        """How many mentions each post has."""
        return self._output("mention_count", rules=rules)

    def list_count(self, *, rules: Rules = X) -> _Column:
        """How many lists, as in ``@user/list``, each post names."""
        return self._output("list_count", rules=rules)

    def hashtag_count(self, *, rules: Rules = X) -> _Column:
        """How many hashtags each post has."""
        return self._output("hashtag_count", rules=rules)

    def cashtag_count(self, *, rules: Rules = X) -> _Column:
        """How many cashtags each post has."""
        return self._output("cashtag_count", rules=rules)

    def emoji_count(self, *, rules: Rules = X) -> _Column:
        """How many emoji each post has; a sequence is one."""
        return self._output("emoji_count", rules=rules)

    def urls(self, *, rules: Rules = X) -> _Column:
        """The links of each post, in order, as they are written."""
        return self._output("urls", rules=rules)

    def mentions(self, *, rules: Rules = X) -> _Column:
        """The names that each post mentions, in order, without the sign."""
        return self._output("mentions", rules=rules)

    def lists(self, *, rules: Rules = X) -> _Column:
        """The lists that each post names, in order, as ``user/list``."""
        return self._output("lists", rules=rules)

    def hashtags(self, *, rules: Rules = X) -> _Column:
        """The hashtags of each post, in order, without the sign."""
        return self._output("hashtags", rules=rules)

    def cashtags(self, *, rules: Rules = X) -> _Column:
        """The cashtags of each post, in order, without the sign."""
        return self._output("cashtags", rules=rules)

    def emoji(self, *, rules: Rules = X) -> _Column:
        """The emoji of each post, in order, every sequence whole."""
        return self._output("emoji", rules=rules)

    # Arabic

    def normalized(self, *, form: Form = PUBLISH) -> _Column:
        """Each post in clean Arabic, fit to be published; as :func:`tweetcraft.normalize` has it."""
        return self._output("normalized", form=form)

    def search_key(self) -> _Column:
        """Each post folded for matching and deduplication; as :func:`tweetcraft.search_key` has it."""
        return self._output("search_key")

    def direction(self) -> _Column:
        """The direction each post begins in, by its first strong character: ``ltr``, ``rtl``; null without one."""
        return self._output("direction")

    # Reviews

    def findings(self, *, rules: Rules = X, kind: Kind = "post") -> _Column:
        """The rules that :func:`tweetcraft.review` finds broken in each post, which is under review as a ``kind``."""
        return self._output("findings", rules=rules, kind=kind)

    def suggested_hashtags(self, *, rules: Rules = X, vocabulary: HashtagVocabulary | None = None) -> _Column:
        """The tags that :func:`tweetcraft.suggest_hashtags` has for each post, best first, without the sign."""
        return self._output("suggested_hashtags", rules=rules, vocabulary=vocabulary)
