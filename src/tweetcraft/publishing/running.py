"""Publishing: one post after the other, each written down before it is sent and after."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from os import PathLike

from tweetcraft._text import require_text
from tweetcraft.composition import Composition
from tweetcraft.counting import Count, count
from tweetcraft.errors import AlreadyPostedError, InDoubtError, JournalError, PublishingError, RefusedError
from tweetcraft.publishing.journals import Journal, Lines, MemoryLines
from tweetcraft.publishing.records import Attempt, Record
from tweetcraft.rules import Rules, X, require_rules
from tweetcraft.threads import Post

__all__ = ["Find", "Publish", "Published", "publish_thread"]

Publish = Callable[[str, str | None], str | int]
"""Publishes a text in reply to a post, or to none, and returns the id that it got."""
Find = Callable[[str, str | None], str | int | None]
"""Looks for a text in reply to a post, or to none, and returns its id, or ``None`` where it does not stand there."""

_LOOK = "look whether it stands there, and say so with find"


@dataclass(frozen=True, slots=True)
class Published:
    """A thread that stands on the platform."""

    ids: tuple[str, ...]
    """Of its posts, in order."""
    earlier: int = 0
    """How many of them stood there before this call."""


def publish_thread(  # noqa: PLR0913 - one call, and every option by keyword
    thread: Composition | Sequence[Post | str],
    post: Publish,
    *,
    journal: str | PathLike[str] | Lines | None = None,
    find: Find | None = None,
    in_reply_to: str | None = None,
    rules: Rules = X,
) -> Published:
    """Publish a thread through a client of the caller's, each post once, whatever fails in between.

    No post is sent before all can be published.  Each is written to the journal before it is sent and after; called
    again with the same journal, this goes on where it stopped.  A post that was sent without an answer is in doubt, and
    is not sent again before ``find`` says that it does not stand there.

    Arguments:
        thread: what :func:`tweetcraft.compose` or :func:`tweetcraft.split_thread` gave, some of its posts, or texts.
        post: called as ``post(text, in_reply_to)`` to publish one post; returns its id.  It raises a
            :class:`PublishingError` where it knows that the post was not published: :class:`RefusedError`,
            :class:`RateLimitError`, :class:`AlreadyPostedError`, or the base where it could not even be sent.  After
            any other error the post is in doubt.
        journal: a :class:`Journal` or its path, one for each thread, or :class:`Lines` of the caller's; ``None`` keeps
            it in memory, so that nothing is known of it after this call but what the error says.
        find: called as ``find(text, in_reply_to)`` about a post in doubt; returns its id, or ``None`` where it is
            certain that it does not stand on the platform.
        in_reply_to: the id of the post that the first one answers.
        rules: the limit of texts; posts of a thread were counted when it was made.

    Returns:
        The ids of all posts, in order, and how many of them are of earlier calls.

    Raises:
        TypeError: ``thread`` is a single ``str``, or one of its texts is none; ``post`` can't be called.
        RefusedError: a post can't be published, by its count or by what the platform says; or there is none.
        RateLimitError: the platform takes no more for now.
        AlreadyPostedError: the platform has a text already, and it is none of this thread's that ``find`` finds.
        InDoubtError: a post was sent, and nothing says whether it was published.
        JournalError: the journal can't be used, or it is that of another thread.
        PublishingError: what ``post`` raised; like all above it has ``number`` and ``published``.

    >>> import tweetcraft as tc
    >>> def post(text, in_reply_to):
    ...     print(f"{text} (answers {in_reply_to})")
    ...     return str(len(text))
    >>> tc.publish_thread(["بدأ الموسم", "وهذه تفاصيله"], post)
    بدأ الموسم (answers None)
    وهذه تفاصيله (answers 10)
    Published(ids=('10', '12'), earlier=0)

    Source: the write-ahead rule of databases, an intent on disk before its effect; ``fsync`` of POSIX.
    """
    require_rules(rules)
    texts = _require_publishable(thread, rules)
    _require_function("post", post)
    if find is not None:
        _require_function("find", find)
    if not isinstance(in_reply_to, str | None):
        raise TypeError(f"in_reply_to must be a str, not {type(in_reply_to).__name__}")
    with _opened(journal) as opened:
        record = Record(opened)
        try:
            return _publish(texts, post, find, in_reply_to, record)
        except PublishingError as error:
            if error.number is None and not isinstance(error, JournalError):
                error.number = record.number
            error.published = tuple(record.ids)
            raise
        except BaseException as error:  # such as Ctrl+C
            error.add_note(f"published so far: {', '.join(record.ids) or 'nothing'}")
            raise


def _publish(
    texts: Sequence[str], post: Publish, find: Find | None, in_reply_to: str | None, record: Record
) -> Published:
    record.require_thread(texts, in_reply_to)
    if record.in_doubt:
        if find is None:
            raise InDoubtError(f"it was sent, and no answer was written down; {_LOOK}: {record.in_doubt.text!r}")
        _settle(record, _asked(find, record.in_doubt))
        record.require_thread(texts, in_reply_to)
    earlier = len(record.ids)
    for text in texts[earlier:]:
        attempt = Attempt(text, record.ids[-1] if record.ids else in_reply_to)
        record.sending(attempt)
        record.published(_sent(attempt, post, find, record))
    return Published(tuple(record.ids), earlier)


def _settle(record: Record, found: str | None) -> None:
    """Write down what became of a post in doubt."""
    if found is None:
        record.not_published()
    else:
        record.published(found)


def _sent(attempt: Attempt, post: Publish, find: Find | None, record: Record) -> str:
    """Send a post; the id that it got."""
    try:
        answer = post(*attempt)
    except (InDoubtError, JournalError):
        raise
    except AlreadyPostedError:
        # Perhaps by this very call, where the client or something on the way sent it twice: only a look can tell.
        if find is None:
            raise
        found = _asked(find, attempt)
        if found is None:
            record.not_published()
            raise
        return found
    except PublishingError:
        record.not_published()
        raise
    except Exception as error:
        raise InDoubtError(f"{type(error).__name__}: {error}; it may have been published: {_LOOK}") from error
    identifier = _identifier(answer)
    if identifier is None:
        raise InDoubtError(f"post returned {answer!r}, and no id; {_LOOK}")
    return identifier


def _asked(find: Find, attempt: Attempt) -> str | None:
    """Ask whether a post in doubt stands on the platform."""
    try:
        answer = find(*attempt)
    except PublishingError:
        raise
    except Exception as error:
        raise InDoubtError(f"find can't tell whether it was published: {type(error).__name__}: {error}") from error
    identifier = _identifier(answer)
    if identifier is None and answer is not None:
        raise InDoubtError(f"find returned {answer!r}, neither an id nor None")
    return identifier


def _identifier(answer: object) -> str | None:
    """An id as text; ``None`` for what is none."""
    is_one = isinstance(answer, str | int) and not isinstance(answer, bool) and answer != ""
    return str(answer) if is_one else None


def _opened(journal: str | PathLike[str] | Lines | None) -> AbstractContextManager[Lines]:
    if journal is None:
        return nullcontext(MemoryLines())
    if isinstance(journal, str | PathLike):
        return Journal(journal)
    return journal if isinstance(journal, Journal) else nullcontext(journal)


# What is published


def _require_publishable(thread: Composition | Sequence[Post | str], rules: Rules) -> list[str]:
    """The texts of a thread, all of which can be published."""
    if isinstance(thread, str):
        raise TypeError("thread must be a thread or texts, not one str: tweetcraft.compose makes a thread of it")
    posts = thread.thread if isinstance(thread, Composition) else thread
    texts = []
    for number, post in enumerate(posts, 1):
        text, counted = (post.text, post.count) if isinstance(post, Post) else (post, count(post, rules=rules))
        reason = _why_not(require_text(text), counted)
        if reason:
            raise RefusedError(f"{reason}; nothing was sent", number=number)
        texts.append(text)
    if not texts:
        raise RefusedError("there is nothing to publish")
    return texts


def _why_not(text: str, counted: Count) -> str:
    """Why a text can't be published; nothing where it can."""
    if counted.reason == "too_long":
        return f"it weighs {counted.weighted_length:,}, and the limit is {counted.limit:,}"
    if counted.reason == "empty":
        return "it is empty"
    if counted.reason == "invalid_characters":
        return "it holds a character that the platform refuses (U+FEFF, U+FFFE or U+FFFF)"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"character {error.start} is half of a surrogate pair, which can't be sent"
    return ""


def _require_function(name: str, function: object) -> None:
    if not callable(function):
        raise TypeError(f"{name} must be a function, not {type(function).__name__}")
    if inspect.iscoroutinefunction(function):
        raise TypeError(f"{name} must not be async: it has to have published when it returns")
