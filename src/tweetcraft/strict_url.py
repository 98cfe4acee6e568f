"""``is_valid_url``: whether a string as a whole is a URL, part by part (RFC 3986, as twitter-text 3.1.0 reads it)."""

from __future__ import annotations

import re
from functools import cache

from tweetcraft._tables import characters as table
from tweetcraft._text import require_text

__all__ = ["is_valid_url"]

_PARTS = re.compile(
    r"(?:(?P<scheme>[^:/?#]+)://)?(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?"
    r"(?:\#(?P<fragment>[^\n\r\u2028\u2029]*))?"
)
_SCHEME = re.compile("https?", re.ASCII | re.IGNORECASE)
_IPV6 = r"\[[A-Fa-f0-9:.]+\]"
# The reference tries short octets first and never asks for more: it reads one digit of the last, so that 127.0.0.1 is
# an address and 127.0.0.10 an address with something after it.
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]|[0-9])"
_ADDRESS = re.compile(rf"{_OCTET}\.{_OCTET}\.{_OCTET}\.[0-9]|{_IPV6}")
_PORT = re.compile("(?::[0-9]{1,5})?")


def is_valid_url(url: str, unicode_domains: bool = True, require_protocol: bool = True) -> bool:
    """Whether a string as a whole is a URL with a protocol of the web.

    Arguments:
        url: the string.
        unicode_domains: whether letters beyond ASCII may stand in the domain.
        require_protocol: whether ``http://`` or ``https://`` has to be there.

    Returns:
        ``True`` where each of its parts is well formed; no list of top-level domains is asked.

    Raises:
        TypeError: ``url`` is no ``str``.

    >>> from tweetcraft.twitter_text import is_valid_url
    >>> is_valid_url("https://موقع.السعودية/خبر"), is_valid_url("https://example.com/a?b=c")
    (False, True)

    Source: twitter-text 3.1.0, ``isValidUrl``.
    """
    parts = _PARTS.fullmatch(require_text(url))
    if not url or not parts:
        return False
    if require_protocol and not _SCHEME.fullmatch(parts["scheme"] or ""):
        return False
    path, text, userinfo = _strict_patterns()
    well_formed = path.fullmatch(parts["path"]) and text.fullmatch(parts["query"] or "")
    if not well_formed or not text.fullmatch(parts["fragment"] or ""):
        return False
    authority = parts["authority"]
    user = userinfo.match(authority)
    return _is_host_and_port(authority[user.end() :] if user else authority, unicode_domains)


@cache
def _strict_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Those of a path, of a query or fragment, and of a user before the host."""
    character = f"(?:[{table.STRICT_PATH}]|%[0-9A-Fa-f]{{2}})"
    return (
        re.compile(f"(?:/{character}*+)*+"),
        re.compile(f"(?:{character}|[/?])*+"),
        re.compile(f"(?:(?![@|]){character})*+@"),
    )


def _is_host_and_port(text: str, unicode_domains: bool) -> bool:
    address = _ADDRESS.match(text)
    if address:  # nothing else is tried then: 1.2.3.4.com is no domain
        return _PORT.fullmatch(text, address.end()) is not None
    host, colon, port = text.partition(":")
    return _PORT.fullmatch(colon + port) is not None and _is_domain(host, unicode_domains)


def _is_domain(host: str, unicode_domains: bool) -> bool:
    """At least two labels; an underscore only left of the last two, and a letter at the head of the last."""
    label, domain_label, tld = _labels("[^\\x00-\\x7f]" if unicode_domains else "(?!)")
    *subdomains, domain, last = ["", *host.split(".")]
    return bool(all(map(label.fullmatch, subdomains[1:])) and domain_label.fullmatch(domain) and tld.fullmatch(last))


@cache
def _labels(other: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    end = f"(?:[A-Za-z0-9]|{other})"
    return (
        re.compile(f"{end}(?:(?:[A-Za-z0-9_-]|{other})*{end})?"),
        re.compile(f"{end}(?:(?:[A-Za-z0-9-]|{other})*{end})?"),
        re.compile(f"(?:[A-Za-z]|{other})(?:(?:[A-Za-z0-9-]|{other})*{end})?"),
    )
