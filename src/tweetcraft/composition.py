"""The main job: raw copy in, posts ready to publish out."""

from __future__ import annotations

from dataclasses import dataclass

from tweetcraft._display import html_of
from tweetcraft.arabic.forms import PUBLISH, Form
from tweetcraft.arabic.normalization import Normalized, normalize_and_explain
from tweetcraft.counting import weighted_length
from tweetcraft.errors import DoesNotFitError
from tweetcraft.findings import Finding
from tweetcraft.fitting import Fitted, fit
from tweetcraft.reviewing import review_posts
from tweetcraft.rules import Rules, X, require_rules
from tweetcraft.threads import Numbering, NumberingStyle, Post, Thread, split_thread

__all__ = ["Composition", "compose"]

_NEARLY = 1.25  # limits; a draft that is further over is split without a try


@dataclass(frozen=True, slots=True)
class Composition:
    """What became of a draft."""

    source: str
    normalized: Normalized | None
    """The draft in clean Arabic, with every edit and its reason; ``None`` where none was wanted."""
    fitted: Fitted | None
    """What made it fit one post, where that took no change of a word; ``None`` where it fitted, or took a thread."""
    thread: Thread
    """One post, or as many as it takes."""
    findings: tuple[Finding, ...] = ()
    """What a writer should know before it is published; one about a post has its index as ``part``."""

    @property
    def problems(self) -> tuple[Post, ...]:
        """The posts that can't be published as they stand; their ``count.reason`` says why."""
        return tuple(post for post in self.thread if not post.count.is_valid)

    @property
    def is_publishable(self) -> bool:
        """Whether there is something to publish, and all of it can be."""
        return bool(self.thread) and not self.problems

    def offset_in_source(self, offset: int) -> int:
        """Where a character of ``thread.source`` comes from in the draft, in code points."""
        for edited in (self.fitted, self.normalized):
            if edited is not None:
                offset = edited.span_in_source((offset, offset))[0]
        return offset

    def __repr__(self) -> str:
        edits = sum(len(edited.edits) for edited in (self.normalized, self.fitted) if edited is not None)
        return f"<Composition of {len(self.thread)} posts, {edits} edits, {len(self.findings)} findings>"

    def __str__(self) -> str:
        return str(self.thread)

    def _repr_html_(self) -> str:
        return html_of(self)


def compose(
    text: str,
    *,
    rules: Rules = X,
    form: Form | None = PUBLISH,
    numbering: Numbering | NumberingStyle | None = "1/5",
    marks: bool = False,
) -> Composition:
    """Make posts ready to publish from a draft of any length.

    The draft is normalized; where it then fits but for spaces, signs and marks, these are edited; else it is split.  A
    review of each post says what will go wrong with it.

    Arguments:
        text: the draft; paragraphs are parted by an empty line.
        rules: the limit that each post has to keep.
        form: how to normalize it; ``None`` leaves the draft as it is, and edits nothing.
        numbering: as for :func:`tweetcraft.split_thread`.
        marks: likewise.

    Returns:
        A :class:`Composition`: one post or a thread, what was edited, what stands in the way, and what a review found.

    Raises:
        TypeError: ``text`` is no ``str``.
        DoesNotFitError: an entity, such as a hashtag, is heavier than a post may be; its span is that in the draft.

    >>> import tweetcraft as tc
    >>> composed = tc.compose("انطلقـــت حملتنا  اليوم ,تابعونا! #تسوق_بذكاء")
    >>> composed.is_publishable, str(composed)
    (True, 'انطلقت حملتنا اليوم، تابعونا! #تسوق_بذكاء')
    >>> [edit.rule for edit in composed.normalized.edits]
    ['tatweel', 'spaces', 'space_before', 'punctuation', 'space_after']
    """
    require_rules(rules)
    normalized = normalize_and_explain(text, form=form) if form is not None else None
    clean = normalized.text if normalized else text
    fitted = _fitted(clean, rules) if normalized and not marks else None
    try:
        thread = split_thread(fitted.text if fitted else clean, rules=rules, numbering=numbering, marks=marks)
    except DoesNotFitError as error:
        if normalized is None:
            raise
        raise DoesNotFitError(f"{error} (in the normalized text)", normalized.span_in_source(error.span)) from None
    return Composition(text, normalized, fitted, thread, (*thread.findings, *review_posts(thread, rules)))


def _fitted(text: str, rules: Rules) -> Fitted | None:
    """A text that is a little over the limit, where it can be made to fit without changing a word."""
    if not rules.limit < weighted_length(text, rules=rules) <= _NEARLY * rules.limit:
        return None
    fitted = fit(text, rules=rules)
    return fitted if fitted.fits else None
