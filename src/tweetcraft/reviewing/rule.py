"""What a rule is: a function that finds what it is about, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from tweetcraft.editing import Change
from tweetcraft.errors import OptionError, require_choice
from tweetcraft.findings import Severity
from tweetcraft.reviewing.subject import Subject

__all__ = ["Fixes", "Hit", "Rule", "review_rule"]

Fixes = Literal["text", "entities"]
"""What the fixes of a rule may change: the text beside links, tags, names and emoji, or one of these as well."""


_ID = re.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class Hit(NamedTuple):
    """One place that a rule has found."""

    span: tuple[int, int]
    """In code points of the text, or of the option that ``part`` names."""
    message: str
    message_ar: str
    change: Change | None = None
    """What would mend it.  It is offered where it harms nothing and the text still fits with it."""
    severity: Severity | None = None
    """Where it is not that of the rule."""
    part: int | None = None
    """Of which option of a poll it is, from 0 on."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a review."""

    id: str
    severity: Severity
    title: str
    """What it finds, in one line: the docstring of its function."""
    title_ar: str
    source: str
    """Where the rule is from."""
    find: Callable[[Subject], Iterable[Hit]]
    fixes: Fixes = "text"
    kinds: frozenset[str] | None = None
    """Of texts that it is for; ``None`` for all."""


def review_rule(  # noqa: PLR0913 - every option by keyword
    id: str,  # noqa: A002 - the field of a rule is called so
    severity: Severity = "warning",
    *,
    title_ar: str = "",
    source: str = "",
    fixes: Fixes = "text",
    kinds: Iterable[str] | None = None,
) -> Callable[[Callable[[Subject], Iterable[Hit]]], Rule]:
    """Make a rule of a function, whose docstring says what the rule finds.

    Arguments:
        id: by which findings name it; small letters joined by ``_``.
        severity: of its findings.
        title_ar: what it finds, in Arabic.
        source: where the rule is from.
        fixes: whether its fixes change links, tags, names or emoji, too.
        kinds: of texts that it is for; all unless told otherwise.

    Returns:
        What makes a :class:`Rule` of a function from a :class:`Subject` to hits.

    Raises:
        OptionError: the id is no such name, or there is no such severity.

    >>> import tweetcraft as tc
    >>> @tc.review_rule("brand_name")
    ... def brand_name(subject):
    ...     'The name of our brand is written in Latin letters.'
    ...     for word in subject.words:
    ...         if word.text == "تويتكرافت":
    ...             yield tc.Hit(word.span, "write it in Latin letters", "اكتبه بحروف لاتينية")
    >>> [(one.rule, one.span) for one in tc.review("جربنا تويتكرافت اليوم", extra=[brand_name])]
    [('brand_name', (6, 15))]
    """
    if not _ID.fullmatch(id):
        raise OptionError(f"the id of a rule is small letters joined by _, not {id!r}")
    require_choice("severity", severity, get_args(Severity))

    def made_of(find: Callable[[Subject], Iterable[Hit]]) -> Rule:
        title = (find.__doc__ or "").strip()
        return Rule(id, severity, title, title_ar, source, find, fixes, frozenset(kinds) if kinds else None)

    return made_of
