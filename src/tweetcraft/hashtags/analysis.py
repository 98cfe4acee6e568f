"""What another library may know of a draft's words and names: the protocol that it fills."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol, runtime_checkable

__all__ = ["Analyzer", "NameKind", "NamedSpan"]

NameKind = Literal["place", "person", "organisation", "other"]


class NamedSpan(NamedTuple):
    """A named entity, and where it stands."""

    span: tuple[int, int]
    """Half-open, in code points of the text that was passed in."""
    kind: NameKind


@runtime_checkable
class Analyzer(Protocol):
    """Anything that knows lemmas and names; :class:`tweetcraft.camel.CamelAnalyzer` is one.

    What knows no lemmas answers ``None`` to each word, what knows no names an empty list to each text.

    >>> from tweetcraft.hashtags.analysis import Analyzer, NamedSpan
    >>> class Glossary:
    ...     def lemma(self, word):
    ...         return {"بالمهرجانات": "مهرجان"}.get(word)
    ...
    ...     def names(self, text):
    ...         at = text.find("جدة")
    ...         return [NamedSpan((at, at + 3), "place")] if at >= 0 else []
    >>> isinstance(Glossary(), Analyzer)
    True
    """

    def lemma(self, word: str) -> str | None:
        """The dictionary form of an Arabic word, without marks and without the particles written on to it.

        Arguments:
            word: one word as it stands in a draft.

        Returns:
            Its dictionary form; ``None`` where none is known.
        """

    def names(self, text: str) -> Iterable[NamedSpan]:
        """The named entities in a text.

        Arguments:
            text: a draft, or a part of one.

        Returns:
            Their spans, in the order of the text, not overlapping; each holds whole words, with what is written on.
        """
