"""HTML that is put together from elements: text in it is always escaped, and no other way leads in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tweetcraft._text import join_surrogates
from tweetcraft.linking import html_escape

__all__ = ["Markup", "element", "escaped", "joined"]

_WITHOUT_END = frozenset({"circle", "meta", "rect"})
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
"""What a page can't hold: NUL, and surrogates by themselves."""


class Markup(str):
    """HTML that was made here; any other ``str`` is text."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    r"""A text as HTML that shows it, in an element and in an attribute.

    >>> escaped('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    if isinstance(text, Markup):
        return text
    html = html_escape(_NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", join_surrogates(text)))
    return Markup(html.replace("\r", "&#13;"))  # a carriage return by itself would be read as a line feed


def joined(pieces: Iterable[str]) -> Markup:
    """Pieces one after the other, what is text of them escaped."""
    return Markup("".join(map(escaped, pieces)))


def element(name: str, /, *children: str, **attributes: str | float | None) -> Markup:
    """An element.

    Arguments:
        name: of the element.
        children: text, which is escaped, and elements.
        attributes: ``class_`` is written ``class`` and ``aria_label`` ``aria-label``; ``None`` is left out.

    Returns:
        Its HTML.

    >>> element("p", "1 < 2 ", element("b", "&"), class_="note", title=None)
    '<p class="note">1 &lt; 2 <b>&amp;</b></p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _WITHOUT_END and not children:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{joined(children)}</{name}>")
