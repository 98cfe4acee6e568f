"""URLs, with and without a protocol, as twitter-text 3.1.0 finds them, in time linear in the text.

A URL needs a dot with a top-level domain after it, so the search goes from one such dot to the next.  Left of the dot
it looks for the first place where a domain can begin; to the right it takes in as many labels as still lead to a TLD;
then come a port, a path and a query.  Every piece of text is walked a bounded number of times.

A domain without a protocol may hold letters of any script, and only its stretches of Latin ``label.TLD`` become URLs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from tweetcraft._tables import characters as table
from tweetcraft.entities.tld import TldMatcher

__all__ = [
    "UrlMatch",
    "after_dots",
    "dots_before_tlds",
    "find_urls",
    "may_hold_url",
    "ordinary_link",
    "short_link",
    "with_ended_links",
]

_MOST_OF_URL = 4096  # UTF-16 code units; the protocol is counted twice, and a missing one as https://
_MOST_OF_LABEL = 63
_ALWAYS_FITS = 7
"""Characters of a label that fits whatever they are: the numbers that stand for them in punycode add up to less than
``7 * 0x110000``, and a number below ``10**7`` takes eight digits at most."""
_MOST_OF_SLUG = 40  # of a t.co link
_ENDS_PLAINLY = r"(?![^ \n…]|…[^ \n])"  # a text that was cut short has an ellipsis there
_HTTPS, _HTTP = "https://", "http://"


class UrlMatch(NamedTuple):
    """A URL and where it stands."""

    start: int
    end: int
    url: str
    """What links.  It is ``text[start:end]``, but where a Latin domain, then other letters, then a path stand in one
    run (``foo.bar.مثال.com/x``): there the letters between are left out, and the URL weighs as if it ended earlier."""


class _Patterns(NamedTuple):
    dot: re.Pattern[str]
    last_break: re.Pattern[str]
    last_bad_joint: re.Pattern[str]
    start: re.Pattern[str]
    before_url: re.Pattern[str]
    label: re.Pattern[str]
    chain: re.Pattern[str]
    port: re.Pattern[str]
    path: re.Pattern[str]
    query: re.Pattern[str]
    short_link: re.Pattern[str]
    latin_chain: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    label = table.DOMAIN
    path, path_end = f"[{table.PATH}]", f"[{table.PATH_END}]"
    # Parentheses are taken in pairs, with one pair inside at most.
    pair = rf"\((?:{path}++\)|{path}*+\({path}++\){path}*+\))"
    query = rf"\?[{table.QUERY}]*[{table.QUERY_END}]"
    return _Patterns(
        dot=re.compile(rf"\.(?<=[{label}]\.)(?=[A-Za-z\x80-\U0010ffff])"),
        # The two that begin with `.*` look backwards: it runs to the end at once and comes back step by step.
        last_break=re.compile(rf"(?s:.*)[^{label}._-]"),
        last_bad_joint=re.compile(r"(?s:.*)(?:[._-](?=\.)|\.(?=[_-]))"),
        # An astral character is two code units: its first half stands before a domain that its second half begins.
        start=re.compile(rf"[\U00010000-\U0010ffff]|(?:\A|(?<=[{table.BEFORE_URL}]))[{label}]"),
        before_url=re.compile(f"[{table.BEFORE_URL}]"),
        label=re.compile(f"[{label}]"),
        chain=re.compile(rf"(?:(?![_-])[{label}_-]++(?<![_-])\.)++"),
        port=re.compile(":[0-9]++"),
        # As far as the last character that may end a path, and pairs of parentheses that stand right after it.
        path=re.compile(f"/(?:(?:(?:(?!{path_end}){path})++|{pair})*+{path_end}++)*+(?:{pair})*+"),
        query=re.compile(query),
        short_link=re.compile(rf"https?://t\.co/([a-z0-9]+)(?:{query})?", re.ASCII | re.IGNORECASE),
        latin_chain=re.compile(rf"(?<![{table.ASCII_DOMAIN}])(?:[{table.ASCII_DOMAIN}]++\.)++"),
    )


def find_urls(text: str, tlds: TldMatcher, *, without_protocol: bool = True) -> list[UrlMatch]:
    """Every URL, in order (rules of twitter-text 3.1.0)."""
    if "://t.co/" in text:
        links = list(short_link().finditer(text))
        if len(links) == dots_before_tlds(text, tlds):  # there is no other
            return [UrlMatch(*link.span(), link[0]) for link in links]
    return _Scanner(text, tlds).urls(without_protocol=without_protocol) if may_hold_url(text, tlds) else []


def may_hold_url(text: str, tlds: TldMatcher) -> bool:
    """Whether a text has a dot with a TLD after it; without one, nothing in it is or takes the place of a URL."""
    # The two letters after a dot settle most texts, and are looked up for all dots in one call.
    if "." not in text or tlds.beginnings.isdisjoint(after_dots()(text)):
        return False
    return any(tlds.end(text, dot.end()) for dot in _patterns().dot.finditer(text))


def dots_before_tlds(text: str, tlds: TldMatcher) -> int:
    """How many dots of a text could have a TLD after them, by its first two letters."""
    return sum(map(tlds.beginnings.__contains__, after_dots()(text)))


@cache
def after_dots() -> Callable[[str], list[str]]:
    """Finds the two characters after each dot that a URL could go through."""
    return re.compile(rf"{_patterns().dot.pattern}(?=((?s:..)))").findall


@cache
def short_link() -> re.Pattern[str]:
    """A t.co link, which ends after its slug whatever follows, where nothing that follows could run into another URL.

    Most URLs of published texts are such links; where a text has no other dot before a TLD, it has no other URL.
    The pattern begins with its letters, which the engine looks for fastest.
    """
    runs_on = f"[{table.PATH}{table.QUERY}()]"
    query = rf"\?[A-Za-z0-9_&=-]{{1,{_MOST_OF_LABEL}}}+{_ENDS_PLAINLY}"
    return re.compile(f"{_short_link()}(?:{query}|(?=[!',.:;#]*+(?!{runs_on})))")


def with_ended_links(text: str) -> str:
    """The text with spaces for what would be more of the path of its t.co links: the platform drops it, links and all.

    Two links are often glued together so; the second is none.
    """
    return _run_on_link().sub(lambda link: link[1] + " " * len(link[2]), text)


@cache
def _run_on_link() -> re.Pattern[str]:
    return re.compile(rf"({_short_link()})([/:.=_#+&%~-][A-Za-z0-9=_#/+&%~.:-]*+(?<=[A-Za-z0-9=_#/+-])){_ENDS_PLAINLY}")


def _short_link() -> str:
    return rf"http(?<![^{table.BEFORE_URL}]http)s?://t\.co/[A-Za-z0-9]{{1,{_MOST_OF_SLUG}}}+"


@cache
def ordinary_link() -> re.Pattern[str]:
    """What is plainly a link between spaces, if its group 1 is a TLD: an ASCII domain, perhaps a path and a query.

    Most URLs of drafts are such links; of posts that the platform cut short, which end in an ellipsis, the last is.
    Whatever is less plain, a port or a bracket, is left to ``find_urls``.
    """
    label = rf"(?!-)[a-z0-9-]{{1,{_MOST_OF_LABEL}}}+(?<!-)\."
    path = "/(?:[A-Za-z0-9=_#/+&%~.-]*+(?<=[A-Za-z0-9=_#/+-]))?"
    query = r"\?[A-Za-z0-9=_#/+&%~.-]*+(?<=[A-Za-z0-9_&=#/-])"
    return re.compile(
        r"[a-z0-9](?<![^ \n][a-z0-9])(?:(?<=h)ttps?://(?!t\.co/[A-Za-z0-9])[a-z0-9])?(?!(?<=x)n--)"
        rf"[a-z0-9-]{{,{_MOST_OF_LABEL - 1}}}+(?<!-)\.(?:{label})*+([a-z]{{2,24}}+)"
        rf"(?:{path}(?:{query})?)?{_ENDS_PLAINLY}"
    )


class _Domain(NamedTuple):
    start: int
    """Where the domain begins, after the protocol."""
    end: int
    protocol: int
    """Where the protocol begins; ``start`` where there is none."""
    half: bool
    """Whether the first character is only the second half of an astral one."""


class _Scanner:
    """One walk over one text."""

    def __init__(self, text: str, tlds: TldMatcher) -> None:
        self._text = text
        self._tlds = tlds
        self._patterns = _patterns()
        self._taken = 0  # the end of the last match: what stands before a later one begins here or later
        self._left = 0  # no domain that matters begins before this
        self._chain_end = 0  # the end of the chain of labels last walked, and its last dot before a TLD
        self._chain_dot = -1

    def urls(self, *, without_protocol: bool) -> list[UrlMatch]:
        found: list[UrlMatch] = []
        search, end_of_tld = self._patterns.dot.search, self._tlds.end
        at = 0
        while dot := search(self._text, at):
            at = dot.end()
            if not end_of_tld(self._text, at):
                continue
            domain = self._domain(dot.start())
            if domain is None:
                self._left = at
                continue
            found += self._urls_of(domain, without_protocol)
            at = self._left = self._taken
        return found

    # The domain that leads to a dot

    def _domain(self, dot: int) -> _Domain | None:
        """The leftmost domain that goes through ``dot``, the first dot with a TLD after it that is still free."""
        text, patterns = self._text, self._patterns
        found = patterns.last_break.match(text, self._left, dot)
        run = found.end() if found else self._left
        joint = patterns.last_bad_joint.match(text, run, dot)
        left = joint.end() if joint else run
        while text[left] in "._-":
            left += 1
        if 0 < left == run and text[run - 1] == "/":
            protocol = self._protocol_before(run)
            end = self._domain_end(run, dot) if protocol >= 0 else 0
            if end:
                return _Domain(run, end, protocol, half=False)
        # The label right before a TLD holds no underscore: where it would, a domain may begin after the underscore.
        return self._bare_domain(left, dot) or self._bare_domain(max(left, text.rfind("_", left, dot) + 1), dot)

    def _bare_domain(self, left: int, dot: int) -> _Domain | None:
        """The leftmost domain without a protocol that begins at ``left`` or later and goes through ``dot``."""
        text, patterns = self._text, self._patterns
        found = patterns.start.search(text, left, dot)
        if found and found.start() == self._taken > 0 and found[0] <= "\uffff":
            found = patterns.start.search(text, found.end(), dot)  # what stands before it is taken
        if not found:
            return None
        start = found.start()
        half = found[0] > "\uffff" and not (start > self._taken and patterns.before_url.match(text, start - 1))
        if start == 0 and not half and patterns.before_url.match(text):
            # The first character may itself be what stands before; where that leads nowhere it begins the domain.
            start = 1 if patterns.label.match(text, 1, dot) else 0
        end = self._domain_end(start, dot)
        return _Domain(start, end, start, half) if end else None

    def _protocol_before(self, start: int) -> int:
        """Where the protocol right before ``start`` begins, or -1."""
        for protocol in (_HTTPS, _HTTP):
            at = start - len(protocol)
            if at >= 0 and self._text[at:start].lower() == protocol:
                return at if at == 0 or self._may_stand_before(at) else -1
        return -1

    def _may_stand_before(self, at: int) -> bool:
        return at - 1 >= self._taken and self._patterns.before_url.match(self._text, at - 1) is not None

    def _domain_end(self, start: int, dot: int) -> int:
        """The end of the longest domain from ``start``, or 0 where an underscore stands in the last label."""
        text = self._text
        if start >= self._chain_end:
            chain = self._patterns.chain.match(text, start)
            self._chain_end = chain.end() if chain else start
            self._chain_dot = self._last_tld_dot(start, self._chain_end)
        first = text.find(".", start)
        if self._chain_dot >= first:
            return self._tlds.end(text, self._chain_dot + 1)
        return 0 if first != dot or "_" in text[start:dot] else self._tlds.end(text, dot + 1)

    def _last_tld_dot(self, start: int, end: int) -> int:
        """The last dot of a chain that has a TLD after it and a whole label without an underscore before it, or -1."""
        text = self._text
        dot = end - 1
        while dot >= start:
            before = text.rfind(".", start, dot)
            label = before + 1 if before >= 0 else start
            if self._tlds.end(text, dot + 1) and "_" not in text[label:dot]:
                return dot
            dot = before
        return -1

    # What the domain is part of

    def _urls_of(self, domain: _Domain, without_protocol: bool) -> list[UrlMatch]:
        """The URLs that a domain and what follows it make; the match is taken, even where it makes none."""
        text, patterns = self._text, self._patterns
        port = patterns.port.match(text, domain.end)
        end_of_host = port.end() if port else domain.end
        path = patterns.path.match(text, end_of_host)
        end = path.end() if path else end_of_host
        query = patterns.query.match(text, end)
        self._taken = end = query.end() if query else end
        if not self._is_valid(domain, end):
            return []
        if domain.protocol < domain.start:
            return self._with_protocol(domain.protocol, end)
        before = text[domain.start - 1] if domain.start and not domain.half else ""
        if not without_protocol or before in tuple("-_./"):
            return []
        return self._without_protocol(domain, end if path else domain.end)

    def _is_valid(self, domain: _Domain, end: int) -> bool:
        """Whether each label is short enough in punycode, and the whole too."""
        text = self._text
        host = text[domain.start : domain.end]
        if domain.half:
            host = chr(0xDC00 | ord(host[0]) & 0x3FF) + host[1:]
        if host.startswith("xn--") and not _latin_domains(host, self._tlds):
            return False
        if not (len(host) <= _MOST_OF_LABEL and host.isascii()) and not all(map(_label_fits, host.split("."))):
            return False
        protocol = domain.start - domain.protocol or len(_HTTPS)
        url = text[domain.protocol : end]
        return protocol + _utf16_length(url) - domain.half <= _MOST_OF_URL

    def _with_protocol(self, start: int, end: int) -> list[UrlMatch]:
        url = self._text[start:end]
        short = self._patterns.short_link.match(url)
        if short:
            if len(short[1]) > _MOST_OF_SLUG:
                return []
            url = short[0]
        return [UrlMatch(start, start + len(url), url)]

    def _without_protocol(self, domain: _Domain, end: int) -> list[UrlMatch]:
        """The Latin domains inside; the path, where there is one, goes to the last of them."""
        text = self._text
        host = text[domain.start : domain.end]
        urls = []
        cursor = 0
        for name in _latin_domains(host, self._tlds):
            # The reference looks the name up again, from the left, and may find it where it is part of a longer word.
            at = host.find(name, cursor)
            cursor = at + len(name)
            urls.append(UrlMatch(domain.start + at, domain.start + cursor, name))
        if urls and end > domain.end:
            urls[-1] = UrlMatch(urls[-1].start, end, urls[-1].url + text[domain.end : end])
        return urls


def _latin_domains(host: str, tlds: TldMatcher) -> list[str]:
    """The stretches of Latin labels with a TLD after them, each as long as it can be."""
    found = []
    at = 0
    while chain := _patterns().latin_chain.search(host, at):
        at = chain.end()
        dot = at - 1
        while dot > chain.start():
            if end := tlds.end(host, dot + 1):
                found.append(host[chain.start() : end])
                at = max(at, end)
                break
            dot = host.rfind(".", chain.start(), dot)
    return found


def _label_fits(label: str) -> bool:
    """Whether a label is neither empty nor, in punycode, over 63 characters.

    As the punycode of Node encodes it, which is the one that twitter-text gets there: control characters are ASCII.
    """
    if len(label) > _MOST_OF_LABEL:
        return False
    if 0 < len(label) <= _ALWAYS_FITS:
        return True
    pieces = re.split("[\u3002\uff0e\uff61]", label)  # other full stops, which it takes for dots (RFC 3490)
    size = len(pieces) - 1 + sum(map(_encoded_length, pieces))
    return 1 <= size <= _MOST_OF_LABEL


def _encoded_length(piece: str) -> int:
    if piece.isascii():
        return len(piece)
    return len("xn--") + len(piece.encode("punycode"))


def _utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
