"""What tweetcraft raises.

::

    ValueError
    └── TweetcraftError
        ├── AnnotatingError    a file of posts that can't be annotated
        ├── FormError          a form that asks for something unknown
        ├── HashtagError       words that make no hashtag
        ├── OptionError        an option with a value that it may not have
        ├── RulesError         a set of rules that contradicts itself
        ├── DoesNotFitError    a piece of text that no post under the rules can hold whole
        ├── VocabularyError    a file that is no vocabulary, or a tag that is none
        ├── PublishingError    a thread that was not published to its end
        │   ├── AlreadyPostedError  the platform has a text already
        │   ├── InDoubtError        nothing says whether a post was published
        │   ├── JournalError        a journal that can't be used, or is of another thread
        │   ├── RateLimitError      the platform takes no more posts for now
        │   └── RefusedError        the platform takes a post not at all
        ├── MissingDataError   data of an optional package that is not there, or broken
        └── MissingExtraError  what is asked for takes an optional package (an ImportError as well)

A text of the wrong type (``bytes``, ``None``) is a :class:`TypeError`, as everywhere in Python.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "AlreadyPostedError",
    "AnnotatingError",
    "DoesNotFitError",
    "FormError",
    "HashtagError",
    "InDoubtError",
    "JournalError",
    "MissingDataError",
    "MissingExtraError",
    "OptionError",
    "PublishingError",
    "RateLimitError",
    "RefusedError",
    "RulesError",
    "TweetcraftError",
    "VocabularyError",
    "require_choice",
]


class TweetcraftError(ValueError):
    """The root of the errors that this package raises."""


class AnnotatingError(TweetcraftError):
    """A file can't be annotated; the message names the file, the place in it, and what to do."""


class FormError(TweetcraftError):
    """A form asks for something unknown; the message names the option and what it may be."""


class HashtagError(TweetcraftError):
    """Words make no hashtag that the platform would link; the message says why."""


class OptionError(TweetcraftError):
    """An option has a value that it may not have; the message names the option and what it may be."""


def require_choice(name: str, value: object, choices: Iterable[str]) -> None:
    """Raise the ``OptionError`` that names what an option may be, if it is nothing of that."""
    choices = tuple(choices)
    if value not in choices:
        raise OptionError(f"{name} must be one of {', '.join(map(repr, choices))}, not {value!r}")


class RulesError(TweetcraftError):
    """A set of rules contradicts itself; the message names the field."""


class DoesNotFitError(TweetcraftError):
    """A piece of text that may not be cut is heavier than one post may be.

    ``span`` holds its offsets, in code points of the text that the caller passed in.
    """

    def __init__(self, message: str, span: tuple[int, int]) -> None:
        super().__init__(message)
        self.span = span

    def __reduce__(self) -> tuple[type[DoesNotFitError], tuple[str, tuple[int, int]]]:
        return type(self), (self.args[0], self.span)


class MissingDataError(TweetcraftError):
    """Data that an optional package needs is not there, or can't be read; the message names it and what brings it."""


class MissingExtraError(TweetcraftError, ImportError):
    """A package that comes with an extra is not installed; the message says how to install it."""


class VocabularyError(TweetcraftError):
    """A file is no vocabulary that can be read, or a tag for one is none; the message says which and why."""


class PublishingError(TweetcraftError):
    """A thread was not published to its end.

    ``number`` is that of the post that it stopped at, from one on; ``None`` where no single one is to blame.
    ``published`` holds the ids of those that stand on the platform, in order; none where a journal can't be read.  A
    ``post`` that is called to publish raises this error, or one of those below it, to say that its post was *not*
    published; it leaves both out.
    """

    def __init__(self, message: str = "", *, number: int | None = None, published: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.number = number
        self.published = published

    def __str__(self) -> str:
        message = super().__str__() or type(self).__name__
        return message if self.number is None else f"post {self.number}: {message}"


class AlreadyPostedError(PublishingError):
    """The platform has the text of a post already, and takes it no second time."""


class InDoubtError(PublishingError):
    """A post was sent, and nothing says whether the platform took it; the message says what can be done."""


class JournalError(PublishingError):
    """A journal can't be read or written, is in use, or is that of another thread; the message says which."""


class RateLimitError(PublishingError):
    """The platform takes no more posts for now; ``retry_after`` says for how many seconds, where that is known."""

    def __init__(
        self,
        message: str = "",
        *,
        retry_after: float | None = None,
        number: int | None = None,
        published: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, number=number, published=published)
        self.retry_after = retry_after


class RefusedError(PublishingError):
    """The platform refuses a post as it is, or would: it was not sent, or not taken."""
