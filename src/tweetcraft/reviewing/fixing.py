"""``apply_fixes``: the fixes of findings, each once."""

from __future__ import annotations

from collections.abc import Iterable

from tweetcraft._text import require_text
from tweetcraft.editing import Edit, apply_edits
from tweetcraft.findings import Finding

__all__ = ["apply_fixes"]


def apply_fixes(text: str, findings: Iterable[Finding]) -> str:
    """Make the fixes of findings in the text that they are about.

    Arguments:
        text: the text that was reviewed.
        findings: of :func:`tweetcraft.review`, all or some; what has no fix, or is about an option of a poll, is left.

    Returns:
        The text after.  Of two fixes that want the same place the first is made; another review finds what is left.

    Raises:
        TypeError: ``text`` is no ``str``.
        ValueError: the text does not hold what a fix is of.

    >>> import tweetcraft as tc
    >>> draft = "عروضنا بدأت ,شاركوا و#تسوق_بذكاء"
    >>> tc.apply_fixes(draft, tc.review(draft))
    'عروضنا بدأت، شاركوا و #تسوق_بذكاء'
    """
    require_text(text)
    fixes = {finding.fix for finding in findings if finding.fix is not None and finding.part is None}
    chosen: list[Edit] = []
    for fix in sorted(fixes, key=lambda fix: (*fix.span, fix.rule, fix.after)):
        if not chosen or _are_apart(chosen[-1], fix):
            chosen.append(fix)
    return apply_edits(text, chosen)


def _are_apart(one: Edit, other: Edit) -> bool:
    """Whether two edits, in order, do not want the same place."""
    return one.span[1] <= other.span[0] and one.span != other.span
