"""A link that letters of Arabic words touch, before it or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft._text import shortened
from tweetcraft.arabic.script import ARABIC_DIGITS, LETTERS, PRESENTATION, TASHKEEL, TATWEEL
from tweetcraft.editing import Change
from tweetcraft.entities import Entity, extract
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["link_cut", "link_glued"]

_ARABIC = f"{LETTERS}{TASHKEEL}{TATWEEL}{ARABIC_DIGITS}"
_LETTER = re.compile(f"[{_ARABIC}{PRESENTATION}]")
_PROTOCOL = re.compile("https?://", re.IGNORECASE)
_MOST_OF_REST = 4096  # longer than every address
# What goes on with an address that an Arabic letter has cut; a # or an @ begins something else, and so does a link.
_REST = re.compile(rf"(?:(?!https?://)[{_ARABIC}A-Za-z0-9_/%.=&?+~:!*'(),;$-]){{1,{_MOST_OF_REST}}}+")
_NOT_LAST = ".,:;!?'*("
_WORD = re.compile(rf"[{_ARABIC}]{{1,64}}+(?!\.\w)")
_SAFE = "/%?=&_-.~+:;,!$'*"
_SHORT_LINKS = ("https://t.co/", "http://t.co/")
_CONTEXT = 2  # characters after an address that can make it another


def _host_end(url: str) -> int:
    """Where the path of a link begins, or its end."""
    protocol = _PROTOCOL.match(url)
    slash = url.find("/", protocol.end() if protocol else 0)
    return slash if slash >= 0 else len(url)


def _is_open(url: str) -> bool:
    """Whether more was to come: the path ends with a sign that parts its words."""
    return _host_end(url) < len(url) and not url[-1].isalnum() and not url.lower().startswith(_SHORT_LINKS)


def _has_arabic_host(url: str) -> bool:
    """Whether the top-level domain is Arabic, so that a letter after it may be meant to be of it."""
    return _LETTER.match(url, _host_end(url) - 1) is not None


@review_rule(
    "link_cut",
    "error",
    title_ar="الرابط ينقطع عند أول حرف عربي في مساره.",
    source="twitter-text 3.1.0: what a path is made of; RFC 3986: how other characters are written",
    fixes="entities",
)
def link_cut(subject: Subject) -> Iterator[Hit]:
    """A link ends before the first Arabic letter of its path, and leads elsewhere."""
    if "/" not in subject.text:
        return
    text = subject.text
    for url in subject.entities_of("url"):
        start, end = url.span
        if not _LETTER.match(text, end) or not _is_open(url.text):
            continue
        rest = _rest(text, end)
        yield Hit(
            (start, end + len(rest)),
            f"the link ends before {_short(rest)}: percent-encode the rest of it, or use a short link",
            f"ينقطع الرابط عند «{_short(rest)}»: حوّل بقيته إلى ترميز الروابط (%) أو استعمل رابطًا مختصرًا",
            _encoded(text, url, rest),
        )


def _rest(text: str, start: int) -> str:
    found = _REST.match(text, start)
    rest = found[0] if found else ""
    while rest and (rest[-1] in _NOT_LAST or (rest[-1] == ")" and rest.count(")") > rest.count("("))):
        rest = rest.rstrip(_NOT_LAST) if rest[-1] in _NOT_LAST else rest[:-1]
    return rest


def _encoded(text: str, url: Entity, rest: str) -> Change | None:
    """The rest percent-encoded, where that makes one link of it all."""
    start, end = url.span
    # After a hyphen or an underscore a sentence may begin as well; a name of several words goes on with them.
    if url.text[-1] == "#" or (url.text[-1] in "-_" and not {"-", "_"} & set(rest)):
        return None
    stop = end + len(rest)
    if text[stop : stop + 1].isalnum():
        return None
    from urllib.parse import quote  # three milliseconds that few texts need

    encoded = quote(rest, safe=_SAFE)
    whole = url.text + encoded
    context = text[max(0, start - 1) : start] + whole + text[stop : stop + _CONTEXT]
    one = any(entity.kind == "url" and entity.text == whole for entity in extract(context))
    return Change(end, stop, encoded) if one else None


_SHOWN = 21  # code points


def _short(text: str) -> str:
    return shortened(text, _SHOWN)


@review_rule(
    "link_glued",
    "warning",
    title_ar="الرابط الملتصق بحرف عربي يصعب تمييزه وقد يتغير.",
    source="twitter-text 3.1.0: what may stand before and after a link",
    fixes="entities",
)
def link_glued(subject: Subject) -> Iterator[Hit]:
    """A link is glued to an Arabic letter before it or after it."""
    text = subject.text
    if "." not in text:
        return
    for url in subject.entities_of("url"):
        start, end = url.span
        has_arabic_host = _has_arabic_host(url.text)
        if has_arabic_host and not _PROTOCOL.match(url.text):
            continue  # which was hardly meant as a link
        if start and _LETTER.match(text, start - 1):
            yield Hit(
                (start - 1, end),
                f"{_short(url.text)} is glued to the word before it: put a space between them",
                f"الرابط {_short(url.text)} ملتصق بالكلمة التي قبله: ضع مسافة بينهما",
                Change(start, start, " "),
            )
        if _LETTER.match(text, end) and not _is_open(url.text):
            # The word may be of the domain, or the beginning of another one.
            is_plain = _WORD.match(text, end) and not (has_arabic_host and _host_end(url.text) == len(url.text))
            yield Hit(
                (start, end + 1),
                f"{_short(url.text)} is glued to the word after it: put a space between them",
                f"الرابط {_short(url.text)} ملتصق بالكلمة التي بعده: ضع مسافة بينهما",
                Change(end, end, " ") if is_plain else None,
            )
