"""``preview``: how a post, a thread or another result looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from tweetcraft._text import require_text
from tweetcraft.composition import Composition
from tweetcraft.counting import Count
from tweetcraft.editing import EditedText
from tweetcraft.errors import require_choice
from tweetcraft.findings import Finding
from tweetcraft.previewing.labels import LABELS, Language
from tweetcraft.previewing.objects import Preview
from tweetcraft.previewing.sheets import sheet_of
from tweetcraft.previewing.style import Theme
from tweetcraft.rules import Rules, require_rules
from tweetcraft.threads import Post, Thread

__all__ = ["html_of", "preview"]


def preview(
    what: str | Thread | Composition | Post | Count | EditedText | Sequence[Finding],
    *,
    rules: Rules | None = None,
    labels: Language = "en",
    theme: Theme = "auto",
    findings: bool = True,
) -> Preview:
    """Show how a post or a thread will look, what links in it, what is too much, and what a review found.

    Arguments:
        what: the text of a post, or what ``split_thread``, ``compose``, ``count``, ``fit``, ``normalize_and_explain``
            or ``review`` returned.
        rules: that posts are counted by; those that they were made by, for a text ``X``, unless told otherwise.
        labels: ``"en"`` or ``"ar"``: what stands around the posts, and in which language findings speak.
        theme: ``"light"``, ``"dark"``, or ``"auto"``, what the reader's system is set to.
        findings: whether to show what a review finds.

    Returns:
        A :class:`Preview`, which a notebook shows; its ``html`` is a page that stands by itself, ``save`` writes it.

    Raises:
        TypeError: ``what`` is nothing that can be shown.
        OptionError: there are no such labels, or no such theme.

    >>> import tweetcraft as tc
    >>> from tweetcraft.previewing import preview
    >>> shown = preview("عروضنا بدأت! و#تسوق_بذكاء")
    >>> shown
    Preview(posts=1, findings=1)
    >>> print(shown)
    ── Post ── 25 of 280 ── 255 left ──
    عروضنا بدأت! و#تسوق_بذكاء
    • Error: #تسوق_بذكاء does not link: put a space before it
    """
    require_choice("labels", labels, get_args(Language))
    require_choice("theme", theme, get_args(Theme))
    if rules is not None:
        require_rules(rules)
    sheet = sheet_of(what, LABELS[labels], rules, findings=findings)
    if sheet is None:
        if isinstance(what, bytes | bytearray | memoryview):
            require_text(what)
        raise TypeError(f"what must be a text, a Thread, a Composition or another result, not {type(what).__name__}")
    return Preview(sheet.text, labels, theme, sheet.posts, sheet.findings, sheet.body, sheet.most)


def html_of(value: str | Thread | Composition | Post | Count | EditedText | Sequence[Finding]) -> str:
    """The HTML that a notebook shows for a result."""
    return preview(value)._repr_html_()
