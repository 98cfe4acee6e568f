"""What tweetcraft raises.

::

    ValueError
    └── TweetcraftError
        ├── FormError          a form that asks for something unknown
        ├── HashtagError       words that make no hashtag
        ├── OptionError        an option with a value that it may not have
        ├── RulesError         a set of rules that contradicts itself
        ├── DoesNotFitError    a piece of text that no post under the rules can hold whole
        ├── VocabularyError    a file that is no vocabulary, or a tag that is none
        ├── MissingDataError   data of an optional package that is not there, or broken
        └── MissingExtraError  what is asked for takes an optional package (an ImportError as well)

A text of the wrong type (``bytes``, ``None``) is a :class:`TypeError`, as everywhere in Python.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "DoesNotFitError",
    "FormError",
    "HashtagError",
    "MissingDataError",
    "MissingExtraError",
    "OptionError",
    "RulesError",
    "TweetcraftError",
    "VocabularyError",
    "require_choice",
]


class TweetcraftError(ValueError):
    """The root of the errors that this package raises."""


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
